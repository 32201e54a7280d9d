import FoundationEssentials
import GRDB
import Glibc
import StrataTables

extension SheetStore {
  /// Brings what `strata` knows into the file of a mastersheet.
  ///
  /// The push writes only machine and shared columns, and of these only cells that hold what it expects: their content
  /// at the first import, or what it wrote itself. Everything else is a conflict and waits for a person. The new file is
  /// prepared beside the old one, the store's transaction is committed, and one rename puts the file in place; a push that
  /// is killed in between is finished, or taken back, by the next command.
  public func push(
    sheet name: String?, file path: String?, options: PushOptions,
    plan: (Database, SheetRecord, [InitiativeRecord]) throws -> (cells: [WantedCell], rows: [ProposedRow])
  ) throws -> PushReport {
    let lock = try PushLock(store: self.path, patience: options.patience)
    defer { lock.release() }
    try finishPrepared()
    var prepared: Prepared?
    var report = try commit(&prepared) { db in
      try preparePush(db, sheet: name, file: path, options: options, plan: plan)
    }
    try options.checkpoint?("committed")
    if let prepared {
      try complete(prepared)
      report.removedBackups = try removeOldBackups(of: prepared.file, keeping: options.backups)
    }
    try options.checkpoint?("done")
    return report
  }

  /// Commits the store's side of a push. Where that fails, as on a full disk, the file that was prepared goes.
  private func commit(
    _ prepared: inout Prepared?, _ changes: (Database) throws -> (PushReport, Prepared?)
  ) throws -> PushReport {
    var ready: Prepared?
    do {
      let report = try write { db in
        let (report, file) = try changes(db)
        ready = file
        return report
      }
      prepared = ready
      return report
    } catch {
      if let ready { unlink(ready.temporary) }
      throw error
    }
  }

  private func preparePush(
    _ db: Database, sheet name: String?, file path: String?, options: PushOptions,
    plan: (Database, SheetRecord, [InitiativeRecord]) throws -> (cells: [WantedCell], rows: [ProposedRow])
  ) throws -> (PushReport, Prepared?) {
    var session = try PushSession(db, sheet: name, file: path, kind: .push, options: options)
    let records = try Self.initiatives(db, of: session.sheet)
    let wanted = try plan(db, session.sheet, records)
    for cell in wanted.cells { try session.want(db, cell) }
    try session.closeMootConflicts(db, wanted: wanted.cells)
    for row in wanted.rows { try session.add(db, row) }
    return try session.finish(db, options: options)
  }

  /// Takes back a push: every value that nobody touched since gets the one it had before.
  public func undo(batch number: Int64?, sheet name: String?, file path: String?, options: PushOptions) throws
    -> PushReport
  {
    let lock = try PushLock(store: self.path, patience: options.patience)
    defer { lock.release() }
    try finishPrepared()
    var prepared: Prepared?
    var report = try commit(&prepared) { db in
      var session = try PushSession(db, sheet: name, file: path, kind: .undo, options: options)
      let pushed = try Int64.fetchOne(
        db,
        sql: """
          SELECT id FROM batch WHERE kind = 'push' AND state = 'done' AND (? IS NULL OR id = ?)
            AND id NOT IN (SELECT undoes FROM batch WHERE undoes IS NOT NULL AND state != 'abandoned')
            AND EXISTS (SELECT 1 FROM audit JOIN initiative ON initiative.id = audit.initiative
                        WHERE audit.batch = batch.id AND sheet = ?)
          ORDER BY id DESC LIMIT 1
          """, arguments: [number, number, session.sheet.id])
      guard let pushed else {
        throw TableFault(
          "undo-none",
          number.map {
            "push \($0) is not there, changed nothing, or was taken back already; 'strata sheet pushes' lists them"
          }
            ?? "there is no push that could be taken back")
      }
      try session.takeBack(db, pushed)
      return try session.finish(db, options: options)
    }
    try options.checkpoint?("committed")
    if let prepared {
      try complete(prepared)
      report.removedBackups = try removeOldBackups(of: prepared.file, keeping: options.backups)
    }
    return report
  }

  /// A committed batch whose file is not in place yet.
  struct Prepared {
    var batch: Int64
    var file: String
    var temporary: String
    var before: String
    var backup: String
  }

  private func complete(_ prepared: Prepared) throws {
    let isPlaced = try FileReplacement.exchange(
      prepared.file, with: prepared.temporary, before: prepared.before, backup: prepared.backup)
    if isPlaced {
      try write { db in try db.execute(sql: "UPDATE batch SET state = 'done' WHERE id = ?", arguments: [prepared.batch])
      }
    } else {
      try write { db in try Self.abandon(db, prepared.batch) }
      unlink(prepared.temporary)
      throw TableFault(
        "push-overtaken",
        "\(prepared.file) was saved by somebody while the push was prepared. Nothing was changed; run the push again.")
    }
  }

  /// Removes the files before the oldest pushes, beyond the last `count`; only such as this store recorded. An undo does not need them.
  private func removeOldBackups(of file: String, keeping count: Int) throws -> [String] {
    let old = try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT id, backup FROM batch WHERE file = ? AND backup IS NOT NULL AND state = 'done'
          ORDER BY id DESC LIMIT -1 OFFSET ?
          """, arguments: [file, max(0, count)])
    }
    var removed: [String] = []
    for row in old {
      let backup: String = row["backup"]
      if unlink(backup) == 0 { removed.append(backup) }
    }
    guard !old.isEmpty else { return [] }
    let ids = old.map { row -> Int64 in row["id"] }
    try write { db in
      for id in ids { try db.execute(sql: "UPDATE batch SET backup = NULL WHERE id = ?", arguments: [id]) }
    }
    return removed.reversed()
  }

  /// Looks after a push that was killed, unless it is still running.
  func recover() throws {
    let waiting = try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM batch WHERE state = 'prepared'") ?? 0
    }
    guard waiting > 0, let lock = try? PushLock(store: path, patience: 0) else { return }
    defer { lock.release() }
    try finishPrepared()
  }

  private func finishPrepared() throws {
    let rows = try read { db in try Row.fetchAll(db, sql: "SELECT * FROM batch WHERE state = 'prepared' ORDER BY id") }
    for row in rows {
      let prepared = Prepared(
        batch: row["id"], file: row["file"] ?? "", temporary: row["temporary"] ?? "", before: row["sha256Before"] ?? "",
        backup: row["backup"] ?? "")
      let after: String = row["sha256After"] ?? ""
      if FileReplacement.sha256(prepared.file) == after {
        try write { db in
          try db.execute(sql: "UPDATE batch SET state = 'done' WHERE id = ?", arguments: [prepared.batch])
        }
        unlink(prepared.temporary)
      } else if FileReplacement.sha256(prepared.temporary) == after,
        try FileReplacement.exchange(
          prepared.file, with: prepared.temporary, before: prepared.before, backup: prepared.backup)
      {
        try write { db in
          try db.execute(sql: "UPDATE batch SET state = 'done' WHERE id = ?", arguments: [prepared.batch])
        }
      } else {
        try write { db in try Self.abandon(db, prepared.batch) }
        unlink(prepared.temporary)
      }
    }
  }

  /// Puts the store back to what it held before a batch whose file never came into place.
  private static func abandon(_ db: Database, _ batch: Int64) throws {
    let rows = try Row.fetchAll(db, sql: "SELECT * FROM audit WHERE batch = ? ORDER BY id DESC", arguments: [batch])
    for row in rows {
      let initiative: Int64 = row["initiative"]
      let kind: String = row["kind"]
      switch kind {
      case "written":
        let column: String = row["column"]
        try setCell(db, initiative, column, row["old"])
        if let expected: String = row["oldExpected"] { try expect(db, initiative, column, expected) }
      case "row-pushed":
        try db.execute(sql: "UPDATE initiative SET isRemoved = 1 WHERE id = ?", arguments: [initiative])
      case "row-taken-back":
        try db.execute(sql: "UPDATE initiative SET isRemoved = 0 WHERE id = ?", arguments: [initiative])
      default: break
      }
    }
    try db.execute(
      sql: "DELETE FROM audit WHERE batch = ? AND kind IN ('written', 'row-pushed', 'row-taken-back')",
      arguments: [batch])
    try db.execute(sql: "UPDATE batch SET state = 'abandoned' WHERE id = ?", arguments: [batch])
  }

  static func setCell(_ db: Database, _ initiative: Int64, _ column: String, _ value: String?) throws {
    guard let json = try String.fetchOne(db, sql: "SELECT cells FROM initiative WHERE id = ?", arguments: [initiative])
    else { return }
    var cells = try Cells.decode(json)
    cells[column] = value
    try db.execute(sql: "UPDATE initiative SET cells = ? WHERE id = ?", arguments: [Cells.json(cells), initiative])
  }
}

/// One push at a time for a store: a lock on a file beside it, which the system frees when the process ends.
struct PushLock {
  private let descriptor: Int32

  /// Waits for `patience` seconds; throws where another push is still running then.
  init(store: String, patience: Double) throws {
    let path = store + ".push-lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw TableFault("push-lock", "\(path) cannot be made: \(String(cString: strerror(errno)))")
    }
    var waited = 0.0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, waited < patience else {
        close(descriptor)
        throw TableFault(
          "push-running", "another push to this store is running; wait until it is done and run this one again")
      }
      usleep(20_000)
      waited += 0.02
    }
  }

  func release() {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
