import StrataModel

// What the data files of a language say, as plain values. The loaders of the pipeline module read them from TSV
// and YAML; tests may write them in code.

/// A place in a data file, for messages. Lines and columns count from 1.
public struct DataPlace: Sendable, Hashable {
  public var file: String
  public var line: Int
  public var column: Int

  public init(file: String = "", line: Int = 0, column: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// A fault in a data file: what, where, and what to do.
public struct DataFault: Error, Sendable, CustomStringConvertible {
  /// Stable, listed in the documentation.
  public var code: String
  public var place: DataPlace
  public var message: String

  public init(code: String, place: DataPlace, message: String) {
    self.code = code
    self.place = place
    self.message = message
  }

  /// `line` and `column` count from 1; nil where the whole file is meant.
  public init(code: String = "data", file: String, line: Int? = nil, column: Int? = nil, message: String) {
    self.init(code: code, place: DataPlace(file: file, line: line ?? 0, column: column ?? 0), message: message)
  }

  public var description: String {
    let numbers = [place.line, place.column].prefix { $0 > 0 }.map(String.init)
    return ([place.file] + numbers).joined(separator: ":") + ": " + message
  }
}

/// One row of a lexicon.
public struct ConceptDefinition: Sendable {
  /// `listed`: only beside another sector in an enumeration.
  public enum Usage: String, Sendable, CaseIterable, BitwiseCopyable { case noun, modifier, listed, any }

  public struct Label: Sendable, Hashable {
    public var text: String
    /// Matches only with capitals as written.
    public var isExact: Bool

    public init(_ text: String, isExact: Bool = false) {
      self.text = text
      self.isExact = isExact
    }
  }

  public var id: String
  public var type: MentionType
  public var labels: [Label]
  /// Instrument class, sector id, or the actor's kind.
  public var kind: String
  /// False for a term ("call for proposals") rather than the name of one thing.
  public var isNamed: Bool
  public var usage: Usage
  public var role: Role?
  /// Counts only where no adjective or noun stands before it in its phrase.
  public var isBareLeft = false
  /// Whether the plurals of the labels match too.
  public var hasPlural = true
  public var place: DataPlace

  public init(
    id: String, type: MentionType, labels: [Label], kind: String, isNamed: Bool = true, usage: Usage = .any,
    role: Role? = nil, place: DataPlace = DataPlace()
  ) {
    self.id = id
    self.type = type
    self.labels = labels
    self.kind = kind
    self.isNamed = isNamed
    self.usage = usage
    self.role = role
    self.place = place
  }

  /// The kinds of actors that lexicons know.
  public static let actorKinds = [
    "institution", "body", "agency", "ministry", "court", "bank", "organisation", "association", "company",
    "country", "person", "group",
  ]
}

/// A word, by the hash of its folded form (`Folding.hash`), with its parts of speech, likeliest first.
public struct WordDefinition: Sendable {
  public var hash: UInt64
  public var tags: TagOrder

  public init(hash: UInt64, tags: TagOrder) {
    self.hash = hash
    self.tags = tags
  }

  public init(word: String, tags: [PartOfSpeech]) {
    self.init(hash: Folding.hash(word), tags: TagOrder(tags))
  }
}

/// A text of the pattern language and where it stands.
public struct PatternText: Sendable {
  public var text: String
  public var place: DataPlace

  public init(_ text: String, place: DataPlace = DataPlace()) {
    self.text = text
    self.place = place
  }
}

/// The grammar of a language: classes of words, their forms, and rules for tagging and extraction.
public struct GrammarDefinition: Sendable {
  /// A word class. `nouns` come with their plurals, `verbs` with all their forms, `includes` are other classes.
  public struct WordClass: Sendable {
    public var name: String
    public var words: [String] = []
    public var nouns: [String] = []
    public var verbs: [String] = []
    public var includes: [String] = []
    public var place = DataPlace()

    public init(name: String) { self.name = name }
  }

  /// `Cy>Cies`: a word that ends in a consonant and `y` takes `ies` for `y`. `C` is any letter but a vowel.
  public struct Rewrite: Sendable {
    public var ending: String
    public var replacement: String

    public init(ending: String, replacement: String) {
      self.ending = ending
      self.replacement = replacement
    }
  }

  /// Tags of unknown words that end so.
  public struct Suffix: Sendable {
    public var ending: String
    public var tags: [PartOfSpeech]

    public init(ending: String, tags: [PartOfSpeech]) {
      self.ending = ending
      self.tags = tags
    }
  }

  /// Chooses a tag for a word that may have it: the first rule that fits decides.
  public struct TaggingRule: Sendable {
    public var id: String
    /// Only words that may have all of these.
    public var may: [PartOfSpeech]
    public var word: PatternText?
    public var before: PatternText?
    public var after: PatternText?
    public var tag: PartOfSpeech
    public var place = DataPlace()

    public init(id: String, may: [PartOfSpeech], tag: PartOfSpeech) {
      self.id = id
      self.may = may
      self.tag = tag
    }
  }

  /// Head nouns that make a phrase an actor or an instrument.
  public struct HeadGroup: Sendable {
    public var id: String
    public var type: MentionType
    /// Instrument class or kind of actor.
    public var kind: String
    public var nouns: [String]
    /// The nouns act as well as serve; rules of the group apply to lexicon names with these heads too.
    public var isAmbiguous = false
    /// The nouns need evidence to count.
    public var isWeak = false
    public var place = DataPlace()

    public init(id: String, type: MentionType, kind: String, nouns: [String]) {
      self.id = id
      self.type = type
      self.kind = kind
      self.nouns = nouns
    }
  }

  /// An amount, date or target: `pattern` over tokens; the capture `span` is the mention's extent, the whole match
  /// where there is none. Attributes are templates over the captures: `{year}-{month}`.
  public struct EntityRule: Sendable {
    public var id: String
    public var type: MentionType
    public var pattern: PatternText
    public var before: PatternText?
    public var after: PatternText?
    public var notBefore: PatternText?
    public var notAfter: PatternText?
    public var value: String?
    public var currency: String?
    public var date: String?
    public var unit: String?
    public var place = DataPlace()

    public init(id: String, type: MentionType, pattern: PatternText) {
      self.id = id
      self.type = type
      self.pattern = pattern
    }
  }

  /// Decides what a noun phrase is (`outcome` actor, instrument, none) or which role an actor has. The first rule
  /// that fits decides.
  public struct PhraseRule: Sendable {
    public var id: String
    /// Names of head groups; empty for any phrase.
    public var heads: [String] = []
    public var when: [String] = []
    public var unless: [String] = []
    public var before: PatternText?
    public var after: PatternText?
    /// A pattern that must fit somewhere in the phrase.
    public var contains: PatternText?
    /// A pattern that must fit at the head.
    public var head: PatternText?
    public var outcome: String
    /// Class in place of the head group's.
    public var kind: String?
    public var place = DataPlace()

    public init(id: String, outcome: String) {
      self.id = id
      self.outcome = outcome
    }
  }

  public var language: String
  /// Endings by form: `plural`, `third`, `past`, `gerund`; the first that fits counts.
  public var inflections: [String: [Rewrite]] = [:]
  /// Forms of irregular words, by the word: third, past, participle, gerund of verbs; plural of nouns.
  public var irregularVerbs: [String: [String]] = [:]
  public var irregularNouns: [String: String] = [:]
  public var vowels = "aeiou"
  public var classes: [WordClass] = []
  /// Values of words by the name of their class: `month` {`january`: "01"}.
  public var values: [(name: String, word: String, value: String)] = []
  public var suffixes: [Suffix] = []
  public var tagging: [TaggingRule] = []
  public var heads: [HeadGroup] = []
  public var entities: [EntityRule] = []
  public var decisions: [PhraseRule] = []
  public var roles: [PhraseRule] = []
  /// Named patterns that the chunker asks for ("dropped", "joiner" …): word classes by purpose.
  public var chunking: [String: PatternText] = [:]

  public init(language: String) { self.language = language }
}
