import StrataModel
import StrataText

/// The rules of one language, compiled: every word form and phrase has an id, every id its features.
public final class ClassifyGrammar: @unchecked Sendable {
  /// What is known of a word or a phrase.
  struct Entry: Sendable {
    var classes = ClauseClasses()
    /// Index in `lemmas`, or -1, and the forms of it that the word may be.
    var lemma: Int32 = -1
    var forms: VerbForms = []
    /// Index in `senses` of the verb that the noun was made of, or -1.
    var nominal: Int32 = -1
    /// Index in `nouns`, or -1.
    var noun: Int32 = -1
    /// Index in `things`, or -1.
    var thing: Int32 = -1
    /// Index in `implications`, or -1.
    var implication: Int32 = -1
    /// A phrase that ends in its preposition ('collection of'): the noun in it is a head.
    var governs = false

    @inline(__always) func has(_ wordClass: ClauseClass) -> Bool { classes.contains(wordClass) }

    /// Whether the word is known as a noun, whatever verb it may be beside.
    @inline(__always) var isNoun: Bool { noun >= 0 || nominal >= 0 || thing >= 0 || has(.hollow) }
  }

  /// What reading a segment's words has to look into; most words leave no trace.
  struct Traces: OptionSet, Sendable {
    let rawValue: UInt8
    /// Opens a phrase of several words.
    static let phrase = Traces(rawValue: 1)
    static let example = Traces(rawValue: 2)
    static let implication = Traces(rawValue: 4)
    /// May open an appendage of its sentence.
    static let appendage = Traces(rawValue: 8)
    /// An auxiliary, or a verb that may be finite.
    static let finite = Traces(rawValue: 16)
    /// Tells whether a clause has a finite verb of its own.
    static let clause = Traces(rawValue: 32)
    /// Tells what a list holds.
    static let announcing = Traces(rawValue: 64)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ entry: Entry, opensPhrase: Bool) {
      var traces: Traces = opensPhrase ? .phrase : []
      if entry.has(.example) { traces.insert(.example) }
      if entry.implication >= 0 { traces.insert(.implication) }
      if entry.has(.including) || entry.lemma >= 0 && entry.forms.contains(.gerund) { traces.insert(.appendage) }
      if entry.classes.bits & (ClauseReader.triggers | ClauseReader.resolutions) != 0
        || entry.lemma >= 0 && !entry.forms.isDisjoint(with: [.third, .base, .past])
      {
        traces.insert(.finite)
      }
      if entry.classes.bits & ClauseReader.clauseTellers != 0 { traces.insert(.clause) }
      if entry.classes.bits & ClauseReader.announcers != 0 { traces.insert(.announcing) }
      self = traces
    }
  }

  struct VerbForms: OptionSet, Sendable {
    let rawValue: UInt8
    static let base = VerbForms(rawValue: 1)
    static let third = VerbForms(rawValue: 2)
    static let past = VerbForms(rawValue: 4)
    static let participle = VerbForms(rawValue: 8)
    static let gerund = VerbForms(rawValue: 16)
    static let order: [VerbForms] = [.third, .past, .participle, .gerund]
  }

  /// One meaning of a verb: what its rule says, and the particles that make it.
  struct Sense: Sendable {
    var kind: ClassifyRules.Verb.Kind
    var action: Action?
    var soft: Bool
    var status: Status?
    var yields: ActionSet
    /// The words after the verb, a range of `particles`.
    var particles: Range<Int32>
    /// Whether words may stand between the verb and its particles.
    var gap: Bool
    /// The verb as the grammar has it, an index of `texts`.
    var text: Int32
  }

  struct Noun: Sendable {
    var action: Action?
    var instrumentClass: InstrumentClass?
    var exact: Bool
  }

  struct Thing: Sendable {
    var instrumentClass: InstrumentClass
    var actions: ActionSet
  }

  struct Implication: Sendable {
    /// Index in `Sector.allCases`.
    var sector: Int
    var fallback: Bool
  }

  /// A phrase that is one word for the rules.
  struct Phrase: Sendable {
    /// The words after the first, a range of `phraseWords`.
    var words: Range<Int32>
    var entry: UInt32
  }

  let rules: ClassifyRules
  /// Ids of words; index of `entries`. Entry 0 is the word that is not known.
  let table: WordTable
  /// Read for every word of a text: plain memory, owned by the grammar, never written after `init`.
  let entries: UnsafeBufferPointer<Entry>
  /// By entry. A table of its own, since it is asked of every word and has to stay near the processor.
  let traces: UnsafeBufferPointer<Traces>
  let senses: UnsafeBufferPointer<Sense>
  /// The words and phrases as the grammar has them, by id; the verbs of the senses after them.
  let texts: [String]
  /// For each word id the phrases that it opens, longest first, as a range of `phrases`.
  let phraseRanges: UnsafeBufferPointer<Range<Int32>>
  let phrases: UnsafeBufferPointer<Phrase>
  let phraseWords: UnsafeBufferPointer<UInt32>
  let particles: UnsafeBufferPointer<UInt32>
  /// For each verb its senses, those with most particles first, as a range of `lemmaSenses`.
  let lemmas: UnsafeBufferPointer<Range<Int32>>
  let lemmaSenses: UnsafeBufferPointer<Int32>
  let nouns: UnsafeBufferPointer<Noun>
  let things: UnsafeBufferPointer<Thing>
  let implications: UnsafeBufferPointer<Implication>
  /// The sectors of actions and of classes of instruments, as indices in `Sector.allCases`.
  let actionSectors: [(action: Action, sector: Int)]
  let classSectors: [(instrumentClass: InstrumentClass, sector: Int)]
  let salience: ClassifyRules.Salience
  /// Sectors beside which those of fallback words stand, a bit each in the order of `Sector.allCases`.
  let companions: UInt32

  public var language: String { rules.language }

  /// Throws where the rules contradict each other: a form of two verbs, a nominal of no verb.
  public init(_ rules: ClassifyRules) throws {
    let builder = try ClassifyGrammarBuilder(rules)
    self.rules = rules
    table = builder.table
    entries = Self.memory(builder.entries)
    traces = Self.memory(
      builder.entries.enumerated().map { id, entry in
        let opens = id < builder.phraseRanges.count && !builder.phraseRanges[id].isEmpty
        return Traces(entry, opensPhrase: opens)
      })
    senses = Self.memory(builder.senses)
    phraseRanges = Self.memory(builder.phraseRanges)
    texts = builder.texts
    var phrases: [Phrase] = []
    var phraseWords: [UInt32] = []
    for phrase in builder.phrases {
      let start = Int32(phraseWords.count)
      phraseWords += phrase.words
      phrases.append(Phrase(words: start..<Int32(phraseWords.count), entry: phrase.entry))
    }
    self.phrases = Self.memory(phrases)
    self.phraseWords = Self.memory(phraseWords)
    particles = Self.memory(builder.particles)
    lemmas = Self.memory(builder.lemmas)
    lemmaSenses = Self.memory(builder.lemmaSenses)
    nouns = Self.memory(
      rules.nouns.map { Noun(action: $0.action, instrumentClass: $0.instrumentClass, exact: $0.exact) })
    things = Self.memory(
      rules.things.map { Thing(instrumentClass: $0.instrumentClass, actions: ActionSet($0.actions)) })
    let index = { (sector: Sector) in Sector.allCases.firstIndex(of: sector) ?? 0 }
    implications = Self.memory(rules.implications.map { Implication(sector: index($0.sector), fallback: $0.fallback) })
    actionSectors = rules.implications.compactMap { rule in rule.action.map { ($0, index(rule.sector)) } }
    classSectors = rules.implications.compactMap { rule in rule.instrumentClass.map { ($0, index(rule.sector)) } }
    salience = rules.salience
    let companions = rules.implications.first { $0.fallback && !$0.beside.isEmpty }?.beside ?? []
    self.companions = companions.reduce(0) { $0 | 1 << UInt32(index($1)) }
  }

  deinit {
    entries.deallocate()
    traces.deallocate()
    senses.deallocate()
    phraseRanges.deallocate()
    phrases.deallocate()
    phraseWords.deallocate()
    particles.deallocate()
    lemmas.deallocate()
    lemmaSenses.deallocate()
    nouns.deallocate()
    things.deallocate()
    implications.deallocate()
  }

  private static func memory<Element>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = memory.initialize(from: elements)
    return UnsafeBufferPointer(memory)
  }
}

/// A set of actions, one bit each.
struct ActionSet: Sendable {
  private var bits: UInt16 = 0

  init(_ actions: Set<Action>) { for action in actions { bits |= Self.bit(action) } }

  var isEmpty: Bool { bits == 0 }
  func contains(_ action: Action) -> Bool { bits & Self.bit(action) != 0 }

  private static func bit(_ action: Action) -> UInt16 {
    switch action {
    case .create: 1
    case .fund: 2
    case .support: 4
    case .deploy: 8
    case .regulate: 16
    case .guide: 32
    case .coordinate: 64
    case .train: 128
    case .study: 256
    }
  }
}

/// A contradiction in the rules of a grammar; the loader adds the place.
public struct ClassifyGrammarError: Error, Sendable {
  public var word: String
  public var message: String

  public init(word: String, message: String) {
    self.word = word
    self.message = message
  }
}
