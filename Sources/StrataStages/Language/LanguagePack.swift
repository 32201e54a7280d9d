import StrataModel

/// All that is known of a language, ready for the stages: words with their parts of speech and classes, the
/// labels of the lexicons, and the rules for tagging. Immutable; made by `LanguagePackBuilder`.
///
/// Unchecked: the tables of `patterns` are written once, before anyone can see them.
public final class LanguagePack: @unchecked Sendable {
  /// The part of a concept that holds no text.
  struct Traits: Sendable {
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
  let traits: [Traits]
  /// For matching patterns; lives as long as the pack.
  let patterns: PatternTables
  public let trie: PhraseTrie
  let suffixes: SuffixTable
  let tagging: [TaggingPlan]
  /// Index of the class `hyphen`, -1 where the grammar has none.
  let hyphenClass: Int

  init(
    language: String, words: WordTable, tags: [TagOrder], classes: [WordClasses], classNames: [String],
    values: [UInt16], valueTexts: [String], concepts: [Concept], trie: PhraseTrie, suffixes: SuffixTable,
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
    self.tagging = tagging
    traits = concepts.map {
      Traits(
        type: $0.type, isNamed: $0.isNamed, usage: $0.usage, isBareLeft: $0.isBareLeft, isCountry: $0.kind == "country",
        instrumentClass: $0.instrumentClass, features: ExtractRules.features(ofKind: $0.kind))
    }
    let instructions = UnsafeMutablePointer<Pattern.Instruction>.allocate(capacity: max(1, program.count))
    instructions.initialize(from: program, count: program.count)
    let classTable = UnsafeMutablePointer<WordClasses>.allocate(capacity: max(1, classes.count))
    classTable.initialize(from: classes, count: classes.count)
    let openingTable = UnsafeMutablePointer<Pattern.Opening>.allocate(capacity: max(1, openings.count))
    openingTable.initialize(from: openings, count: openings.count)
    patterns = PatternTables(program: instructions, openings: openingTable, classes: classTable)
    hyphenClass = classNames.firstIndex(of: "hyphen") ?? -1
  }

  deinit {
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

/// A compiled tagging rule.
struct TaggingPlan: Sendable {
  var may: UInt32
  var word: Pattern?
  var before: Pattern?
  var after: Pattern?
  var tag: PartOfSpeech
}

/// Tags of unknown words by their endings, longest ending first.
struct SuffixTable: Sendable {
  private var endings: [[UInt8]] = []
  private var orders: [TagOrder] = []

  init(_ suffixes: [GrammarDefinition.Suffix] = []) {
    let sorted = suffixes.sorted { ($0.ending.utf8.count, $1.ending) > ($1.ending.utf8.count, $0.ending) }
    endings = sorted.map { Array($0.ending.utf8) }
    orders = sorted.map { TagOrder($0.tags) }
  }

  /// The tags of the first ending that fits the (ASCII-folded) word.
  func tags(_ text: UnsafeBufferPointer<UInt8>, _ token: Token) -> TagOrder? {
    for (index, ending) in endings.enumerated() where token.count > ending.count + 1 {
      var at = Int(token.end) - ending.count
      var fits = true
      for byte in ending {
        let folded = text[at] >= 65 && text[at] <= 90 ? text[at] | 32 : text[at]
        if folded != byte {
          fits = false
          break
        }
        at += 1
      }
      if fits { return orders[index] }
    }
    return nil
  }
}
