/// Comma-separated values by RFC 4180, as spreadsheets write them: separators `,` `;` tab and `|`, quoted cells with
/// separators, quotes and line breaks, any line end, a byte order mark, UTF-8, UTF-16 or Windows-1252.
public enum CSVReader {
  public static func table(_ bytes: [UInt8], name: String, separator: UInt8? = nil) throws -> Table {
    let text = CSVText(bytes, separator: separator)
    let records = try records(text.body, separator: text.separator, name: name)
    guard !records.isEmpty else { throw TableFault("sheet-empty", "\(name) holds no rows") }
    var table = Table(name: name, records: records)
    table.separator = Character(Unicode.Scalar(text.separator))
    table.notes = text.notes + table.notes
    return table
  }

  /// The rows of the text; the number of a row is the line on which it begins. `place` is told the bytes of each cell,
  /// quotation marks included, and of each row's line end.
  package static func records(
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
            throw TableFault(
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
}
