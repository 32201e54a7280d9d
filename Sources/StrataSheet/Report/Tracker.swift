import FoundationEssentials
import GRDB
import StrataTables

/// The picture of one strategy: what is in the mastersheet, what is announced and not in it, what is neither.
public struct TrackerPage: Sendable {
  public var strategy: StrategyRecord
  public var linked: [Entry]
  /// Announced and not in the mastersheet.
  public var announced: [Entry]
  /// Neither linked nor listed as announced; empty where the page lists nothing as announced.
  public var unaccounted: [Entry]
  /// Numbers that the page declares and that do not fit.
  public var disagreements: [Disagreement]

  public var commitments: Int { linked.count + announced.count + unaccounted.count }

  public struct Entry: Sendable {
    public var commitment: CommitmentRecord
    public var candidates: [Candidate]
    /// Rows it is linked to.
    public var links: [Candidate] { candidates.filter { $0.decision == "linked" } }
  }

  public struct Candidate: Sendable {
    public var key: String
    public var title: String
    public var probability: Double
    public var decision: String
    public var because: String
    public var parts: [String: Double]
    public var words: [String]
  }

  public struct Disagreement: Sendable, Equatable {
    public var label: String
    public var declared: Int
    public var found: Int
  }
}

extension SheetStore {
  public func strategies() throws -> [StrategyRecord] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT strategy.*, document.version FROM strategy JOIN document ON document.strategy = strategy.id AND isCurrent = 1
          ORDER BY strategy.id
          """
      ).map { row in
        StrategyRecord(
          id: row["id"], title: row["title"], date: row["date"],
          declared: try JSONDecoder().decode(
            [StrategyRecord.DeclaredCount].self, from: Data((row["declared"] as String).utf8)),
          version: row["version"])
      }
    }
  }

  /// The tracker pages of all strategies, or of one by its id or title.
  public func trackerPages(sheet name: String?, strategy wanted: String?, model: LinkModel) throws -> [TrackerPage] {
    let all = try strategies()
    let chosen = wanted.map { wanted in all.filter { $0.id == wanted || $0.title == wanted } } ?? all
    if let wanted, chosen.isEmpty {
      throw TableFault(
        "strategy-none",
        "there is no strategy '\(wanted)'; there are: \(all.prefix(20).map(\.id).joined(separator: ", "))")
    }
    return try read { db in
      let sheet = try Self.sheet(db, named: name)
      return try chosen.map { try Self.page(db, $0, sheet: sheet, model: model) }
    }
  }

  private static func page(
    _ db: Database, _ strategy: StrategyRecord, sheet: SheetRecord, model: LinkModel
  ) throws -> TrackerPage {
    var candidates: [String: [TrackerPage.Candidate]] = [:]
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT link.*, initiative.key, initiative.cells FROM link JOIN initiative ON initiative.id = link.initiative
        JOIN commitment ON commitment.id = link.commitment
        WHERE commitment.strategy = ? AND initiative.sheet = ? ORDER BY link.commitment, rank
        """, arguments: [strategy.id, sheet.id])
    for row in rows {
      let cells = try Cells.decode(row["cells"])
      candidates[row["commitment"], default: []].append(
        TrackerPage.Candidate(
          key: row["key"], title: sheet.mapping.column(.title).flatMap { cells[$0] } ?? "",
          probability: row["probability"],
          decision: row["decision"], because: row["because"],
          parts: try JSONDecoder().decode([String: Double].self, from: Data((row["parts"] as String).utf8)),
          words: try Cells.decodeList(row["words"])))
    }
    let entries = try commitments(db, strategy: strategy.id).map {
      TrackerPage.Entry(commitment: $0, candidates: candidates[$0.id] ?? [])
    }
    let linked = entries.filter { !$0.links.isEmpty }
    let open = entries.filter { $0.links.isEmpty }
    // A page with its own list of announcements tells which gaps it knows; elsewhere every open commitment is one.
    let listsAnnounced =
      entries.contains { $0.commitment.isAnnounced }
      || strategy.declared.contains { model.tracker.isAnnounced($0.label) }
    let announced = listsAnnounced ? open.filter(\.commitment.isAnnounced) : open
    let unaccounted = listsAnnounced ? open.filter { !$0.commitment.isAnnounced } : []
    var disagreements: [TrackerPage.Disagreement] = []
    for count in strategy.declared {
      let found =
        model.tracker.isAnnounced(count.label)
        ? announced.count : model.tracker.isLinked(count.label) ? linked.count : nil
      if let found, found != count.declared {
        disagreements.append(TrackerPage.Disagreement(label: count.label, declared: count.declared, found: found))
      }
    }
    return TrackerPage(
      strategy: strategy, linked: linked, announced: announced, unaccounted: unaccounted, disagreements: disagreements)
  }
}
