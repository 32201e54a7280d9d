/// A file of separated values as UTF-8, with what stands in front of its rows.
package struct CSVText {
  /// A byte order mark and Excel's hint `sep=;`, as the file has them; for files in UTF-8 `head + body` is the file.
  package var head: [UInt8] = []
  package var body: [UInt8]
  package var separator: UInt8
  /// What was mended while reading.
  package var notes: [String] = []
  package var isUTF8: Bool

  /// `separator` nil is the one of the hint, else the one that the first row uses. O(bytes).
  package init(_ bytes: [UInt8], separator: UInt8? = nil) {
    isUTF8 = String(validating: bytes, as: UTF8.self) != nil
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]), isUTF8 {
      head = Array(bytes[..<3])
      body = Array(bytes[3...])
    } else if isUTF8 {
      body = bytes
    } else {
      body = Self.decoded(bytes, notes: &notes)
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

  private static func decoded(_ bytes: [UInt8], notes: inout [String]) -> [UInt8] {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let isLittle = bytes[0] == 0xFF
      var units: [UInt16] = []
      for at in stride(from: 2, to: bytes.count - 1, by: 2) {
        units.append(UInt16(bytes[at + (isLittle ? 0 : 1)]) | UInt16(bytes[at + (isLittle ? 1 : 0)]) << 8)
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    }
    notes.append("the file is not UTF-8; it was read as Windows-1252")
    var text = String.UnicodeScalarView()
    for byte in bytes {
      let value = byte >= 0x80 && byte < 0xA0 ? windows1252[Int(byte) - 0x80] : UInt16(byte)
      text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    return Array(String(text).utf8)
  }

  private static let windows1252: [UInt16] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
    0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0xFFFD, 0x017E, 0x0178,
  ]
}
