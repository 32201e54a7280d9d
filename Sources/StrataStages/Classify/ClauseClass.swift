/// The closed classes of words that the rules of the classify stage speak of. Which words belong
/// to a class is data: the key in the grammar is the case's name, hyphenated (`be-present`).
public enum ClauseClass: UInt8, CaseIterable, Sendable {
  case determiner, possessive, preposition, conjunction, relative, subordinator, adverb
  /// Introduces an infinitive.
  case to
  /// Modals: of a promise, of a promise or a duty, of advice, of possibility, of ability, of duty.
  case will, shall, should, could, can, must
  /// Forms of 'be' and 'have': finite present, finite past, the rest.
  case bePresent, bePast, be, been, being, havePresent, havePast, have
  case negation
  /// The author of the document, speaking of itself.
  case speaker
  case pronoun
  /// Introduces the means by which something is done.
  case via
  /// Introduces examples; introduces parts of a whole.
  case example, including
  /// Softens a promise wherever it stands.
  case hedge
  /// Tell that something is going on, or is over.
  case ongoing, done
  /// Nouns for those who may promise, and for those who are bound or gain.
  case authority, party
  /// Names for all of us, of whom a need is said without laying it on anybody.
  case collective
  /// Nouns for things that have to meet requirements.
  case bound
  /// Nouns without content of their own, looked through to what follows 'of'.
  case hollow
  /// Words of a lead-in or a heading that tell what its list holds.
  case announcesCommitments, announcesTargets, announcesRequirements, announcesContext
  /// Point ahead to a list.
  case following
  /// Adjectives and participles that open to an infinitive of what somebody will do.
  case ready
  /// Nouns for what somebody wants to reach; those that are soft.
  case goal, softGoal
  /// Opens a request to the reader.
  case request
  /// Participles by which something is announced without an agent ('is planned').
  case planned
  /// After these a full stop does not end the sentence.
  case abbreviation
  /// Verbs by which an authority lays something on others ("are invited to"); the one by which it is counted on itself.
  case asked, expected
  /// Verbs in the third person that open a paragraph of a resolution, whose subject is the body that adopts it: what it
  /// asks of others ('Calls on'), what it will do itself ('Decides').
  case asks, decides
  /// Nouns that name an ability or a field that people learn.
  case competence
  /// Nouns for what is done with a means or comes of it ('use', 'benefits'); things that are made of one ('solutions').
  case usage, applied
  /// Nouns for what is hoped of a means ('potential').
  case gain
  /// Verbs and participles by which 'shall' says how a rule or a thing is, not what anybody must do ('shall apply from').
  case describing
  /// Verbs by which an instrument is said to hold an act ('The initiative will involve testing').
  case involving
  /// Nouns that carry the noun before them and leave the meaning to it ('funding opportunities').
  case carrier
  /// Means that act for those who run them ('The project will analyse').
  case undertaking
  /// Introduces what something is done with.
  case with
  /// What a document says of its own making and its makers ('Illustrations: …', 'Street address: …').
  case imprint
  /// Months, which date what stands below a heading.
  case month
  /// Verbs by which money is promised ('has been earmarked', 'will go to').
  case earmarking
  /// Participles after 'have' by which somebody has bound himself ('has decided to').
  case settled
  /// Says that something will be there.
  case existential
  /// Nouns for what somebody means to do ('The plan is to').
  case intent
  /// Nouns for doing ('Work on the plan has begun').
  case work
  /// Nouns for what is paid or given to somebody's needs ('attention').
  case regard
  /// Labels of what is told of a measure beside what is done ('Responsible: …', 'Timeframe: …').
  case property
  /// What a document calls itself and its parts ('document', 'chapter').
  case paper
  /// Verbs by which somebody is said to be given what is promised ('will receive a grant').
  case receiving
  /// Opens a heading over what a site says of itself on every page ('Webpage feedback').
  case boilerplate
  /// Words that as a label say that a measure follows, and nothing where they stand elsewhere ('Mechanism:').
  case label

  /// The key in the grammar.
  public var key: String {
    var key = ""
    for character in String(describing: self) {
      if character.isUppercase { key += "-" }
      key += character.lowercased()
    }
    return key
  }

  /// One of the first 64 classes as a bit of a mask; 0 for the others, which are asked for one by one.
  @inline(__always) var bit: UInt64 { rawValue < 64 ? 1 << UInt64(rawValue) : 0 }
  @inline(__always) fileprivate var rareBit: UInt16 { rawValue < 64 ? 0 : 1 << (rawValue - 64) }
}

/// A set of word classes, one bit each.
public struct ClauseClasses: Sendable, Hashable {
  public var bits: UInt64 = 0
  private var rare: UInt16 = 0

  public init() {}

  @inline(__always) public init(_ first: ClauseClass, _ second: ClauseClass) { bits = first.bit | second.bit }
  @inline(__always) public init(_ first: ClauseClass, _ second: ClauseClass, _ third: ClauseClass) {
    bits = first.bit | second.bit | third.bit
  }

  @inline(__always) public func contains(_ other: ClauseClass) -> Bool {
    bits & other.bit != 0 || rare & other.rareBit != 0
  }
  @inline(__always) public func intersects(_ other: ClauseClasses) -> Bool { bits & other.bits != 0 }
  public mutating func insert(_ other: ClauseClass) {
    bits |= other.bit
    rare |= other.rareBit
  }
}
