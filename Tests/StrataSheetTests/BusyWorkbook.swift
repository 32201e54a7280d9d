import CXLSXWriter
import StrataTables

@testable import StrataSheet

/// A workbook as people make them: several sheets, merged cells among the rows, links, dates, numbers, formulas, formats
/// inside a text, comments, rows without content that have a form.
enum BusyWorkbook {
  static let name = "Plan '26 \"x\""
  /// Links of people, by the cell.
  static let peoples = [
    "B2": "https://example.org/a?b=1&c=2", "C3": "https://example.org/m", "C4": "notes\\own file.txt",
    "E5": "https://example.org/e",
  ]

  static func make(_ path: String) {
    let book = workbook_new(path)
    // The same columns and keys as the sheet: who takes the first sheet writes here.
    let first = workbook_add_worksheet(book, "Archive")
    let sheet = workbook_add_worksheet(book, name)
    for table in [first, sheet] {
      for (column, header) in ["id", "title", "machine", "shared", "free"].enumerated() {
        worksheet_write_string(table, 0, lxw_col_t(column), header, nil)
      }
      for row in 1...8 {
        worksheet_write_string(table, lxw_row_t(row), 0, "k\(row)", nil)
        worksheet_write_string(table, lxw_row_t(row), 1, "t\(row)", nil)
      }
    }
    let date = workbook_add_format(book)
    format_set_num_format(date, "dd.mm.yyyy hh:mm")
    let percent = workbook_add_format(book)
    format_set_num_format(percent, "0.0%")
    let bold = workbook_add_format(book)
    format_set_bold(bold)
    worksheet_write_url(sheet, 1, 1, peoples["B2"], nil)
    worksheet_write_string(sheet, 1, 1, "t1", bold)
    worksheet_write_url(sheet, 2, 2, peoples["C3"], nil)
    worksheet_write_string(sheet, 2, 2, "see", nil)
    worksheet_write_url(sheet, 3, 2, "external:notes/own file.txt", nil)
    worksheet_write_blank(sheet, 3, 2, bold)
    worksheet_write_url(sheet, 4, 4, peoples["E5"], nil)
    // Values of the machine's column at the first import, of every kind.
    worksheet_write_number(sheet, 5, 2, 46347.604166666664, date)
    worksheet_write_number(sheet, 6, 2, 0.125, percent)
    writeRichText(sheet, bold)
    worksheet_write_boolean(sheet, 8, 2, 1, nil)
    worksheet_write_string(sheet, 3, 3, "own", nil)
    worksheet_write_formula_str(sheet, 4, 3, "=\"o\"&\"n\"", nil, "on")
    worksheet_write_formula_num(sheet, 1, 4, "=1+1", nil, 2)
    worksheet_merge_range(sheet, 5, 3, 6, 3, "both", nil)
    worksheet_merge_range(sheet, 7, 3, 7, 4, nil, nil)
    worksheet_write_comment(sheet, 2, 2, "ask Ana")
    worksheet_write_blank(sheet, 9, 1, bold)
    worksheet_autofilter(sheet, 0, 0, 8, 4)
    worksheet_freeze_panes(sheet, 1, 1)
    workbook_close(book)
  }

  private static func writeRichText(
    _ sheet: UnsafeMutablePointer<lxw_worksheet>?, _ bold: UnsafeMutablePointer<lxw_format>?
  ) {
    "bold".withCString { loud in
      " and plain".withCString { plain in
        var one = lxw_rich_string_tuple(format: bold, string: UnsafeMutablePointer(mutating: loud))
        var two = lxw_rich_string_tuple(format: nil, string: UnsafeMutablePointer(mutating: plain))
        withUnsafeMutablePointer(to: &one) { one in
          withUnsafeMutablePointer(to: &two) { two in
            var parts: [UnsafeMutablePointer<lxw_rich_string_tuple>?] = [one, two, nil]
            _ = worksheet_write_rich_string(sheet, 7, 2, &parts, nil)
          }
        }
      }
    }
  }

  /// Parts that no push may change; of the list of sheets and names all but the rows at which names end.
  static func others(_ path: String) throws -> [String: [UInt8]] {
    let archive = try ZipArchive(path: path)
    var parts: [String: [UInt8]] = [:]
    for name in archive.names where !name.hasSuffix("sheet2.xml") && !name.hasSuffix("sheet2.xml.rels") {
      parts[name] = try archive.bytes(name).filter { name != "xl/workbook.xml" || !(48...57).contains($0) }
    }
    return parts
  }

  /// What a program does when it saves: relations get names of its own.
  static func save(_ path: String) throws {
    let archive = try ZipArchive(path: path)
    var parts: [String: [UInt8]] = [:]
    for name in ["xl/worksheets/sheet2.xml", "xl/worksheets/_rels/sheet2.xml.rels"] {
      let text = String(decoding: try archive.bytes(name), as: UTF8.self)
      parts[name] = Array(
        text.replacing("strataLink", with: "rIdSaved")
          .replacing("Target=\"records", with: "Target=\"../records").utf8)
    }
    try ZipArchive.replace(parts, in: path)
  }

  /// Where the cells of the sheet lead.
  static func links(_ path: String) throws -> [String: String] {
    let archive = try ZipArchive(path: path)
    let relations = RelationPart()
    try XMLStream.parse(archive, "xl/worksheets/_rels/sheet2.xml.rels", relations)
    let list = LinkList()
    try XMLStream.parse(archive, "xl/worksheets/sheet2.xml", list)
    return list.links.mapValues { relation, place in
      let target = relations.targets[relation]?.path.replacing("%20", with: " ") ?? "nowhere"
      return (place.isEmpty ? target : "\(target)#\(place)").replacing("../records", with: "records")
    }
  }

  static func cell(_ path: String, _ key: String, _ column: String) throws -> String? {
    let table = try SheetFile(path: path, worksheet: name, allowsLoss: false).table
    guard let row = table.rows.first(where: { $0.cells[0] == key }), let place = table.column(named: column) else {
      return nil
    }
    return CellReference(column: place + 1, row: row.number).text
  }

  private final class LinkList: XMLTaking {
    var links: [String: (relation: String, place: String)] = [:]

    func start(_ name: String, _ attributes: XMLAttributes, at: XMLPlace) {
      guard name == "hyperlink" else { return }
      links[attributes["ref"] ?? ""] = (attributes["id"] ?? "", attributes["location"] ?? "")
    }

    func end(_ name: String, at: XMLPlace) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
  }
}

/// All that an undo is to restore: of a CSV file its bytes, of a workbook its cells as they stand, its filter and its links.
struct FileState: Equatable {
  private var bytes: [UInt8] = []
  private var cells: [String: String] = [:]
  private(set) var filter: String?
  private(set) var links: [String: String] = [:]

  init(_ path: String, _ isWorkbook: Bool) throws {
    guard isWorkbook else {
      bytes = try TableFile.bytes(of: path)
      return
    }
    let reader = try WorkbookReader(path: path)
    let sheet = try reader.sheet(named: BusyWorkbook.name)
    let map = CellMap(rows: Set(1...1000))
    try XMLStream.parse(reader.archive, sheet.part, map)
    let places = map.rows.flatMap { number, row in row.cells.keys.map { CellReference(column: $0, row: number) } }
    let sources = try CellSource(reader: reader, sheet: sheet).sources(
      of: places.map { SheetEdits.Cell(row: $0.row, column: $0.column - 1, value: "") })
    for (place, source) in zip(places, sources) {
      cells[place.text] = "\(map.rows[place.row]?.cells[place.column]?.style ?? 0) \(source ?? "?")"
    }
    filter = map.filter?.range.text
    links = try BusyWorkbook.links(path)
  }
}
