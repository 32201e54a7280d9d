import StrataTables

/// Changes to the file of a mastersheet. Everything that they do not name stays as it is, byte for byte.
struct SheetEdits {
  /// A cell's new value.
  struct Cell {
    /// `Table.Row.number`.
    var row: Int
    /// Place in `Table.columns`.
    var column: Int
    var value: String
    /// What the value is to be, where the cell's own kind must not decide.
    var kind: CellKind?
    /// Where the cell leads; nil takes out a link that a push made.
    var link: String?
  }

  var cells: [Cell] = []
  /// Rows behind the last one; one value for each column.
  var newRows: [[String]] = []
  /// Where cells of new rows lead: place in `newRows`, place of the column.
  var newLinks: [(row: Int, column: Int, target: String)] = []
  /// Rows that are taken out again, by their numbers.
  var removedRows: [Int] = []

  var isEmpty: Bool { cells.isEmpty && newRows.isEmpty && removedRows.isEmpty }
}

/// The file of a mastersheet, with what is needed to change it.
struct SheetFile {
  let path: String
  let table: Table
  /// Kinds of the cells that are no plain text, by row number and column place.
  let kinds: [CellReference: CellKind]
  private let worksheet: String?

  /// `allowsLoss`: open also what holds parts that new rows would leave behind (macros, pivot tables, several tables).
  init(path: String, worksheet: String?, allowsLoss: Bool) throws {
    self.path = path
    switch TableFile.ending(of: path) {
    case "csv", "tsv":
      table = try TableFile.read(path)
      kinds = [:]
      self.worksheet = nil
    case "xlsx", "xlsm":
      let reader = try WorkbookReader(path: path)
      let sheet = try reader.sheet(named: worksheet)
      if !allowsLoss { try WorkbookInspection.check(reader, sheet: sheet) }
      let content = try reader.content(of: sheet)
      table = SheetTable.table(content, reader: reader, sheet: sheet)
      kinds = content.kinds
      self.worksheet = sheet.name
    default:
      throw TableFault("push-format", "\(path): push writes .csv, .tsv and .xlsx; export the sheet as one of these")
    }
  }

  func kind(row: Int, column: Int) -> CellKind? { kinds[CellReference(column: column + 1, row: row)] }

  /// Writes the changed file to another path.
  func write(_ edits: SheetEdits, to target: String) throws {
    switch TableFile.ending(of: path) {
    case "csv", "tsv": try CSVEditor.write(edits, of: path, to: target)
    default: try WorkbookEditor.write(edits, of: path, worksheet: worksheet, columns: table.columns.count, to: target)
    }
  }
}
