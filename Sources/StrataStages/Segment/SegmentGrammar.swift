/// The words of a language that the segment stage looks at. Data of `pipelines/grammars`.
public struct SegmentGrammar: Sendable {
  /// Captions and labels that a page carries around its content. `*` stands for anything; case is folded.
  public var furniture: [String] = []
  /// Words that go on with a sentence and open no item of their own ("including", "through").
  public var continuations: Set<String> = []
  /// Endings of participles that go on with a sentence where the other items open otherwise ("ing").
  public var participles: [String] = []
  /// Endings of adverbs that may stand before a participle ("ly").
  public var adverbs: [String] = []
  /// Headings that announce the items below them ("Key actions").
  public var announcements: Set<String> = []
  /// Words by which a closed sentence announces a list ("following").
  public var pointers: Set<String> = []
  /// Words that with a number open the caption of a figure ("figure").
  public var figures: Set<String> = []
  /// Headings above the notes at a document's end ("Endnotes").
  public var notes: Set<String> = []
  /// Labels with which the rows of a form open ("source of funding").
  public var fields: Set<String> = []
  /// Words with which no heading ends ("of", "in").
  public var functionWords: Set<String> = []
  /// Verbs that make a line with a colon a sentence ("must", "will").
  public var finiteVerbs: Set<String> = []
  /// Names of the months, lower case, January first; several spellings each.
  public var months: [[String]] = []

  public init() {}

  /// Whether a word in lower case ends like a participle.
  func isParticiple(_ word: String) -> Bool {
    participles.contains { word.count > $0.count + 2 && word.hasSuffix($0) }
  }

  /// Whether a heading stands above notes; case and colons are left aside.
  func isNotes(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    // Few headings begin like one; only those are folded.
    guard let first = text.first,
      first >= 0x80 || first == 0x3A || notes.contains(where: { $0.utf8.first == first | 0x20 })
    else { return false }
    return notes.contains(String(decoding: text, as: UTF8.self).lowercased().filter { $0 != ":" })
  }

  /// Adds the words of another language.
  public mutating func merge(_ other: SegmentGrammar) {
    furniture += other.furniture
    continuations.formUnion(other.continuations)
    participles += other.participles
    adverbs += other.adverbs
    announcements.formUnion(other.announcements)
    pointers.formUnion(other.pointers)
    figures.formUnion(other.figures)
    notes.formUnion(other.notes)
    fields.formUnion(other.fields)
    functionWords.formUnion(other.functionWords)
    finiteVerbs.formUnion(other.finiteVerbs)
    months += other.months
  }
}

/// Common words of a language, by which it is told from others.
public struct LanguageProfile: Sendable {
  /// ISO 639-1.
  public var language: String
  public var words: Set<String>

  public init(language: String, words: Set<String>) {
    self.language = language
    self.words = words
  }
}
