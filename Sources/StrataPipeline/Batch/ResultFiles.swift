import Glibc
import StrataModel

/// The four data files of an output folder, in the order in which they are put in place.
enum ResultFile: Int, CaseIterable, Sendable {
  case segments, documents, ledger, rejected

  var name: String {
    switch self {
    case .segments: "segments.jsonl"
    case .documents: "documents.jsonl"
    case .ledger: "ledger.jsonl"
    case .rejected: "rejected.jsonl"
    }
  }
}

/// One value for each of the four data files.
struct PerFile<Value: Sendable & Hashable>: Sendable, Hashable {
  private var values: [Value]
  init(repeating value: Value) { values = Array(repeating: value, count: ResultFile.allCases.count) }
  subscript(file: ResultFile) -> Value {
    get { values[file.rawValue] }
    set { values[file.rawValue] = newValue }
  }
}

/// What one input gave, as an index remembers it.
struct ResultEntry: Sendable, Equatable {
  /// What has to be the same for the result to be used again.
  var fingerprint: String
  var path: String
  /// Nil where the input was rejected.
  var document: String?
  var sha256: String?
  var byteCount: Int
  /// Where its lines stand in the four files.
  var offsets = PerFile(repeating: 0)
  var lengths = PerFile(repeating: 0)
  var summary = DocumentSummary()
}

/// The index of a set of result files: one line an input, written after the input's results.
///
/// Tab-separated, because tens of thousands of lines are read at every start. The first line names the pipeline,
/// program and options that made the results; results of another are worth nothing.
enum ResultIndex {
  static func header(_ key: String) -> String { "strata-index\t1\t\(key)\n" }

  static func line(_ entry: ResultEntry) -> String {
    var fields = [
      escape(entry.fingerprint), escape(entry.path), entry.document.map { "=" + escape($0) } ?? "",
      entry.sha256 ?? "", "\(entry.byteCount)",
    ]
    for file in ResultFile.allCases { fields += ["\(entry.offsets[file])", "\(entry.lengths[file])"] }
    fields.append(entry.summary.fields.map(String.init).joined(separator: ","))
    fields.append(entry.summary.notes.map(escape).joined(separator: ","))
    fields.append(".")
    return fields.joined(separator: "\t") + "\n"
  }

  /// The entries of an index whose header carries the key, up to the first line that is torn or whose
  /// results are not within `sizes`. Nil where the file is missing or another key made it.
  static func read(_ path: String, key: String, sizes: PerFile<Int>) -> [ResultEntry]? {
    guard let bytes = try? Files.read(path) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // What stands behind the last line feed was torn off.
    guard !lines.isEmpty else { return nil }
    lines.removeLast()
    guard let first = lines.first, first + "\n" == header(key) else { return nil }
    var entries: [ResultEntry] = []
    entries.reserveCapacity(lines.count)
    for line in lines.dropFirst() {
      guard let entry = self.entry(line) else { break }
      guard ResultFile.allCases.allSatisfy({ entry.offsets[$0] + entry.lengths[$0] <= sizes[$0] }) else { break }
      entries.append(entry)
    }
    return entries
  }

  private static func entry(_ line: Substring) -> ResultEntry? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == 16, fields[15] == ".", let byteCount = Int(fields[4]) else { return nil }
    var entry = ResultEntry(
      fingerprint: unescape(fields[0]), path: unescape(fields[1]),
      document: fields[2].isEmpty ? nil : unescape(fields[2].dropFirst()),
      sha256: fields[3].isEmpty ? nil : String(fields[3]), byteCount: byteCount)
    for file in ResultFile.allCases {
      guard let offset = Int(fields[5 + 2 * file.rawValue]), let length = Int(fields[6 + 2 * file.rawValue]) else {
        return nil
      }
      entry.offsets[file] = offset
      entry.lengths[file] = length
    }
    let counts = fields[13].split(separator: ",").compactMap { Int($0) }
    let notes = fields[14].split(separator: ",").map(unescape)
    guard let summary = DocumentSummary(fields: counts, notes: notes) else { return nil }
    entry.summary = summary
    return entry
  }

  /// Tabs, line feeds, commas and per cent signs as `%XX`.
  private static func escape(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 32 || $0 == 37 || $0 == 44 }) else { return text }
    var bytes: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      if byte < 32 || byte == 37 || byte == 44 {
        bytes += [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unescape(_ text: Substring) -> String {
    guard text.utf8.contains(37) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 37, rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
