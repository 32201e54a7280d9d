import StrataModel

/// A language pack and its rules for extraction as the hot path wants them: plain memory, by word group. Made once
/// for a stage, shared by its workers.
final class ExtractTables: @unchecked Sendable {
  let pack: LanguagePack
  let rules: ExtractRules
  /// By word id: those of the pack, with what extraction asks beside.
  let words: Memory<WordFacts>
  let marks: MarkTests
  let decisions: PhraseRules
  /// Those of `rules.openDecisions`, in their order.
  let openDecisions: PhraseRules
  let roles: PhraseRules
  let defaultRoles: PhraseRules
  let entities: EntityRules

  init(pack: LanguagePack, rules: ExtractRules) {
    self.pack = pack
    self.rules = rules
    let tables = pack.patterns
    let marks = MarkTests(rules.chunking.patterns, tables)
    self.marks = marks
    decisions = PhraseRules(rules.decisions, tables, groups: pack.groups)
    openDecisions = PhraseRules(rules.openDecisions.map { rules.decisions[$0] }, tables, groups: pack.groups)
    roles = PhraseRules(rules.roles, tables, groups: pack.groups)
    defaultRoles = PhraseRules(rules.defaultRoles, tables, groups: pack.groups)
    let entities = EntityRules(rules.entityTests, tables, groups: pack.groups)
    self.entities = entities
    let groupMarks = pack.groups.map { marks.fixed(of: $0, tables) }
    words = Memory(
      (0..<pack.facts.capacity).map { word in
        var facts = pack.facts[word]
        let group = pack.groups[Int(facts.group)]
        facts.heads = rules.headBits[Int(group.word)]
        facts.marks = groupMarks[Int(facts.group)]
        if entities.pattern.concerns(group) { facts.traces.insert(.entity) }
        if facts.marks.contains(.address) || marks.isAsked(.address) { facts.traces.insert(.address) }
        return facts
      })
  }

  deinit {
    words.deallocate()
    marks.deallocate()
  }
}

/// What the chunker asks the grammar for, each a pattern over a token: the cases of `ExtractRules.Chunking`.
struct Marks: OptionSet, BitwiseCopyable {
  let rawValue: UInt32

  static let dropped = Marks(rawValue: 1 << 0)
  static let joiner = Marks(rawValue: 1 << 1)
  static let comma = Marks(rawValue: 1 << 2)
  static let connector = Marks(rawValue: 1 << 3)
  static let article = Marks(rawValue: 1 << 4)
  static let demonstrative = Marks(rawValue: 1 << 5)
  static let indefinite = Marks(rawValue: 1 << 6)
  static let postmodifier = Marks(rawValue: 1 << 7)
  static let open = Marks(rawValue: 1 << 8)
  static let close = Marks(rawValue: 1 << 9)
  static let quote = Marks(rawValue: 1 << 10)
  static let field = Marks(rawValue: 1 << 11)
  static let bound = Marks(rawValue: 1 << 12)
  static let apposition = Marks(rawValue: 1 << 13)
  static let dash = Marks(rawValue: 1 << 14)
  static let address = Marks(rawValue: 1 << 15)
  static let solid = Marks(rawValue: 1 << 16)
  static let degree = Marks(rawValue: 1 << 17)
  static let honorific = Marks(rawValue: 1 << 18)
  static let calendar = Marks(rawValue: 1 << 19)
}

/// The patterns behind the marks: those that look at the word alone are bits of its group, the rest is asked.
struct MarkTests: @unchecked Sendable {
  private let patterns: Memory<Pattern>
  private let fixed: Marks
  private let asked: Marks

  /// `patterns`: by bit of `Marks`, nil where the grammar has none.
  init(_ patterns: [Pattern?], _ tables: PatternTables) {
    var fixed: Marks = []
    var asked: Marks = []
    for (bit, pattern) in patterns.enumerated() {
      guard let pattern else { continue }
      if pattern.testsWordAlone(tables) {
        fixed.insert(Marks(rawValue: 1 << UInt32(bit)))
      } else {
        asked.insert(Marks(rawValue: 1 << UInt32(bit)))
      }
    }
    self.fixed = fixed
    self.asked = asked
    self.patterns = Memory(patterns.map { $0 ?? Pattern(start: 0, number: 0, isBackwards: false) })
  }

  func deallocate() { patterns.deallocate() }

  /// The marks of a word group.
  func fixed(of item: PatternItem, _ tables: PatternTables) -> Marks {
    var marks: Marks = []
    for bit in 0..<patterns.capacity {
      let mark = Marks(rawValue: 1 << UInt32(bit))
      if fixed.contains(mark), patterns[bit].tests(item, tables) { marks.insert(mark) }
    }
    return marks
  }

  /// Whether the mark depends on more than the word.
  func isAsked(_ mark: Marks) -> Bool { asked.contains(mark) }

  /// Whether the item has the mark, where its word does not have it.
  @inline(__always)
  func asks(_ mark: Marks, _ item: PatternItem, _ tables: PatternTables) -> Bool {
    guard !asked.isDisjoint(with: mark) else { return false }
    return patterns[mark.rawValue.trailingZeroBitCount].tests(item, tables)
  }
}

/// Rules for amounts, dates and targets, with what each looks at first.
final class EntityRules: @unchecked Sendable {
  let tests: Memory<ExtractRules.EntityTests>
  let count: Int
  let pattern: RuleIndex
  let before: RuleIndex
  /// By rule: those with the same pattern.
  let alike: Memory<RuleSet>

  init(_ tests: [ExtractRules.EntityTests], _ tables: PatternTables, groups: [PatternItem]) {
    self.tests = Memory(tests)
    count = tests.count
    pattern = RuleIndex(tests.map(\.pattern), tables, groups: groups)
    before = RuleIndex(tests.map(\.before), tables, groups: groups)
    alike = Memory(
      tests.map { test in
        var alike = RuleSet()
        // Rules that share the last number are each tried for themselves.
        for (number, other) in tests.prefix(RuleSet.last).enumerated()
        where other.pattern.number == test.pattern.number { alike.insert(number) }
        return alike
      })
  }

  deinit {
    tests.deallocate()
    alike.deallocate()
    for index in [pattern, before] { index.deallocate() }
  }
}

/// Rules over phrases, with what each looks at first.
final class PhraseRules: @unchecked Sendable {
  private let rules: Memory<ExtractRules.PhraseRule>
  private let count: Int
  /// By feature: the rules that ask for it, and those that exclude it.
  private let asking = Memory(repeating: RuleSet(), count: 32)
  private let excluding = Memory(repeating: RuleSet(), count: 32)
  /// The features that some rule asks for, and those that some rule excludes.
  private let asked: UInt32
  private let excluded: UInt32
  /// By head group; the last one for rules that ask for none.
  private let byHead: Memory<RuleSet>
  private let before: RuleIndex
  private let after: RuleIndex
  private let head: RuleIndex

  init(_ rules: [ExtractRules.PhraseRule], _ tables: PatternTables, groups: [PatternItem]) {
    self.rules = Memory(rules)
    count = rules.count
    // Rules that share the last number are told apart when they are tried.
    for (number, rule) in rules.prefix(RuleSet.last).enumerated() {
      for feature in 0..<32 {
        if rule.when & 1 << UInt32(feature) != 0 { asking.base[feature].insert(number) }
        if rule.unless & 1 << UInt32(feature) != 0 { excluding.base[feature].insert(number) }
      }
    }
    asked = rules.reduce(0) { $0 | $1.when }
    excluded = rules.reduce(0) { $0 | $1.unless }
    var byHead = Array(repeating: RuleSet(), count: 65)
    for (number, rule) in rules.enumerated() {
      for head in 0..<64 where rule.heads & (1 << UInt64(head)) != 0 { byHead[head].insert(number) }
      if rule.heads == 0 { byHead[64].insert(number) }
    }
    self.byHead = Memory(byHead)
    before = RuleIndex(rules.map(\.before), tables, groups: groups)
    after = RuleIndex(rules.map(\.after), tables, groups: groups)
    head = RuleIndex(rules.map(\.head), tables, groups: groups)
  }

  deinit {
    rules.deallocate()
    asking.deallocate()
    excluding.deallocate()
    byHead.deallocate()
    for index in [before, after, head] { index.deallocate() }
  }

  /// The first rule that fits the phrase, or -1. `heads`: the head groups that count for it.
  func first(
    _ phrase: Phrase, heads: UInt64, _ context: SegmentTokens, _ units: UnsafeBufferPointer<PatternItem>
  ) -> Int {
    var candidates = byHead[64]
    var rest = heads
    while rest != 0 {
      candidates.formUnion(byHead[rest.trailingZeroBitCount])
      rest &= rest &- 1
    }
    if candidates.isEmpty { return -1 }
    let unit = phrase.unit
    candidates.formIntersection(head.rules(context.items[phrase.head]))
    // Cheaper than a look at the neighbours, and mostly enough.
    let present = phrase.features
    var missing = asked & ~present
    while missing != 0 {
      candidates.subtract(asking[missing.trailingZeroBitCount])
      missing &= missing &- 1
    }
    var barred = excluded & present
    while barred != 0 {
      candidates.subtract(excluding[barred.trailingZeroBitCount])
      barred &= barred &- 1
    }
    if candidates.isEmpty { return -1 }
    candidates.formIntersection(before.rules(units, at: unit &- 1, step: -1))
    if candidates.isEmpty { return -1 }
    candidates.formIntersection(after.rules(units, at: unit &+ 1, step: 1))
    if candidates.isEmpty { return -1 }
    let head = phrase.head
    let tokens = phrase.nameStart..<phrase.end
    return candidates.first(of: count) { number in
      let rule = rules.base + number
      if rule.pointee.when & ~present != 0 || rule.pointee.unless & present != 0 { return false }
      if rule.pointee.heads != 0, rule.pointee.heads & heads == 0 { return false }
      if let pattern = rule.pointee.head, !pattern.holds(context.items, at: head, context.tables) { return false }
      if let pattern = rule.pointee.before, !pattern.holds(units, at: unit, context.tables) { return false }
      if let pattern = rule.pointee.after, !pattern.holds(units, at: unit + 1, context.tables) { return false }
      guard let pattern = rule.pointee.contains else { return true }
      for token in tokens where pattern.matches(context.items, at: token, context.tables) { return true }
      return false
    }
  }
}
