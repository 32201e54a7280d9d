import Glibc
import StrataModel

/// The step that puts new results in place: several renames that count as one.
///
/// When everything is on the disk a marker is written that names the folder of the new files. From then on the new
/// results are valid: a run that finds the marker does the renames that are still missing.
enum Commit {
  private static func marker(_ folder: String) -> String { "\(folder)/.strata/commit" }
  static func index(_ folder: String) -> String { "\(folder)/.strata/index.tsv" }
  static func manifest(_ folder: String) -> String { "\(folder)/manifest.json" }

  /// Puts the synchronized files of `source` in place. `index` has the lines of their results in order, with places in
  /// these files.
  static func perform(from source: String, in folder: String, key: String, index: String) throws {
    let final = try AtomicFile(path: "\(source)/index.final")
    try final.append(ResultIndex.header(signedKey(key, of: source)))
    try Files.forEachPiece(of: index, from: ResultIndex.header(key).count) { try final.append($0) }
    try final.finish()
    let name = source.split(separator: "/").last.map(String.init) ?? source
    try Files.writeAtomically(Array(name.utf8), to: marker(folder))
    try finish(in: folder)
  }

  /// Does what an earlier commit left undone; nothing where there was none.
  static func finish(in folder: String) throws {
    guard Files.exists(marker(folder)) else { return }
    let name = String(decoding: try Files.read(marker(folder)), as: UTF8.self)
    let source = "\(folder)/.strata/\(name)"
    // The manifest describes the results before; it comes back last.
    try Files.remove(manifest(folder))
    for file in ResultFile.allCases where Files.exists("\(source)/\(file.name)") {
      try Files.rename("\(source)/\(file.name)", "\(folder)/\(file.name)")
    }
    if Files.exists("\(source)/index.final") { try Files.rename("\(source)/index.final", index(folder)) }
    Files.synchronizeFolder(folder)
    try discardWork(in: folder)
    try Files.remove(marker(folder))
  }

  /// Removes what a run left behind; its results are in place.
  static func discardWork(in folder: String) throws {
    for part in ["work", "assembly"].map({ "\(folder)/.strata/\($0)" }) where Files.isFolder(part) {
      for file in ResultFile.allCases { try Files.remove("\(part)/\(file.name)") }
      for name in ["index.tsv", "index.final", "index.final.new"] { try Files.remove("\(part)/\(name)") }
      rmdir(part)
    }
  }

  /// True where all four files are in place.
  static func isComplete(in folder: String) -> Bool {
    ResultFile.allCases.allSatisfy { Files.exists("\(folder)/\($0.name)") }
  }

  static func sizes(in folder: String) -> PerFile<Int> {
    var sizes = PerFile(repeating: 0)
    for file in ResultFile.allCases { sizes[file] = Files.size("\(folder)/\(file.name)") ?? 0 }
    return sizes
  }

  /// The key with lengths and times of the files: results that somebody changed are not used again.
  static func signedKey(_ key: String, of folder: String) -> String {
    ResultFile.allCases.reduce(into: key) { key, file in
      var status = stat()
      guard stat("\(folder)/\(file.name)", &status) == 0 else {
        key += "|absent"
        return
      }
      key += "|\(status.st_size)-\(status.st_mtim.tv_sec)-\(status.st_mtim.tv_nsec)"
    }
  }
}
