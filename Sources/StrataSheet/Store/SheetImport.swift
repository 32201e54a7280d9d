import GRDB
import StrataTables

import struct StrataTables.Table

/// What an import did, in exact numbers.
public struct ImportReport: Sendable, Equatable {
  public var sheet = ""
  public var rows = 0
  public var emptyRows = 0
  public var columns = 0
  public var added = 0
  public var changedRows = 0
  public var changedCells = 0
  public var unchanged = 0
  public var removed = 0
  public var notes: [String] = []
}

extension SheetStore {
  /// Takes over the rows of a file: what differs from the store is a person's change, and is noted as such.
  ///
  /// `mayReplace`: also where another file lacks most of the rows that the sheet has.
  public func importSheet(
    _ table: Table, mapping: ColumnMapping, name: String, file: String?, mayReplace: Bool = true, by: String
  ) throws -> ImportReport {
    var mapping = mapping
    mapping.worksheet = table.worksheet ?? mapping.worksheet
    let mapped = try MappedTable(table, mapping)
    let keys = try mapped.keys()
    let table = mapped.table
    return try write { db in
      let batch = try StoreBatch.begin(db, .importing, by: by, file: file)
      var report = ImportReport(
        sheet: name, rows: table.rows.count, emptyRows: table.emptyRows, columns: table.usedColumns.count)
      report.notes = table.notes
      for (column, owner) in mapping.owners.sorted(by: { $0.key < $1.key }) where table.column(named: column) == nil {
        report.notes.append(
          "the mapping '\(mapping.name)' lists '\(column)' under \(owner.rawValue), but there is no such column; the columns are: "
            + table.columns.joined(separator: ", "))
      }
      let before = try Row.fetchOne(
        db,
        sql: """
          SELECT file, (SELECT count(*) FROM initiative WHERE sheet = sheet.id AND isRemoved = 0) AS rows FROM sheet WHERE name = ?
          """, arguments: [name])
      try db.execute(
        sql: """
          INSERT INTO sheet (name, file, mapping, columns) VALUES (?, ?, ?, ?)
          ON CONFLICT (name) DO UPDATE SET file = excluded.file, mapping = excluded.mapping, columns = excluded.columns
          """,
        arguments: [name, file, MappingFile.text(mapping), Cells.list(table.columns)])
      let sheet = try Self.sheet(db, named: name)
      try Self.take(db, table.rows, keys: keys, sheet: sheet, batch: batch, report: &report)
      if !mayReplace, let before, before["file"] != file, report.removed * 2 > before["rows"] as Int {
        throw TableFault(
          "import-replaces",
          "the sheet '\(name)' came from \(before["file"] as String? ?? "elsewhere"), and \(report.removed) of its "
            + "\(before["rows"] as Int) rows are not in \(file ?? "this table"). Nothing was changed; give --sheet NAME to import "
            + "it as a sheet of its own, or --replace if it takes the other's place.")
      }
      try db.execute(
        sql: "UPDATE batch SET counts = ? WHERE id = ?",
        arguments: [
          Cells.json([
            "rows": String(report.rows), "added": String(report.added), "changedCells": String(report.changedCells),
            "removed": String(report.removed),
          ]), batch.id,
        ])
      return report
    }
  }

  /// Brings the store's rows to the file's.
  static func take(
    _ db: Database, _ rows: [Table.Row], keys: [String], sheet: SheetRecord, batch: StoreBatch,
    report: inout ImportReport
  ) throws {
    var known: [String: InitiativeRecord] = [:]
    for record in try initiatives(db, of: sheet, withRemoved: true) { known[record.key] = record }
    let owned = sheet.columns.filter { sheet.mapping.owner(of: $0) != .human }
    for (position, (key, row)) in zip(keys, rows).enumerated() {
      var cells: [String: String] = [:]
      for (column, value) in zip(sheet.columns, row.cells) where !value.isEmpty { cells[column] = value }
      guard let record = known.removeValue(forKey: key) else {
        report.added += 1
        try db.cachedStatement(sql: "INSERT INTO initiative (sheet, key, position, cells) VALUES (?, ?, ?, ?)")
          .execute(arguments: [sheet.id, key, position, Cells.json(cells)])
        let id = db.lastInsertedRowID
        try batch.audit(db, initiative: id, kind: "row-added")
        // What a machine's column holds at first may be overwritten; what a shared one holds is a person's.
        for column in owned where sheet.mapping.owner(of: column) == .machine || cells[column] == nil {
          try expect(db, id, column, sheet.mapping.owner(of: column) == .machine ? cells[column] ?? "" : "")
        }
        try index(db, id, cells, sheet.mapping, isNew: true)
        continue
      }
      var changes = 0
      for column in Set(cells.keys).union(record.cells.keys).sorted() where cells[column] != record.cells[column] {
        changes += 1
        try batch.audit(
          db, initiative: record.id, kind: "changed", column: column, old: record.cells[column] ?? "",
          new: cells[column] ?? "",
          because: "found in the file")
      }
      if record.isRemoved { try batch.audit(db, initiative: record.id, kind: "row-added", because: "back in the file") }
      if changes == 0, record.position == position, !record.isRemoved {
        report.unchanged += 1
        continue
      }
      report.changedCells += changes
      if changes > 0 || record.isRemoved { report.changedRows += 1 } else { report.unchanged += 1 }
      try db.cachedStatement(sql: "UPDATE initiative SET cells = ?, position = ?, isRemoved = 0 WHERE id = ?")
        .execute(arguments: [Cells.json(cells), position, record.id])
      if changes > 0 { try index(db, record.id, cells, sheet.mapping, isNew: false) }
    }
    for record in known.values.sorted(by: { $0.id < $1.id }) where !record.isRemoved {
      report.removed += 1
      try db.execute(sql: "UPDATE initiative SET isRemoved = 1 WHERE id = ?", arguments: [record.id])
      try batch.audit(db, initiative: record.id, kind: "row-removed", because: "no longer in the file")
    }
  }

  static func expect(_ db: Database, _ initiative: Int64, _ column: String, _ value: String) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO expected (initiative, "column", value) VALUES (?, ?, ?)
        ON CONFLICT (initiative, "column") DO UPDATE SET value = excluded.value
        """
    ).execute(arguments: [initiative, column, value])
  }

  /// Keeps the full-text index.
  static func index(
    _ db: Database, _ id: Int64, _ cells: [String: String], _ mapping: ColumnMapping, isNew: Bool
  ) throws {
    func text(_ role: ColumnRole) -> String {
      (mapping.columns[role] ?? []).compactMap { cells[$0] }.joined(separator: " ")
    }
    if !isNew { try db.cachedStatement(sql: "DELETE FROM initiativeText WHERE rowid = ?").execute(arguments: [id]) }
    try db.cachedStatement(sql: "INSERT INTO initiativeText (rowid, title, description) VALUES (?, ?, ?)")
      .execute(arguments: [id, text(.title), text(.description)])
  }

  /// Rows that hold all the words, the best first.
  public func find(_ words: String, in sheet: SheetRecord, limit: Int) throws -> [InitiativeRecord] {
    try read { db in
      guard let pattern = FTS5Pattern(matchingAllPrefixesIn: words) else { return [] }
      return try Row.fetchAll(
        db,
        sql: """
          SELECT initiative.* FROM initiativeText JOIN initiative ON initiative.id = initiativeText.rowid
          WHERE initiativeText MATCH ? AND sheet = ? AND isRemoved = 0 ORDER BY bm25(initiativeText, 5, 1) LIMIT ?
          """, arguments: [pattern, sheet.id, limit]
      ).map { try InitiativeRecord($0) }
    }
  }
}
