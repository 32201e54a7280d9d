import GRDB

/// The tables of the store. Columns have the names of the records' fields.
enum StoreSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: version1)
    }
    migrator.registerMigration("2") { db in
      try db.execute(sql: version2)
    }
    return migrator
  }

  private static let version1 = """
    CREATE TABLE batch (
      id INTEGER PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
      file TEXT, sha256Before TEXT, sha256After TEXT, temporary TEXT, backup TEXT, undoes INTEGER REFERENCES batch(id),
      version TEXT NOT NULL, counts TEXT NOT NULL DEFAULT '{}');

    CREATE TABLE strategy (
      id TEXT PRIMARY KEY, title TEXT NOT NULL, date TEXT, declared TEXT NOT NULL DEFAULT '[]',
      batch INTEGER NOT NULL REFERENCES batch(id));
    CREATE TABLE document (
      id INTEGER PRIMARY KEY, strategy TEXT NOT NULL REFERENCES strategy(id), path TEXT NOT NULL, sha256 TEXT NOT NULL,
      pipeline TEXT NOT NULL, version INTEGER NOT NULL, isCurrent INTEGER NOT NULL, batch INTEGER NOT NULL REFERENCES batch(id),
      UNIQUE (strategy, version));
    CREATE TABLE commitment (
      id TEXT PRIMARY KEY, document INTEGER NOT NULL REFERENCES document(id), strategy TEXT NOT NULL REFERENCES strategy(id),
      "index" INTEGER NOT NULL, text TEXT NOT NULL, action TEXT, strength TEXT, status TEXT, instrumentClass TEXT,
      sectors TEXT NOT NULL, actors TEXT NOT NULL, instruments TEXT NOT NULL, amounts TEXT NOT NULL, dates TEXT NOT NULL,
      section TEXT NOT NULL, page INTEGER, isAnnounced INTEGER NOT NULL, occurrences INTEGER NOT NULL,
      isCurrent INTEGER NOT NULL, carriedTo TEXT);
    CREATE INDEX commitmentByStrategy ON commitment (strategy, isCurrent, "index");

    CREATE TABLE sheet (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, file TEXT, mapping TEXT NOT NULL, columns TEXT NOT NULL);
    CREATE TABLE initiative (
      id INTEGER PRIMARY KEY, sheet INTEGER NOT NULL REFERENCES sheet(id), key TEXT NOT NULL, position INTEGER NOT NULL,
      cells TEXT NOT NULL, isRemoved INTEGER NOT NULL DEFAULT 0, UNIQUE (sheet, key));
    CREATE VIRTUAL TABLE initiativeText USING fts5 (title, description, tokenize = 'unicode61 remove_diacritics 2');

    -- The value that strata believes a cell of a machine or shared column to hold, if nobody touched it.
    CREATE TABLE expected (
      initiative INTEGER NOT NULL REFERENCES initiative(id), "column" TEXT NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (initiative, "column")) WITHOUT ROWID;
    -- A person's value that stays although strata would write another one.
    CREATE TABLE kept (
      initiative INTEGER NOT NULL REFERENCES initiative(id), "column" TEXT NOT NULL, wanted TEXT NOT NULL,
      PRIMARY KEY (initiative, "column")) WITHOUT ROWID;
    CREATE TABLE conflict (
      id INTEGER PRIMARY KEY, initiative INTEGER NOT NULL REFERENCES initiative(id), "column" TEXT NOT NULL,
      expected TEXT NOT NULL, found TEXT NOT NULL, wanted TEXT NOT NULL, batch INTEGER NOT NULL REFERENCES batch(id),
      at TEXT NOT NULL, state TEXT NOT NULL, by TEXT, resolvedAt TEXT);
    CREATE UNIQUE INDEX openConflict ON conflict (initiative, "column") WHERE state = 'open';

    CREATE TABLE link (
      commitment TEXT NOT NULL REFERENCES commitment(id), initiative INTEGER NOT NULL REFERENCES initiative(id),
      rank INTEGER NOT NULL, score REAL NOT NULL, probability REAL NOT NULL, decision TEXT NOT NULL, because TEXT NOT NULL,
      parts TEXT NOT NULL, words TEXT NOT NULL, batch INTEGER NOT NULL REFERENCES batch(id),
      PRIMARY KEY (commitment, initiative)) WITHOUT ROWID;
    CREATE INDEX linkByInitiative ON link (initiative);
    CREATE TABLE judgement (
      id INTEGER PRIMARY KEY, commitment TEXT NOT NULL REFERENCES commitment(id), initiative INTEGER REFERENCES initiative(id),
      sheet INTEGER NOT NULL REFERENCES sheet(id),
      verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected', 'new-row')), by TEXT NOT NULL, at TEXT NOT NULL,
      why TEXT NOT NULL, commitmentDigest TEXT NOT NULL, initiativeDigest TEXT NOT NULL, carriedFrom TEXT,
      isCurrent INTEGER NOT NULL DEFAULT 1);
    CREATE INDEX judgementByCommitment ON judgement (commitment, isCurrent);

    -- Every change of a row: value by value, with the values before it.
    CREATE TABLE audit (
      id INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch(id), initiative INTEGER NOT NULL REFERENCES initiative(id),
      kind TEXT NOT NULL, "column" TEXT, old TEXT, new TEXT, oldKind TEXT, oldExpected TEXT, because TEXT NOT NULL DEFAULT '');
    CREATE INDEX auditByInitiative ON audit (initiative, id);
    CREATE INDEX auditByBatch ON audit (batch, id);
    """

  /// How a cell stood in its file before a push, and where the push let it lead (for new rows: by column, as JSON).
  private static let version2 = """
    ALTER TABLE audit ADD COLUMN oldSource TEXT;
    ALTER TABLE audit ADD COLUMN newLink TEXT;
    """
}
