import GRDB
import StrataPipeline

/// One command's changes to the store.
struct StoreBatch {
  enum Kind: String { case importing = "import", exporting = "export", push, undo, run, link, judgement, resolution }

  let id: Int64

  static func begin(_ db: Database, _ kind: Kind, by: String, file: String? = nil, state: String = "done") throws
    -> StoreBatch
  {
    try db.execute(
      sql: "INSERT INTO batch (kind, state, at, by, file, version) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [kind.rawValue, state, SheetStore.now(), by, file, Program.version])
    return StoreBatch(id: db.lastInsertedRowID)
  }

  /// Notes a change of one value of a row.
  func audit(
    _ db: Database, initiative: Int64, kind: String, column: String? = nil, old: String? = nil, new: String? = nil,
    oldKind: String? = nil, oldExpected: String? = nil, newLink: String? = nil, because: String = ""
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO audit (batch, initiative, kind, "column", old, new, oldKind, oldExpected, newLink, because)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [id, initiative, kind, column, old, new, oldKind, oldExpected, newLink, because])
  }
}
