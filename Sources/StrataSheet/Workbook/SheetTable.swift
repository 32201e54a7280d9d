import StrataTables

/// A worksheet as a table: finds the header, joins headers of two rows, tells what was passed over.
enum SheetTable {
  static func table(_ content: WorkbookReader.Content, reader: WorkbookReader, sheet: WorkbookReader.Sheet) -> Table {
    var notes: [String] = []
    let rows = content.rows
    let others = reader.sheets.filter { $0 != sheet }
    if !others.isEmpty {
      notes.append(
        "the workbook has \(others.count + 1) sheets; '\(sheet.name)' was read, not "
          + others.map { "'\($0.name)'" }.joined(separator: ", "))
    }
    let header = headerPlace(rows, merges: content.merges)
    for row in rows[..<header] {
      notes.append(
        "row \(row.number) above the header was passed over: '\(row.cells.filter { !$0.isBlank }.joined(separator: " ").prefix(60))'"
      )
    }
    var records = Array(rows[header...])
    if let joined = joinedHeader(records, merges: content.merges) {
      notes.append(
        "the header takes rows \(records[0].number) and \(records[1].number); their names were joined by ' – '")
      records.removeFirst()
      records[0].cells = joined
    }
    let formulas = content.kinds.values.lazy.filter { $0 == .formula }.count
    if formulas > 0 { notes.append("\(formulas) cells hold formulas; their last values were read") }
    let errors = content.kinds.filter { $0.value == .error }.keys.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    if !errors.isEmpty {
      notes.append("\(errors.count) cells hold errors: \(errors.prefix(10).map(\.text).joined(separator: ", "))")
    }
    var table = Table(name: reader.path, records: records, isSparse: true)
    table.notes = notes + table.notes
    // Rows without any cell are not in the file; those between others were passed over as well.
    if let first = rows.first?.number { table.emptyRows += content.lastRow - first + 1 - rows.count }
    return table
  }

  /// The place of the row that names the columns: the first that fills most of the columns.
  static func headerPlace(_ rows: [Table.Row], merges: [(CellReference, CellReference)]) -> Int {
    let counts = rows.prefix(60).map { row in
      let filled = row.cells.lazy.filter { !$0.isBlank }.count
      // Several merged cells in a row are groups of columns; one is a headline.
      let spans = merges.filter { $0.0.row == row.number && $0.1.row == row.number }.map { $0.1.column - $0.0.column }
      return filled >= 2 ? filled + spans.reduce(0, +) : filled
    }
    let usual = counts.sorted()[safe: counts.count / 2] ?? 0
    for (place, count) in counts.prefix(20).enumerated() where count >= 2 && count * 10 >= usual * 6 {
      return place
    }
    return 0
  }

  /// Names made of a group and a column, where the header's cells are merged across.
  private static func joinedHeader(_ rows: [Table.Row], merges: [(CellReference, CellReference)]) -> [String]? {
    guard rows.count >= 2, rows[1].number == rows[0].number + 1 else { return nil }
    let groups = merges.filter { $0.0.row == rows[0].number && $0.1.column > $0.0.column && $0.1.row == rows[0].number }
    guard !groups.isEmpty else { return nil }
    let width = max(rows[0].cells.count, rows[1].cells.count)
    return (1...width).map { column in
      let below = rows[1].cells[safe: column - 1]?.trimmed ?? ""
      var above = rows[0].cells[safe: column - 1]?.trimmed ?? ""
      if let group = groups.first(where: { $0.0.column <= column && column <= $0.1.column }) {
        above = rows[0].cells[safe: group.0.column - 1]?.trimmed ?? ""
      }
      if above.isEmpty || below.isEmpty { return above + below }
      return "\(above) – \(below)"
    }
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
