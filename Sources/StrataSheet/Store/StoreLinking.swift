import GRDB
import StrataModel

/// What linking a store's commitments did.
public struct LinkingReport: Sendable, Equatable {
  public var commitments = 0
  public var initiatives = 0
  public var linked = 0
  public var candidates = 0
  public var none = 0
  public var judged = 0
  /// Rejections that count no more, because one of the sides has changed in what mattered.
  public var reopened = 0
}

extension SheetStore {
  /// Links all current commitments with the rows of a sheet, and keeps the ranked candidates. Judgements win.
  public func link(
    sheet name: String?, model: LinkModel, thresholds: LinkModel.Thresholds, cardinality: LinkCardinality?, top: Int,
    workers: Int, by: String
  ) throws -> LinkingReport {
    try write { db in
      let sheet = try Self.sheet(db, named: name)
      let commitments = try Self.commitments(db)
      let initiatives = try Self.withoutPushes(db, try Self.initiatives(db, of: sheet))
      let judgements = try Judged(db, sheet: sheet, commitments: commitments, initiatives: initiatives)
      let linker = Linker(
        model: model, linking: .commitments, rows: commitments.map { $0.linkRow(model.shortTitle) },
        candidates: initiatives.map { $0.linkRow(sheet.mapping) }, confirmed: judgements.confirmed)
      var rankings = linker.rank(top: max(top, 10), workers: workers)
      var report = LinkingReport(commitments: commitments.count, initiatives: initiatives.count)
      judgements.apply(to: &rankings)
      let rule = DecisionRule(thresholds: thresholds, cardinality: cardinality ?? sheet.mapping.cardinality)
      let verdicts = rule.verdicts(rankings)
      let batch = try StoreBatch.begin(db, .link, by: by)
      try db.execute(
        sql: "DELETE FROM link WHERE initiative IN (SELECT id FROM initiative WHERE sheet = ?)", arguments: [sheet.id])
      for (ranking, verdicts) in zip(rankings, verdicts) {
        var decisions: [LinkDecision] = []
        for (rank, (candidate, verdict)) in zip(ranking.candidates, verdicts).prefix(top).enumerated() {
          var verdict = verdict
          if let judged = judgements.verdict(row: ranking.row, candidate: candidate.candidate) {
            verdict = judged
            report.judged += 1
          } else if judgements.isReopened(row: ranking.row, candidate: candidate.candidate) {
            // What a person rejected once is never linked without a person.
            report.reopened += 1
            if verdict.decision == .linked { verdict = DecisionRule.Verdict(.candidate, "rejection-reopened") }
          }
          decisions.append(verdict.decision)
          try Self.insert(
            db, candidate, verdict, rank: rank, commitment: commitments[ranking.row].id,
            initiative: initiatives[candidate.candidate].id,
            words: linker.commonWords(row: ranking.row, candidate: candidate.candidate, limit: 8).map(\.word),
            batch: batch)
        }
        if decisions.contains(.linked) {
          report.linked += 1
        } else if decisions.contains(.candidate) {
          report.candidates += 1
        } else {
          report.none += 1
        }
      }
      return report
    }
  }

  private static func insert(
    _ db: Database, _ candidate: Linker.Candidate, _ verdict: DecisionRule.Verdict, rank: Int, commitment: String,
    initiative: Int64, words: [String], batch: StoreBatch
  ) throws {
    var parts = JSONBuffer(capacity: 256)
    LinkReport.writeParts(candidate, to: &parts)
    try db.cachedStatement(
      sql: """
        INSERT INTO link (commitment, initiative, rank, score, probability, decision, because, parts, words, batch)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      commitment, initiative, rank, candidate.score, candidate.probability, verdict.decision.rawValue, verdict.because,
      String(decoding: parts.bytes, as: UTF8.self), Cells.list(words), batch.id,
    ])
  }
}

/// The judgements that bear on a linking, by places of commitments and initiatives.
private struct Judged {
  private var verdicts: [Pair: DecisionRule.Verdict] = [:]
  private var reopened: Set<Pair> = []
  private(set) var confirmed: [Linker.Confirmed] = []

  struct Pair: Hashable {
    var row: Int
    var candidate: Int
  }

  init(
    _ db: Database, sheet: SheetRecord, commitments: [CommitmentRecord], initiatives: [InitiativeRecord]
  ) throws {
    let rows = Dictionary(uniqueKeysWithValues: commitments.enumerated().map { ($1.id, $0) })
    let candidates = Dictionary(uniqueKeysWithValues: initiatives.enumerated().map { ($1.id, $0) })
    let judgements = try Row.fetchAll(
      db, sql: "SELECT * FROM judgement WHERE isCurrent = 1 AND sheet = ? AND initiative IS NOT NULL ORDER BY id",
      arguments: [sheet.id])
    for judgement in judgements {
      guard let row = rows[judgement["commitment"]], let candidate = candidates[judgement["initiative"]] else {
        continue
      }
      let pair = Pair(row: row, candidate: candidate)
      let by: String = judgement["by"]
      if judgement["verdict"] == "accepted" {
        verdicts[pair] = DecisionRule.Verdict(.linked, "judgement:accepted by \(by)")
      } else {
        let isSame =
          judgement["commitmentDigest"] == SheetStore.digest(commitments[row])
          && judgement["initiativeDigest"] == SheetStore.digest(initiatives[candidate], sheet.mapping)
        if isSame {
          verdicts[pair] = DecisionRule.Verdict(.none, "judgement:rejected by \(by)")
        } else {
          reopened.insert(pair)
        }
      }
    }
    // A row that a push made from a commitment is that commitment's.
    let made = try Row.fetchAll(
      db,
      sql: "SELECT DISTINCT initiative, because FROM audit WHERE kind = 'row-pushed' AND because LIKE 'commitment:%'")
    for entry in made {
      let because: String = entry["because"]
      guard let row = rows[String(because.dropFirst("commitment:".count))],
        let candidate = candidates[entry["initiative"]]
      else { continue }
      let pair = Pair(row: row, candidate: candidate)
      if verdicts[pair] == nil { verdicts[pair] = DecisionRule.Verdict(.linked, "row-made-from-it") }
    }
    confirmed = verdicts.filter { $0.value.decision == .linked }.keys
      .sorted { ($0.row, $0.candidate) < ($1.row, $1.candidate) }
      .map { Linker.Confirmed(row: $0.row, candidate: $0.candidate) }
  }

  func verdict(row: Int, candidate: Int) -> DecisionRule.Verdict? { verdicts[Pair(row: row, candidate: candidate)] }
  func isReopened(row: Int, candidate: Int) -> Bool { reopened.contains(Pair(row: row, candidate: candidate)) }

  /// Accepted pairs are certain and come first, rejected ones impossible.
  func apply(to rankings: inout [Linker.Ranking]) {
    for place in rankings.indices {
      let row = rankings[place].row
      for index in rankings[place].candidates.indices {
        if let verdict = verdict(row: row, candidate: rankings[place].candidates[index].candidate) {
          rankings[place].candidates[index].probability = verdict.decision == .linked ? 1 : 0
        }
      }
      for pair in verdicts.keys where pair.row == row && verdicts[pair]?.decision == .linked {
        if !rankings[place].candidates.contains(where: { $0.candidate == pair.candidate }) {
          rankings[place].candidates.append(
            Linker.Candidate(
              candidate: pair.candidate, score: 0, probability: 1,
              parts: [Float](repeating: 0, count: LinkPart.allCases.count)))
        }
      }
      rankings[place].candidates.sort {
        $0.probability != $1.probability
          ? $0.probability > $1.probability : ($1.score, $0.candidate) < ($0.score, $1.candidate)
      }
    }
  }
}
