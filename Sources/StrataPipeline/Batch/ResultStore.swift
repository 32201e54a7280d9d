import Glibc
import StrataModel

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
  /// The places of the results' lines in the work files' index, in order; nothing while `isUnchanged`.
  private var placed: [Int] = []
  /// True while the results are exactly the first ones in place, so that nothing has to be written.
  private var isUnchanged = true
  /// Results while `isUnchanged`.
  private var unchangedCount = 0
  /// Where the results so far end in their files: in place while `isUnchanged`, then in the work files.
  private var ends = PerFile(repeating: 0)
  /// True where the work files hold the results so far in their order and nothing between them.
  private var isInOrder = true

  private var workFolder: String { work.folder }

  /// Finishes an interrupted commit, loads what earlier runs left, and opens the work files.
  /// `key` names everything but the input that results depend on.
  init(folder: String, key: String, fresh: Bool) throws {
    self.folder = folder
    self.key = key
    let workFolder = "\(folder)/.strata/work"
    try Commit.finish(in: folder)
    try Files.makeFolder(workFolder)
    var earlier = EarlierResults()
    var ends = PerFile(repeating: 0)
    var indexEnd = 0
    if !fresh {
      earlier.inPlace = KnownResults(index: Commit.index(folder))
      try ResultIndex.forEach(
        Commit.index(folder), key: Commit.signedKey(key, of: folder), sizes: Commit.sizes(in: folder)
      ) { entry, place in
        earlier.inPlace.add(entry, at: place.lowerBound)
        return true
      }
      let index = WorkFiles.indexPath(workFolder)
      earlier.stopped = KnownResults(index: index)
      try ResultIndex.forEach(index, key: key, sizes: Commit.sizes(in: workFolder)) { entry, place in
        earlier.stopped.add(entry, at: place.lowerBound)
        ends = entry.ends(after: ends)
        indexEnd = place.upperBound
        return true
      }
    }
    self.earlier = earlier
    work = try WorkFiles(folder: workFolder, key: key, keeping: ends, indexEnd: indexEnd)
  }

  /// Appends the result of the next input.
  func append(_ entry: ResultEntry, lines: [(ResultFile, [UInt8])]) throws {
    try materialize()
    try place(work.append(entry, lines: lines))
  }

  /// Takes the result of the next input from an earlier run; returns its entry.
  func reuse(_ fingerprint: String, path: String) throws -> ResultEntry? {
    if let found = try earlier.stopped.find(fingerprint, path: path) {
      try materialize()
      place(found)
      return found.entry
    }
    guard let entry = try earlier.inPlace.entry(fingerprint, path: path) else { return nil }
    if isUnchanged, continues(entry) {
      unchangedCount += 1
      ends = entry.ends(after: ends)
    } else {
      try materialize()
      try place(copy(entry))
    }
    return entry
  }

  /// Hands everything to the system, so that a stop from here on loses nothing.
  func flush() throws { try work.flush() }

  /// Puts the results in place. Returns false where they were there already.
  func commit() throws -> Bool {
    if isUnchanged, unchangedCount == earlier.inPlace.count, Commit.isComplete(in: folder) {
      try Commit.discardWork(in: folder)
      return false
    }
    try materialize()
    try work.synchronize()
    if isInOrder, ends == work.ends {
      try Commit.perform(from: workFolder, in: folder, key: key, index: work.indexPath)
    } else {
      let assembly = try assemble(into: "\(folder)/.strata/assembly")
      try Commit.perform(from: assembly.folder, in: folder, key: key, index: assembly.indexPath)
    }
    try Commit.discardWork(in: folder)
    return true
  }

  private func place(_ result: (entry: ResultEntry, place: Int)) {
    placed.append(result.place)
    isInOrder = isInOrder && result.entry.follows(ends)
    ends = result.entry.ends(after: ends)
  }

  /// True where the entry follows the last one in the files in place.
  private func continues(_ entry: ResultEntry) -> Bool {
    ResultFile.allCases.allSatisfy { entry.offsets[$0] == ends[$0] }
  }

  /// From here on the results differ from those in place, so they have to be in the work files.
  private func materialize() throws {
    guard isUnchanged else { return }
    isUnchanged = false
    ends = PerFile(repeating: 0)
    guard unchangedCount > 0 else { return }
    // Results follow each other without a gap, so these are the first ones of the index.
    try ResultIndex.forEach(
      Commit.index(folder), key: Commit.signedKey(key, of: folder), sizes: Commit.sizes(in: folder)
    ) { entry, _ in
      try place(copy(entry))
      return placed.count < unchangedCount
    }
  }

  private func copy(_ entry: ResultEntry) throws -> (entry: ResultEntry, place: Int) {
    try work.append(entry, lines: lines(of: entry, in: folder))
  }

  /// The lines of an entry in the files of a folder.
  private func lines(of entry: ResultEntry, in folder: String) throws -> [(ResultFile, [UInt8])] {
    var lines: [(ResultFile, [UInt8])] = []
    for file in ResultFile.allCases where entry.lengths[file] > 0 {
      let path = "\(folder)/\(file.name)"
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileFault(path: path, operation: "open", errno: errno) }
      defer { close(descriptor) }
      lines.append(
        (file, try Files.read(descriptor, path: path, at: entry.offsets[file], count: entry.lengths[file])))
    }
    return lines
  }

  /// Copies the results in their order.
  private func assemble(into target: String) throws -> WorkFiles {
    try Files.makeFolder(target)
    let assembly = try WorkFiles(folder: target, key: key, keeping: PerFile(repeating: 0), indexEnd: 0)
    guard let index = LineFile(work.indexPath) else {
      throw FileFault(path: work.indexPath, operation: "open", errno: errno)
    }
    for place in placed {
      guard let line = try index.line(at: place), let entry = ResultIndex.entry(line) else {
        throw FileFault(path: work.indexPath, operation: "read", errno: EIO)
      }
      _ = try assembly.append(entry, lines: lines(of: entry, in: workFolder))
    }
    try assembly.synchronize()
    return assembly
  }
}
