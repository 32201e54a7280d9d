import GRDB
import StrataTables

/// A cell for which a person and `strata` want different values.
public struct ConflictRecord: Sendable, Equatable {
  public var id: Int64
  public var key: String
  public var title: String
  public var column: String
  public var expected: String
  public var found: String
  public var wanted: String
  public var at: String
}

extension SheetStore {
  public func conflicts(sheet name: String?) throws -> [ConflictRecord] {
    try read { db in
      let sheet = try Self.sheet(db, named: name)
      return try Row.fetchAll(
        db,
        sql: """
          SELECT conflict.*, initiative.key, initiative.position, initiative.cells, initiative.isRemoved
          FROM conflict JOIN initiative ON initiative.id = conflict.initiative
          WHERE state = 'open' AND sheet = ? ORDER BY position, conflict.id
          """, arguments: [sheet.id]
      ).map { row in
        let cells = try Cells.decode(row["cells"])
        return ConflictRecord(
          id: row["id"], key: row["key"], title: sheet.mapping.column(.title).flatMap { cells[$0] } ?? "",
          column: row["column"],
          expected: row["expected"], found: row["found"], wanted: row["wanted"], at: row["at"])
      }
    }
  }

  public enum Resolution: String, CaseIterable, Sendable {
    /// The person's value stays.
    case theirs
    /// The next push writes the wanted value.
    case ours
  }

  /// Settles open conflicts. Nothing is written to the sheet: that is the next push's work.
  public func resolve(_ ids: [Int64], as resolution: Resolution, by: String) throws {
    try write { db in
      let batch = try StoreBatch.begin(db, .resolution, by: by)
      for id in ids {
        guard
          let row = try Row.fetchOne(db, sql: "SELECT * FROM conflict WHERE id = ? AND state = 'open'", arguments: [id])
        else {
          throw TableFault("conflict-none", "there is no open conflict \(id); 'strata sheet conflicts' lists them")
        }
        let initiative: Int64 = row["initiative"]
        let column: String = row["column"]
        switch resolution {
        case .ours: try Self.expect(db, initiative, column, row["found"])
        case .theirs:
          try db.execute(
            sql: """
              INSERT INTO kept (initiative, "column", wanted) VALUES (?, ?, ?)
              ON CONFLICT (initiative, "column") DO UPDATE SET wanted = excluded.wanted
              """, arguments: [initiative, column, row["wanted"] as String])
        }
        try batch.audit(
          db, initiative: initiative, kind: "resolved", column: column, old: row["found"], new: row["wanted"],
          because: resolution.rawValue)
        try db.execute(
          sql: "UPDATE conflict SET state = ?, by = ?, resolvedAt = ? WHERE id = ?",
          arguments: [resolution.rawValue, by, Self.now(), id])
      }
    }
  }
}

/// One line of a row's history.
public struct HistoryEntry: Sendable, Equatable {
  public var at: String
  public var by: String
  public var batch: Int64
  public var batchKind: String
  public var version: String
  public var kind: String
  public var column: String?
  public var old: String?
  public var new: String?
  public var because: String
}

extension SheetStore {
  /// Every change of a row, the oldest first.
  public func history(of key: String, sheet name: String?) throws -> [HistoryEntry] {
    try read { db in
      let sheet = try Self.sheet(db, named: name)
      guard
        let id = try Int64.fetchOne(
          db, sql: "SELECT id FROM initiative WHERE sheet = ? AND key = ?", arguments: [sheet.id, key])
      else { throw TableFault("row-none", "the sheet '\(sheet.name)' has no row with the key '\(key)'") }
      return try Row.fetchAll(
        db,
        sql: """
          SELECT batch.at, batch.by, batch.kind AS batchKind, batch.version, audit.* FROM audit JOIN batch ON batch.id = audit.batch
          WHERE initiative = ? ORDER BY audit.id
          """, arguments: [id]
      ).map { row in
        HistoryEntry(
          at: row["at"], by: row["by"], batch: row["batch"], batchKind: row["batchKind"], version: row["version"],
          kind: row["kind"], column: row["column"], old: row["old"], new: row["new"], because: row["because"])
      }
    }
  }
}

extension SheetStore {
  /// Imports, exports, pushes and undos, the latest first, one line each.
  public func batches(limit: Int) throws -> [String] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM batch WHERE kind IN ('import', 'export', 'push', 'undo') AND state != 'empty' ORDER BY id DESC LIMIT ?
          """, arguments: [limit]
      ).map { row in
        let counts = try Cells.decode(row["counts"]).sorted { $0.key < $1.key }.map {
          "\($0.value) \($0.key == "changedCells" ? "changed cells" : $0.key)"
        }
        var line = "\(row["id"] as Int64)  \(row["at"] as String)  \(row["by"] as String)  \(row["kind"] as String)"
        if let undone: Int64 = row["undoes"] { line += " of \(undone)" }
        if row["state"] != "done" { line += " (\(row["state"] as String))" }
        return line + "  \(row["file"] as String? ?? "")  \(counts.joined(separator: ", "))"
      }
    }
  }
}
