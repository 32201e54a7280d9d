import StrataTables

/// The file of a mastersheet, with what is needed to change it.
struct SheetFile {
  let path: String
  let table: Table
  /// Kinds of the cells that are no plain text, by row number and column place.
  let kinds: [CellReference: CellKind]
  /// Ranges of cells that are merged into their first one.
  private let merges: [CellRange]
  private let dropDowns: DropDowns?
  private let workbook: (reader: WorkbookReader, sheet: WorkbookReader.Sheet)?

  /// `allowsLoss`: open also what holds parts that new rows would leave behind (macros, pivot tables, several tables).
  init(path: String, worksheet: String?, allowsLoss: Bool) throws {
    self.path = path
    switch TableFile.ending(of: path) {
    case "csv", "tsv":
      table = try TableFile.read(path)
      kinds = [:]
      merges = []
      dropDowns = nil
      workbook = nil
    case "xlsx", "xlsm":
      let reader = try WorkbookReader(path: path)
      // The only sheet of a workbook is it under any name.
      let sheet = try reader.sheet(named: reader.sheets.count == 1 ? reader.sheets[0].name : worksheet)
      if !allowsLoss { try WorkbookInspection.check(reader, sheet: sheet) }
      let content = try reader.content(of: sheet)
      table = SheetTable.table(content, reader: reader, sheet: sheet)
      kinds = content.kinds
      let first = table.rows.map(\.number).min() ?? 1
      merges = content.merges.filter { $0.last.row >= first }
      dropDowns = content.dropDowns
      workbook = (reader, sheet)
    default:
      throw TableFault("push-format", "\(path): push writes .csv, .tsv and .xlsx; export the sheet as one of these")
    }
  }

  var isWorkbook: Bool { workbook != nil }

  func kind(row: Int, column: Int) -> CellKind? { kinds[CellReference(column: column + 1, row: row)] }

  /// The cell into which this one is merged, so that it shows nothing of its own; nil for others.
  func cover(row: Int, column: Int) -> String? {
    let cell = CellReference(column: column + 1, row: row)
    return merges.first { $0.holds(cell) && $0.first != cell }?.first.text
  }

  /// Whether somebody merged a cell of the row.
  func isMerged(row: Int) -> Bool { merges.contains { ($0.first.row...max($0.first.row, $0.last.row)).contains(row) } }

  /// Whether somebody commented on a cell of the row.
  func holdsComment(row: Int) throws -> Bool {
    guard let workbook else { return false }
    return try WorkbookInspection.commentedRows(of: workbook.sheet, workbook.reader).contains(row)
  }

  /// Whether the drop-down of a cell, if it has one, knows the value.
  func allows(_ value: String, row: Int, column: Int, separators: String) -> Bool {
    dropDowns?.allows(value, at: CellReference(column: column + 1, row: row), separators: separators) ?? true
  }

  /// What the file can hold of a value.
  func held(_ value: String) -> String { isWorkbook ? CellText.held(value) : value }

  /// How cells stand in the file now, for an undo: the format and the text of the file. Nil where it cannot be told.
  func sources(of cells: [SheetEdits.Cell]) throws -> [String?] {
    if let workbook {
      return try CellSource(reader: workbook.reader, sheet: workbook.sheet).sources(of: cells).map {
        $0.map { "xlsx \($0)" }
      }
    }
    return try CSVEditor.sources(of: cells, path: path).map { $0.map { "csv \($0)" } }
  }

  /// A source that was taken from a file of the same format.
  func source(_ text: String?) -> String? {
    guard let text, text.hasPrefix(isWorkbook ? "xlsx " : "csv ") else { return nil }
    return String(text.drop { $0 != " " }.dropFirst())
  }

  /// Writes the changed file to another path.
  func write(_ edits: SheetEdits, to target: String) throws {
    if let workbook {
      try WorkbookEditor.write(
        edits, of: path, worksheet: workbook.sheet.name, pattern: edits.pattern ?? table.rows.map(\.number).max(),
        to: target)
    } else {
      try CSVEditor.write(edits, of: path, to: target)
    }
  }
}
