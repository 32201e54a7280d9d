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
    /// By column, from 1.
    var cells: [Int: Cell]
  }

  private(set) var rows: [Int: Row] = [:]
  private(set) var lastRow = 0
  /// Widths of columns in characters, where they have one, and of the others.
  private(set) var widths: [(columns: ClosedRange<Int>, width: Double)] = []
  private(set) var defaultWidth = 8.43
  /// Height of a row of one line, in points; and whether it holds for rows without a height of their own.
  private(set) var lineHeight = 15.0
  private(set) var hasFixedHeights = false
  /// The cells of the last row, for the styles of new ones.
  private(set) var lastCells: [Int: Cell] = [:]
  /// Where `</sheetData>` begins.
  private(set) var dataEnd: Int?
  private(set) var dimension: (place: Range<Int>, text: String)?
  private(set) var filter: (place: Range<Int>, text: String)?
  private let wanted: Set<Int>
  private var row = 0
  private var column = 0
  private var rowStart = XMLPlace(start: 0, end: 0)
  private var cellStart = XMLPlace(start: 0, end: 0)
  private var cells: [Int: Cell] = [:]
  private var style: Int?
  private var height: Double?
  private var type = "n"

  init(rows: Set<Int>) { wanted = rows }

  func start(_ name: String, _ attributes: XMLAttributes, at place: XMLPlace) {
    switch name {
    case "row":
      row = attributes["r"].flatMap { Int($0) } ?? row + 1
      column = 0
      rowStart = place
      height = attributes["ht"].flatMap { Double($0) }
      cells = [:]
    case "col":
      if let from = attributes["min"].flatMap({ Int($0) }), let to = attributes["max"].flatMap({ Int($0) }), from <= to,
        let width = attributes["width"].flatMap({ Double($0) })
      {
        widths.append((from...to, width))
      }
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
      if let ref = attributes["ref"] { dimension = (place.start..<place.end, "<dimension ref=\"\(ref)\"/>") }
    case "autoFilter":
      // Filters with criteria keep their content: only the simple form is moved.
      if let ref = attributes["ref"] { filter = (place.start..<place.end, "<autoFilter ref=\"\(ref)\"/>") }
    case "filterColumn": filter = nil
    default: break
    }
  }

  func end(_ name: String, at place: XMLPlace) {
    switch name {
    case "c":
      cells[column] = Cell(start: cellStart.start, end: max(place.end, cellStart.end), style: style, type: type)
    case "row":
      let isEmpty = place.end <= rowStart.end
      if !cells.isEmpty {
        lastCells = cells
      }
      lastRow = max(lastRow, row)
      if wanted.contains(row) {
        rows[row] = Row(
          start: rowStart.start, end: max(place.end, rowStart.end), contentEnd: place.start, isEmptyElement: isEmpty,
          tagEnd: rowStart.end, height: height, cells: cells)
      }
    case "sheetData": dataEnd = place.start
    case "autoFilter":
      // An element with an end tag of its own is left alone.
      if let filter, place.end > filter.place.upperBound { self.filter = nil }
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  func width(of column: Int) -> Double { widths.first { $0.columns.contains(column) }?.width ?? defaultWidth }
}
