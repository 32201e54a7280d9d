import CXLSXWriter
import StrataModel
import StrataTables
import TemporaryFolders
import Testing

@testable import StrataSheet

/// What people's files hold that a simple table does not.
struct SheetFileTests {
  private func store(_ folder: TemporaryFolder) throws -> SheetStore { try SheetStore(path: folder["s.db"]) }

  /// A store that holds the busy workbook.
  private func busyStore(_ folder: TemporaryFolder) throws -> SheetStore {
    BusyWorkbook.make(folder["p.xlsx"])
    let store = try store(folder)
    _ = try store.importSheet(
      TableFile.read(folder["p.xlsx"], sheet: BusyWorkbook.name), mapping: Bench.mapping, name: "m",
      file: folder["p.xlsx"], by: "ana")
    return store
  }

  private func push(_ store: SheetStore, _ cells: [(String, String, String)], rows: [ProposedRow] = []) throws
    -> PushReport
  {
    try store.push(sheet: nil, file: nil, options: PushOptions(by: "machine")) { _, _, _ in
      (cells.map { WantedCell(key: $0.0, column: $0.1, value: $0.2) }, rows)
    }
  }

  /// Writes a workbook with one sheet whose XML is given; `changes` are made to other parts.
  private func workbook(_ path: String, sheet: String, changes: [String: (String, String)] = [:]) throws {
    let book = workbook_new(path)
    worksheet_write_string(workbook_add_worksheet(book, "Plan"), 0, 0, "x", nil)
    workbook_close(book)
    var parts = ["xl/worksheets/sheet1.xml": Array(sheet.utf8)]
    let archive = try ZipArchive(path: path)
    for (part, change) in changes {
      let text = String(decoding: try archive.bytes(part), as: UTF8.self)
      #expect(text.contains(change.0))
      parts[part] = Array(text.replacing(change.0, with: change.1).utf8)
    }
    try ZipArchive.replace(parts, in: path)
  }

  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  @Test func aSheetWhoseElementsHaveAPrefix() throws {
    let folder = TemporaryFolder()
    func cell(_ reference: String, _ text: String) -> String {
      "<x:c r=\"\(reference)\" t=\"inlineStr\"><x:is><x:t>\(text)</x:t></x:is></x:c>"
    }
    try workbook(
      folder["p.xlsx"],
      sheet:
        "<x:worksheet xmlns:x=\"\(Self.main)\"><x:sheetData><x:row r=\"1\">\(cell("A1", "id"))\(cell("B1", "machine"))"
        + "</x:row><x:row r=\"2\">\(cell("A2", "1"))</x:row></x:sheetData></x:worksheet>")
    let file = try SheetFile(path: folder["p.xlsx"], worksheet: nil, allowsLoss: false)
    var edits = SheetEdits()
    edits.cells = [.init(row: 2, column: 1, value: "a")]
    edits.newRows = [["2", "b"]]
    try file.write(edits, to: folder["q.xlsx"])
    #expect(try TableFile.read(folder["q.xlsx"]).rows.map(\.cells) == [["1", "a"], ["2", "b"]])
    let xml = String(decoding: try ZipArchive(path: folder["q.xlsx"]).bytes("xl/worksheets/sheet1.xml"), as: UTF8.self)
    #expect(!xml.contains("<c ") && !xml.contains("<row"))
  }

  @Test func aWorkbookThatCountsFrom1904() throws {
    let folder = TemporaryFolder()
    let style = "<cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    try workbook(
      folder["p.xlsx"],
      sheet: "<worksheet xmlns=\"\(Self.main)\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c>"
        + "<c r=\"B1\" t=\"str\"><v>machine</v></c></row><row r=\"2\"><c r=\"A2\" t=\"str\"><v>1</v></c>"
        + "<c r=\"B2\" s=\"1\"><v>44885.5</v></c></row></sheetData></worksheet>",
      changes: [
        "xl/workbook.xml": ("<workbookPr ", "<workbookPr date1904=\"1\" "),
        "xl/styles.xml": (style, style + "<xf numFmtId=\"22\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"),
      ])
    #expect(try TableFile.read(folder["p.xlsx"]).rows[0].cells[1] == "2026-11-21T12:00:00")
    let store = try store(folder)
    _ = try store.importSheet(
      TableFile.read(folder["p.xlsx"]), mapping: Bench.mapping.keeping(["id", "machine"]), name: "m",
      file: folder["p.xlsx"],
      by: "ana")
    #expect(try push(store, [("1", "machine", "2027-01-02T06:00:00")]).written.count == 1)
    #expect(try TableFile.read(folder["p.xlsx"]).rows[0].cells[1] == "2027-01-02T06:00:00")
    _ = try store.undo(batch: nil, sheet: nil, file: nil, options: PushOptions(by: "machine"))
    let xml = String(decoding: try ZipArchive(path: folder["p.xlsx"]).bytes("xl/worksheets/sheet1.xml"), as: UTF8.self)
    #expect(xml.contains("<c r=\"B2\" s=\"1\"><v>44885.5</v></c>"))
  }

  /// What a cell cannot hold is not wanted: the next push finds what it wrote.
  @Test func textsThatACellCannotHold() throws {
    let folder = TemporaryFolder()
    let store = try busyStore(folder)
    let wanted = [
      ("k3", "machine", String(repeating: "é", count: 40_000)), ("k1", "machine", "a _x000D_ b\r\nc"),
      ("k1", "shared", "\u{1}d\u{FFFE}"),
    ]
    #expect(try push(store, wanted).written.count == 3)
    let table = try TableFile.read(folder["p.xlsx"], sheet: BusyWorkbook.name)
    #expect(table.rows[2].cells[2].utf16.count == 32767)
    #expect(table.rows[0].cells[2] == "a _x000D_ b\r\nc" && table.rows[0].cells[3] == "d")
    let again = try push(store, wanted)
    #expect(again.written.isEmpty && again.conflicts.isEmpty && again.humanChanges == 0)
  }

  @Test func mergedCellsAreTold() throws {
    let folder = TemporaryFolder()
    BusyWorkbook.make(folder["p.xlsx"])
    let table = try TableFile.read(folder["p.xlsx"], sheet: BusyWorkbook.name)
    #expect(table.notes.contains { $0.contains("2 merged ranges of cells (D6:D7, D8:E8)") })
    let store = try store(folder)
    _ = try store.importSheet(table, mapping: Bench.mapping, name: "m", file: folder["p.xlsx"], by: "ana")
    let report = try push(store, [("k6", "shared", "no"), ("k5", "shared", "no")])
    #expect(report.covered.map(\.old) == ["D6"] && report.written.isEmpty && report.kept == 1)
  }

  /// New rows follow what holds something: rows that only have a form are filled, and come back empty.
  @Test func rowsWithoutContentAreFilled() throws {
    let folder = TemporaryFolder()
    let store = try busyStore(folder)
    let before = try FileState(folder["p.xlsx"], true)
    _ = try push(
      store, [],
      rows: ["n1", "n2"].map { ProposedRow(key: $0, cells: ["id": $0, "title": "new", "machine": "x"]) })
    let table = try TableFile.read(folder["p.xlsx"], sheet: BusyWorkbook.name)
    #expect(table.rows.map(\.number) == Array(2...11))
    _ = try store.undo(batch: nil, sheet: nil, file: nil, options: PushOptions(by: "machine"))
    let after = try FileState(folder["p.xlsx"], true)
    #expect(after.filter == before.filter && after.links == before.links)
    #expect(try TableFile.read(folder["p.xlsx"], sheet: BusyWorkbook.name).rows.count == 8)
  }

  /// The worksheet of the import is the one that is pushed to, wherever it stands.
  @Test func theWorksheetIsRemembered() throws {
    let folder = TemporaryFolder()
    BusyWorkbook.make(folder["p.xlsx"])
    let store = try store(folder)
    let table = try TableFile.read(folder["p.xlsx"], sheet: BusyWorkbook.name)
    _ = try store.importSheet(table, mapping: Bench.mapping, name: "m", file: folder["p.xlsx"], by: "ana")
    #expect(try store.sheet(named: nil).mapping.worksheet == BusyWorkbook.name)
    #expect(try push(store, [("k3", "machine", "x")]).written.count == 1)
    #expect(try TableFile.read(folder["p.xlsx"], sheet: "Archive").rows.allSatisfy { $0.cells[2].isEmpty })
  }

  @Test func totalsAreNoInitiatives() throws {
    let folder = TemporaryFolder()
    let path = try folder.write("p.csv", "id,title,machine\n1,a,\n2,b,\n,Sum of all,3\nTotal:,,3\n")
    let mapping = Bench.mapping.keeping(["id", "title", "machine"])
    let mapped = try MappedTable(TableFile.read(path), mapping)
    #expect(try mapped.keys() == ["1", "2"])
    #expect(mapped.table.notes.filter { $0.contains("totals") }.count == 2)
    let store = try store(folder)
    let report = try store.importSheet(TableFile.read(path), mapping: mapping, name: "m", file: path, by: "ana")
    #expect(report.rows == 2)
    let pushed = try push(
      store, [("2", "machine", "m")], rows: [ProposedRow(key: "3", cells: ["id": "3", "title": "c"])])
    #expect(pushed.addedRows == ["3"])
    #expect(try folder.text("p.csv") == "id,title,machine\n1,a,\n2,b,m\n3,c,\n,Sum of all,3\nTotal:,,3\n")
    #expect(try push(store, [("2", "machine", "m")]).agreeing == 1)
  }

  @Test func emptyKeysAreToldWithAdvice() throws {
    let table = try CSVReader.table(Array("id,title\n1,a\n,b\n".utf8), name: "t.csv")
    let fault = #expect(throws: TableFault.self) {
      try MappedTable(table, Bench.mapping.keeping(["id", "title"])).keys()
    }
    #expect(
      fault?.message == "t.csv: the key ('id') is empty in row 3. Fill it in, or take out rows that are no initiatives."
    )
  }

  /// Another table does not take a sheet's place by accident.
  @Test func anotherFileDoesNotReplaceASheet() throws {
    let folder = TemporaryFolder()
    let mapping = Bench.mapping.keeping(["id", "title"])
    let store = try store(folder)
    for (name, text, isTaken) in [
      ("a.csv", "id,title\n1,a\n2,b\n3,c\n", true), ("b.csv", "id,title\n7,x\n8,y\n3,c\n", false),
      ("c.csv", "id,title\n1,a\n2,b\n9,z\n", true),
    ] {
      let path = try folder.write(name, text)
      let table = try TableFile.read(path)
      if isTaken {
        _ = try store.importSheet(table, mapping: mapping, name: "m", file: path, mayReplace: false, by: "ana")
        continue
      }
      let fault = #expect(throws: TableFault.self) {
        try store.importSheet(table, mapping: mapping, name: "m", file: path, mayReplace: false, by: "ana")
      }
      #expect(fault?.code == "import-replaces")
      #expect(try store.initiatives(of: store.sheet(named: nil)).map(\.key) == ["1", "2", "3"])
    }
  }

  @Test func formulasWithoutValuesAndErrorsAreTold() throws {
    let folder = TemporaryFolder()
    func cell(_ reference: String, _ content: String) -> String { "<c r=\"\(reference)\" \(content)</c>" }
    try workbook(
      folder["p.xlsx"],
      sheet: "<worksheet xmlns=\"\(Self.main)\"><sheetData><row r=\"1\">\(cell("A1", "t=\"str\"><v>id</v>"))"
        + "\(cell("B1", "t=\"str\"><v>title</v>"))</row><row r=\"2\">\(cell("A2", "t=\"str\"><v>1</v>"))"
        + "\(cell("B2", "><f>A2</f>"))</row><row r=\"3\">\(cell("A3", "t=\"str\"><v>2</v>"))"
        + "\(cell("B3", "t=\"e\"><f>1/0</f><v>#DIV/0!</v>"))</row></sheetData></worksheet>")
    let notes = try TableFile.read(folder["p.xlsx"]).notes
    #expect(notes.contains { $0.hasPrefix("2 cells (B2, B3) with formulas") })
    #expect(notes.contains { $0.hasPrefix("1 cell (B2) with formulas without a value") })
    #expect(notes.contains { $0 == "1 cell (B3) with errors" })
  }

  @Test func whatIsCutIsCounted() throws {
    let folder = TemporaryFolder()
    let path = try folder.write("p.csv", "id,title\n1,\(String(repeating: "a", count: 33_000))\n")
    let store = try store(folder)
    _ = try store.importSheet(
      TableFile.read(path), mapping: Bench.mapping.keeping(["id", "title"]), name: "m", file: path, by: "ana")
    #expect(try store.export(sheet: nil, to: folder["p.xlsx"], by: "ana").cut == 1)
    #expect(try store.export(sheet: nil, to: folder["q.csv"], by: "ana").cut == 0)
  }

  @Test func remarksLeadNowhere() {
    let links = LinkTargets(sources: "docs")
    #expect(links.target("a b/plan 1.txt#page=3; x", role: .url) == "docs/a b/plan 1.txt#page=3")
    #expect(links.target("https://example.org/x", role: .url) == "https://example.org/x")
    for remark in ["see there", "p. 12", "ask Ana.", "§ 4"] { #expect(links.target(remark, role: .url) == nil) }
  }

  @Test func numbersForPeople() {
    #expect(Count.of(1, "document") == "1 document")
    #expect(Count.of(12_345, "strategy", plural: "strategies") == "12,345 strategies")
    #expect(Count.of(0, "row") == "0 rows")
  }
}

extension ColumnMapping {
  /// The mapping for a table that has only these columns.
  fileprivate func keeping(_ names: [String]) -> ColumnMapping {
    var mapping = self
    mapping.columns = columns.filter { $0.value.allSatisfy(names.contains) }
    return mapping
  }
}
