import GRDB
import Glibc
import StrataModel
import StrataTables

/// One push or undo while it is prepared: the file as it is, and what will change.
struct PushSession {
  let sheet: SheetRecord
  private let path: String
  let file: SheetFile
  private let before: String
  let batch: StoreBatch
  private let kind: StoreBatch.Kind
  let numbers: [String: Int]
  private(set) var records: [String: InitiativeRecord] = [:]
  let places: [String: Int]
  private let links: LinkTargets
  /// The first row of totals below the initiatives.
  private let totals: Int?
  private let allowsLoss: Bool
  var edits = SheetEdits()
  /// The audit entries of the cells in `edits`.
  private var entries: [Int64] = []
  private var newCells: [(initiative: Int64, cells: [String: String])] = []
  var report = PushReport()

  /// Reads the file, and takes over what people changed in it.
  init(_ db: Database, sheet name: String?, file given: String?, kind: StoreBatch.Kind, options: PushOptions) throws {
    var sheet = try SheetStore.sheet(db, named: name)
    guard let path = given ?? sheet.file else {
      throw TableFault("push-file", "the store does not know the file of sheet '\(sheet.name)'; name it")
    }
    self.path = FileReplacement.absolute(path)
    try Self.refuseOpenFile(self.path)
    guard let before = FileReplacement.sha256(self.path) else {
      throw TableFault("push-file", "\(path) cannot be read")
    }
    self.before = before
    file = try SheetFile(path: self.path, worksheet: sheet.mapping.worksheet, allowsLoss: options.allowsLoss)
    let mapped = try MappedTable(file.table, sheet.mapping)
    let keys = try mapped.keys()
    edits.pattern = mapped.table.rows.map(\.number).max()
    let last = edits.pattern ?? 0
    totals = file.table.rows.lazy.map(\.number).filter { $0 > last }.min()
    allowsLoss = options.allowsLoss
    if sheet.columns != file.table.columns {
      try db.execute(
        sql: "UPDATE sheet SET columns = ? WHERE id = ?", arguments: [Cells.list(file.table.columns), sheet.id])
      sheet.columns = file.table.columns
    }
    self.sheet = sheet
    self.kind = kind
    links = options.links
    let found = try StoreBatch.begin(db, .importing, by: options.by, file: self.path)
    var seen = ImportReport()
    try SheetStore.take(db, mapped.table.rows, keys: keys, sheet: sheet, batch: found, report: &seen)
    report.humanChanges = seen.changedCells
    report.ownsNothing = !sheet.columns.contains { sheet.mapping.owner(of: $0) != .human }
    if seen.changedCells + seen.added + seen.removed == 0 {
      try db.execute(
        sql: "DELETE FROM batch WHERE id = ? AND id NOT IN (SELECT batch FROM audit)", arguments: [found.id])
    }
    batch = try StoreBatch.begin(db, kind, by: options.by, file: self.path, state: "empty")
    numbers = Dictionary(uniqueKeysWithValues: zip(keys, mapped.table.rows.map(\.number)))
    places = Dictionary(uniqueKeysWithValues: sheet.columns.enumerated().map { ($1, $0) })
    for record in try SheetStore.initiatives(db, of: sheet) { records[record.key] = record }
  }

  /// Office programs mark an open file with a second one beside it.
  private static func refuseOpenFile(_ path: String) throws {
    let folder = FileReplacement.folder(of: path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    for mark in ["\(folder)/.~lock.\(name)#", "\(folder)/~$\(name)"] where access(mark, F_OK) == 0 {
      throw TableFault(
        "push-open", "\(name) is open in another program (\(mark) is there); close it there and run the push again")
    }
  }

  /// Writes a cell, finds it right, or queues a conflict.
  mutating func want(_ db: Database, _ cell: WantedCell) throws {
    let owner = sheet.mapping.owner(of: cell.column)
    guard owner != .human, let record = records[cell.key], let number = numbers[cell.key],
      let place = places[cell.column]
    else { return }
    var cell = cell
    cell.value = file.held(cell.value)
    let found = record.cells[cell.column] ?? ""
    let known = try String.fetchOne(
      db, sql: #"SELECT value FROM expected WHERE initiative = ? AND "column" = ?"#,
      arguments: [record.id, cell.column])
    // A column that the sheet got later is empty at first.
    let expected = known ?? (found.isEmpty ? "" : nil)
    if found == cell.value {
      report.agreeing += 1
      if expected != cell.value { try SheetStore.expect(db, record.id, cell.column, cell.value) }
      return
    }
    // What a person preferred stays until something else is wanted.
    if let kept = try String.fetchOne(
      db, sql: #"SELECT wanted FROM kept WHERE initiative = ? AND "column" = ?"#, arguments: [record.id, cell.column]),
      kept == cell.value
    {
      report.kept += 1
      return
    }
    // What a shared column held from the beginning is a person's.
    if owner == .shared, expected == nil {
      report.kept += 1
      return
    }
    // Nothing is emptied but what a push has filled.
    if cell.value.isEmpty, try !isWritten(db, record.id, cell.column) {
      report.kept += 1
      return
    }
    if let cover = file.cover(row: number, column: place) {
      report.covered.append(PushReport.CellChange(key: cell.key, column: cell.column, old: cover, new: cell.value))
      return
    }
    let oldKind = file.kind(row: number, column: place)
    guard found == expected, oldKind != .formula else {
      try queueConflict(db, record, cell, expected: expected ?? "", found: found)
      return
    }
    let isNumber = oldKind == .number || sheet.mapping.columns[.amount]?.contains(cell.column) == true
    let edit = SheetEdits.Cell(
      row: number, column: place, value: cell.value,
      kind: oldKind == .date ? .date : isNumber && CellText.number(cell.value) == cell.value ? .number : nil,
      link: links.target(cell.value, column: cell.column, sheet.mapping),
      knownLink: try writtenLink(db, record.id, cell.column))
    try change(
      db, record, cell.column, from: found, edit: edit, oldExpected: expected, because: cell.because)
    try SheetStore.expect(db, record.id, cell.column, cell.value)
  }

  private func isWritten(_ db: Database, _ initiative: Int64, _ column: String) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM audit WHERE initiative = ? AND (kind = 'row-pushed' OR (kind = 'written' AND "column" = ?)))
        """, arguments: [initiative, column]) ?? false
  }

  /// Where the last push before an entry of the log let a cell lead.
  func writtenLink(_ db: Database, _ initiative: Int64, _ column: String, before entry: Int64 = .max) throws -> String?
  {
    guard file.isWorkbook else { return nil }
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT kind, newLink FROM audit
        WHERE initiative = ? AND id < ? AND (kind = 'row-pushed' OR (kind = 'written' AND "column" = ?)) ORDER BY id DESC LIMIT 1
        """, arguments: [initiative, entry, column])
    guard let row, let link: String = row["newLink"] else { return nil }
    return row["kind"] == "row-pushed" ? try Cells.decode(link)[column] : link
  }

  /// Notes a cell's new value in the store and for the file.
  mutating func change(
    _ db: Database, _ record: InitiativeRecord, _ column: String, from old: String, edit: SheetEdits.Cell,
    oldExpected: String?, because: String
  ) throws {
    edits.cells.append(edit)
    try batch.audit(
      db, initiative: record.id, kind: "written", column: column, old: old, new: edit.value,
      oldKind: file.kind(row: edit.row, column: edit.column).map(\.rawValue), oldExpected: oldExpected,
      newLink: edit.link, because: because)
    entries.append(db.lastInsertedRowID)
    records[record.key]?.cells[column] = edit.value
    newCells.append((record.id, records[record.key]?.cells ?? [:]))
    report.written.append(PushReport.CellChange(key: record.key, column: column, old: old, new: edit.value))
  }

  private mutating func queueConflict(
    _ db: Database, _ record: InitiativeRecord, _ cell: WantedCell, expected: String, found: String
  ) throws {
    report.conflicts.append(PushReport.CellChange(key: cell.key, column: cell.column, old: found, new: cell.value))
    try db.execute(
      sql: """
        INSERT INTO conflict (initiative, "column", expected, found, wanted, batch, at, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'open')
        ON CONFLICT (initiative, "column") WHERE state = 'open'
        DO UPDATE SET expected = excluded.expected, found = excluded.found, wanted = excluded.wanted
        """, arguments: [record.id, cell.column, expected, found, cell.value, batch.id, SheetStore.now()])
  }

  /// Closes conflicts of cells that agree by now, or that nobody wants any more.
  func closeMootConflicts(_ db: Database, wanted: [WantedCell]) throws {
    let open = Set(report.conflicts.map { [$0.key, $0.column] })
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT conflict.id, key, "column" FROM conflict JOIN initiative ON initiative.id = conflict.initiative
        WHERE state = 'open' AND sheet = ?
        """, arguments: [sheet.id])
    for row in rows where !open.contains([row["key"], row["column"]]) {
      try db.execute(
        sql: "UPDATE conflict SET state = 'moot', resolvedAt = ? WHERE id = ?",
        arguments: [SheetStore.now(), row["id"] as Int64])
    }
  }

  /// Appends a row. A key that is there already is passed over: the row was pushed before.
  mutating func add(_ db: Database, _ row: ProposedRow) throws {
    guard records[row.key] == nil else { return }
    let cells = row.cells.filter { places[$0.key] != nil }.mapValues { file.held($0) }.filter { !$0.value.isEmpty }
    try db.execute(
      sql: """
        INSERT INTO initiative (sheet, key, position, cells) VALUES (?, ?, ?, ?)
        ON CONFLICT (sheet, key) DO UPDATE SET position = excluded.position, cells = excluded.cells, isRemoved = 0
        """, arguments: [sheet.id, row.key, records.count, Cells.json(cells)])
    let id =
      try Int64.fetchOne(
        db, sql: "SELECT id FROM initiative WHERE sheet = ? AND key = ?", arguments: [sheet.id, row.key]) ?? 0
    for column in sheet.columns where sheet.mapping.owner(of: column) != .human {
      try SheetStore.expect(db, id, column, cells[column] ?? "")
    }
    try SheetStore.index(db, id, cells, sheet.mapping, isNew: false)
    var targets: [String: String] = [:]
    for (place, column) in sheet.columns.enumerated() {
      if let target = links.target(cells[column] ?? "", column: column, sheet.mapping) {
        edits.newLinks.append((edits.newRows.count, place, target))
        targets[column] = target
      }
    }
    try batch.audit(
      db, initiative: id, kind: "row-pushed", new: Cells.json(cells), newLink: Cells.json(targets), because: row.because
    )
    edits.newRows.append(sheet.columns.map { cells[$0] ?? "" })
    report.addedRows.append(row.key)
    if let record = try Row.fetchOne(db, sql: "SELECT * FROM initiative WHERE id = ?", arguments: [id]) {
      records[row.key] = try InitiativeRecord(record)
    }
  }

  /// New rows stand below the last initiative: in a text file always, in a workbook where nothing must move for them.
  private mutating func placeNewRows() throws {
    guard let last = edits.pattern, !edits.newRows.isEmpty else { return }
    guard file.isWorkbook, let totals else {
      if !file.isWorkbook { edits.newRowsBelow = last }
      return
    }
    let count = edits.newRows.count
    if totals - last - 1 >= count {
      edits.newRowsBelow = last
    } else if allowsLoss {
      report.isBelowTotals = true
    } else {
      let missing = count - (totals - last - 1)
      throw TableFault(
        "push-totals",
        "\(path): row \(totals) sums up the table and leaves no place for \(Count.of(count, "new row")) above it. Nothing was "
          + "written; insert \(Count.of(missing, "empty row")) above row \(totals), see that its sums count them, and push again, or give "
          + "--allow-loss to have new rows below it.")
    }
  }

  /// Writes the new file beside the old one and the changes into the store.
  mutating func finish(_ db: Database, options: PushOptions) throws -> (PushReport, SheetStore.Prepared?) {
    for (initiative, cells) in newCells {
      try db.cachedStatement(sql: "UPDATE initiative SET cells = ? WHERE id = ?").execute(arguments: [
        Cells.json(cells), initiative,
      ])
      try SheetStore.index(db, initiative, cells, sheet.mapping, isNew: false)
    }
    try placeNewRows()
    if options.isRehearsal { throw PushRehearsal(report: report) }
    guard !edits.isEmpty else {
      // Nothing to write. Conflicts that were queued keep their batch.
      try db.execute(
        sql:
          "DELETE FROM batch WHERE id = ? AND id NOT IN (SELECT batch FROM conflict) AND id NOT IN (SELECT batch FROM audit)",
        arguments: [batch.id])
      return (report, nil)
    }
    for (entry, source) in zip(entries, try file.sources(of: edits.cells)) {
      try db.cachedStatement(sql: "UPDATE audit SET oldSource = ? WHERE id = ?").execute(arguments: [source, entry])
    }
    let ending = TableFile.ending(of: path)
    let stem = path.dropLast(ending.isEmpty ? 0 : ending.count + 1)
    let temporary = "\(stem).strata-new.\(ending)"
    do {
      try file.write(edits, to: temporary)
    } catch {
      unlink(temporary)
      throw error
    }
    try options.checkpoint?("written")
    guard let after = FileReplacement.sha256(temporary) else {
      throw TableFault("push-file", "\(temporary) cannot be read")
    }
    let backup = "\(stem).before-\(kind.rawValue)-\(batch.id).\(ending)"
    report.backup = backup
    report.batch = batch.id
    try db.execute(
      sql: """
        UPDATE batch SET state = 'prepared', sha256Before = ?, sha256After = ?, temporary = ?, backup = ?, counts = ? WHERE id = ?
        """,
      arguments: [
        before, after, temporary, backup,
        Cells.json([
          "cells": String(report.written.count), "rows": String(report.addedRows.count),
          "conflicts": String(report.conflicts.count),
        ]), batch.id,
      ])
    return (
      report,
      SheetStore.Prepared(batch: batch.id, file: path, temporary: temporary, before: before, backup: backup)
    )
  }
}

/// Ends the transaction of a rehearsal, so that nothing stays.
public struct PushRehearsal: Error {
  public var report: PushReport
}
