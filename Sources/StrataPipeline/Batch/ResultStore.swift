import Glibc
import StrataModel

/// The results of earlier runs that may be used again. Never changed, so every worker can look.
struct EarlierResults: Sendable {
  /// The results that a stopped run left, and those in place in the output folder.
  fileprivate(set) var stopped: [String: ResultEntry] = [:]
  fileprivate(set) var inPlace: [String: ResultEntry] = [:]

  func holds(_ fingerprint: String, path: String) -> Bool {
    stopped[path]?.fingerprint == fingerprint || inPlace[path]?.fingerprint == fingerprint
  }
}

/// Collects the results of a run and puts them into the output folder as whole files.
///
/// Results are appended to files under `OUT/.strata/work`, each followed by its line in an index: whatever an index
/// line names is there, so a run that was killed at any moment goes on where it stopped. At the end the files are
/// renamed into place if they hold exactly the documents in their order (a run without a stop, or stopped and gone
/// on), and put together anew otherwise. A marker makes the renames one step: a run that finds it finishes them.
final class ResultStore {
  let folder: String
  private let key: String
  let earlier: EarlierResults
  private let work: WorkFiles
  /// The results so far, in order; offsets are those in the work files, or in place while `isUnchanged`.
  private var placed: [ResultEntry] = []
  /// True while the results are exactly the first ones in place, so that nothing has to be written.
  private var isUnchanged = true
  private let inPlaceCount: Int

  private static let privateFolder = ".strata"
  private var workFolder: String { "\(folder)/\(Self.privateFolder)/work" }
  private static func indexPath(_ folder: String) -> String { "\(folder)/\(privateFolder)/index.tsv" }

  /// Finishes an interrupted commit, loads what earlier runs left, and opens the work files.
  /// `key` names everything but the input that results depend on.
  init(folder: String, key: String, fresh: Bool) throws {
    self.folder = folder
    self.key = key
    let workFolder = "\(folder)/\(Self.privateFolder)/work"
    try Commit.finish(in: folder)
    try Files.makeFolder(workFolder)
    var earlier = EarlierResults()
    var kept: [ResultEntry] = []
    if !fresh {
      let inPlace =
        ResultIndex.read(
          Self.indexPath(folder), key: Commit.signedKey(key, of: folder), sizes: Commit.sizes(in: folder)) ?? []
      for entry in inPlace { earlier.inPlace[entry.path] = entry }
      kept = ResultIndex.read("\(workFolder)/index.tsv", key: key, sizes: Commit.sizes(in: workFolder)) ?? []
      for entry in kept { earlier.stopped[entry.path] = entry }
      inPlaceCount = inPlace.count
    } else {
      inPlaceCount = 0
    }
    self.earlier = earlier
    work = try WorkFiles(folder: workFolder, key: key, keeping: kept)
  }

  /// Appends the result of the next input.
  func append(_ entry: ResultEntry, lines: [(ResultFile, [UInt8])]) throws {
    try materialize()
    placed.append(try work.append(entry, lines: lines))
  }

  /// Takes the result of the next input from an earlier run; returns its entry.
  func reuse(_ fingerprint: String, path: String) throws -> ResultEntry? {
    if let entry = earlier.stopped[path], entry.fingerprint == fingerprint {
      try materialize()
      placed.append(entry)
      return entry
    }
    guard let entry = earlier.inPlace[path], entry.fingerprint == fingerprint else { return nil }
    if isUnchanged, continues(entry) {
      placed.append(entry)
    } else {
      try materialize()
      placed.append(try copy(entry))
    }
    return entry
  }

  /// Hands everything to the system, so that a stop from here on loses nothing.
  func flush() throws { try work.flush() }

  /// Puts the results in place. Returns false where they were there already.
  func commit() throws -> Bool {
    if isUnchanged, placed.count == inPlaceCount, Commit.isComplete(in: folder) {
      try Commit.discardWork(in: folder)
      return false
    }
    try materialize()
    try work.synchronize()
    var source = workFolder
    if !work.isExactly(placed) {
      source = "\(folder)/\(Self.privateFolder)/assembly"
      placed = try assemble(into: source)
    }
    try Commit.perform(from: source, in: folder, key: key, entries: placed)
    try Commit.discardWork(in: folder)
    return true
  }

  /// True where the entry follows the last one in the files in place.
  private func continues(_ entry: ResultEntry) -> Bool {
    guard let last = placed.last else { return entry.offsets == PerFile(repeating: 0) }
    return ResultFile.allCases.allSatisfy { entry.offsets[$0] == last.offsets[$0] + last.lengths[$0] }
  }

  /// From here on the results differ from those in place, so they have to be in the work files.
  private func materialize() throws {
    guard isUnchanged else { return }
    isUnchanged = false
    for index in placed.indices { placed[index] = try copy(placed[index]) }
  }

  private func copy(_ entry: ResultEntry) throws -> ResultEntry {
    var lines: [(ResultFile, [UInt8])] = []
    for file in ResultFile.allCases where entry.lengths[file] > 0 {
      let path = "\(folder)/\(file.name)"
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileFault(path: path, operation: "open", errno: errno) }
      defer { close(descriptor) }
      lines.append(
        (file, try Files.read(descriptor, path: path, at: entry.offsets[file], count: entry.lengths[file])))
    }
    return try work.append(entry, lines: lines)
  }

  /// Copies the results in their order; returns the entries with their new places.
  private func assemble(into target: String) throws -> [ResultEntry] {
    try Files.makeFolder(target)
    var entries = placed
    for file in ResultFile.allCases {
      let path = "\(workFolder)/\(file.name)"
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileFault(path: path, operation: "open", errno: errno) }
      defer { close(descriptor) }
      let output = try OutputFile(path: "\(target)/\(file.name)", keeping: 0)
      for index in entries.indices {
        let bytes = try Files.read(
          descriptor, path: path, at: entries[index].offsets[file], count: entries[index].lengths[file])
        entries[index].offsets[file] = output.count
        try output.append(bytes)
      }
      try output.synchronize()
    }
    return entries
  }
}
