import Foundation

/// Real input that is not part of the package: the folder `shared/data` beside it, or above.
enum SharedData {
  static let folder: String? = {
    var ancestor = URL(fileURLWithPath: #filePath)
    while ancestor.path != "/" {
      ancestor.deleteLastPathComponent()
      let candidate = ancestor.appendingPathComponent("shared/data").path
      if FileManager.default.fileExists(atPath: candidate) { return candidate }
    }
    return nil
  }()

  /// `WordBreakTest.txt` of the Unicode Character Database.
  static let wordBreakTest: String? = {
    let named = ProcessInfo.processInfo.environment["STRATA_WORDBREAKTEST"]
    let path = named ?? folder.map { $0 + "/unicode/WordBreakTest.txt" }
    return path.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
  }()

  static func contents(_ path: String) -> [UInt8] {
    [UInt8](FileManager.default.contents(atPath: path) ?? Data())
  }

  /// All files of text.
  static func texts() -> [String] {
    guard let folder, let names = FileManager.default.enumerator(atPath: folder) else { return [] }
    let extensions: Set = ["txt", "md", "html", "rst", "csv", "jsonl", "json", "yml", "ann", "xml"]
    return names.compactMap { $0 as? String }
      .filter { extensions.contains(($0 as NSString).pathExtension) }
      .sorted()
      .map { folder + "/" + $0 }
  }
}

/// How thorough the tests are: thinner in a debug build, unless `STRATA_EXHAUSTIVE=1`.
enum Effort {
  #if DEBUG
    static let isFull = ProcessInfo.processInfo.environment["STRATA_EXHAUSTIVE"] == "1"
  #else
    static let isFull = true
  #endif
}
