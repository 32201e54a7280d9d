/// A file of separated values as UTF-8, with what stands in front of its rows.
package struct CSVText {
  /// How the file's bytes spell its characters.
  package enum Encoding: Equatable {
    case utf8
    case windows1252
    case utf16(isLittleEndian: Bool)
  }

  /// A byte order mark and Excel's hint `sep=;`, as UTF-8; `encoded(head + body)` is the file.
  package var head: [UInt8] = []
  package var body: [UInt8]
  package var separator: UInt8
  /// What was mended while reading.
  package var notes: [String] = []
  package private(set) var encoding = Encoding.utf8

  /// `separator` nil is the one of the hint, else the one that the first row uses. O(bytes).
  package init(_ bytes: [UInt8], separator: UInt8? = nil) {
    body = bytes
    if String(validating: bytes, as: UTF8.self) == nil {
      (body, encoding) = Self.decoded(bytes)
      if encoding == .windows1252 { notes.append("the file is not UTF-8; it was read as Windows-1252") }
    }
    if body.starts(with: [0xEF, 0xBB, 0xBF]) {
      head = Array(body[..<3])
      body.removeFirst(3)
    }
    var separator = separator
    if body.starts(with: "sep=".utf8), body.count > 5, body[5] == 10 || body[5] == 13 {
      separator = separator ?? body[4]
      let length = body[5] == 13 && body.count > 6 && body[6] == 10 ? 7 : 6
      head += body[..<length]
      body.removeFirst(length)
    }
    self.separator = separator ?? Self.separator(of: body)
  }

  /// The separator that the header uses most; prose of later rows is full of commas.
  private static func separator(of bytes: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes.prefix(1 << 16) {
      if byte == 34 { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 10 || byte == 13 { break }
      if [44, 59, 9, 124].contains(byte) { counts[byte, default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 44
  }

  private static func decoded(_ bytes: [UInt8]) -> ([UInt8], Encoding) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let isLittle = bytes[0] == 0xFF
      var units: [UInt16] = []
      for at in stride(from: 0, to: bytes.count - 1, by: 2) {
        units.append(UInt16(bytes[at + (isLittle ? 0 : 1)]) | UInt16(bytes[at + (isLittle ? 1 : 0)]) << 8)
      }
      return (Array(String(decoding: units, as: UTF16.self).utf8), .utf16(isLittleEndian: isLittle))
    }
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(Unicode.Scalar(scalar(of: byte)) ?? "\u{FFFD}") }
    return (Array(String(text).utf8), .windows1252)
  }

  private static func scalar(of byte: UInt8) -> UInt16 {
    byte >= 0x80 && byte < 0xA0 ? windows1252[Int(byte) - 0x80] : UInt16(byte)
  }

  /// UTF-8 in the encoding of the file; where that lacks a character, the character alone is given.
  package func encoded(_ bytes: [UInt8]) -> (bytes: [UInt8], missing: Character?) {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    switch encoding {
    case .utf8: return (bytes, nil)
    case .utf16(let isLittle):
      for unit in String(decoding: bytes, as: UTF8.self).utf16 {
        let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        result += isLittle ? pair : pair.reversed()
      }
    case .windows1252:
      let places = Dictionary(uniqueKeysWithValues: (UInt8.min...UInt8.max).map { (Self.scalar(of: $0), $0) })
      for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
        guard let byte = UInt16(exactly: scalar.value).flatMap({ places[$0] }) else {
          return ([], Character(scalar))
        }
        result.append(byte)
      }
    }
    return (result, nil)
  }

  /// Bytes 128 to 159; those without a character are control codes (WHATWG Encoding Standard), so that no two are alike.
  private static let windows1252: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
    0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0x009D, 0x017E, 0x0178,
  ]
}
