import GRDB
import StrataTables

/// What a person decided of a commitment and a row.
public enum Verdict: String, CaseIterable, Sendable {
  case accepted, rejected
  /// The commitment deserves a row of its own.
  case newRow = "new-row"
}

extension SheetStore {
  /// Remembers a judgement. `key` is the row's; nil for `newRow`.
  public func judge(
    commitment id: String, row key: String?, sheet name: String?, verdict: Verdict, why: String, by: String
  ) throws {
    try write { db in
      let sheet = try Self.sheet(db, named: name)
      guard
        let commitment = try Row.fetchOne(
          db, sql: Self.commitmentQuery + " WHERE commitment.id = ? AND commitment.isCurrent = 1", arguments: [id]
        ).map({ try CommitmentRecord($0) })
      else {
        throw TableFault(
          "commitment-none", "there is no commitment '\(id)'; 'strata sheet status' lists them with their ids")
      }
      var initiative: InitiativeRecord?
      if let key {
        initiative = try Row.fetchOne(
          db, sql: "SELECT * FROM initiative WHERE sheet = ? AND key = ? AND isRemoved = 0", arguments: [sheet.id, key]
        ).map { try InitiativeRecord($0) }
        initiative = try initiative.flatMap { try Self.withoutPushes(db, [$0]).first }
        if initiative == nil {
          throw TableFault("row-none", "the sheet '\(sheet.name)' has no row with the key '\(key)'")
        }
      } else if verdict != .newRow {
        throw TableFault("judgement-row", "name the row that is \(verdict.rawValue)")
      }
      _ = try StoreBatch.begin(db, .judgement, by: by)
      try db.execute(
        sql: "UPDATE judgement SET isCurrent = 0 WHERE commitment = ? AND initiative IS ? AND sheet = ?",
        arguments: [id, initiative?.id, sheet.id])
      try db.execute(
        sql: """
          INSERT INTO judgement (commitment, initiative, sheet, verdict, by, at, why, commitmentDigest, initiativeDigest)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          id, initiative?.id, sheet.id, verdict.rawValue, by, Self.now(), why, Self.digest(commitment),
          initiative.map { Self.digest($0, sheet.mapping) } ?? "",
        ])
    }
  }

  /// Takes a judgement back.
  public func forget(commitment id: String, row key: String?, sheet name: String?, by: String) throws {
    try write { db in
      let sheet = try Self.sheet(db, named: name)
      let row = try key.map { key in
        try Int64.fetchOne(
          db, sql: "SELECT id FROM initiative WHERE sheet = ? AND key = ?", arguments: [sheet.id, key]) ?? -1
      }
      try db.execute(
        sql:
          "UPDATE judgement SET isCurrent = 0 WHERE commitment = ? AND initiative IS ? AND sheet = ? AND isCurrent = 1",
        arguments: [id, row, sheet.id])
      guard db.changesCount > 0 else { throw TableFault("judgement-none", "there is no judgement of this pair") }
      _ = try StoreBatch.begin(db, .judgement, by: by)
    }
  }

  /// What matters of a commitment: its telling words and numbers.
  static func digest(_ commitment: CommitmentRecord) -> String { Wording.digest([commitment.text]) }

  /// What matters of a row: what the linker compares.
  static func digest(_ initiative: InitiativeRecord, _ mapping: ColumnMapping) -> String {
    let row = initiative.linkRow(mapping)
    return Wording.digest([row.title, row.body, row.country] + row.actors + row.dates)
  }
}
