/// The parts of a link's score: each is a number with a meaning, and adds its coefficient times that number.
public enum LinkPart: Int, CaseIterable, Sendable {
  /// Cosine of the rarity-weighted words of both texts, title and body together; 0...1.
  case text
  /// Cosine of words and pairs of neighbouring words as they are written, small words included: copied sentences; 0...1.
  case phrases
  /// The same cosine of what both sides tell beyond their titles; 0...1.
  case body
  /// `text` as a share of what the row's best candidate reaches; 0...1.
  case textOfBest
  /// `phrases` as a share of what the row's best candidate reaches; 0...1.
  case phrasesOfBest
  /// `body` as a share of what the row's best candidate reaches; 0...1.
  case bodyOfBest
  /// Cosine of the rarity-weighted words of both titles; 0...1.
  case title
  /// Share of the rarity of the row's title that stands in the candidate's title; 0...1.
  case titleCovered
  /// Share of the rarity of the candidate's title that stands in the row's title; 0...1.
  case titleCovers
  /// The rarity of the row's title that stands anywhere in the candidate; 0...1.
  case titleInText
  /// The rarity of the candidate's title that stands anywhere in the row; 0...1.
  case textHasTitle
  /// Dice's coefficient of the titles' letter trigrams beyond what any two titles share: other spellings; 0...1.
  case spelling
  /// 1 where the titles are equal but for case, accents and punctuation.
  case sameTitle
  /// Share of the rarity of the scarcer side's names that both have; 0...1.
  case names
  /// 1 where an acronym of one side spells the initials of the other's title.
  case initials
  /// 1 where both cite the same legal act by its number.
  case acts
  /// 1 where both titles cite legal acts, and none is the same.
  case otherActs
  /// Share of the numbers of the scarcer title, years aside, that the other title has too: law 20571, measure 1.4, phase II.
  case numbers
  /// Share of the numbers of the scarcer title, years aside, that the other title lacks.
  case otherNumbers
  /// 1 where one title speaks of a change or continuation (amendment, second, phase) and the other does not.
  case revision
  /// 1 where the titles share a year.
  case year
  /// 1 where both titles name years and share none.
  case otherYear
  /// How near the dates of both rows are: 1 for the same year, 0 from ten years on; 0 where one has none.
  case dates
  /// 1 where the dates of both rows lie more than two years apart.
  case otherDates
  case country
  case otherCountry
  /// 1 where both name the same country in their texts, or one in its text and the other in its column.
  case place
  /// 1 where both name countries, at least one of them only in its text, and share none.
  case otherPlace
  /// 1 where the countries cannot be compared.
  case noCountry
  /// 1 where a side has no text beyond its title.
  case noBody
  /// Overlap of the actors' words; 0...1.
  case actors
  case instruments
  case sectors
  /// Cosine of the fields of policy that the words of both texts belong to (lexicon of sectors); 0...1.
  case field
  /// Cosine of the finer themes that the words of both texts belong to (list of themes), the rarer the weightier; 0...1.
  case themes
  /// 1 where both name the same source (a strategy's id, a URL).
  case references
  /// How far another row's score for this candidate lies above this row's: 0 for the best row, 1 from six on. Counts where a candidate
  /// has one row as a rule.
  case rival
  /// Share of the confirmed links of similar rows that point to this candidate; 0...1.
  case precedents
  /// Share of all confirmed links that point to this candidate; 0...1.
  case usage

  public var index: Int { rawValue }

  /// As in models and reports.
  public var name: String { Self.spelt[rawValue] }
  private static let spelt = allCases.map { String(describing: $0) }

  public init?(name: String) {
    guard let place = Self.spelt.firstIndex(of: name) else { return nil }
    self.init(rawValue: place)
  }
}
