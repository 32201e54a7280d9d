import GRDB
import StrataTables
import TemporaryFolders
import Testing

@testable import StrataSheet

/// People edit, machines push, conflicts are settled, pushes are taken back: thousands of steps, and nobody loses a value.
struct PushPropertyTests {
  @Test(arguments: [(1, false), (2, false), (3, true), (4, true)]) func noHumanValueIsLost(
    seed: UInt64, isWorkbook: Bool
  ) throws {
    var random = Generator(state: seed)
    let folder = TemporaryFolder()
    let columns = ["id", "title", "machine", "shared", "free"]
    let path = folder.path + (isWorkbook ? "/s.xlsx" : "/s.csv")
    if isWorkbook {
      BusyWorkbook.make(path)
    } else {
      // Cells that are quoted without need, formulas of people, and a row that is too short.
      let rows = (1...6).map { "k\($0),\"t\($0)\",,\($0 % 3 == 0 ? "\"own\"" : ""),\r\n" }.joined()
      try folder.write(
        "s.csv", "id,title,machine,shared,free\r\n\(rows)k7,t7,=1+1\r\nk8,\"t\n8\",\" x \",'-a,\r\n")
    }
    let store = try SheetStore(path: folder.path + "/s.db")
    var mapping = Bench.mapping
    mapping.columns[.commitment] = ["machine"]
    _ = try store.importSheet(
      TableFile.read(path, sheet: isWorkbook ? BusyWorkbook.name : nil), mapping: mapping, name: "m", file: path,
      by: "test")
    var options = PushOptions(by: "machine")
    options.patience = 1
    options.links.records = isWorkbook ? "records.html" : nil
    let others = isWorkbook ? try BusyWorkbook.others(path) : [:]
    // The states before pushes, as long as nobody else changed the file.
    var states: [FileState] = []
    // What a person wrote last in a cell, and may not be lost without a resolution.
    var human: [String: String] = [:]
    var wanted: [String: String] = [:]
    var undoable: [Int64: [String: String]] = [:]
    for step in 0..<(isWorkbook ? 150 : 1100) {
      let file = try SheetFile(path: path, worksheet: BusyWorkbook.name, allowsLoss: false)
      let before = Self.cells(file.table)
      switch random.next(10) {
      case 0...3:
        // A person edits a random cell; a save by another program rewrites the file.
        let row = random.next(file.table.rows.count)
        let column = 1 + random.next(4)
        // Nobody sees, nor changes, what is merged into another cell, and nobody types over a formula here.
        let number = file.table.rows[row].number
        guard file.cover(row: number, column: column) == nil, file.kind(row: number, column: column) != .formula else {
          continue
        }
        states = []
        if isWorkbook, random.next(3) == 0 { try BusyWorkbook.save(path) }
        let value = ["", "h\(step)", "=h\(step)", "-\(step)", "two\nlines \"\(step)\"", "  spaced "][random.next(6)]
        var edits = SheetEdits()
        edits.cells = [.init(row: file.table.rows[row].number, column: column, value: value)]
        try file.write(edits, to: path + ".t." + (isWorkbook ? "xlsx" : "csv"))
        try FileReplacement.place(path + ".t." + (isWorkbook ? "xlsx" : "csv"), at: path)
        let cell = "\(file.table.rows[row].cells[0]) \(columns[column])"
        // A person who writes what the machine wrote agrees with it.
        let expected = try store.read { db in
          try String.fetchOne(
            db,
            sql: """
              SELECT value FROM expected JOIN initiative ON initiative.id = initiative WHERE key = ? AND "column" = ?
              """, arguments: [file.table.rows[row].cells[0], columns[column]])
        }
        if before[cell] != value { human[cell] = expected == value ? nil : value }
      case 4...7:
        for key in 1...8 {
          for column in ["machine", "shared"] where random.next(3) == 0 {
            wanted["k\(key) \(column)"] = ["", "m\(step)", "n\(random.next(3))", "=m"][random.next(4)]
          }
        }
        let now = wanted
        let rows =
          random.next(6) == 0
          ? [ProposedRow(key: "n\(step)", cells: ["id": "n\(step)", "title": "new", "machine": "m\(step)"])] : []
        let state = try FileState(path, isWorkbook)
        let report = try store.push(sheet: nil, file: nil, options: options) { _, _, _ in
          (
            now.sorted { $0.key < $1.key }.map { cell in
              let parts = cell.key.split(separator: " ").map(String.init)
              return WantedCell(key: parts[0], column: parts[1], value: cell.value)
            }, rows
          )
        }
        let after = Self.cells(try Self.read(path))
        // Every difference is reported, and nothing else differs.
        let added = Set(report.addedRows)
        #expect(added == Set(rows.map(\.key)))
        let changed = Set(after.keys.filter { after[$0] != before[$0] && !added.contains(Self.key($0)) })
        #expect(changed == Set(report.written.map { "\($0.key) \($0.column)" }))
        for cell in changed {
          #expect(cell.hasSuffix("machine") || cell.hasSuffix("shared"))
          #expect(
            human[cell] == nil || human[cell] == "",
            "step \(step): the person's \(human[cell] ?? "") in \(cell) was lost")
        }
        // Conflicts are all told: a wanted value that is not there is a conflict, or kept.
        let open = Set(try store.conflicts(sheet: nil).map { "\($0.key) \($0.column)" })
        let missing = now.filter { after[$0.key] != $0.value }
        #expect(missing.count == report.conflicts.count + report.kept + report.covered.count)
        #expect(open == Set(report.conflicts.map { "\($0.key) \($0.column)" }))
        // Pushing again changes nothing.
        if step % 5 == 0 {
          let bytes = try TableFile.bytes(of: path)
          let again = try store.push(sheet: nil, file: nil, options: options) { _, _, _ in
            (
              now.map { cell in
                let parts = cell.key.split(separator: " ").map(String.init)
                return WantedCell(key: parts[0], column: parts[1], value: cell.value)
              }, []
            )
          }
          #expect(again.written.isEmpty)
          #expect(try TableFile.bytes(of: path) == bytes)
        }
        if let batch = report.batch {
          undoable[batch] = before.filter { changed.contains($0.key) }
          states.append(state)
        }
        if isWorkbook {
          let links = try BusyWorkbook.links(path)
          for change in report.written where change.column == "machine" {
            guard let cell = try BusyWorkbook.cell(path, change.key, change.column) else { continue }
            let target = change.new.isEmpty ? nil : "records.html#\(change.new)"
            #expect(links[cell] == BusyWorkbook.peoples[cell] ?? target, "step \(step): \(cell)")
          }
        }
        // What machines wrote is no longer a person's.
        for cell in changed { human[cell] = nil }
      case 8:
        let conflicts = try store.conflicts(sheet: nil)
        guard !conflicts.isEmpty else { continue }
        let conflict = conflicts[random.next(conflicts.count)]
        let resolution: SheetStore.Resolution = random.next(2) == 0 ? .ours : .theirs
        try store.resolve([conflict.id], as: resolution, by: "ana")
        // The person gave this value up, if it is still there.
        if resolution == .ours, before["\(conflict.key) \(conflict.column)"] == conflict.found {
          human["\(conflict.key) \(conflict.column)"] = nil
        }
      default:
        guard let report = try? store.undo(batch: nil, sheet: nil, file: nil, options: options) else { continue }
        let after = Self.cells(try Self.read(path))
        if let state = states.popLast() {
          #expect(report.conflicts.isEmpty)
          #expect(try FileState(path, isWorkbook) == state, "step \(step): undo is not exact")
        }
        let removed = Set(report.removedRows)
        human = human.filter { !removed.contains(Self.key($0.key)) }
        let touched = Set(report.conflicts.map { "\($0.key) \($0.column)" })
        let undone = try store.read { db in
          try Int64.fetchOne(db, sql: "SELECT undoes FROM batch WHERE id = ?", arguments: [report.batch])
        }
        for change in report.written {
          let cell = "\(change.key) \(change.column)"
          #expect(human[cell] == nil, "step \(step): undo took the person's \(human[cell] ?? "")")
          #expect(after[cell] == change.new)
          if let undone, let old = undoable[undone]?[cell] { #expect(after[cell] == old) }
        }
        let written = Set(report.written.map { "\($0.key) \($0.column)" }).subtracting(touched)
        for cell in before.keys where !written.contains(cell) && !removed.contains(Self.key(cell)) {
          #expect(after[cell] == before[cell])
        }
      }
      if isWorkbook {
        #expect(try BusyWorkbook.others(path) == others, "step \(step): another part changed")
        let links = try BusyWorkbook.links(path)
        for (cell, target) in BusyWorkbook.peoples { #expect(links[cell] == target, "step \(step): link of \(cell)") }
      }
      let now = Self.cells(try Self.read(path))
      for (cell, value) in human { #expect(now[cell] == value, "step \(step): \(cell) lost '\(value)'") }
    }
  }

  private static func key(_ cell: String) -> String { String(cell.prefix { $0 != " " }) }

  private static func read(_ path: String) throws -> StrataTables.Table {
    try SheetFile(path: path, worksheet: BusyWorkbook.name, allowsLoss: false).table
  }

  private static func cells(_ table: StrataTables.Table) -> [String: String] {
    var cells: [String: String] = [:]
    for row in table.rows {
      for (column, value) in zip(table.columns, row.cells).dropFirst() { cells["\(row.cells[0]) \(column)"] = value }
    }
    return cells
  }

  /// SplitMix64: the same steps for the same seed.
  struct Generator {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state &+= 0x9e37_79b9_7f4a_7c15
      var value = state
      value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
      value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
      return Int((value ^ (value >> 31)) % UInt64(bound))
    }
  }
}
