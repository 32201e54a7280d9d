import CXLSXWriter
import StrataTables
import TemporaryFolders
import Testing

@testable import StrataSheet

struct CSVTests {
  static let cases: [(String, [[String]])] = [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a;b\r\n1;2", [["a", "b"], ["1", "2"]]),
    ("a\tb\r1\t2\r", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("sep=;\na;b\n\"1;1\";2\n", [["a", "b"], ["1;1", "2"]]),
    ("a,b\n\"x\ny\",\"he said \"\"no\"\"\"\n", [["a", "b"], ["x\ny", "he said \"no\""]]),
    ("a,b\n\"\",\n", [["a", "b"], ["", ""]]),
    ("a,b\n'=1+1,'-x\n", [["a", "b"], ["=1+1", "-x"]]),
    ("title,text\nA,\"one; two, three\"\n", [["title", "text"], ["A", "one; two, three"]]),
  ]

  @Test(arguments: cases) func reads(text: String, expected: [[String]]) throws {
    let table = try CSVReader.table(Array(text.utf8), name: "t.csv")
    let rows = table.rows.map(\.cells).filter { !$0.allSatisfy(\.isEmpty) }
    #expect([table.columns] + rows == expected.filter { !$0.allSatisfy(\.isEmpty) })
  }

  @Test func readsOtherEncodings() throws {
    let wide = try CSVReader.table(
      [0xFF, 0xFE] + "a;é\n1;2".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, name: "t")
    #expect(wide.columns == ["a", "é"])
    let old = try CSVReader.table([97, 44, 98, 10, 0x80, 44, 0xE9, 10], name: "t")
    #expect(old.rows[0].cells == ["€", "é"])
    #expect(old.notes.contains { $0.contains("Windows-1252") })
  }

  @Test func tellsWhatItMended() throws {
    let table = try CSVReader.table(Array("a,a,\n1,2,3,4\n5\n\n,,\n6,7,8\n".utf8), name: "t")
    #expect(table.columns == ["a", "a (2)", "Column 3", "Column 4"])
    #expect(table.rows.map(\.number) == [2, 3, 6])
    #expect(table.emptyRows == 2)
    #expect(table.notes.count == 3)
  }

  @Test func namesTheOpenQuote() {
    #expect(throws: TableFault("csv-quote", "t:3: a quoted cell is not closed; add the missing quotation mark")) {
      try CSVReader.table(Array("a,b\n1,2\n3,\"4\n5,6\n".utf8), name: "t")
    }
  }

  static let guarded: [(String, String)] = [
    ("=1+1", "'=1+1"), ("+49 30 12", "+49 30 12"), ("-12.5", "-12.5"), ("-12 % less", "'-12 % less"), ("- 5", "- 5"),
    ("-1,234.50", "-1,234.50"), ("@cmd", "'@cmd"), ("-1e-5", "-1e-5"), ("−3", "−3"), ("+", "'+"), ("text", "text"),
    ("\t=x", "'\t=x"), ("--1", "'--1"), ("-2+3", "'-2+3"), ("€-5", "€-5"),
  ]

  @Test(arguments: guarded) func guardsFormulas(value: String, written: String) throws {
    #expect(FormulaGuard.guarded(value) == written)
    var table = Table(name: "t", columns: ["a", "b"])
    table.rows = [Table.Row(cells: [value, "x"], number: 2)]
    let back = try CSVReader.table(CSVWriter.bytes(table), name: "t")
    #expect(back.rows[0].cells[0] == value)
  }

  @Test func changesCellsAndNothingElse() throws {
    let folder = TemporaryFolder()
    let path = try folder.write("s.csv", "\u{FEFF}id;\"Ti;tle\";n\r\n1; a ;\"x\r\ny\"\r\n2;b\r\n\r\n3;\"c\";z")
    let file = try SheetFile(path: path, worksheet: nil, allowsLoss: false)
    var edits = SheetEdits()
    edits.cells = [.init(row: 2, column: 2, value: "=1"), .init(row: 4, column: 2, value: "new")]
    edits.newRows = [["4", "d;d", ""]]
    try file.write(edits, to: folder.path + "/out.csv")
    #expect(
      try folder.text("out.csv")
        == "\u{FEFF}id;\"Ti;tle\";n\r\n1; a ;'=1\r\n2;b;new\r\n\r\n3;\"c\";z\r\n4;\"d;d\";\r\n")
  }
}

struct MappingTests {
  @Test func guessesFromHeaders() throws {
    let table = try CSVReader.table(
      Array(
        "ID,Policy name,Summary,Country,Start date,Lead actor,Remarks\n1,A law,Text here,Norland,2020,Ministry,x\n".utf8
      ), name: "t")
    let mapping = try ColumnGuess.mapping(for: table)
    #expect(mapping.columns[.key] == ["ID"])
    #expect(mapping.columns[.title] == ["Policy name"])
    #expect(mapping.columns[.description] == ["Summary"])
    #expect(mapping.columns[.country] == ["Country"])
    #expect(mapping.columns[.date] == ["Start date"])
    #expect(mapping.columns[.actor] == ["Lead actor"])
  }

  @Test func aKeyThatStartsAnewNeedsItsCountry() throws {
    let table = try CSVReader.table(Array("Country,ID,Title\nA,1,x y\nA,2,x z\nB,1,x w\n".utf8), name: "t")
    #expect(try ColumnGuess.mapping(for: table).columns[.key] == ["Country", "ID"])
  }

  @Test func guessesHeadersOfTwoRowsAndOfOtherLanguages() throws {
    func columns(_ names: [String]) throws -> [ColumnRole: [String]] {
      var table = Table(name: "t", columns: names)
      table.rows = (1...3).map { row in
        Table.Row(cells: names.indices.map { $0 == 0 ? "\(row)" : "a text of \(row) and \($0)" }, number: row + 1)
      }
      return try ColumnGuess.mapping(for: table).columns
    }
    let joined = try columns(["Initiative – No.", "Initiative – Name of initiative", "Responsibility – Ministry"])
    #expect(joined[.key] == ["Initiative – No."])
    #expect(joined[.title] == ["Initiative – Name of initiative"])
    #expect(joined[.actor] == ["Responsibility – Ministry"])
    let german = try columns(["Nr.", "Titel", "Beschreibung", "Ministerium", "Land"])
    #expect(german[.key] == ["Nr."] && german[.title] == ["Titel"] && german[.description] == ["Beschreibung"])
    #expect(german[.actor] == ["Ministerium"] && german[.country] == ["Land"])
  }

  @Test func keysThatOccurTwiceNameTheirRows() throws {
    let table = try CSVReader.table(Array("id,title\n1,a\n2,b\n1,c\n".utf8), name: "t.csv")
    let mapped = try MappedTable(table, ColumnMapping(name: "m", columns: [.key: ["id"], .title: ["title"]]))
    let fault = #expect(throws: TableFault.self) { try mapped.keys() }
    #expect(fault?.code == "key-twice")
    #expect(fault?.message.contains("'1' in rows 2, 4") == true)
  }

  @Test func aMappingFileReadsBack() throws {
    var mapping = ColumnMapping(
      name: "m", columns: [.key: ["Country", "a \"b\""], .title: ["T"]], owners: ["T": .human, "X": .machine],
      listSeparators: ";")
    mapping.cardinality = .oneToOne
    #expect(try MappingFile.parse(MappingFile.text(mapping), file: "m.yaml") == mapping)
  }
}

struct WorkbookTests {
  /// A workbook as people make them: a headline, merged groups, dates, an empty row, a comment, a second sheet.
  static func workbook(_ path: String) {
    let book = workbook_new(path)
    let sheet = workbook_add_worksheet(book, "Plan")
    let date = workbook_add_format(book)
    format_set_num_format(date, "dd/mm/yyyy")
    worksheet_merge_range(sheet, 0, 0, 0, 4, "Our mastersheet 2026", nil)
    worksheet_write_string(sheet, 2, 0, "Key", nil)
    worksheet_merge_range(sheet, 2, 1, 2, 2, "Measure", nil)
    worksheet_merge_range(sheet, 2, 3, 2, 4, "Dates", nil)
    for (column, name) in ["", "Title", "Cost", "Start", "Note"].enumerated() {
      worksheet_write_string(sheet, 3, lxw_col_t(column), name, nil)
    }
    worksheet_write_string(sheet, 4, 0, "A1", nil)
    worksheet_write_string(sheet, 4, 1, "First & <best>", nil)
    worksheet_write_number(sheet, 4, 2, -12.5, nil)
    worksheet_write_number(sheet, 4, 3, 46347, date)
    worksheet_write_comment(sheet, 4, 1, "ask Ana")
    worksheet_write_string(sheet, 6, 0, "A2", nil)
    worksheet_write_string(sheet, 6, 1, "=SUM(1)", nil)
    worksheet_write_formula_num(sheet, 6, 2, "=1+2", nil, 3)
    worksheet_write_string(sheet, 6, 4, "line\nbreak", nil)
    let other = workbook_add_worksheet(book, "Lists")
    worksheet_write_string(other, 0, 0, "x", nil)
    workbook_close(book)
  }

  @Test func readsWhatPeopleMake() throws {
    let folder = TemporaryFolder()
    Self.workbook(folder["p.xlsx"])
    let table = try TableFile.read(folder.path + "/p.xlsx")
    #expect(table.columns == ["Key", "Measure – Title", "Measure – Cost", "Dates – Start", "Dates – Note"])
    #expect(
      table.rows.map(\.cells) == [
        ["A1", "First & <best>", "-12.5", "2026-11-21", ""], ["A2", "=SUM(1)", "3", "", "line\nbreak"],
      ])
    #expect(table.rows.map(\.number) == [5, 7])
    #expect(table.notes.contains { $0.contains("'Lists'") })
    #expect(table.notes.contains { $0.contains("formulas") })
  }

  @Test func changesCellsAndKeepsTheRest() throws {
    let folder = TemporaryFolder()
    let path = folder["p.xlsx"]
    Self.workbook(path)
    let file = try SheetFile(path: path, worksheet: "Plan", allowsLoss: false)
    var edits = SheetEdits()
    edits.cells = [
      .init(row: 5, column: 2, value: "7", kind: .number), .init(row: 5, column: 3, value: "2027-01-02", kind: .date),
      .init(row: 5, column: 4, value: "=2+2 & <x>"), .init(row: 7, column: 3, value: "soon"),
    ]
    edits.newRows = [["A3", "Third", "", "", " spaced "]]
    try file.write(edits, to: folder.path + "/q.xlsx")
    let table = try TableFile.read(folder.path + "/q.xlsx")
    #expect(
      table.rows.map(\.cells) == [
        ["A1", "First & <best>", "7", "2027-01-02", "=2+2 & <x>"], ["A2", "=SUM(1)", "3", "soon", "line\nbreak"],
        ["A3", "Third", "", "", " spaced "],
      ])
    let before = try ZipArchive(path: path)
    let after = try ZipArchive(path: folder.path + "/q.xlsx")
    #expect(before.names == after.names)
    for part in before.names where part != "xl/worksheets/sheet1.xml" {
      #expect(try before.bytes(part) == after.bytes(part), "\(part)")
    }
    #expect(before.names.contains { $0.contains("comments") })
    // No value became a formula.
    let xml = String(decoding: try after.bytes("xl/worksheets/sheet1.xml"), as: UTF8.self)
    #expect(xml.split(separator: "<f>").count == 2)
  }

  @Test func writesTextsAsTexts() throws {
    let folder = TemporaryFolder()
    var table = Table(name: "t", columns: ["id", "text", "number", "url", "date"])
    table.rows = [
      Table.Row(cells: ["1", "=HYPERLINK(\"x\")", "-5", "https://example.eu/a", "2026-02-03"], number: 2),
      Table.Row(cells: ["2", "-12 % less", "1000000", "no link", "Q3 2026"], number: 3),
      Table.Row(cells: ["3", String(repeating: "é", count: 33000), "", "", ""], number: 4),
    ]
    var options = WorkbookWriter.Options()
    options.numbers = ["number"]
    options.links = ["url"]
    options.dates = ["date"]
    options.choices = ["text": ["a", "b"]]
    let path = folder.path + "/t.xlsx"
    try WorkbookWriter.write(table, to: path, options: options)
    let back = try TableFile.read(path)
    #expect(back.rows.prefix(2).map(\.cells) == table.rows.prefix(2).map(\.cells))
    #expect(back.rows[2].cells[1].count == 32767)
    let archive = try ZipArchive(path: path)
    let xml = String(decoding: try archive.bytes("xl/worksheets/sheet1.xml"), as: UTF8.self)
    #expect(!xml.contains("<f>"))
    #expect(
      xml.contains("<autoFilter") && xml.contains("state=\"frozen\"") && xml.contains("<dataValidation ")
        && xml.contains("<hyperlink "))
  }

  @Test func refusesWhatItWouldLeaveStale() throws {
    let folder = TemporaryFolder()
    let path = folder["p.xlsx"]
    let book = workbook_new(path)
    let sheet = workbook_add_worksheet(book, "Plan")
    for row in 0..<6 {
      for column in 0..<5 { worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), "r\(row)c\(column)", nil) }
    }
    worksheet_add_table(sheet, 0, 0, 2, 1, nil)
    worksheet_add_table(sheet, 0, 3, 2, 4, nil)
    workbook_close(book)
    let fault = #expect(throws: TableFault.self) { try SheetFile(path: path, worksheet: nil, allowsLoss: false) }
    #expect(fault?.code == "xlsx-loss")
    _ = try SheetFile(path: path, worksheet: nil, allowsLoss: true)
  }

  static let dates: [(Double, String)] = [
    (1, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (46347, "2026-11-21"), (46347.5, "2026-11-21T12:00:00"),
    (44561.999999, "2022-01-01"),
  ]

  @Test(arguments: dates) func readsDays(serial: Double, expected: String) {
    #expect(CellText.date(serial: serial, startsIn1904: false) == expected)
    if serial == serial.rounded(), serial > 366 {
      #expect(CellText.serial(of: expected) == CellText.number(String(serial)))
    }
  }

  @Test func damagedFilesAreFaults() throws {
    let folder = TemporaryFolder()
    let path = folder["p.xlsx"]
    Self.workbook(path)
    var bytes = try TableFile.bytes(of: path)
    for seed in 0..<60 {
      bytes[(seed * 7919) % bytes.count] ^= UInt8(1 << (seed % 8))
      try FileReplacement.write(bytes, to: folder.path + "/d.xlsx")
      _ = try? TableFile.read(folder.path + "/d.xlsx")
    }
    try FileReplacement.write(Array("no zip".utf8), to: folder.path + "/n.xlsx")
    #expect(throws: TableFault.self) { try TableFile.read(folder.path + "/n.xlsx") }
  }
}
