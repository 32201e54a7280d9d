/// What the linker of one language knows: all of it is read from `pipelines/linking/LANG.yaml`.
public struct LinkModel: Sendable {
  public var language: String
  /// For tables that both tell something of their rows beyond the title.
  public var texts: Weights
  /// For candidates that are mere names (a list of acts, of programmes), and rows that tell what they are about.
  public var names: Weights
  /// For commitments, most of which have no row: what a candidate is beside the best one proves nothing there.
  public var commitments: Weights
  public var thresholds: Thresholds
  public var search: Search
  public var tracker: Tracker
  public var shortTitle: ShortTitle
  var words: LinkWordReader
  var concepts: ConceptMatcher
  var themes: ConceptMatcher
  /// Names and adjectives of countries, as they stand in texts.
  var places: ConceptMatcher
  /// Stems of the words by which titles call a change or a continuation.
  var revisions: Set<UInt64>

  /// Words by which tracker pages call their lists.
  public struct Tracker: Sendable, Equatable {
    /// Headings over what is announced and has no row yet.
    public var announced: [String]
    /// Headings over what is linked.
    public var linked: [String]

    public func isAnnounced(_ heading: String) -> Bool { Self.holds(heading, announced) }
    public func isLinked(_ heading: String) -> Bool { !isAnnounced(heading) && Self.holds(heading, linked) }

    private static func holds(_ heading: String, _ words: [String]) -> Bool {
      let heading = heading.lowercased()
      return words.contains { heading.contains($0) }
    }
  }

  /// How much each part counts, and what a score means.
  public struct Weights: Sendable, Equatable {
    /// One coefficient for each part.
    public var coefficients: [Double]
    public var calibration: Calibration
    /// With confirmed links to learn from; nil where these move the order of candidates alone.
    public var calibrationWithPrecedents: Calibration?
  }

  /// The weights that suit the rows and the table.
  func weights(_ kind: Linker.Rows, rows: [LinkRow], candidates: [LinkRow]) -> Weights {
    if kind == .commitments { return commitments }
    func share(_ rows: [LinkRow]) -> Double {
      rows.isEmpty ? 0 : Double(rows.count { !$0.body.isBlank && $0.body != $0.title }) / Double(rows.count)
    }
    return share(candidates) < 0.1 && share(rows) > 0.5 ? names : texts
  }

  /// Probability that a link is right, from its score and its lead over the next best candidate.
  public struct Calibration: Sendable, Equatable {
    public var intercept: Double
    public var score: Double
    public var lead: Double
    /// Leads beyond this say nothing more.
    public var maximumLead: Double

    public init(intercept: Double, score: Double, lead: Double, maximumLead: Double) {
      self.intercept = intercept
      self.score = score
      self.lead = lead
      self.maximumLead = maximumLead
    }

    public func probability(score: Double, lead: Double) -> Double {
      let lead = max(-maximumLead, min(maximumLead, lead))
      return 1 / (1 + exponential(-(intercept + self.score * score + self.lead * lead)))
    }
  }

  public struct Thresholds: Sendable, Equatable {
    public var linked: Double
    public var candidate: Double

    public init(linked: Double, candidate: Double) {
      self.linked = linked
      self.candidate = candidate
    }
  }

  /// How far the search for candidates goes. A row costs what it is given, so that small tables are searched wider.
  public struct Search: Sendable, Equatable {
    /// Candidates of a row that are compared in full, at least.
    public var candidates: Int
    /// Candidates of the row's own country that are compared besides, though others share more words with it.
    public var ofCountry: Int
    /// Pairs that are compared in full for all rows together, where these are so few that each may have more.
    public var pairs: Int
    /// Entries of the inverted index that are read for one candidate to compare; common words are left out first.
    public var postings: Int
    /// Candidates in a hundred that share rare themes, whatever their words.
    public var themes: Int
    /// Confirmed rows that speak for a row.
    public var precedents: Int

    /// Candidates to compare for each of so many rows.
    func candidates(rows: Int) -> Int { max(candidates, pairs / max(1, rows)) }
  }
}
