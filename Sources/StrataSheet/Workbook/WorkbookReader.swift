import StrataTables

/// The content of a workbook (ECMA-376, SpreadsheetML): its sheets as tables of text.
///
/// Parts are streamed; memory is what the cells of one sheet take. Dates become ISO 8601, numbers their shortest form;
/// formulas give the value that was last computed.
final class WorkbookReader {
  let path: String
  let archive: ZipArchive
  /// The part that lists the sheets.
  let bookPart = "xl/workbook.xml"
  private(set) var sheets: [Sheet] = []
  private var strings: [String] = []
  private var dateStyles: Set<Int> = []
  private var wrappingStyles: Set<Int> = []
  private(set) var startsIn1904 = false
  /// The part of the shared texts.
  private(set) var sharedStrings: String?

  struct Sheet: Equatable {
    var name: String
    var part: String
    var isHidden: Bool
  }

  init(path: String) throws {
    self.path = path
    archive = try ZipArchive(path: path)
    let book = WorkbookPart()
    try XMLStream.parse(archive, bookPart, book)
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
      let path = Self.resolved(shared.path, from: "xl")
      try XMLStream.parse(archive, path, part)
      sharedStrings = path
      strings = part.strings
    }
  }

  /// What a sheet holds, before a header is sought.
  struct Content {
    var rows: [Table.Row]
    /// Cells that are no plain text: `A5` → what they are.
    var kinds: [CellReference: CellKind]
    var merges: [CellRange]
    /// Cells whose value is an error (`#N/A`), formulas too.
    var errors: [CellReference]
    /// Formulas that no program has computed yet.
    var valuelessFormulas: [CellReference]
    var lastRow: Int
  }

  func content(of sheet: Sheet) throws -> Content {
    let part = SheetPart(strings: strings, dateStyles: dateStyles, startsIn1904: startsIn1904)
    try XMLStream.parse(archive, sheet.part, part)
    return Content(
      rows: part.rows, kinds: part.kinds, merges: part.merges, errors: part.errors,
      valuelessFormulas: part.valuelessFormulas, lastRow: part.lastRow)
  }

  func sheet(named name: String?) throws -> Sheet {
    if let name {
      guard let sheet = sheets.first(where: { $0.name == name }) else {
        throw TableFault(
          "xlsx-sheet",
          "\(path) has no sheet '\(name)'; its sheets are: \(sheets.map { "'\($0.name)'" }.joined(separator: ", ")). "
            + "Import it again with --worksheet NAME.")
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

enum CellKind: String, Sendable { case number, date, boolean, formula, error }
