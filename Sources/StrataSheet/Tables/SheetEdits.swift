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
    /// Where the last push let it lead.
    var knownLink: String?
    /// How the cell stood in the file before, where it is to stand so again.
    var source: String?
  }

  var cells: [Cell] = []
  /// The row that new ones look like; nil is the last one of the table.
  var pattern: Int?
  /// The row below which new ones stand, where something follows that stays below them; nil is the last one.
  var newRowsBelow: Int?
  /// Rows behind the last one; one value for each column.
  var newRows: [[String]] = []
  /// Where cells of new rows lead: place in `newRows`, place of the column.
  var newLinks: [(row: Int, column: Int, target: String)] = []
  /// Rows that are taken out again, by their numbers.
  var removedRows: [Int] = []
  /// Where their cells lead: the row's number, place of the column.
  var removedLinks: [(row: Int, column: Int, target: String)] = []

  var isEmpty: Bool { cells.isEmpty && newRows.isEmpty && removedRows.isEmpty }
}
