import StrataModel
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
    notes += cellNotes(content, below: records.first?.number ?? 0)
    var table = Table(name: reader.path, records: records, isSparse: true)
    table.worksheet = sheet.name
    table.notes = notes + table.notes
    // Rows without any cell are not in the file; those between others were passed over as well.
    if let first = rows.first?.number { table.emptyRows += content.lastRow - first + 1 - rows.count }
    return table
  }

  /// What stands in cells that is no plain value.
  private static func cellNotes(_ content: WorkbookReader.Content, below header: Int) -> [String] {
    var notes: [String] = []
    func note(_ cells: some Collection<CellReference>, _ text: (String) -> String) {
      guard !cells.isEmpty else { return }
      let sorted = cells.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
      let list = sorted.prefix(10).map(\.text).joined(separator: ", ")
      let more = cells.count > 10 ? " and \(cells.count - 10) more" : ""
      notes.append(text("\(Count.of(cells.count, "cell")) (\(list)\(more))"))
    }
    let formulas = content.kinds.filter { $0.value == .formula }.keys
    note(formulas) { "\($0) with formulas; their last values were read" }
    note(content.valuelessFormulas) {
      "\($0) with formulas without a value count as empty; open the workbook in a spreadsheet program and save it"
    }
    note(content.errors) { "\($0) with errors" }
    let merges = content.merges.filter { $0.last.row > header }
    if !merges.isEmpty {
      let list = merges.prefix(10).map(\.text).joined(separator: ", ")
      notes.append(
        "\(Count.of(merges.count, "merged range")) of cells (\(list)\(merges.count > 10 ? " and more" : "")): the value "
          + "counts for the first cell, the others are empty")
    }
    return notes
  }

  /// The place of the row that names the columns: the first that fills most of the columns.
  static func headerPlace(_ rows: [Table.Row], merges: [CellRange]) -> Int {
    let counts = rows.prefix(60).map { row in
      let filled = row.cells.lazy.filter { !$0.isBlank }.count
      // Several merged cells in a row are groups of columns; one is a headline.
      let spans = merges.filter { $0.first.row == row.number && $0.last.row == row.number }.map {
        $0.last.column - $0.first.column
      }
      return filled >= 2 ? filled + spans.reduce(0, +) : filled
    }
    let usual = counts.sorted()[safe: counts.count / 2] ?? 0
    for (place, count) in counts.prefix(20).enumerated() where count >= 2 && count * 10 >= usual * 6 {
      return place
    }
    return 0
  }

  /// Names made of a group and a column, where the header's cells are merged across.
  private static func joinedHeader(_ rows: [Table.Row], merges: [CellRange]) -> [String]? {
    guard rows.count >= 2, rows[1].number == rows[0].number + 1 else { return nil }
    let groups = merges.filter {
      $0.first.row == rows[0].number && $0.last.column > $0.first.column && $0.last.row == rows[0].number
    }
    guard !groups.isEmpty else { return nil }
    let width = max(rows[0].cells.count, rows[1].cells.count)
    return (1...width).map { column in
      let below = rows[1].cells[safe: column - 1]?.trimmed ?? ""
      var above = rows[0].cells[safe: column - 1]?.trimmed ?? ""
      if let group = groups.first(where: { $0.first.column <= column && column <= $0.last.column }) {
        above = rows[0].cells[safe: group.first.column - 1]?.trimmed ?? ""
      }
      if above.isEmpty || below.isEmpty { return above + below }
      return "\(above) – \(below)"
    }
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
