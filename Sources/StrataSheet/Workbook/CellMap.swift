import FoundationEssentials

/// Where the cells of a sheet stand in its XML.
final class CellMap: XMLTaking {
  struct Cell {
    var start: Int
    var end: Int
    var style: Int?
    var type: String
  }

  struct Row {
    var start: Int
    var end: Int
    /// Where the row's closing tag begins.
    var contentEnd: Int
    var isEmptyElement: Bool
    /// Where the row's opening tag ends.
    var tagEnd: Int
    /// In points, where the row has a height of its own.
    var height: Double?
    /// The style of cells that the row does not name.
    var style: Int?
    /// By column, from 1.
    var cells: [Int: Cell]
  }

  private(set) var rows: [Int: Row] = [:]
  private(set) var lastRow = 0
  /// The last row with a value or a formula; below it may stand rows that only have a form.
  private(set) var lastFilledRow = 0
  /// The last row that a merged range reaches.
  private(set) var lastMergedRow = 0
  /// Styles of columns, for cells that no row names.
  private(set) var styles: [(columns: ClosedRange<Int>, style: Int)] = []
  /// Widths of columns in characters, where they have one, and of the others.
  private(set) var widths: [(columns: ClosedRange<Int>, width: Double)] = []
  private(set) var defaultWidth = 8.43
  /// Height of a row of one line, in points; and whether it holds for rows without a height of their own.
  private(set) var lineHeight = 15.0
  private(set) var hasFixedHeights = false
  /// The cells of the row that new ones are like.
  private(set) var patternCells: [Int: Cell] = [:]
  /// Where `</sheetData>` begins.
  private(set) var dataEnd: Int?
  private(set) var dimension: (place: Range<Int>, range: CellRange)?
  private(set) var filter: (place: Range<Int>, range: CellRange)?
  private let wanted: Set<Int>
  private let pattern: Int?
  private var row = 0
  private var column = 0
  private var rowStart = XMLPlace(start: 0, end: 0)
  private var cellStart = XMLPlace(start: 0, end: 0)
  private var cells: [Int: Cell] = [:]
  private var style: Int?
  private var height: Double?
  private var rowStyle: Int?
  private var type = "n"

  /// `rows`: those whose cells are kept; `pattern`: the row whose styles new rows take. Rows below that one are kept, too.
  init(rows: Set<Int>, pattern: Int? = nil) {
    wanted = rows
    self.pattern = pattern
  }

  func start(_ name: String, _ attributes: XMLAttributes, at place: XMLPlace) {
    switch name {
    case "row":
      row = attributes["r"].flatMap { Int($0) } ?? row + 1
      column = 0
      rowStart = place
      height = attributes["ht"].flatMap { Double($0) }
      rowStyle =
        ["1", "true"].contains(attributes["customFormat"] ?? "") ? attributes["s"].flatMap { Int($0) } : nil
      cells = [:]
    case "col":
      if let from = attributes["min"].flatMap({ Int($0) }), let to = attributes["max"].flatMap({ Int($0) }), from <= to
      {
        if let width = attributes["width"].flatMap({ Double($0) }) { widths.append((from...to, width)) }
        if let style = attributes["style"].flatMap({ Int($0) }) { styles.append((from...to, style)) }
      }
    case "mergeCell":
      if let range = CellRange(attributes["ref"] ?? "") { lastMergedRow = max(lastMergedRow, range.last.row) }
    case "sheetFormatPr":
      lineHeight = attributes["defaultRowHeight"].flatMap { Double($0) } ?? lineHeight
      defaultWidth = attributes["defaultColWidth"].flatMap { Double($0) } ?? defaultWidth
      hasFixedHeights = ["1", "true"].contains(attributes["customHeight"] ?? "")
    case "c":
      column = attributes["r"].flatMap { CellReference($0)?.column } ?? column + 1
      cellStart = place
      style = attributes["s"].flatMap { Int($0) }
      type = attributes["t"] ?? "n"
    case "dimension":
      if let range = CellRange(attributes["ref"] ?? "") { dimension = (place.start..<place.end, range) }
    case "autoFilter":
      // Filters with criteria keep their content: only the simple form is moved.
      if let range = CellRange(attributes["ref"] ?? "") { filter = (place.start..<place.end, range) }
    case "filterColumn": filter = nil
    case "v", "is", "f": lastFilledRow = max(lastFilledRow, row)
    default: break
    }
  }

  func end(_ name: String, at place: XMLPlace) {
    switch name {
    case "c":
      cells[column] = Cell(start: cellStart.start, end: max(place.end, cellStart.end), style: style, type: type)
    case "row":
      let isEmpty = place.end <= rowStart.end
      if row == pattern { patternCells = cells }
      lastRow = max(lastRow, row)
      if wanted.contains(row) || row > pattern ?? .max {
        rows[row] = Row(
          start: rowStart.start, end: max(place.end, rowStart.end), contentEnd: place.start, isEmptyElement: isEmpty,
          tagEnd: rowStart.end, height: height, style: rowStyle, cells: cells)
      }
    case "sheetData": dataEnd = place.start
    case "autoFilter":
      // An element with an end tag of its own is left alone.
      if let filter, place.end > filter.place.upperBound { self.filter = nil }
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  /// The style of a cell that is not there yet.
  func style(of column: Int, in row: Row) -> Int? {
    row.style ?? styles.first { $0.columns.contains(column) }?.style
  }

  func width(of column: Int) -> Double { widths.first { $0.columns.contains(column) }?.width ?? defaultWidth }
}
