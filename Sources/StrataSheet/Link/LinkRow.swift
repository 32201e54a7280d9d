/// One row of a table, or one commitment, in the form that the linker compares.
public struct LinkRow: Sendable, Equatable {
  /// Unique in its table.
  public var key: String
  public var title: String
  /// Description or full text; may hold the title's words again.
  public var body: String
  public var actors: [String]
  public var instruments: [String]
  public var sectors: [String]
  /// A name or an ISO 3166 code; empty where the table has none.
  public var country: String
  /// Dates as written; their years count.
  public var dates: [String]
  /// Id of a strategy, a document or a URL that both tables may name.
  public var references: [String]

  public init(
    key: String, title: String, body: String = "", actors: [String] = [], instruments: [String] = [],
    sectors: [String] = [], country: String = "", dates: [String] = [], references: [String] = []
  ) {
    self.key = key
    self.title = title
    self.body = body
    self.actors = actors
    self.instruments = instruments
    self.sectors = sectors
    self.country = country
    self.dates = dates
    self.references = references
  }
}
