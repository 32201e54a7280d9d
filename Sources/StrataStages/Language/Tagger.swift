import StrataModel

/// Gives every token its part of speech: the dictionary's tags in their order, endings and shape for unknown
/// words, and the context rules of the grammar. Left to right; rules see chosen tags to the left and possible tags
/// to the right.
struct Tagger {
  private let pack: LanguagePack
  private let facts: Memory<WordFacts>
  private let rules: TaggingRules
  private let workspace = Workspace<PatternItem>()
  private let factSpace = Workspace<WordFacts>()
  /// What is known of the words of the tokens that were tagged last; as their items, valid until the next batch.
  private(set) var known: UnsafePointer<WordFacts>
  /// All traces of those words, and all flags of the items.
  private(set) var traces: WordTraces = []
  private(set) var flags: UInt32 = 0
  private let candidates: CandidateRules

  /// `facts`: by word id of the pack.
  init(pack: LanguagePack, facts: Memory<WordFacts>) {
    self.pack = pack
    self.facts = facts
    rules = pack.tagging
    candidates = CandidateRules(pack.tagging)
    known = UnsafePointer(factSpace.room(1))
  }

  /// Makes room for segments of so many tokens together.
  func beginBatch(_ tokens: Int) {
    _ = workspace.room(tokens)
    _ = factSpace.room(tokens)
  }

  /// Tags the tokens of a segment, the first of which is the batch's token `offset`, and gives an item for each, for
  /// patterns. `isShouting`: the text is all capitals or title case, so that capitals tell nothing.
  mutating func tag(
    _ tokens: UnsafeMutableBufferPointer<Token>, at offset: Int, text: UnsafeBufferPointer<UInt8>, isShouting: Bool
  ) -> UnsafeBufferPointer<PatternItem> {
    // `tags` of an item are the possible ones until the token's turn, then the chosen one.
    let items = UnsafeMutableBufferPointer(start: workspace.memory.base + offset, count: tokens.count)
    // A loop of its own, so that the processor may wait for many words at once.
    let known = factSpace.memory.base + offset
    var traces: WordTraces = []
    for index in tokens.indices {
      known[index] = facts[Int(tokens[index].word)]
      traces.formUnion(known[index].traces)
    }
    self.known = UnsafePointer(known)
    var flags: UInt32 = 0
    for index in tokens.indices {
      let isRaised = !isShouting && isRaised(index, tokens, known[index], items)
      items[index] = item(tokens[index], known[index], text, isShouting || isRaised)
      flags |= items[index].flags
    }
    self.traces = traces
    self.flags = flags
    if traces.contains(.hyphen) { joinCompounds(tokens, items) }
    for index in tokens.indices {
      let possible = items[index].tags
      let chosen: PartOfSpeech
      if possible & (possible &- 1) == 0 {
        chosen = PartOfSpeech(lowestOf: possible)
      } else {
        chosen = choose(index, tokens[index], possible, text, UnsafeBufferPointer(items))
      }
      tokens[index].tag = chosen
      items[index].tags = chosen.bit
    }
    return UnsafeBufferPointer(items)
  }

  /// What makes a token more than its word.
  private static var telling: TokenFlags {
    [.punctuation, .capitalised, .allCaps, .innerCapital, .hasDigit, .number, .possessive, .digitsThenLetters]
  }

  /// Whether the word is an ordinary one that its author raised: the 'INVITES' that opens a paragraph, and the 'ON' of
  /// its 'CALLS ON'. A long word in capitals that the dictionary knows is hardly an acronym.
  private func isRaised(
    _ index: Int, _ tokens: UnsafeMutableBufferPointer<Token>, _ known: WordFacts,
    _ items: UnsafeMutableBufferPointer<PatternItem>
  ) -> Bool {
    let token = tokens[index]
    guard token.has(.allCaps), known.tagBits != 0 else { return false }
    if token.has(.sentenceStart) { return token.count >= 5 && known.tagBits & Self.verbs != 0 }
    return index > 0 && tokens[index - 1].has(.allCaps) && items[index - 1].flags & UnitFlags.proper == 0
      && known.tags.first == .preposition
  }

  private static let verbs = PartOfSpeech.verb.bit | PartOfSpeech.verbThird.bit | PartOfSpeech.gerund.bit

  @inline(__always)
  private func item(
    _ token: Token, _ known: WordFacts, _ text: UnsafeBufferPointer<UInt8>, _ isShouting: Bool
  ) -> PatternItem {
    var flags = UInt32(token.flags.rawValue)
    var tags: UInt32
    // A word in small letters, as most are.
    if known.tagBits != 0, token.flags.isDisjoint(with: Self.telling) {
      return PatternItem(word: token.word, group: UInt32(known.group), tags: known.tagBits, flags: flags)
    }
    if token.has(.punctuation) {
      tags = PartOfSpeech.punctuation.bit
      if known.tagBits != 0 { tags = known.tagBits }
    } else if token.has(.possessive) {
      tags = PartOfSpeech.punctuation.bit
    } else if token.has(.number) {
      tags = PartOfSpeech.number.bit
      flags |= NumberFlags.of(token, text)
    } else if token.has(.hasDigit) {
      tags = PartOfSpeech.name.bit
      if !isShouting, token.isAcronym { flags |= UnitFlags.proper }
    } else {
      let isProper = !isShouting && (token.isAcronym || token.has(.capitalised) && !token.has(.sentenceStart))
      if isProper { flags |= UnitFlags.proper }
      if token.isAcronym, !isShouting {
        // 'SMEs', 'EDIHs'
        let isPlural =
          token.has(.innerCapital) && token.has(.capitalised) && text[Int(token.end) - 1] == 115
          && text[Int(token.end) - 2] < 97
        tags = isPlural ? PartOfSpeech.plural.bit : PartOfSpeech.name.bit
      } else if known.tagBits != 0 {
        tags = known.tagBits
      } else if isProper {
        tags = PartOfSpeech.name.bit
      } else {
        tags = (pack.suffixes.tags(text, token) ?? TagOrder([.noun])).bits
      }
    }
    return PatternItem(word: token.word, group: UInt32(known.group), tags: tags, flags: flags)
  }

  /// The parts of a hyphenated compound take the tag of the compound: that of its last part, where a participle
  /// makes an adjective.
  private func joinCompounds(
    _ tokens: UnsafeMutableBufferPointer<Token>, _ items: UnsafeMutableBufferPointer<PatternItem>
  ) {
    var index = 1
    while index + 1 < tokens.count {
      guard tokens[index].has(.punctuation), isHyphen(tokens, items, index) else {
        index += 1
        continue
      }
      let first = index - 1
      var last = index + 1
      while last + 2 < tokens.count, isHyphen(tokens, items, last + 1) { last += 2 }
      let adjectival =
        PartOfSpeech.adjective.bit | PartOfSpeech.participle.bit | PartOfSpeech.verbPast.bit
        | PartOfSpeech.gerund.bit | PartOfSpeech.adverb.bit
      let verbal = PartOfSpeech.verb.bit | PartOfSpeech.verbThird.bit
      let nominal = PartOfSpeech.noun.bit | PartOfSpeech.name.bit
      let tags = items[last].tags
      var compound: UInt32
      if tags & PartOfSpeech.plural.bit != 0 {
        compound = PartOfSpeech.plural.bit
      } else if tags & adjectival != 0, last - first > 2 || tags & nominal == 0 {
        compound = PartOfSpeech.adjective.bit
      } else if tags & nominal != 0 {
        compound = PartOfSpeech.noun.bit | (tags & verbal)
        if last - first > 2 { compound = PartOfSpeech.adjective.bit }
      } else if tags & PartOfSpeech.number.bit != 0 {
        index = last + 1
        continue
      } else {
        compound = PartOfSpeech.adjective.bit
      }
      // One choice for the compound: what stands before its last part is never a verb of its own.
      let isNominal = compound & (PartOfSpeech.plural.bit | PartOfSpeech.noun.bit) != 0
      let parts = isNominal ? PartOfSpeech.noun.bit : compound
      for part in first..<last { items[part].tags = parts }
      items[last].tags = compound
      index = last + 1
    }
  }

  private func isHyphen(
    _ tokens: UnsafeMutableBufferPointer<Token>, _ items: UnsafeMutableBufferPointer<PatternItem>, _ index: Int
  ) -> Bool {
    known[index].traces.contains(.hyphen)
      && !tokens[index].has(.spaceBefore) && !tokens[index + 1].has(.spaceBefore)
      && tokens[index - 1].has(.word) && tokens[index + 1].has(.word)
      && !(tokens[index - 1].has(.number) && (tokens[index + 1].has(.number) || tokens[index + 1].has(.hasDigit)))
      && !tokens[index + 1].has(.cellStart)
  }

  /// Chooses among the possible tags of one word.
  private func choose(
    _ index: Int, _ token: Token, _ possible: UInt32, _ text: UnsafeBufferPointer<UInt8>,
    _ items: UnsafeBufferPointer<PatternItem>
  ) -> PartOfSpeech {
    var candidates = candidates.rules(possible)
    if !candidates.isEmpty { candidates.formIntersection(rules.word.rules(items[index])) }
    if !candidates.isEmpty { candidates.formIntersection(rules.before.rules(items, at: index &- 1, step: -1)) }
    if !candidates.isEmpty { candidates.formIntersection(rules.after.rules(items, at: index &+ 1, step: 1)) }
    let tables = pack.patterns
    let found = candidates.first(of: rules.count) { number in
      let rule = rules.plans[number]
      if rule.may & possible != rule.may { return false }
      if let word = rule.word, !word.holds(items, at: index, tables) { return false }
      if let before = rule.before, !before.holds(items, at: index, tables) { return false }
      if let after = rule.after, !after.holds(items, at: index + 1, tables) { return false }
      return true
    }
    if found >= 0 { return rules.plans[found].tag }
    let known = known[index].tags
    let order = known.isEmpty ? pack.suffixes.tags(text, token) ?? TagOrder([.noun]) : known
    return order.first(of: possible) ?? .noun
  }
}

/// The tagging rules of a grammar, with what each looks at first.
final class TaggingRules: @unchecked Sendable {
  let plans: Memory<TaggingPlan>
  let count: Int
  let word: RuleIndex<NarrowRuleSet>
  let before: RuleIndex<NarrowRuleSet>
  let after: RuleIndex<NarrowRuleSet>

  init(_ plans: [TaggingPlan], _ tables: PatternTables, groups: [PatternItem]) {
    self.plans = Memory(plans)
    count = plans.count
    word = RuleIndex(plans.map(\.word), tables, groups: groups)
    before = RuleIndex(plans.map(\.before), tables, groups: groups)
    after = RuleIndex(plans.map(\.after), tables, groups: groups)
  }

  deinit {
    plans.deallocate()
    for index in [word, before, after] { index.deallocate() }
  }
}

/// The rules for words that may have certain tags, remembered for the sets of tags that occur.
private final class CandidateRules {
  private let known: Memory<(tags: UInt32, rules: NarrowRuleSet)>
  private let rules: TaggingRules

  init(_ rules: TaggingRules) {
    self.rules = rules
    known = Memory(repeating: (0, NarrowRuleSet()), count: 256)
  }

  deinit { known.deallocate() }

  @inline(__always)
  func rules(_ tags: UInt32) -> NarrowRuleSet {
    let slot = Int((tags &* 0x9E37_79B1) >> 24)
    if known[slot].tags == tags { return known[slot].rules }
    var set = NarrowRuleSet()
    for number in 0..<rules.count where rules.plans[number].may & tags == rules.plans[number].may { set.insert(number) }
    known[slot] = (tags, set)
    return set
  }
}

/// Properties of numbers for patterns.
enum NumberFlags {
  static let year: UInt32 = 1 << 24
  static let day: UInt32 = 1 << 25
  static let twoDigits: UInt32 = 1 << 26
  static let threeDigits: UInt32 = 1 << 27
  /// A day of the calendar in one word: '7.12.2018'.
  static let dottedDay: UInt32 = 1 << 30

  static func of(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var value = 0
    for at in Int(token.start)..<Int(token.end) {
      let digit = Int(text[at]) - 48
      guard digit >= 0, digit <= 9, value < 100_000 else { return isDottedDay(token, text) ? dottedDay : 0 }
      value = value * 10 + digit
    }
    switch token.count {
    case 1: return value >= 1 ? day : 0
    case 2: return twoDigits | (value >= 1 && value <= 31 ? day : 0)
    case 3: return threeDigits
    case 4: return value >= 1900 && value < 2100 ? year : 0
    default: return 0
    }
  }

  /// A day, a month and a year of four digits, between points.
  private static func isDottedDay(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard token.count >= 8, token.count <= 10 else { return false }
    var parts = (0, 0, 0)
    var points = 0
    for at in Int(token.start)..<Int(token.end) {
      if text[at] == 46 {
        points += 1
        continue
      }
      let digit = Int(text[at]) - 48
      guard digit >= 0, digit <= 9 else { return false }
      switch points {
      case 0: parts.0 = parts.0 * 10 + digit
      case 1: parts.1 = parts.1 * 10 + digit
      default: parts.2 = parts.2 * 10 + digit
      }
    }
    return points == 2 && (1...31).contains(parts.0) && (1...12).contains(parts.1) && (1900..<2100).contains(parts.2)
  }
}
