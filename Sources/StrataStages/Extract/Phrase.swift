import StrataModel

/// A base noun phrase: determiner, premodifiers, head; a proper name with its 'of …' is one phrase.
///
/// A segment has many, which are read again and again: they are kept small.
struct Phrase: Sendable, BitwiseCopyable {
  /// Tokens, determiners included.
  @Small var start: Int
  @Small var end: Int
  /// First token of the designation: determiners and dropped words are before it.
  @Small var nameStart: Int
  /// The token that decides what the phrase is, and the last one of the base phrase (before any 'of …').
  @Small var head: Int
  var features: UInt32 = 0
  /// Concept of the lexicon whose label ends the phrase, or -1.
  @Small var concept: Int = -1
  /// The concept's label starts here.
  @Small var conceptStart: Int = -1
  /// Index into the document's learned names, or -1.
  @Small var learned: Int = -1
  /// Place among the units.
  @Small var unit: Int = 0
  /// Index of the decision, where one is the cause.
  @Small var decision: Int = -1
  /// Index of a head group, or -1.
  @Small var group: Int = -1
  var type: MentionType?
  /// Class of an instrument.
  var kind: InstrumentClass?
  var isNamed = false
  var role: Role?
  /// What made it what it is.
  var cause = Cause.nothing

  /// The evidence, turned into words when the mention is written.
  enum Cause: UInt8, Sendable, BitwiseCopyable { case nothing, lexicon, head, learned, decision }

  init(start: Int, end: Int, nameStart: Int, head: Int, features: UInt32 = 0) {
    self.start = start
    self.end = end
    self.nameStart = nameStart
    self.head = head
    self.features = features
  }

  func has(_ feature: UInt32) -> Bool { features & feature != 0 }
}

/// A number that is kept in four bytes.
@propertyWrapper
struct Small: Sendable, BitwiseCopyable {
  private var value: Int32

  @inline(__always)
  init(wrappedValue: Int) { value = Int32(truncatingIfNeeded: wrappedValue) }

  @inline(__always)
  var wrappedValue: Int {
    get { Int(value) }
    set { value = Int32(truncatingIfNeeded: newValue) }
  }
}

/// Properties of phrases that rules ask for with `when` and `unless`.
public enum PhraseFeatures {
  public static let names: [String: UInt32] = [
    "definite": definite, "demonstrative": demonstrative, "indefinite": indefinite, "possessive": possessive,
    "undetermined": undetermined, "plural": plural, "modified": modified, "proper": proper, "known": known,
    "generic": generic, "learned": learned, "heading": heading, "item-start": itemStart, "quoted": quoted,
    "postmodified": postmodified, "cell": cell, "country": country, "person": person, "group": group,
    "institution": institution, "numbered": numbered, "item": item, "led": led, "sentence-start": sentenceStart,
    "modifier": modifier,
  ]

  static let definite: UInt32 = 1 << 0
  static let demonstrative: UInt32 = 1 << 1
  static let indefinite: UInt32 = 1 << 2
  static let possessive: UInt32 = 1 << 3
  static let undetermined: UInt32 = 1 << 4
  static let plural: UInt32 = 1 << 5
  /// Words stand before the head that are kept.
  static let modified: UInt32 = 1 << 6
  /// A capitalised name.
  static let proper: UInt32 = 1 << 7
  /// A name of the lexicon.
  static let known: UInt32 = 1 << 8
  /// A term of the lexicon, not a name.
  static let generic: UInt32 = 1 << 9
  /// A name that the document introduced.
  static let learned: UInt32 = 1 << 10
  static let heading: UInt32 = 1 << 11
  /// The first words of an item.
  static let itemStart: UInt32 = 1 << 12
  static let quoted: UInt32 = 1 << 13
  /// The grammar's `postmodifier` follows.
  static let postmodified: UInt32 = 1 << 14
  /// The phrase fills a table cell.
  static let cell: UInt32 = 1 << 15
  static let country: UInt32 = 1 << 16
  static let person: UInt32 = 1 << 17
  static let group: UInt32 = 1 << 18
  static let institution: UInt32 = 1 << 19
  static let numbered: UInt32 = 1 << 20
  static let item: UInt32 = 1 << 21
  /// The item has a lead-in.
  static let led: UInt32 = 1 << 22
  static let sentenceStart: UInt32 = 1 << 23
  /// A name of the lexicon before the head of another phrase.
  static let modifier: UInt32 = 1 << 24
}
