/// Comma-separated values by RFC 4180, as spreadsheets write them: separators `,` `;` tab and `|`, quoted cells with
/// separators, quotes and line breaks, any line end, a byte order mark, UTF-8, UTF-16 or Windows-1252.
public enum CSVReader {
  public static func table(_ bytes: [UInt8], name: String, separator: UInt8? = nil) throws -> Table {
    var notes: [String] = []
    var bytes = decoded(bytes, notes: &notes)
    var separator = separator
    // Excel's own hint: a first line `sep=;`.
    if bytes.starts(with: "sep=".utf8), bytes.count > 5, bytes[5] == 10 || bytes[5] == 13 {
      separator = separator ?? bytes[4]
      bytes.removeFirst(bytes[5] == 13 && bytes.count > 6 && bytes[6] == 10 ? 7 : 6)
    }
    let records = try records(bytes, separator: separator ?? self.separator(of: bytes), name: name)
    guard !records.isEmpty else { throw SheetFault("sheet-empty", "\(name) holds no rows") }
    var table = Table(name: name, records: records)
    table.notes = notes + table.notes
    return table
  }

  /// The rows of the text; the number of a row is the line on which it begins. `place` is told the bytes of each cell,
  /// quotation marks included, and of each row's line end.
  static func records(
    _ bytes: [UInt8], separator: UInt8, name: String,
    place: ((_ row: Int, _ cell: Range<Int>?, _ end: Int) -> Void)? = nil
  ) throws -> [Table.Row] {
    var rows: [Table.Row] = []
    var cells: [String] = []
    var cell: [UInt8] = []
    var at = 0
    var line = 1
    var start = 1
    var hasContent = false
    var cellStart = 0
    func endCell(at end: Int) {
      // An apostrophe in front of a formula's sign is the guard of a text, not part of it.
      let isGuarded = cell.count > 1 && cell[0] == 39 && FormulaGuard.opensFormula(cell[1])
      cells.append(String(decoding: isGuarded ? cell[1...] : cell[...], as: UTF8.self))
      cell.removeAll(keepingCapacity: true)
      place?(rows.count, cellStart..<end, end)
    }
    func endRow(at end: Int) {
      endCell(at: end)
      rows.append(Table.Row(cells: cells, number: start))
      cells.removeAll(keepingCapacity: true)
      hasContent = false
    }
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 34, cell.isEmpty {
        let opened = line
        hasContent = true
        at += 1
        while true {
          guard at < bytes.count else {
            throw SheetFault(
              "csv-quote", "\(name):\(opened): a quoted cell is not closed; add the missing quotation mark")
          }
          if bytes[at] == 34 {
            at += 1
            guard at < bytes.count, bytes[at] == 34 else { break }
          }
          if bytes[at] == 10 { line += 1 }
          cell.append(bytes[at])
          at += 1
        }
        continue
      }
      at += 1
      switch byte {
      case separator:
        hasContent = true
        endCell(at: at - 1)
        cellStart = at
      case 10, 13:
        let end = at - 1
        if byte == 13, at < bytes.count, bytes[at] == 10 { at += 1 }
        endRow(at: end)
        cellStart = at
        place?(rows.count - 1, nil, at)
        line += 1
        start = line
      default:
        hasContent = true
        cell.append(byte)
      }
    }
    if hasContent || !cell.isEmpty {
      endRow(at: bytes.count)
      place?(rows.count - 1, nil, bytes.count)
    }
    return rows
  }

  /// The separator that splits the first rows most evenly.
  static func separator(of bytes: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes.prefix(1 << 16) {
      if byte == 34 { isQuoted.toggle() }
      if isQuoted { continue }
      // The header alone: prose of later rows is full of commas.
      if byte == 10 || byte == 13 { break }
      if [44, 59, 9, 124].contains(byte) { counts[byte, default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 44
  }

  private static func decoded(_ bytes: [UInt8], notes: inout [String]) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let isLittle = bytes[0] == 0xFF
      var units: [UInt16] = []
      for at in stride(from: 2, to: bytes.count - 1, by: 2) {
        units.append(UInt16(bytes[at + (isLittle ? 0 : 1)]) | UInt16(bytes[at + (isLittle ? 1 : 0)]) << 8)
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    }
    if String(validating: bytes, as: UTF8.self) != nil { return bytes }
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
