import GRDB
import StrataTables
import TemporaryFolders
import Testing

@testable import StrataSheet

/// A sheet of four columns: a key, a person's, a machine's, a shared one.
struct Bench {
  let folder: TemporaryFolder
  let store: SheetStore
  var file: String { folder.path + "/sheet.csv" }

  static let mapping = ColumnMapping(
    name: "m", columns: [.key: ["id"], .title: ["title"]],
    owners: ["machine": .machine, "shared": .shared, "title": .human])

  init(_ text: String = "id,title,machine,shared,free\n1,one,,,x\n2,two,,kept,\n3,three,,,\n") throws {
    folder = TemporaryFolder()
    try folder.write("sheet.csv", text)
    store = try SheetStore(path: folder.path + "/strata.db")
    _ = try store.importSheet(
      TableFile.read(folder.path + "/sheet.csv"), mapping: Self.mapping, name: "m", file: folder.path + "/sheet.csv",
      by: "test")
  }

  func push(
    _ cells: [(String, String, String)], rows: [ProposedRow] = [],
    checkpoint: (@Sendable (String) throws -> Void)? = nil
  ) throws -> PushReport {
    var options = PushOptions(by: "machine")
    options.checkpoint = checkpoint
    return try store.push(sheet: nil, file: nil, options: options) { _, _, _ in
      (cells.map { WantedCell(key: $0.0, column: $0.1, value: $0.2) }, rows)
    }
  }

  func undo() throws -> PushReport {
    try store.undo(batch: nil, sheet: nil, file: nil, options: PushOptions(by: "machine"))
  }
  var text: String { get throws { try folder.text("sheet.csv") } }

  /// A person's edit of the file.
  func edit(_ old: String, _ new: String) throws {
    let text = try text
    #expect(text.contains(old))
    try folder.write("sheet.csv", text.replacing(old, with: new, maxReplacements: 1))
  }
}

struct PushTests {
  @Test func writesWhatItOwnsOnceAndTakesItBack() throws {
    let bench = try Bench()
    let before = try bench.text
    let wanted = [
      ("1", "machine", "a, b"), ("2", "shared", "no"), ("1", "shared", "s"), ("1", "title", "no"), ("1", "free", "no"),
    ]
    let first = try bench.push(wanted)
    #expect(first.written.count == 2)
    #expect(first.kept == 1)
    let text = try bench.text
    #expect(text == "id,title,machine,shared,free\n1,one,\"a, b\",s,x\n2,two,,kept,\n3,three,,,\n")
    let second = try bench.push(wanted)
    #expect(second.batch == nil && second.written.isEmpty && second.agreeing == 2)
    #expect(try bench.text == text)
    _ = try bench.undo()
    #expect(try bench.text == before)
    #expect(throws: TableFault.self) { try bench.undo() }
  }

  /// In Windows-1252 and UTF-16 all that nobody pushed stays as it is, byte for byte, and so does all after an undo.
  @Test(arguments: SheetEncoding.allCases) func theFileKeepsItsEncoding(encoding: SheetEncoding) throws {
    let bench = try Bench()
    let head = "id;title;machine;shared;free\r\n"
    let before = encoding.bytes(head + "1;Größe – “alt”;;;€ 3\r\n2;\"a; b\";;kept;é\r\n")
    try FileReplacement.write(before, to: bench.file)
    _ = try bench.push([("1", "machine", "fünf; “neu”"), ("2", "machine", "€")])
    #expect(
      try TableFile.bytes(of: bench.file)
        == encoding.bytes(head + "1;Größe – “alt”;\"fünf; “neu”\";;€ 3\r\n2;\"a; b\";€;kept;é\r\n"))
    #expect(try bench.push([("1", "machine", "fünf; “neu”"), ("2", "machine", "€")]).agreeing == 2)
    _ = try bench.undo()
    #expect(try TableFile.bytes(of: bench.file) == before)
    guard encoding == .windows1252 else { return }
    let fault = #expect(throws: TableFault.self) { try bench.push([("1", "machine", "Łódź")]) }
    #expect(fault?.code == "csv-encoding" && fault?.message.contains("which has no 'Ł'") == true)
    #expect(try TableFile.bytes(of: bench.file) == before)
  }

  @Test func aPersonsChangeIsAConflictUntilItIsResolved() throws {
    let bench = try Bench()
    _ = try bench.push([("1", "machine", "a")])
    try bench.edit("one,a", "one,mine")
    let report = try bench.push([("1", "machine", "b")])
    #expect(report.conflicts == [.init(key: "1", column: "machine", old: "mine", new: "b")])
    #expect(report.humanChanges == 1)
    #expect(try bench.text.contains("one,mine"))
    // Told once, however often it is pushed.
    _ = try bench.push([("1", "machine", "b")])
    let conflicts = try bench.store.conflicts(sheet: nil)
    #expect(conflicts.map(\.found) == ["mine"])
    #expect(conflicts.map(\.expected) == ["a"])
    try bench.store.resolve(conflicts.map(\.id), as: .theirs, by: "ana")
    #expect(try bench.push([("1", "machine", "b")]).kept == 1)
    #expect(try bench.text.contains("one,mine"))
    // Something new is wanted: the person is asked again.
    #expect(try bench.push([("1", "machine", "c")]).conflicts.count == 1)
    try bench.store.resolve(bench.store.conflicts(sheet: nil).map(\.id), as: .ours, by: "ana")
    #expect(try bench.push([("1", "machine", "c")]).written.map(\.old) == ["mine"])
    #expect(try bench.text.contains("one,c"))
    #expect(try bench.store.conflicts(sheet: nil).isEmpty)
  }

  @Test func undoLeavesWhatWasTouchedSince() throws {
    let bench = try Bench()
    _ = try bench.push(
      [("1", "machine", "a"), ("3", "machine", "c")],
      rows: [ProposedRow(key: "4", cells: ["id": "4", "title": "four"])])
    try bench.edit("one,a", "one,mine")
    let report = try bench.undo()
    #expect(report.conflicts.map(\.old) == ["mine"])
    #expect(report.removedRows == ["4"])
    #expect(try bench.text == "id,title,machine,shared,free\n1,one,mine,,x\n2,two,,kept,\n3,three,,,\n")
  }

  @Test func everyChangeIsInTheLog() throws {
    let bench = try Bench()
    _ = try bench.push([("1", "machine", "a")])
    try bench.edit("1,one", "1,uno")
    _ = try bench.push([("1", "machine", "b")])
    let kinds = try bench.store.history(of: "1", sheet: nil).map {
      "\($0.batchKind) \($0.kind) \($0.old ?? "") \($0.new ?? "")"
    }
    #expect(kinds == ["import row-added  ", "push written  a", "import changed one uno", "push written a b"])
  }

  @Test func rowsOfPeopleStayWhereTheyAre() throws {
    let bench = try Bench()
    try bench.edit("2,two", "9,\"new, by Ana\",,,y\n2,two")
    _ = try bench.push([("9", "machine", "m"), ("3", "machine", "m")])
    #expect(
      try bench.text == "id,title,machine,shared,free\n1,one,,,x\n9,\"new, by Ana\",m,,y\n2,two,,kept,\n3,three,m,,\n")
  }

  @Test func nothingIsEmptiedButWhatWasPushed() throws {
    let bench = try Bench("id,title,machine,shared,free\n1,one,typed,,\n2,two,,,\n")
    #expect(try bench.push([("1", "machine", ""), ("2", "machine", "x")]).kept == 1)
    #expect(try bench.push([("1", "machine", ""), ("2", "machine", "")]).written.map(\.old) == ["x"])
    #expect(try bench.text == "id,title,machine,shared,free\n1,one,typed,,\n2,two,,,\n")
  }

  @Test(arguments: ["written", "committed"]) func aKilledPushIsOldOrNew(step: String) throws {
    struct Killed: Error {}
    let bench = try Bench()
    let before = try bench.text
    #expect(throws: Killed.self) {
      try bench.push([("1", "machine", "a")], rows: [ProposedRow(key: "4", cells: ["id": "4"])]) {
        if $0 == step { throw Killed() }
      }
    }
    #expect(try bench.text == before)
    // The next command finishes it, or starts from the old state.
    let store = try SheetStore(path: bench.store.path)
    let isNew = step == "committed"
    #expect(try (bench.text != before) == isNew)
    let cells = try store.initiatives(of: store.sheet(named: nil)).map(\.cells)
    let table = try TableFile.read(bench.file)
    #expect(table.rows.count == cells.count)
    for (row, cells) in zip(table.rows, cells) {
      for (column, value) in zip(table.columns, row.cells) { #expect(cells[column] ?? "" == value) }
    }
    let again = try bench.push([("1", "machine", "a")], rows: [ProposedRow(key: "4", cells: ["id": "4"])])
    #expect(again.written.count == (isNew ? 0 : 1))
    #expect(try bench.text == "id,title,machine,shared,free\n1,one,a,,x\n2,two,,kept,\n3,three,,,\n4,,,,\n")
  }

  @Test func aSaveDuringThePushWins() throws {
    let bench = try Bench()
    let file = bench.file
    #expect(throws: TableFault.self) {
      try bench.push([("1", "machine", "a")]) { step in
        if step == "committed" {
          try FileReplacement.write(Array("id,title,machine,shared,free\n1,saved,,,\n".utf8), to: file)
        }
      }
    }
    #expect(try bench.text.contains("saved"))
    #expect(try bench.push([("1", "machine", "a")]).written.count == 1)
    #expect(try bench.text == "id,title,machine,shared,free\n1,saved,a,,\n")
  }

  @Test func twoPushesAtOnceDoNotMix() async throws {
    let bench = try Bench()
    let path = bench.store.path
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<4 {
        group.addTask {
          for step in 0..<5 {
            var options = PushOptions(by: "w\(worker)")
            options.patience = 30
            guard let store = try? SheetStore(path: path, patience: 30) else { continue }
            _ = try? store.push(sheet: nil, file: nil, options: options) { _, _, _ in
              ([WantedCell(key: "1", column: "machine", value: "\(worker)-\(step)")], [])
            }
          }
        }
      }
    }
    let report = try bench.push([("1", "machine", "end")])
    #expect(report.conflicts.isEmpty && report.written.count == 1)
    let pushes = try bench.store.read { db in
      try String.fetchAll(db, sql: "SELECT new FROM audit WHERE kind = 'written' ORDER BY id")
    }
    #expect(Set(pushes).count == 21)
    let lock = try PushLock(store: path, patience: 0)
    var options = PushOptions(by: "late")
    options.patience = 0.05
    let fault = #expect(throws: TableFault.self) {
      try bench.store.push(sheet: nil, file: nil, options: options) { _, _, _ in ([], []) }
    }
    #expect(fault?.code == "push-running")
    lock.release()
  }

  @Test func anOpenFileIsRefused() throws {
    let bench = try Bench()
    try bench.folder.write(".~lock.sheet.csv#", "")
    let fault = #expect(throws: TableFault.self) { try bench.push([("1", "machine", "a")]) }
    #expect(fault?.code == "push-open")
  }
}

/// How a spreadsheet program may have saved a table.
enum SheetEncoding: String, CaseIterable, Sendable {
  case windows1252, utf16LittleEndian, utf16BigEndian

  func bytes(_ text: String) -> [UInt8] {
    switch self {
    case .windows1252:
      let special: [Unicode.Scalar: UInt8] = ["€": 0x80, "“": 0x93, "”": 0x94, "–": 0x96]
      return text.unicodeScalars.map { special[$0] ?? UInt8($0.value) }
    case .utf16LittleEndian: return "\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16BigEndian: return "\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
  }
}
