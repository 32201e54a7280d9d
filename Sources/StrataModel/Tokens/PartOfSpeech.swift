/// Parts of speech, coarse enough for chunking.
public enum PartOfSpeech: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case unknown = 0
  case noun, plural, name, adjective, adverb
  case verb, verbThird, verbPast, participle, gerund
  case modal, auxiliary, to, negation
  case determiner, possessive, pronoun, relative
  case preposition, conjunction, subordinator
  case number, punctuation, interjection

  /// The word in the grammar and in word lists.
  public var word: String { Self.words[Int(rawValue)] }
  private static let words = [
    "unknown", "noun", "plural", "name", "adjective", "adverb", "verb", "verb-third", "verb-past", "participle",
    "gerund", "modal", "auxiliary", "to", "negation", "determiner", "possessive", "pronoun", "relative",
    "preposition", "conjunction", "subordinator", "number", "punctuation", "interjection",
  ]

  public init?(word: String) {
    guard let index = Self.words.firstIndex(of: word) else { return nil }
    self.init(rawValue: UInt8(index))
  }

  @inlinable public var bit: UInt32 { 1 << UInt32(rawValue) }

  /// The one of the lowest bit; `unknown` where there is none, or one too high.
  @inlinable
  public init(lowestOf bits: UInt32) {
    let number = UInt8(truncatingIfNeeded: bits.trailingZeroBitCount)
    // The cases are numbered without gaps, as they are kept in memory.
    self = number <= Self.interjection.rawValue ? unsafeBitCast(number, to: Self.self) : .unknown
  }
}
