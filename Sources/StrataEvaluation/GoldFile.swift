import FoundationEssentials
import Glibc
import StrataModel

/// Reads gold and predictions.
public enum GoldFile {
  /// The records of a `.jsonl` or `.ann` file, or of a folder: its `segments.jsonl` where it has one (the output of
  /// a run), else all its `.ann` files. Throws `FileFault` or `RecordFault`.
  public static func records(at path: String) throws -> [GoldRecord] {
    if let names = names(in: path) {
      if names.contains("segments.jsonl") { return try lines(at: "\(path)/segments.jsonl") }
      let files = names.filter { $0.hasSuffix(".ann") }.sorted()
      guard !files.isEmpty else {
        throw RecordFault(path: path, line: 0, message: "the folder holds no segments.jsonl and no .ann file")
      }
      return try files.flatMap { try annotations(at: "\(path)/\($0)") }
    }
    return path.hasSuffix(".ann") ? try annotations(at: path) : try lines(at: path)
  }

  private static func lines(at path: String) throws -> [GoldRecord] {
    let reader = try RecordReader<GoldRecord>(path: path)
    var records: [GoldRecord] = []
    while let record = try reader.next() { records.append(record) }
    return records
  }

  private static func annotations(at path: String) throws -> [GoldRecord] {
    let lines = try LineReader(path: path)
    var text: [UInt8] = []
    while let line = try lines.next() { text += line + [10] }
    return try AnnotationReader.records(in: String(decoding: text, as: UTF8.self), file: path)
  }

  private static func names(in folder: String) -> [String]? {
    guard let handle = opendir(folder) else { return nil }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }
}
