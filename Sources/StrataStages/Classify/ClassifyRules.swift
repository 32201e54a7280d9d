import StrataModel

/// The rules of the classify stage for one language, as its grammar file states them.
public struct ClassifyRules: Sendable {
  /// How the forms of a regular word are made: the last `drop` letters go, then each ending is added.
  public struct Inflection: Sendable {
    public var endings: [String]
    public var drop: Int
    /// Third person, past, participle and gerund of a verb; the plural of a noun.
    public var forms: [String]

    public init(endings: [String], drop: Int, forms: [String]) {
      self.endings = endings
      self.drop = drop
      self.forms = forms
    }
  }

  /// What a verb says of a segment.
  public struct Verb: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
      /// Names an action.
      case act
      /// Says little: the object, the purpose or the means decides.
      case light
      /// Opens to another verb or to a noun of action ("plan to", "consider the launch of").
      case chain
      /// Happens to an instrument without an agent ("start", "run").
      case happen
      /// Describes; never a promise.
      case state
    }

    /// Each a base form, with particles after it; ` … ` where words may stand between them.
    public var words: [String]
    public var kind: Kind
    public var action: Action?
    public var soft: Bool
    public var status: Status?
    /// Actions that the verb leaves to an object which names them exactly.
    public var yields: Set<Action>

    public init(
      words: [String], kind: Kind, action: Action? = nil, soft: Bool = false, status: Status? = nil,
      yields: Set<Action> = []
    ) {
      self.words = words
      self.kind = kind
      self.action = action
      self.soft = soft
      self.status = status
      self.yields = yields
    }
  }

  /// What a noun says as the object of a weak verb or as the head of an item without a verb.
  public struct Noun: Sendable {
    public var words: [String]
    public var action: Action?
    public var instrumentClass: InstrumentClass?
    /// Whether the noun names its kind of action exactly, so that weak verbs leave the action to it.
    public var exact: Bool

    public init(words: [String], action: Action?, instrumentClass: InstrumentClass?, exact: Bool) {
      self.words = words
      self.action = action
      self.instrumentClass = instrumentClass
      self.exact = exact
    }
  }

  /// Nouns that say of what kind an instrument is, and nothing of the action: 'road', 'quota', 'policy'.
  public struct Thing: Sendable {
    public var words: [String]
    public var instrumentClass: InstrumentClass
    /// The actions under which it is an instrument; any where it is empty.
    public var actions: Set<Action>

    public init(words: [String], instrumentClass: InstrumentClass, actions: Set<Action> = []) {
      self.words = words
      self.instrumentClass = instrumentClass
      self.actions = actions
    }
  }

  /// Words that imply a sector without being a mention of it.
  public struct Implication: Sendable {
    public var sector: Sector
    public var words: [String]
    /// Whether the word counts only where no other sector does, or none but those of `beside`.
    public var fallback: Bool
    public var beside: Set<Sector>
    /// The sector of every instrument of the class, and of every segment of the action.
    public var instrumentClass: InstrumentClass?
    public var action: Action?

    public init(
      sector: Sector, words: [String] = [], fallback: Bool = false, beside: Set<Sector> = [],
      instrumentClass: InstrumentClass? = nil, action: Action? = nil
    ) {
      self.sector = sector
      self.words = words
      self.fallback = fallback
      self.beside = beside
      self.instrumentClass = instrumentClass
      self.action = action
    }
  }

  /// How much a trace of a sector counts, by where it stands. A sector whose sum reaches the
  /// threshold is one that the segment is about.
  public struct Salience: Sendable {
    public var opening = 1.0
    public var deciding = 1.0
    public var elsewhere = 0.5
    public var implied = 0.6
    public var name = 0.8
    public var actorName = 0.3
    /// Factors for traces far from the sentence's start, in its appendages, and of a means applied in another field.
    public var distant = 0.8
    public var appended = 0.6
    public var applied = 0.4
    public var threshold = 0.9
    public init() {}
  }

  public var language: String
  public var verbInflections: [Inflection] = []
  public var nounInflections: [Inflection] = []
  /// Base form to its other forms: third person, past, participle and gerund; or the plural alone.
  public var irregularVerbs: [String: [String]] = [:]
  public var irregularNouns: [String: [String]] = [:]
  public var classes: [ClauseClass: [String]] = [:]
  /// Beginnings of the concept ids of actors that count as `collective`.
  public var collectiveConcepts: [String] = []
  public var verbs: [Verb] = []
  /// Nouns made of verbs, with the verb as it stands in `verbs`.
  public var nominals: [(noun: String, verb: String)] = []
  public var nouns: [Noun] = []
  public var things: [Thing] = []
  public var implications: [Implication] = []
  public var salience = Salience()

  public init(language: String) { self.language = language }
}
