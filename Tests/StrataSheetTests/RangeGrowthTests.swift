import CXLSXWriter
import StrataTables
import TemporaryFolders
import Testing

@testable import StrataSheet

/// What ends with the last initiative ends with the new last one, and goes back with an undo.
struct RangeGrowthTests {
  /// Columns A to E, initiatives in rows 2 to 4; `totals`: the row of a sum, if there is one.
  private func make(_ path: String, isTable: Bool = false, totals: Int? = nil) {
    let book = workbook_new(path)
    let sheet = workbook_add_worksheet(book, "The plan")
    for row in 1...3 {
      worksheet_write_string(sheet, lxw_row_t(row), 0, "k\(row)", nil)
      worksheet_write_string(sheet, lxw_row_t(row), 1, "t\(row)", nil)
    }
    if isTable { worksheet_add_table(sheet, 0, 0, 3, 4, nil) } else { worksheet_autofilter(sheet, 0, 0, 3, 4) }
    // Behind the table, which writes names of its own.
    for (column, header) in ["id", "title", "machine", "shared", "free"].enumerated() {
      worksheet_write_string(sheet, 0, lxw_col_t(column), header, nil)
    }
    var validation = lxw_data_validation()
    validation.validate = UInt8(LXW_VALIDATION_TYPE_INTEGER.rawValue)
    validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_GREATER_THAN.rawValue)
    validation.value_number = 1
    worksheet_data_validation_range(sheet, 1, 3, 3, 3, &validation)
    worksheet_data_validation_range(sheet, 1, 4, 1, 4, &validation)
    var format = lxw_conditional_format()
    format.type = UInt8(LXW_CONDITIONAL_TYPE_DUPLICATE.rawValue)
    worksheet_conditional_format_range(sheet, 1, 1, 3, 1, &format)
    workbook_define_name(book, "Titles", "='The plan'!$B$2:$B$4")
    workbook_define_name(book, "First", "='The plan'!$B$2:$B$3")
    if let totals {
      worksheet_write_string(sheet, lxw_row_t(totals - 1), 0, "Total", nil)
      worksheet_write_formula_num(sheet, lxw_row_t(totals - 1), 4, "=SUM(E2:E4)", nil, 0)
    }
    workbook_close(book)
  }

  private func store(_ folder: TemporaryFolder) throws -> SheetStore {
    let store = try SheetStore(path: folder["s.db"])
    _ = try store.importSheet(
      TableFile.read(folder["p.xlsx"]), mapping: Bench.mapping, name: "m", file: folder["p.xlsx"], by: "ana")
    return store
  }

  private func push(_ store: SheetStore, rows: Int, allowsLoss: Bool = false) throws -> PushReport {
    var options = PushOptions(by: "machine")
    options.allowsLoss = allowsLoss
    return try store.push(sheet: nil, file: nil, options: options) { _, _, _ in
      ([], (4..<(4 + rows)).map { ProposedRow(key: "k\($0)", cells: ["id": "k\($0)", "title": "t\($0)"]) })
    }
  }

  private func part(_ name: String, _ folder: TemporaryFolder) throws -> String {
    String(decoding: try ZipArchive(path: folder["p.xlsx"]).bytes(name), as: UTF8.self)
  }

  @Test func rangesGrowWithNewRowsAndShrinkWithTheUndo() throws {
    let folder = TemporaryFolder()
    make(folder["p.xlsx"])
    let sheet = try part("xl/worksheets/sheet1.xml", folder)
    let book = try part("xl/workbook.xml", folder)
    let store = try store(folder)
    #expect(try push(store, rows: 2).addedRows == ["k4", "k5"])
    let grown = try part("xl/worksheets/sheet1.xml", folder)
    #expect(grown.contains("sqref=\"D2:D6\"") && grown.contains("sqref=\"B2:B6\""))
    #expect(grown.contains("sqref=\"E2\"") && grown.contains("<autoFilter ref=\"A1:E6\"/>"))
    let names = try part("xl/workbook.xml", folder)
    #expect(names.contains("'The plan'!$B$2:$B$6<") && names.contains("'The plan'!$B$2:$B$3<"))
    #expect(names.contains("'The plan'!$A$1:$E$6<"))
    _ = try store.undo(batch: nil, sheet: nil, file: nil, options: PushOptions(by: "machine"))
    #expect(try part("xl/worksheets/sheet1.xml", folder) == sheet)
    #expect(try part("xl/workbook.xml", folder) == book)
  }

  @Test func aTableGrows() throws {
    let folder = TemporaryFolder()
    make(folder["p.xlsx"], isTable: true)
    _ = try push(store(folder), rows: 1)
    #expect(try part("xl/tables/table1.xml", folder).components("ref=\"A1:E5\"") == 2)
  }

  @Test(arguments: [(5, 1, false), (7, 2, true), (6, 2, false)])
  func rowsStandAboveTotalsOrNowhere(totals: Int, rows: Int, fits: Bool) throws {
    let folder = TemporaryFolder()
    make(folder["p.xlsx"], totals: totals)
    let store = try store(folder)
    let before = try TableFile.bytes(of: folder["p.xlsx"])
    guard fits else {
      let fault = #expect(throws: TableFault.self) { try push(store, rows: rows) }
      #expect(fault?.code == "push-totals" && fault?.message.contains("row \(totals)") == true)
      #expect(try TableFile.bytes(of: folder["p.xlsx"]) == before)
      #expect(try push(store, rows: rows, allowsLoss: true).isBelowTotals)
      return
    }
    #expect(try push(store, rows: rows).addedRows.count == rows)
    let table = try TableFile.read(folder["p.xlsx"])
    #expect(table.rows.map { $0.cells[0] } == ["k1", "k2", "k3", "k4", "k5", "Total"])
    #expect(table.rows.map(\.number) == [2, 3, 4, 5, 6, 7])
    #expect(try part("xl/worksheets/sheet1.xml", folder).contains("sqref=\"D2:D6\""))
  }

  @Test func textFilesTakeNewRowsAboveWhatFollows() throws {
    let folder = TemporaryFolder()
    let path = try folder.write("p.csv", "id;title;machine\r\nk1;a;\r\nk2;b;\r\n;;\r\n\r\n;;\r\n")
    let store = try SheetStore(path: folder["s.db"])
    _ = try store.importSheet(
      TableFile.read(path),
      mapping: ColumnMapping(name: "m", columns: [.key: ["id"], .title: ["title"]], owners: ["machine": .machine]),
      name: "m", file: path, by: "ana"
    )
    _ = try push(store, rows: 1)
    #expect(try folder.text("p.csv") == "id;title;machine\r\nk1;a;\r\nk2;b;\r\nk4;t4;\r\n;;\r\n\r\n;;\r\n")
    _ = try store.undo(batch: nil, sheet: nil, file: nil, options: PushOptions(by: "machine"))
    #expect(try folder.text("p.csv") == "id;title;machine\r\nk1;a;\r\nk2;b;\r\n;;\r\n\r\n;;\r\n")
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(_ text: String) -> Int {
    split(separator: text, omittingEmptySubsequences: false).count - 1
  }
}
