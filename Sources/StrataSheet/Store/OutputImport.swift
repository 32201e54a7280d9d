import FoundationEssentials
import GRDB
import StrataModel
import StrataRevisions

/// What taking over an output folder did.
public struct OutputReport: Sendable, Equatable {
  public var strategies = 0
  public var unchanged = 0
  public var newVersions = 0
  public var commitments = 0
  /// Repetitions within a document, which are no commitments of their own.
  public var duplicates = 0
  public var carriedJudgements = 0
  /// Judged commitments of an old version with no successor in the new one.
  public var orphanedJudgements = 0
}

extension SheetStore {
  /// Takes over the commitments of an output folder of `strata run`. A document with other bytes, or by another pipeline,
  /// is a new version; judgements go over to the commitments that continue the judged ones.
  public func takeOutput(_ folder: String, model: LinkModel, by: String) throws -> OutputReport {
    var documents: [DocumentRecord] = []
    let reader = try RecordReader<DocumentRecord>(path: folder + "/documents.jsonl")
    while let document = try reader.next() { documents.append(document) }
    var segments: [String: [SegmentRecord]] = [:]
    let lines = try RecordReader<SegmentRecord>(path: folder + "/segments.jsonl")
    while let segment = try lines.next() {
      if segment.function == .commitment { segments[segment.document, default: []].append(segment) }
    }
    return try write { db in
      let batch = try StoreBatch.begin(db, .run, by: by, file: folder)
      var report = OutputReport()
      for document in documents {
        report.strategies += 1
        try Self.take(
          db, document, segments[document.id] ?? [], model: model, batch: batch,
          report: &report)
      }
      if report.unchanged == report.strategies {
        try db.execute(sql: "DELETE FROM batch WHERE id = ?", arguments: [batch.id])
      }
      return report
    }
  }

  private static func take(
    _ db: Database, _ document: DocumentRecord, _ segments: [SegmentRecord],
    model: LinkModel, batch: StoreBatch, report: inout OutputReport
  ) throws {
    let current = try Row.fetchOne(
      db, sql: "SELECT * FROM document WHERE strategy = ? AND isCurrent = 1", arguments: [document.id])
    // The names of rows that a page lists as linked are no commitments of the strategy.
    let segments = segments.filter { segment in !segment.section.contains { model.tracker.isLinked($0) } }
    let firsts = segments.filter { $0.duplicateOf == nil }
    report.commitments += firsts.count
    report.duplicates += segments.count - firsts.count
    if let current, current["sha256"] == document.sha256, current["pipeline"] == document.pipeline.digest {
      report.unchanged += 1
      return
    }
    let declared = document.declared.map { StrategyRecord.DeclaredCount(label: $0.label, declared: $0.declared) }
    try db.execute(
      sql: """
        INSERT INTO strategy (id, title, date, declared, batch) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET title = excluded.title, date = excluded.date, declared = excluded.declared, batch = excluded.batch
        """,
      arguments: [
        document.id, document.title ?? document.id, document.date,
        String(decoding: try JSONEncoder().encode(declared), as: UTF8.self), batch.id,
      ])
    let old = try commitments(db, strategy: document.id)
    let version = (current?["version"] ?? 0) + 1
    if version > 1 { report.newVersions += 1 }
    try db.execute(sql: "UPDATE document SET isCurrent = 0 WHERE strategy = ?", arguments: [document.id])
    try db.execute(sql: "UPDATE commitment SET isCurrent = 0 WHERE strategy = ?", arguments: [document.id])
    try db.execute(
      sql: """
        INSERT INTO document (strategy, path, sha256, pipeline, version, isCurrent, batch) VALUES (?, ?, ?, ?, ?, 1, ?)
        """, arguments: [document.id, document.path, document.sha256, document.pipeline.digest, version, batch.id])
    let documentId = db.lastInsertedRowID
    var occurrences: [String: Int] = [:]
    var announced: Set<String> = []
    for segment in segments {
      let id = segment.duplicateOf ?? segment.id
      occurrences[id, default: 0] += 1
      if segment.section.contains(where: { model.tracker.isAnnounced($0) }) { announced.insert(id) }
    }
    for segment in firsts {
      try insert(
        db, segment, document: documentId, strategy: document.id, isAnnounced: announced.contains(segment.id),
        occurrences: occurrences[segment.id] ?? 1)
    }
    try carry(db, from: old, strategy: document.id, report: &report)
  }

  private static func insert(
    _ db: Database, _ segment: SegmentRecord, document: Int64, strategy: String, isAnnounced: Bool, occurrences: Int
  ) throws {
    func texts(_ type: MentionType, where isWanted: (MentionRecord) -> Bool = { _ in true }) -> [String] {
      var seen: Set<String> = []
      return segment.mentions.filter { $0.type == type && isWanted($0) }.map(\.text).filter { seen.insert($0).inserted }
    }
    let amounts = segment.mentions.filter { $0.type == .amount }.map { mention in
      guard let value = mention.value else { return mention.text }
      return CellText.number(String(value)) + (mention.currency.map { " \($0)" } ?? "")
    }
    let dates = segment.mentions.filter { $0.type == .date }.map { $0.date ?? $0.text }
    try db.cachedStatement(
      sql: """
        INSERT INTO commitment (id, document, strategy, "index", text, action, strength, status, instrumentClass, sectors, actors,
          instruments, amounts, dates, section, page, isAnnounced, occurrences, isCurrent)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
        ON CONFLICT (id) DO UPDATE SET document = excluded.document, "index" = excluded."index", text = excluded.text,
          action = excluded.action, strength = excluded.strength, status = excluded.status,
          instrumentClass = excluded.instrumentClass, sectors = excluded.sectors, actors = excluded.actors,
          instruments = excluded.instruments, amounts = excluded.amounts, dates = excluded.dates, section = excluded.section,
          page = excluded.page, isAnnounced = excluded.isAnnounced, occurrences = excluded.occurrences, isCurrent = 1,
          carriedTo = NULL
        """
    ).execute(arguments: [
      segment.id, document, strategy, segment.index, segment.text, segment.action?.rawValue, segment.strength?.rawValue,
      segment.status?.rawValue, segment.instrumentClass?.rawValue, Cells.list(segment.sectors.map(\.rawValue)),
      Cells.list(texts(.actor) { $0.role == .lead }), Cells.list(texts(.instrument)), Cells.list(amounts),
      Cells.list(dates),
      Cells.list(segment.section), segment.page, isAnnounced, occurrences,
    ])
  }

  /// Judgements of commitments that the new version words differently go to their successors.
  private static func carry(
    _ db: Database, from old: [CommitmentRecord], strategy: String, report: inout OutputReport
  ) throws {
    let judged = Set(
      try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT commitment FROM judgement JOIN commitment ON commitment.id = judgement.commitment
          WHERE strategy = ? AND judgement.isCurrent = 1
          """, arguments: [strategy]))
    let now = try commitments(db, strategy: strategy)
    let kept = Set(now.map(\.id))
    guard old.contains(where: { judged.contains($0.id) && !kept.contains($0.id) }) else { return }
    let carrier = try Carrier(old: old.map(identified), new: now.map(identified))
    for commitment in old where judged.contains(commitment.id) && !kept.contains(commitment.id) {
      let successors = carrier.fate(of: commitment.id).ids
      guard let first = successors.first else {
        report.orphanedJudgements += 1
        continue
      }
      report.carriedJudgements += 1
      try db.execute(sql: "UPDATE commitment SET carriedTo = ? WHERE id = ?", arguments: [first, commitment.id])
      // A commitment that was split keeps its judgement in all its parts; what a person said of a successor itself stays.
      for successor in successors {
        try db.execute(
          sql: """
            INSERT INTO judgement (commitment, initiative, sheet, verdict, by, at, why, commitmentDigest, initiativeDigest, carriedFrom)
            SELECT ?, initiative, sheet, verdict, by, at, why, commitmentDigest, initiativeDigest, commitment FROM judgement AS old
            WHERE commitment = ? AND isCurrent = 1 AND NOT EXISTS (SELECT 1 FROM judgement AS own WHERE own.commitment = ?
              AND own.isCurrent = 1 AND own.sheet = old.sheet AND own.initiative IS old.initiative)
            """, arguments: [successor, commitment.id, successor])
      }
    }
  }

  private static func identified(_ commitment: CommitmentRecord) -> IdentifiedText {
    IdentifiedText(
      id: commitment.id, unit: AlignmentUnit(text: commitment.text, section: commitment.section, kind: .item))
  }
}

/// What a text says, as a fingerprint.
enum Wording {
  /// The telling words and the numbers, whatever their case, order and punctuation. Words of up to three letters (articles,
  /// prepositions) tell nothing; acronyms and numbers of any length do.
  static func digest(_ texts: [String]) -> String {
    let words = texts.map { text in
      Set(
        text.split { !$0.isLetter && !$0.isNumber }.filter { word in
          word.count > 3 || word.contains(where: \.isNumber) || (word.count > 1 && word.allSatisfy(\.isUppercase))
        }.map { $0.lowercased() }
      ).sorted().joined(separator: " ")
    }
    return SHA256Text.hex(words.joined(separator: "\n"))
  }
}
