import GRDB

/// A commitment of a strategy as the store knows it.
public struct CommitmentRecord: Sendable {
  public var id: String
  public var strategy: String
  public var strategyTitle: String
  public var index: Int
  public var text: String
  public var action: String?
  public var strength: String?
  public var status: String?
  public var instrumentClass: String?
  public var sectors: [String]
  /// Actors who commit themselves or are charged.
  public var actors: [String]
  /// Instruments by their text.
  public var instruments: [String]
  public var amounts: [String]
  public var dates: [String]
  public var section: [String]
  public var page: Int?
  /// Listed by the page itself as announced and not yet in the mastersheet.
  public var isAnnounced: Bool
  /// How often the document says it.
  public var occurrences: Int
  public var path: String

  init(_ row: Row) throws {
    id = row["id"]
    strategy = row["strategy"]
    strategyTitle = row["strategyTitle"]
    index = row["index"]
    text = row["text"]
    action = row["action"]
    strength = row["strength"]
    status = row["status"]
    instrumentClass = row["instrumentClass"]
    sectors = try Cells.decodeList(row["sectors"])
    actors = try Cells.decodeList(row["actors"])
    instruments = try Cells.decodeList(row["instruments"])
    amounts = try Cells.decodeList(row["amounts"])
    dates = try Cells.decodeList(row["dates"])
    section = try Cells.decodeList(row["section"])
    page = row["page"]
    isAnnounced = row["isAnnounced"]
    occurrences = row["occurrences"]
    path = row["path"]
  }

  func linkRow(_ title: ShortTitle) -> LinkRow {
    LinkRow(
      key: id, title: title.make(text), body: text, actors: actors, instruments: instrumentClass.map { [$0] } ?? [],
      sectors: sectors, dates: dates, references: [strategy, strategyTitle])
  }
}

/// A strategy with what its page declares of itself.
public struct StrategyRecord: Sendable {
  public var id: String
  public var title: String
  public var date: String?
  public var declared: [DeclaredCount]
  public var version: Int

  public struct DeclaredCount: Codable, Sendable, Equatable {
    public var label: String
    public var declared: Int
  }
}

extension SheetStore {
  static let commitmentQuery = """
    SELECT commitment.*, strategy.title AS strategyTitle, document.path AS path FROM commitment
    JOIN strategy ON strategy.id = commitment.strategy JOIN document ON document.id = commitment.document
    """

  static func commitments(_ db: Database, strategy: String? = nil) throws -> [CommitmentRecord] {
    try Row.fetchAll(
      db,
      sql: commitmentQuery + """
         WHERE commitment.isCurrent = 1 AND (? IS NULL OR commitment.strategy = ?) ORDER BY commitment.strategy, "index"
        """, arguments: [strategy, strategy]
    ).map { try CommitmentRecord($0) }
  }
}
