import GRDB

extension PushSession {
  /// Restores the values of a push where they are still what it wrote; the rest is told.
  mutating func takeBack(_ db: Database, _ pushed: Int64) throws {
    try db.execute(sql: "UPDATE batch SET undoes = ? WHERE id = ?", arguments: [pushed, batch.id])
    let entries = try Row.fetchAll(
      db,
      sql: """
        SELECT audit.*, initiative.key FROM audit JOIN initiative ON initiative.id = audit.initiative
        WHERE batch = ? AND sheet = ? AND audit.kind IN ('written', 'row-pushed') ORDER BY audit.id DESC
        """, arguments: [pushed, sheet.id])
    for entry in entries {
      let key: String = entry["key"]
      guard let record = records[key], let number = numbers[key] else {
        report.conflicts.append(PushReport.CellChange(key: key, column: "", old: "the row is no longer there", new: ""))
        continue
      }
      if entry["kind"] == "row-pushed" {
        try takeOut(db, entry, record, number: number, because: "undo of push \(pushed)")
      } else {
        try restore(db, entry, record, number: number, because: "undo of push \(pushed)")
      }
    }
  }

  /// Gives a cell what it held before.
  private mutating func restore(
    _ db: Database, _ entry: Row, _ record: InitiativeRecord, number: Int, because: String
  ) throws {
    let column: String = entry["column"]
    let old: String = entry["old"] ?? ""
    let found = record.cells[column] ?? ""
    guard let place = places[column] else {
      report.conflicts.append(
        PushReport.CellChange(key: record.key, column: "", old: "the column '\(column)' is no longer there", new: ""))
      return
    }
    // Somebody may have changed it and put the same value back: then it is theirs.
    let isTouched =
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM audit WHERE initiative = ? AND "column" = ? AND kind = 'changed' AND id > ?)
          """, arguments: [record.id, column, entry["id"] as Int64]) ?? false
    guard found == entry["new"] ?? "", !isTouched, file.kind(row: number, column: place) != .formula,
      file.cover(row: number, column: place) == nil
    else {
      report.conflicts.append(PushReport.CellChange(key: record.key, column: column, old: found, new: old))
      return
    }
    // A formula is told by its source alone.
    let kind = (entry["oldKind"] as String?).flatMap(CellKind.init(rawValue:)).flatMap { $0 == .formula ? nil : $0 }
    let expected = try String.fetchOne(
      db, sql: #"SELECT value FROM expected WHERE initiative = ? AND "column" = ?"#, arguments: [record.id, column])
    let edit = SheetEdits.Cell(
      row: number, column: place, value: old, kind: kind,
      link: try writtenLink(db, record.id, column, before: entry["id"]), knownLink: entry["newLink"],
      source: file.source(entry["oldSource"]))
    try change(db, record, column, from: found, edit: edit, oldExpected: expected, because: because)
    if let expected: String = entry["oldExpected"] { try SheetStore.expect(db, record.id, column, expected) }
  }

  /// Takes out a row that the push added, if it is as it was then.
  private mutating func takeOut(
    _ db: Database, _ entry: Row, _ record: InitiativeRecord, number: Int, because: String
  ) throws {
    let isAsPushed = try record.cells == Cells.decode(entry["new"] ?? "{}")
    guard isAsPushed, !file.isMerged(row: number), try !file.holdsComment(row: number) else {
      report.conflicts.append(
        PushReport.CellChange(key: record.key, column: "", old: "people changed the row since", new: ""))
      return
    }
    edits.removedRows.append(number)
    for (column, target) in try Cells.decode(entry["newLink"] ?? "{}") {
      if let place = places[column] { edits.removedLinks.append((number, place, target)) }
    }
    try db.execute(sql: "UPDATE initiative SET isRemoved = 1 WHERE id = ?", arguments: [record.id])
    try batch.audit(db, initiative: record.id, kind: "row-taken-back", because: because)
    report.removedRows.append(record.key)
  }
}
