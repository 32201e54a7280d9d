import Glibc
import StrataModel

/// The index of a set of result files: one line an input, written after the input's results.
///
/// Tab-separated, because it is read at every start, and read in pieces, because it grows with the corpus. The first
/// line names the pipeline, program and options that made the results; results of another are worth nothing.
enum ResultIndex {
  static func header(_ key: String) -> [UInt8] { Array("strata-index\t1\t\(key)\n".utf8) }

  /// Appends the line of an entry, with its line feed.
  static func append(_ entry: ResultEntry, to line: inout [UInt8]) {
    append(escaping: entry.fingerprint, to: &line)
    line.append(9)
    append(escaping: entry.path, to: &line)
    line.append(9)
    if let document = entry.document {
      line.append(0x3D)
      append(escaping: document, to: &line)
    }
    line.append(9)
    line.append(contentsOf: (entry.sha256 ?? "").utf8)
    line.append(9)
    append(entry.byteCount, to: &line)
    for file in ResultFile.allCases {
      line.append(9)
      append(entry.offsets[file], to: &line)
      line.append(9)
      append(entry.lengths[file], to: &line)
    }
    line.append(9)
    for (position, field) in entry.summary.fields.enumerated() {
      if position > 0 { line.append(0x2C) }
      append(field, to: &line)
    }
    line.append(9)
    for (position, note) in entry.summary.notes.enumerated() {
      if position > 0 { line.append(0x2C) }
      append(escaping: note, to: &line)
    }
    line.append(contentsOf: [9, 0x2E, 10])
  }

  /// Calls `body` with every entry of an index whose header carries the key, its place in the file and the place after
  /// it; up to the first line that is torn or whose results are not within `sizes`, or until `body` gives false.
  /// Returns false where the file is missing or another key made it.
  @discardableResult
  static func forEach(
    _ path: String, key: String, sizes: PerFile<Int>, _ body: (ResultEntry, Range<Int>) throws -> Bool
  ) throws -> Bool {
    guard let lines = LineFile(path) else { return false }
    guard try lines.next() == header(key).dropLast() else { return false }
    while let line = try lines.next(), let entry = entry(line) {
      let isThere = ResultFile.allCases.allSatisfy { entry.offsets[$0] + entry.lengths[$0] <= sizes[$0] }
      guard isThere, try body(entry, lines.place) else { break }
    }
    return true
  }

  /// The entry of a line without its line feed; nil where it is none.
  static func entry(_ line: ArraySlice<UInt8>) -> ResultEntry? {
    let fields = line.split(separator: 9, omittingEmptySubsequences: false)
    guard fields.count == 16, fields[15].elementsEqual([0x2E]), let byteCount = integer(fields[4]) else { return nil }
    var entry = ResultEntry(
      fingerprint: unescape(fields[0]), path: unescape(fields[1]),
      document: fields[2].isEmpty ? nil : unescape(fields[2].dropFirst()),
      sha256: fields[3].isEmpty ? nil : String(decoding: fields[3], as: UTF8.self), byteCount: byteCount)
    for file in ResultFile.allCases {
      guard let offset = integer(fields[5 + 2 * file.rawValue]), let length = integer(fields[6 + 2 * file.rawValue])
      else { return nil }
      entry.offsets[file] = offset
      entry.lengths[file] = length
    }
    let counts = fields[13].split(separator: 0x2C).compactMap(integer)
    let notes = fields[14].split(separator: 0x2C).map(unescape)
    guard let summary = DocumentSummary(fields: counts, notes: notes) else { return nil }
    entry.summary = summary
    return entry
  }

  private static func append(_ value: Int, to line: inout [UInt8]) {
    if value >= 10 { append(value / 10, to: &line) }
    line.append(UInt8(48 + value % 10))
  }

  private static func integer(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 18, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Tabs, line feeds, commas and per cent signs as `%XX`.
  private static func append(escaping text: String, to line: inout [UInt8]) {
    for byte in text.utf8 {
      if byte < 32 || byte == 37 || byte == 44 {
        line.append(37)
        line.append(digits[Int(byte >> 4)])
        line.append(digits[Int(byte & 15)])
      } else {
        line.append(byte)
      }
    }
  }

  private static func unescape(_ text: ArraySlice<UInt8>) -> String {
    guard text.contains(37) else { return String(decoding: text, as: UTF8.self) }
    var bytes: [UInt8] = []
    var rest = text
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

/// A file that is read line by line, through a buffer; also a line at a place.
final class LineFile: @unchecked Sendable {
  // Sendable: `line(at:)` keeps nothing, and one thread alone calls `next`.
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var at = 0
  /// Bytes of the file before the buffer.
  private var passed = 0
  /// The place of the last line, its line feed included.
  private(set) var place = 0..<0

  private static let piece = 1 << 18

  /// Nil where the file cannot be opened.
  init?(_ path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.path = path
    guard descriptor >= 0 else { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The next line without its line feed; nil at the end. What stands behind the last line feed is no line.
  func next() throws(FileFault) -> ArraySlice<UInt8>? {
    var searched = at
    while true {
      if let end = buffer[searched...].firstIndex(of: 10) {
        place = (passed + at)..<(passed + end + 1)
        defer { at = end + 1 }
        return buffer[at..<end]
      }
      buffer.removeFirst(at)
      passed += at
      at = 0
      searched = buffer.count
      let more = try Files.readUpTo(Self.piece, descriptor, path: path, at: passed + buffer.count)
      if more.isEmpty { return nil }
      buffer += more
    }
  }

  /// The line that begins at an offset, without its line feed; nil where there is none.
  func line(at offset: Int) throws(FileFault) -> ArraySlice<UInt8>? {
    var line: [UInt8] = []
    while true {
      let more = try Files.readUpTo(1 << 10, descriptor, path: path, at: offset + line.count)
      if let end = more.firstIndex(of: 10) { return (line + more[..<end])[...] }
      if more.isEmpty { return nil }
      line += more
    }
  }
}
