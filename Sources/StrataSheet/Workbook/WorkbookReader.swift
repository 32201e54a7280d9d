import StrataTables

/// The content of a workbook (ECMA-376, SpreadsheetML): its sheets as tables of text.
///
/// Parts are streamed; memory is what the cells of one sheet take. Dates become ISO 8601, numbers their shortest form;
/// formulas give the value that was last computed.
final class WorkbookReader {
  let path: String
  let archive: ZipArchive
  private(set) var sheets: [Sheet] = []
  private var strings: [String] = []
  private var dateStyles: Set<Int> = []
  private var wrappingStyles: Set<Int> = []
  private var startsIn1904 = false

  struct Sheet: Equatable {
    var name: String
    var part: String
    var isHidden: Bool
  }

  init(path: String) throws {
    self.path = path
    archive = try ZipArchive(path: path)
    let book = WorkbookPart()
    try XMLStream.parse(archive, "xl/workbook.xml", book)
    let relations = RelationPart()
    try XMLStream.parse(archive, "xl/_rels/workbook.xml.rels", relations)
    startsIn1904 = book.startsIn1904
    sheets = book.sheets.compactMap { sheet in
      guard let target = relations.targets[sheet.relation], target.type.hasSuffix("/worksheet") else { return nil }
      return Sheet(name: sheet.name, part: Self.resolved(target.path, from: "xl"), isHidden: sheet.isHidden)
    }
    if archive.holds("xl/styles.xml") {
      let styles = StylePart()
      try XMLStream.parse(archive, "xl/styles.xml", styles)
      dateStyles = styles.dateStyles
      wrappingStyles = styles.wrappingStyles
    }
    if let shared = relations.targets.values.first(where: { $0.type.hasSuffix("/sharedStrings") }) {
      let part = SharedStringPart()
      try XMLStream.parse(archive, Self.resolved(shared.path, from: "xl"), part)
      strings = part.strings
    }
  }

  /// What a sheet holds, before a header is sought.
  struct Content {
    var rows: [Table.Row]
    /// Cells that are no plain text: `A5` → what they are.
    var kinds: [CellReference: CellKind]
    var merges: [(CellReference, CellReference)]
    var hasFormulas: Bool { kinds.values.contains(.formula) }
    var lastRow: Int
  }

  func content(of sheet: Sheet) throws -> Content {
    let part = SheetPart(strings: strings, dateStyles: dateStyles, startsIn1904: startsIn1904)
    try XMLStream.parse(archive, sheet.part, part)
    return Content(rows: part.rows, kinds: part.kinds, merges: part.merges, lastRow: part.lastRow)
  }

  func sheet(named name: String?) throws -> Sheet {
    if let name {
      guard let sheet = sheets.first(where: { $0.name == name }) else {
        throw TableFault(
          "xlsx-sheet", "\(path) has no sheet '\(name)'; its sheets are: \(sheets.map(\.name).joined(separator: ", "))")
      }
      return sheet
    }
    // The first visible sheet with a header and a row.
    for sheet in sheets where !sheet.isHidden {
      let content = try content(of: sheet)
      if content.rows.count >= 2 { return sheet }
    }
    throw TableFault("sheet-empty", "\(path): no visible sheet holds a header and a row")
  }

  func wrapsText(_ style: Int) -> Bool { wrappingStyles.contains(style) }
  func isDateStyle(_ style: Int) -> Bool { dateStyles.contains(style) }

  static func resolved(_ target: String, from folder: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var parts = folder.split(separator: "/")
    for part in target.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}

/// Column and row of a cell, from 1.
struct CellReference: Hashable, Sendable {
  var column: Int
  var row: Int

  init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  /// `B12`; nil for anything else.
  init?(_ text: some StringProtocol) {
    var column = 0
    var row = 0
    for byte in text.utf8 {
      switch byte {
      case 65...90 where row == 0: column = column * 26 + Int(byte) - 64
      case 48...57 where column > 0: row = row * 10 + Int(byte) - 48
      case 36: continue
      default: return nil
      }
      if column > 16384 || row > 1_048_576 { return nil }
    }
    guard column > 0, row > 0 else { return nil }
    self.init(column: column, row: row)
  }

  static func letters(_ column: Int) -> String {
    var rest = column
    var text = ""
    while rest > 0 {
      text = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + text
      rest = (rest - 1) / 26
    }
    return text
  }

  var text: String { Self.letters(column) + String(row) }
}

enum CellKind: Sendable { case number, date, boolean, formula, error }
