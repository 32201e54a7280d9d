import StrataModel
import StrataText

/// Decides what each phrase is and which part an actor plays, and puts the mentions of a segment together.
struct PhraseReader {
  private let pack: LanguagePack
  private let rules: ExtractRules
  private var phrases: [Phrase] = []
  private var units: [PatternItem] = []
  private var phraseOf: [Int32] = []
  private var drafts: [Draft] = []

  init(pack: LanguagePack, rules: ExtractRules) {
    self.pack = pack
    self.rules = rules
  }

  mutating func mentions(
    _ segment: Segment, _ context: Chunker.Context, _ found: [Phrase], sectors: [LexiconMatcher.Found],
    entities: [EntityMatcher.Found], learned: inout LearnedNames, _ text: UnsafeBufferPointer<UInt8>
  ) -> [Mention] {
    phrases.removeAll(keepingCapacity: true)
    phrases.append(contentsOf: found)
    var common: UInt32 = 0
    if segment.kind == .heading || segment.kind == .title { common |= PhraseFeatures.heading }
    if segment.kind == .item { common |= PhraseFeatures.item }
    if segment.leadIn != nil { common |= PhraseFeatures.led }
    layUnits(context, common)
    for index in phrases.indices {
      decide(index, context, learned, text)
      learnAcronym(index, context, &learned)
    }
    addInnerNames(context, text)
    for index in phrases.indices { markUnit(index) }
    for index in phrases.indices where phrases[index].type == .actor { assignRole(index, context) }
    shareRoles(context)
    return assemble(segment, context, sectors, entities, text)
  }

  // MARK: Units

  private mutating func layUnits(_ context: Chunker.Context, _ common: UInt32) {
    units.removeAll(keepingCapacity: true)
    phraseOf.removeAll(keepingCapacity: true)
    phraseOf.append(contentsOf: repeatElement(-1, count: context.tokens.count))
    var next = 0
    var token = 0
    while token < context.tokens.count {
      if next < phrases.count, phrases[next].start == token {
        phrases[next].unit = units.count
        phrases[next].features |= common
        if token == 0, common & PhraseFeatures.item != 0 { phrases[next].features |= PhraseFeatures.itemStart }
        let head = phrases[next].head
        var flags = context.items[head].flags & 0xF000_FFFF | UnitFlags.phrase
        let first = context.items[token].flags
        let position = UInt32(TokenFlags.sentenceStart.rawValue | TokenFlags.cellStart.rawValue | TokenFlags.spaceBefore.rawValue)
        flags = flags & ~position | first & position
        if phrases[next].has(PhraseFeatures.plural) { flags |= UnitFlags.plural }
        if phrases[next].has(PhraseFeatures.definite) { flags |= UnitFlags.definite }
        if phrases[next].has(PhraseFeatures.modified) { flags |= UnitFlags.modified }
        if phrases[next].has(PhraseFeatures.known) { flags |= UnitFlags.known }
        if rules.headBits[Int(context.tokens[head].word)] != 0 || phrases[next].concept >= 0 { flags |= UnitFlags.typed }
        units.append(PatternItem(word: context.tokens[head].word, tags: context.tokens[head].tag.bit, flags: flags))
        for inside in token..<phrases[next].end { phraseOf[inside] = Int32(next) }
        token = phrases[next].end
        next += 1
      } else {
        units.append(context.items[token])
        token += 1
      }
    }
  }

  private mutating func markUnit(_ index: Int) {
    let phrase = phrases[index]
    guard !phrase.has(PhraseFeatures.modifier) else { return }
    switch phrase.type {
    case .actor: units[phrase.unit].flags |= UnitFlags.actor
    case .instrument: units[phrase.unit].flags |= UnitFlags.instrument
    default: break
    }
    if phrase.isNamed { units[phrase.unit].flags |= UnitFlags.named }
  }

  private func fits(
    _ rule: ExtractRules.PhraseRule, _ phrase: Phrase, _ heads: UInt64, _ context: Chunker.Context,
    _ units: UnsafeBufferPointer<PatternItem>
  ) -> Bool {
    if rule.heads != 0, rule.heads & heads == 0 { return false }
    if phrase.features & rule.when != rule.when || phrase.features & rule.unless != 0 { return false }
    if let head = rule.head, !head.matches(context.items, at: phrase.head, context.tables) { return false }
    if let before = rule.before, !before.matches(units, at: phrase.unit, context.tables) { return false }
    if let after = rule.after, !after.matches(units, at: phrase.unit + 1, context.tables) { return false }
    guard let contains = rule.contains else { return true }
    for token in phrase.nameStart..<phrase.end where contains.matches(context.items, at: token, context.tables) {
      return true
    }
    return false
  }

  /// The first of the rules that fits, or -1.
  private func firstFit(
    _ rules: [ExtractRules.PhraseRule], _ phrase: Phrase, _ heads: UInt64, _ context: Chunker.Context
  ) -> Int {
    units.withUnsafeBufferPointer { units in
      rules.withUnsafeBufferPointer { rules in
        for index in rules.indices where fits(rules[index], phrase, heads, context, units) { return index }
        return -1
      }
    }
  }

  /// The first decision that makes something of a phrase without a known head, or -1.
  private func firstOpenFit(_ phrase: Phrase, _ context: Chunker.Context) -> Int {
    units.withUnsafeBufferPointer { units in
      for index in rules.openDecisions where fits(rules.decisions[index], phrase, 0, context, units) { return index }
      return -1
    }
  }

  // MARK: Actor or instrument

  private mutating func decide(
    _ index: Int, _ context: Chunker.Context, _ learned: LearnedNames, _ text: UnsafeBufferPointer<UInt8>
  ) {
    var phrase = phrases[index]
    let head = context.tokens[phrase.head]
    var heads = rules.headBits[Int(head.word)]
    var type: MentionType?
    var kind: InstrumentClass?
    var cause = Phrase.Cause.nothing
    if phrase.concept < 0, head.isAcronym, let known = learned.index(of: head.hash) {
      let name = learned.names[known]
      phrase.learned = known
      phrase.concept = name.concept
      phrase.features |= PhraseFeatures.learned | name.features
      type = name.type
      kind = name.kind
      phrase.isNamed = name.isNamed
      cause = .learned
    } else if phrase.concept >= 0 {
      let concept = pack.traits[phrase.concept]
      type = concept.type
      kind = concept.instrumentClass
      phrase.isNamed = concept.isNamed || phrase.has(PhraseFeatures.proper)
      cause = .lexicon
      if concept.isNamed { heads &= rules.ambiguousHeads }
    } else if heads != 0 {
      phrase.group = heads.trailingZeroBitCount
      let group = rules.heads[phrase.group]
      type = group.type
      kind = group.kind
      phrase.features |= group.features
      phrase.isNamed = phrase.has(PhraseFeatures.proper)
      cause = .head
    }
    let decision = type == nil
      ? firstOpenFit(phrase, context) : firstFit(rules.decisions, phrase, heads, context)
    // 'by AI': the name of a field is no body.
    let isField = type == nil && context.sectorAt[phrase.head]
    if decision >= 0, type != nil || rules.decisions[decision].type != nil, !isField {
      // An outcome takes the class of the first head group of its type.
      if let wanted = rules.decisions[decision].type {
        let given = rules.decisions[decision].kind
        if type != wanted || given != nil {
          type = wanted
          kind = given ?? groupKind(heads, wanted) ?? kind
          cause = .decision(decision)
        }
        if type == .instrument, kind == nil { type = nil }
      } else {
        type = nil
      }
    }
    phrase.type = type
    phrase.kind = type == .instrument ? kind : nil
    phrase.cause = cause
    phrases[index] = phrase
  }

  private func groupKind(_ heads: UInt64, _ type: MentionType) -> InstrumentClass? {
    var rest = heads
    while rest != 0 {
      let group = rules.heads[rest.trailingZeroBitCount]
      if group.type == type { return group.kind }
      rest &= rest - 1
    }
    return nil
  }

  /// Names of the lexicon inside a phrase that is nothing itself.
  private mutating func addInnerNames(_ context: Chunker.Context, _ text: UnsafeBufferPointer<UInt8>) {
    guard !context.names.isEmpty else { return }
    var inner: [Phrase] = []
    for name in context.names {
      let outer = phraseOf[name.start]
      if outer >= 0 {
        let phrase = phrases[Int(outer)]
        if phrase.type != nil || phrase.concept >= 0 && phrase.conceptStart == name.start { continue }
      }
      let concept = pack.traits[name.concept]
      var phrase = Phrase(
        start: name.start, end: name.end, nameStart: name.start, head: name.end - 1)
      phrase.concept = name.concept
      phrase.conceptStart = name.start
      phrase.features = (concept.isNamed ? PhraseFeatures.known : PhraseFeatures.generic)
        | concept.features
      if outer >= 0 { phrase.features |= PhraseFeatures.modifier }
      phrase.unit = outer >= 0 ? phrases[Int(outer)].unit : unit(of: name.start, context)
      inner.append(phrase)
    }
    for phrase in inner {
      phrases.append(phrase)
      decide(phrases.count - 1, context, LearnedNames(), text)
    }
  }

  private func unit(of token: Int, _ context: Chunker.Context) -> Int {
    var unit = 0
    var at = 0
    while at < token {
      let phrase = phraseOf[at]
      at = phrase >= 0 ? phrases[Int(phrase)].end : at + 1
      unit += 1
    }
    return unit
  }

  // MARK: Acronyms

  /// `European Defence Fund (EDF)`: the acronym names the same thing from here on.
  private mutating func learnAcronym(_ index: Int, _ context: Chunker.Context, _ learned: inout LearnedNames) {
    let phrase = phrases[index]
    guard let type = phrase.type else { return }
    let tokens = context.tokens
    let open = phrase.end
    var acronym = -1
    if open + 2 < tokens.count, matches(rules.chunking.open, context, open),
      matches(rules.chunking.close, context, open + 2), tokens[open + 1].isAcronym
    {
      acronym = open + 1
    } else if phrase.start >= 2, matches(rules.chunking.dash, context, phrase.start - 1), phrase.has(PhraseFeatures.proper),
      tokens[phrase.start - 2].isAcronym, phrase.start == 2 || tokens[phrase.start - 3].has(.punctuation)
    {
      acronym = phrase.start - 2
    }
    // 'Focus Group on Artificial Intelligence (AI)': the acronym is the field's.
    guard acronym >= 0, !tokens[acronym].has(.number), !context.sectorAt[acronym] else { return }
    learned.learn(
      LearnedNames.Name(
        hash: tokens[acronym].hash, type: type, kind: phrase.kind, concept: phrase.concept,
        isNamed: phrase.isNamed,
        features: phrase.features
          & (PhraseFeatures.country | PhraseFeatures.group | PhraseFeatures.institution | PhraseFeatures.person)))
  }

  private func matches(_ pattern: Pattern?, _ context: Chunker.Context, _ index: Int) -> Bool {
    guard let pattern, index >= 0, index < context.items.count else { return false }
    return pattern.tests(context.items[index], context.tables)
  }

  // MARK: Roles

  private mutating func assignRole(_ index: Int, _ context: Chunker.Context) {
    let rule = firstFit(rules.roles, phrases[index], heads(of: phrases[index], context), context)
    if rule >= 0 { phrases[index].role = rules.roles[rule].role }
  }

  private func heads(of phrase: Phrase, _ context: Chunker.Context) -> UInt64 {
    if phrase.concept >= 0, pack.traits[phrase.concept].isNamed { return 0 }
    return rules.headBits[Int(context.tokens[phrase.head].word)]
  }

  /// Actors joined by commas and 'and' play one part.
  private mutating func shareRoles(_ context: Chunker.Context) {
    let actors = phrases.indices.filter { phrases[$0].type == .actor && !phrases[$0].has(PhraseFeatures.modifier) }
      .sorted { phrases[$0].start < phrases[$1].start }
    for (position, index) in actors.enumerated().dropFirst() {
      let before = actors[position - 1]
      if phrases[index].role == nil, let role = phrases[before].role, areJoined(before, index, context) {
        phrases[index].role = role
      }
    }
    for (position, index) in actors.enumerated().dropLast().reversed() {
      let after = actors[position + 1]
      if phrases[index].role == nil, let role = phrases[after].role, areJoined(index, after, context) {
        phrases[index].role = role
      }
    }
    for index in phrases.indices where phrases[index].type == .actor && phrases[index].role == nil {
      let rule = firstFit(rules.defaultRoles, phrases[index], heads(of: phrases[index], context), context)
      let concept = phrases[index].concept
      phrases[index].role =
        rule >= 0 ? rules.defaultRoles[rule].role : (concept >= 0 ? pack.concepts[concept].role : nil) ?? .other
    }
  }

  private func areJoined(_ left: Int, _ right: Int, _ context: Chunker.Context) -> Bool {
    let from = phrases[left].end
    let to = phrases[right].start
    guard from < to, to - from <= 4 else { return false }
    for token in from..<to {
      // 'from authorities and from organisations'
      if token > from, context.tokens[token].tag == .preposition, matches(rules.chunking.joiner, context, token - 1) {
        continue
      }
      let isLink = matches(rules.chunking.comma, context, token) || matches(rules.chunking.joiner, context, token)
        || matches(rules.chunking.open, context, token) || matches(rules.chunking.close, context, token)
        || matches(rules.chunking.apposition, context, token)
      if !isLink || context.tokens[token].has(.cellStart) { return false }
    }
    return true
  }

  // MARK: Mentions

  /// A mention before it is written: its place and where its attributes come from.
  private struct Draft {
    enum Origin { case phrase, entity, sector }
    var start: UInt32
    var end: UInt32
    var type: MentionType
    var origin: Origin
    var index: Int

    func overlaps(_ other: Draft) -> Bool { start < other.end && other.start < end }
    func contains(_ other: Draft) -> Bool { start <= other.start && other.end <= end }
  }

  private mutating func assemble(
    _ segment: Segment, _ context: Chunker.Context, _ sectors: [LexiconMatcher.Found],
    _ entities: [EntityMatcher.Found], _ text: UnsafeBufferPointer<UInt8>
  ) -> [Mention] {
    let tokens = context.tokens
    drafts.removeAll(keepingCapacity: true)
    for index in phrases.indices {
      guard let type = phrases[index].type else { continue }
      drafts.append(
        Draft(
          start: tokens[phrases[index].nameStart].start, end: tokens[phrases[index].end - 1].end, type: type,
          origin: .phrase, index: index))
    }
    let names = drafts.count
    for index in entities.indices {
      let type = rules.entityTests[entities[index].rule].type
      let draft = Draft(
        start: tokens[entities[index].start].start, end: tokens[entities[index].end - 1].end, type: type,
        origin: .entity, index: index)
      // A year inside a name is no date; an amount or a target swallows what it counts.
      if drafts.prefix(names).contains(where: { $0.contains(draft) || type == .date && $0.overlaps(draft) }) { continue }
      drafts.append(draft)
    }
    drafts.removeAll { draft in
      draft.origin == .phrase
        && entities.contains { found in
          let type = rules.entityTests[found.rule].type
          return type != .date && tokens[found.start].start < draft.end && draft.start < tokens[found.end - 1].end
            && !(draft.start <= tokens[found.start].start && tokens[found.end - 1].end <= draft.end)
        }
    }
    let taken = drafts.count
    for index in sectors.indices where isSector(sectors[index], context) {
      let draft = Draft(
        start: tokens[sectors[index].start].start, end: tokens[sectors[index].end - 1].end, type: .sector,
        origin: .sector, index: index)
      // Inside names alone, and smaller than they are.
      let clashes = drafts.prefix(taken).contains {
        $0.overlaps(draft) && ($0.origin != .phrase || !$0.contains(draft) || $0.start == draft.start && $0.end == draft.end)
      }
      if !clashes { drafts.append(draft) }
    }
    drafts.sort { ($0.start, $1.end) < ($1.start, $0.end) }
    var result: [Mention] = []
    result.reserveCapacity(drafts.count)
    for draft in drafts { result.append(mention(draft, context, sectors, entities, text)) }
    return result
  }

  private func mention(
    _ draft: Draft, _ context: Chunker.Context, _ sectors: [LexiconMatcher.Found], _ entities: [EntityMatcher.Found],
    _ text: UnsafeBufferPointer<UInt8>
  ) -> Mention {
    let place = Extent<Normal>(draft.start, draft.end)
    switch draft.origin {
    case .phrase:
      let phrase = phrases[draft.index]
      var mention = Mention(type: draft.type, extent: place, because: because(phrase, context, text))
      if draft.type == .actor {
        mention.role = phrase.role
      } else {
        mention.instrumentClass = phrase.kind
        mention.named = phrase.isNamed
      }
      if phrase.concept >= 0 { mention.concept = pack.concepts[phrase.concept].id }
      return mention
    case .entity:
      let found = entities[draft.index]
      var mention = Mention(type: draft.type, extent: place, because: rules.entityAttributes[found.rule].because)
      mention.value = found.value
      mention.currency = found.currency
      mention.date = found.date
      mention.unit = found.unit
      return mention
    case .sector:
      let concept = sectors[draft.index].concept
      var mention = Mention(type: .sector, extent: place, because: pack.concepts[concept].because)
      mention.concept = pack.concepts[concept].kind
      return mention
    }
  }

  /// Whether the word stands there as the lexicon's `use` demands: as a noun, or before one.
  private func isSector(_ sector: LexiconMatcher.Found, _ context: Chunker.Context) -> Bool {
    let usage = pack.traits[sector.concept].usage
    let isBound = sector.end < context.tokens.count && !context.tokens[sector.end].has(.spaceBefore)
      && pack.hyphenClass >= 0 && context.tables.classes[Int(context.tokens[sector.end].word)].contains(pack.hyphenClass)
      || sector.start > 0 && !context.tokens[sector.start].has(.spaceBefore)
        && context.tables.classes[Int(context.tokens[sector.start - 1].word)].contains(max(0, pack.hyphenClass))
    let phrase = phraseOf[sector.end - 1]
    let last = context.tokens[sector.end - 1].tag
    if last == .verb || last == .verbThird { return false }
    if phrase >= 0 {
      let outer = phrases[Int(phrase)]
      let coversHead = sector.start <= outer.head && outer.head < sector.end
      // 'the trainings' points back; 'public administrations' act.
      if coversHead, outer.type == .actor { return false }
      if coversHead, outer.type == nil, outer.group >= 0,
        outer.features & (PhraseFeatures.definite | PhraseFeatures.demonstrative) != 0
      {
        return false
      }
      if pack.traits[sector.concept].isBareLeft, sector.start > outer.nameStart {
        let before = context.tokens[sector.start - 1].tag
        if before == .adjective || before == .noun || before == .name || before == .plural { return false }
      }
    }
    // 'energy efficient', 'climate-neutral'
    let after = isBound ? sector.end + 1 : sector.end
    if after < context.tokens.count, context.tokens[after].tag == .adjective, usage != .noun,
      !matches(rules.chunking.bound, context, after), isBound || phrase < 0 || after >= phrases[Int(phrase)].end
    {
      return false
    }
    if usage == .any { return true }
    var isModifier = isBound
    if phrase >= 0, sector.end < phrases[Int(phrase)].end, sector.end <= phrases[Int(phrase)].head {
      let next = context.tokens[sector.end].tag
      if !isBound, matches(rules.chunking.field, context, sector.end) { return true }
      isModifier = isModifier || next == .noun || next == .plural || next == .name || next == .adjective
    }
    return usage == .modifier ? isModifier && !isBound : !isModifier
  }

  /// Acronyms of the segment that nothing explains yet, by their hashes.
  func forEachUnknownAcronym(_ context: Chunker.Context, _ body: (UInt64) -> Void) {
    for phrase in phrases where phrase.type == nil && phrase.concept < 0 {
      let head = context.tokens[phrase.head]
      if head.isAcronym, phrase.nameStart == phrase.head { body(head.hash) }
    }
  }

  private func because(_ phrase: Phrase, _ context: Chunker.Context, _ text: UnsafeBufferPointer<UInt8>) -> String {
    switch phrase.cause {
    case .nothing: return ""
    case .lexicon: return pack.concepts[phrase.concept].because
    case .head: return "head:" + Self.folded(text, context.tokens[phrase.head])
    case .learned: return "learned:" + Self.folded(text, context.tokens[phrase.head])
    case .decision(let index): return rules.decisionNames[index]
    }
  }

  private static func folded(_ text: UnsafeBufferPointer<UInt8>, _ token: Token) -> String {
    String(decoding: text[Int(token.start)..<Int(token.end)], as: UTF8.self).lowercased()
  }
}
