import StrataModel

/// All that is known of a language, ready for the stages: words with their parts of speech and classes, the
/// labels of the lexicons, and the rules for tagging. Immutable; made by `LanguagePackBuilder`.
///
/// Unchecked: the tables of `patterns` are written once, before anyone can see them.
public final class LanguagePack: @unchecked Sendable {
  /// The part of a concept that holds no text.
  struct Traits: Sendable, BitwiseCopyable {
    var type: MentionType
    var isNamed: Bool
    var usage: ConceptDefinition.Usage
    var isBareLeft: Bool
    var isCountry: Bool
    var instrumentClass: InstrumentClass?
    var features: UInt32
  }

  /// A concept of a lexicon.
  public struct Concept: Sendable {
    public var id: String
    public var type: MentionType
    public var kind: String
    public var isNamed: Bool
    public var usage: ConceptDefinition.Usage
    public var role: Role?
    public var isBareLeft: Bool
    public var instrumentClass: InstrumentClass?
    /// `lexicon:` and the id, ready for `because`.
    public var because: String
  }

  public let language: String
  public let words: WordTable
  /// By word id; empty where the lists do not know the word.
  public let tags: [TagOrder]
  /// By word id.
  public let classes: [WordClasses]
  public let classNames: [String]
  /// By word id: index into `valueTexts` + 1, or 0.
  public let values: [UInt16]
  public let valueTexts: [String]
  public let concepts: [Concept]
  /// What the hot path asks of the concepts, in their order.
  let traits: Memory<Traits>
  /// What the hot path asks of a word, by its id. Plain memory; lives as long as the pack.
  let facts: Memory<WordFacts>
  /// An item of each word group.
  let groups: [PatternItem]
  /// For matching patterns; lives as long as the pack.
  let patterns: PatternTables
  /// Plain memory; lives as long as the pack.
  let trie: PhraseTable
  let suffixes: SuffixTable
  let tagging: TaggingRules
  /// Index of the class `hyphen`, -1 where the grammar has none.
  let hyphenClass: Int

  init(
    language: String, words: WordTable, tags: [TagOrder], classes: [WordClasses], classNames: [String],
    values: [UInt16], valueTexts: [String], concepts: [Concept], trie: PhraseTable, suffixes: SuffixTable,
    tagging: [TaggingPlan], program: [Pattern.Instruction], openings: [Pattern.Opening]
  ) {
    self.language = language
    self.words = words
    self.tags = tags
    self.classes = classes
    self.classNames = classNames
    self.values = values
    self.valueTexts = valueTexts
    self.concepts = concepts
    self.trie = trie
    self.suffixes = suffixes
    let hyphenClass = classNames.firstIndex(of: "hyphen") ?? -1
    self.hyphenClass = hyphenClass
    traits = Memory(
      concepts.map {
        Traits(
          type: $0.type, isNamed: $0.isNamed, usage: $0.usage, isBareLeft: $0.isBareLeft,
          isCountry: $0.kind == "country",
          instrumentClass: $0.instrumentClass, features: ExtractRules.features(ofKind: $0.kind))
      })
    let instructions = UnsafeMutablePointer<Pattern.Instruction>.allocate(capacity: max(1, program.count))
    instructions.initialize(from: program, count: program.count)
    var literals = [Bool](repeating: false, count: classes.count)
    for instruction in program where instruction.operation == .word { literals[Int(instruction.first)] = true }
    let (groups, groupOfWord) = Self.groups(of: classes, literals: literals)
    let groupClasses = groups.map { classes[Int($0.word)] }
    let classTable = UnsafeMutablePointer<WordClasses>.allocate(capacity: groupClasses.count)
    classTable.initialize(from: groupClasses, count: groupClasses.count)
    self.groups = groups
    facts = Memory(
      classes.indices.map { word in
        WordFacts(
          tags: tags[word], tagBits: tags[word].bits, labels: trie.start(of: UInt32(word)),
          seconds: trie.seconds(of: UInt32(word)), group: UInt16(groupOfWord[word]),
          traces: hyphenClass >= 0 && classes[word].contains(hyphenClass) ? .hyphen : [])
      })
    let openingTable = UnsafeMutablePointer<Pattern.Opening>.allocate(capacity: max(1, openings.count))
    openingTable.initialize(from: openings, count: openings.count)
    patterns = PatternTables(program: instructions, openings: openingTable, classes: classTable)
    self.tagging = TaggingRules(tagging, patterns, groups: groups)
  }

  /// Words that are in the same classes are one group; one that a pattern names is its own.
  private static func groups(
    of classes: [WordClasses], literals: [Bool]
  ) -> (groups: [PatternItem], groupOfWord: [UInt32]) {
    struct Key: Hashable {
      var classes: WordClasses
      var literal: UInt32
    }
    var known: [Key: UInt32] = [:]
    // The first word is the unknown one: in no class, like most of the others.
    var groups = [PatternItem(word: 0, group: 0, tags: 0, flags: 0)]
    let groupOfWord = classes.enumerated().map { word, classes -> UInt32 in
      if classes.isEmpty, !literals[word] { return 0 }
      let key = Key(classes: classes, literal: literals[word] ? UInt32(word) : 0)
      if let group = known[key] { return group }
      let group = UInt32(groups.count)
      known[key] = group
      groups.append(PatternItem(word: UInt32(word), group: group, tags: 0, flags: 0))
      return group
    }
    return (groups, groupOfWord)
  }

  deinit {
    facts.deallocate()
    traits.deallocate()
    trie.deallocate()
    patterns.program.deallocate()
    patterns.openings.deallocate()
    patterns.classes.deallocate()
  }

  /// Index of a word class of the grammar, for `WordClasses.contains`.
  public func classIndex(_ name: String) -> Int? { classNames.firstIndex(of: name) }

  /// The value of a word ("01" of January), or nil.
  public func value(_ word: UInt32) -> String? {
    let index = Int(values[Int(word)])
    return index == 0 ? nil : valueTexts[index - 1]
  }
}

/// What the hot path asks of a word.
struct WordFacts: Sendable, BitwiseCopyable {
  var tags: TagOrder
  /// The tags as `PartOfSpeech.bit`.
  var tagBits: UInt32
  /// How labels begin and go on with the word, and the words that may follow it in them.
  var labels: PhraseTable.Start
  var seconds: UInt32
  /// Index of the word's group.
  var group: UInt16
  /// What segments with such a word have to be searched for.
  var traces: WordTraces
  /// The marks that the word alone tells. This and what follows the extract stage fills in.
  var marks: Marks = []
  /// Head groups, as bits.
  var heads: UInt64 = 0
}

/// Words by what a segment is searched for where it has one of them: a search that finds none of its words is left out.
struct WordTraces: OptionSet, Sendable, BitwiseCopyable {
  let rawValue: UInt16

  /// Makes compounds.
  static let hyphen = WordTraces(rawValue: 1)
  /// An amount, a date or a target can begin with it.
  static let entity = WordTraces(rawValue: 2)
  /// Opens a network address.
  static let address = WordTraces(rawValue: 4)
}

/// A compiled tagging rule.
struct TaggingPlan: Sendable, BitwiseCopyable {
  var may: UInt32
  var word: Pattern?
  var before: Pattern?
  var after: Pattern?
  var tag: PartOfSpeech
}
