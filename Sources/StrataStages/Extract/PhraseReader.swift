import StrataModel
import StrataText

/// Decides what each phrase is and which part an actor plays, and puts the mentions of a segment together.
struct PhraseReader {
  let pack: LanguagePack
  let rules: ExtractRules
  let tables: ExtractTables
  let traits: Memory<LanguagePack.Traits>
  /// The phrases of the segment, then the names inside them that stand for themselves.
  var phrases: UnsafeMutablePointer<Phrase>
  var phraseCount = 0
  let unitSpace = Workspace<PatternItem>()
  var units = UnsafeMutableBufferPointer<PatternItem>(start: nil, count: 0)
  let phraseOfSpace = Workspace<Int32>()
  /// By token: the phrase that it belongs to, or -1.
  var phraseOf: UnsafeMutablePointer<Int32>
  let draftSpace = Workspace<Draft>()
  let actorSpace = Workspace<Int>()
  let none = Workspace<Phrase>()
  var attributes: AttributeWriter
  var headCauses = HeadCauses()

  init(_ tables: ExtractTables) {
    self.tables = tables
    pack = tables.pack
    rules = tables.rules
    traits = tables.pack.traits
    attributes = AttributeWriter(pack: tables.pack)
    phrases = none.room(1)
    phraseOf = phraseOfSpace.room(1)
  }

  /// What is asked of the segment beside its words.
  struct Place {
    var kind: SegmentKind
    var hasLeadIn: Bool
  }

  /// `found` has room for one more phrase at each name of the lexicon.
  mutating func mentions(
    _ place: Place, _ context: SegmentTokens, _ found: UnsafeMutableBufferPointer<Phrase>,
    entities: UnsafeBufferPointer<EntityMatcher.Found>, learned: inout LearnedNames
  ) -> [Mention] {
    // Segments have tokens, so that there is room.
    phrases = found.baseAddress.unsafelyUnwrapped
    phraseCount = found.count
    var common: UInt32 = 0
    if place.kind == .heading || place.kind == .title { common |= PhraseFeatures.heading }
    if place.kind == .item { common |= PhraseFeatures.item }
    if place.hasLeadIn { common |= PhraseFeatures.led }
    layUnits(context, common)
    for index in 0..<phraseCount {
      decide(index, context, learned)
      if phrases[index].type != nil { learnAcronym(index, context, &learned) }
      // What stands before is known where the next one is decided.
      markUnit(index)
    }
    let baseCount = phraseCount
    addInnerNames(context)
    for index in baseCount..<phraseCount { markUnit(index) }
    for index in 0..<phraseCount where phrases[index].type == .actor { assignRole(index, context) }
    shareRoles(context)
    return assemble(context, entities)
  }

  // MARK: Units

  mutating func layUnits(_ context: SegmentTokens, _ common: UInt32) {
    phraseOf = phraseOfSpace.room(context.tokens.count, filledWith: -1)
    let units = unitSpace.room(context.tokens.count)
    var count = 0
    var next = 0
    var token = 0
    while token < context.tokens.count {
      if next < phraseCount, phrases[next].start == token {
        phrases[next].unit = count
        phrases[next].features |= common
        if token == 0, common & PhraseFeatures.item != 0 { phrases[next].features |= PhraseFeatures.itemStart }
        let head = phrases[next].head
        var flags = context.items[head].flags & 0xF000_FFFF | UnitFlags.phrase
        let first = context.items[token].flags
        let position = UInt32(
          TokenFlags.sentenceStart.rawValue | TokenFlags.cellStart.rawValue | TokenFlags.spaceBefore.rawValue)
        flags = flags & ~position | first & position
        if phrases[next].has(PhraseFeatures.plural) { flags |= UnitFlags.plural }
        if phrases[next].has(PhraseFeatures.definite) { flags |= UnitFlags.definite }
        if phrases[next].has(PhraseFeatures.modified) { flags |= UnitFlags.modified }
        if phrases[next].has(PhraseFeatures.known) { flags |= UnitFlags.known }
        if context.heads(head) != 0 || phrases[next].concept >= 0 { flags |= UnitFlags.typed }
        let item = context.items[head]
        units[count] = PatternItem(word: item.word, group: item.group, tags: item.tags, flags: flags)
        count += 1
        for inside in token..<phrases[next].end { phraseOf[inside] = Int32(next) }
        token = phrases[next].end
        next += 1
      } else {
        units[count] = context.items[token]
        count += 1
        token += 1
      }
    }
    self.units = UnsafeMutableBufferPointer(start: units, count: count)
  }

  mutating func markUnit(_ index: Int) {
    let phrase = phrases[index]
    guard !phrase.has(PhraseFeatures.modifier) else { return }
    switch phrase.type {
    case .actor: units[phrase.unit].flags |= UnitFlags.actor
    case .instrument: units[phrase.unit].flags |= UnitFlags.instrument
    default: break
    }
    if phrase.isNamed { units[phrase.unit].flags |= UnitFlags.named }
  }

  /// The first of the rules that fits, or -1.
  @inline(__always)
  func first(_ rules: PhraseRules, _ phrase: Phrase, _ heads: UInt64, _ context: SegmentTokens) -> Int {
    rules.first(phrase, heads: heads, context, UnsafeBufferPointer(units))
  }

  // MARK: Actor or instrument

  func decide(_ index: Int, _ context: SegmentTokens, _ learned: borrowing LearnedNames) {
    var phrase = phrases[index]
    let head = context.tokens[phrase.head]
    var heads = context.heads(phrase.head)
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
      let concept = traits[phrase.concept]
      type = concept.type
      kind = concept.instrumentClass
      phrase.isNamed = concept.isNamed || phrase.has(PhraseFeatures.proper) || hasProperModifier(phrase, context)
      cause = .lexicon
      if concept.isNamed { heads &= rules.ambiguousHeads }
    } else if heads != 0 {
      phrase.group = heads.trailingZeroBitCount
      let group = rules.heads[phrase.group]
      type = group.type
      kind = group.kind
      phrase.features |= group.features
      phrase.isNamed = phrase.has(PhraseFeatures.proper) || hasProperModifier(phrase, context)
      cause = .head
    }
    var decision: Int
    if type == nil {
      decision = first(tables.openDecisions, phrase, 0, context)
      if decision >= 0 { decision = rules.openDecisions[decision] }
    } else {
      decision = first(tables.decisions, phrase, heads, context)
    }
    // 'by AI': the name of a field is no body.
    let isField = type == nil && context.sectorAt[phrase.head]
    if decision >= 0, type != nil || rules.decisions[decision].type != nil, !isField {
      // An outcome takes the class of the first head group of its type.
      if let wanted = rules.decisions[decision].type {
        let given = rules.decisions[decision].kind
        if type != wanted || given != nil {
          type = wanted
          kind = given ?? groupKind(heads, wanted) ?? kind
          cause = .decision
          phrase.decision = decision
          // 'the “Room for All” programme': capitals whose head says nothing are a name.
          if phrase.concept < 0, heads == 0 { phrase.isNamed = phrase.has(PhraseFeatures.proper) }
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

  /// 'EuroHPC network', 'Digital Czech Republic programme': capitals before a common noun that are neither an
  /// acronym, which may be a field's, nor an adjective, nor a country alone.
  func hasProperModifier(_ phrase: Phrase, _ context: SegmentTokens) -> Bool {
    let last = phrase.conceptStart > phrase.nameStart ? phrase.conceptStart : phrase.head
    var isProper = false
    var at = phrase.nameStart
    while at < last {
      let name = context.nameAt[at]
      if name >= 0 {
        let found = context.names[Int(name)]
        let concept = traits[found.concept]
        if concept.isNamed, !concept.isCountry, concept.type == .instrument { isProper = true }
        at = max(found.end, at + 1)
        continue
      }
      let token = context.tokens[at]
      if context.items[at].flags & UnitFlags.proper != 0,
        !token.isAcronym || token.has(.innerCapital) && token.count > 5,
        context.facts[at].tags.bits & PartOfSpeech.adjective.bit == 0
      {
        isProper = true
      }
      at += 1
    }
    return isProper
  }

  func groupKind(_ heads: UInt64, _ type: MentionType) -> InstrumentClass? {
    var rest = heads
    while rest != 0 {
      let group = rules.heads[rest.trailingZeroBitCount]
      if group.type == type { return group.kind }
      rest &= rest - 1
    }
    return nil
  }

  /// Names of the lexicon inside a phrase that is nothing itself.
  mutating func addInnerNames(_ context: SegmentTokens) {
    let outerCount = phraseCount
    for name in context.names {
      let outer = phraseOf[name.start]
      if outer >= 0 {
        let phrase = phrases[Int(outer)]
        if phrase.type != nil || phrase.concept >= 0 && phrase.conceptStart == name.start { continue }
      }
      let concept = traits[name.concept]
      var phrase = Phrase(
        start: name.start, end: name.end, nameStart: name.start, head: name.end - 1)
      phrase.concept = name.concept
      phrase.conceptStart = name.start
      phrase.features =
        (concept.isNamed ? PhraseFeatures.known : PhraseFeatures.generic)
        | concept.features
      if outer >= 0 { phrase.features |= PhraseFeatures.modifier }
      phrase.unit = outer >= 0 ? phrases[Int(outer)].unit : unit(of: name.start, context)
      phrases[phraseCount] = phrase
      phraseCount += 1
    }
    let nothing = LearnedNames()
    for index in outerCount..<phraseCount { decide(index, context, nothing) }
  }

  func unit(of token: Int, _ context: SegmentTokens) -> Int {
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
  mutating func learnAcronym(_ index: Int, _ context: SegmentTokens, _ learned: inout LearnedNames) {
    let phrase = phrases[index]
    guard let type = phrase.type else { return }
    let tokens = context.tokens
    let open = phrase.end
    var acronym = -1
    if open + 2 < tokens.count, context.has(.open, open),
      context.has(.close, open + 2), tokens[open + 1].isAcronym
    {
      acronym = open + 1
    } else if phrase.start >= 2, context.has(.dash, phrase.start - 1), phrase.has(PhraseFeatures.proper),
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

  // MARK: Mentions

  /// A mention before it is written: its place and where its attributes come from.
  struct Draft: BitwiseCopyable {
    enum Origin { case phrase, entity, sector }
    var start: UInt32
    var end: UInt32
    var type: MentionType
    var origin: Origin
    var index: Int

    func overlaps(_ other: Draft) -> Bool { start < other.end && other.start < end }
    func contains(_ other: Draft) -> Bool { start <= other.start && other.end <= end }
  }

  mutating func assemble(_ context: SegmentTokens, _ entities: UnsafeBufferPointer<EntityMatcher.Found>) -> [Mention] {
    let tokens = context.tokens
    let drafts = draftSpace.room(phraseCount + entities.count + context.sectors.count)
    var count = 0
    for index in 0..<phraseCount {
      guard let type = phrases[index].type else { continue }
      drafts[count] = Draft(
        start: tokens[phrases[index].nameStart].start, end: tokens[phrases[index].end - 1].end, type: type,
        origin: .phrase, index: index)
      count += 1
    }
    if !entities.isEmpty { count = add(entities, to: drafts, count, context) }
    let taken = count
    for index in context.sectors.indices where isSector(context.sectors[index], context) {
      let draft = Draft(
        start: tokens[context.sectors[index].start].start, end: tokens[context.sectors[index].end - 1].end,
        type: .sector, origin: .sector, index: index)
      // Inside names alone, and smaller than they are.
      var clashes = false
      for other in 0..<taken where drafts[other].overlaps(draft) {
        let outer = drafts[other]
        if outer.origin != .phrase || !outer.contains(draft) || outer.start == draft.start && outer.end == draft.end {
          clashes = true
          break
        }
      }
      if clashes { continue }
      drafts[count] = draft
      count += 1
    }
    guard count > 0 else { return [] }
    // In order of their places, of two that start together the longer one first.
    for index in 1..<max(1, count) {
      let draft = drafts[index]
      var at = index
      while at > 0, (draft.start, drafts[at - 1].end) < (drafts[at - 1].start, draft.end) {
        drafts[at] = drafts[at - 1]
        at -= 1
      }
      drafts[at] = draft
    }
    var result: [Mention] = []
    result.reserveCapacity(count)
    for index in 0..<count {
      let draft = drafts[index]
      let cause = because(draft, context, entities)
      result.append(Mention(type: draft.type, extent: Extent(draft.start, draft.end), because: cause))
      describe(&result[index], draft, context, entities)
    }
    return result
  }

  /// Adds amounts, dates and targets, and takes out the names that they swallow. Gives the new number of drafts.
  func add(
    _ entities: UnsafeBufferPointer<EntityMatcher.Found>, to drafts: UnsafeMutablePointer<Draft>, _ names: Int,
    _ context: SegmentTokens
  ) -> Int {
    let tokens = context.tokens
    var count = names
    for index in entities.indices {
      let type = rules.entityTests[entities[index].rule].type
      let draft = Draft(
        start: tokens[entities[index].start].start, end: tokens[entities[index].end - 1].end, type: type,
        origin: .entity, index: index)
      if type == .date, let name = (0..<names).first(where: { isDated(drafts[$0], entities[index], context) }) {
        drafts[name].start = draft.start
        continue
      }
      // A year inside a name is no date; an amount or a target swallows what it counts.
      let isInside = (0..<names).contains { drafts[$0].contains(draft) || type == .date && drafts[$0].overlaps(draft) }
      if isInside { continue }
      drafts[count] = draft
      count += 1
    }
    var kept = 0
    for index in 0..<count {
      let draft = drafts[index]
      let isSwallowed =
        draft.origin == .phrase
        && entities.contains { found in
          let type = rules.entityTests[found.rule].type
          return type != .date && tokens[found.start].start < draft.end && draft.start < tokens[found.end - 1].end
            && !(draft.start <= tokens[found.start].start && tokens[found.end - 1].end <= draft.end)
        }
      if isSwallowed { continue }
      drafts[kept] = draft
      kept += 1
    }
    return kept
  }

  /// 'the 2019 State Budget', 'its 2014-2020 Growth Strategy': whether the years open the instrument's name.
  private func isDated(_ name: Draft, _ years: EntityMatcher.Found, _ context: SegmentTokens) -> Bool {
    let phrase = phrases[name.index]
    guard name.type == .instrument, phrase.nameStart == years.end, phrase.has(PhraseFeatures.proper), years.start > 0,
      context.tokens[phrase.nameStart].has(.capitalised), context.tokens[years.start].has(.number),
      context.tokens[years.end - 1].has(.number)
    else { return false }
    return context.has(.article, years.start - 1) || context.tokens[years.start - 1].tag == .possessive
  }

  /// The attributes of a mention, filled in where it stands: a copy would count the references.
  private mutating func describe(
    _ mention: inout Mention, _ draft: Draft, _ context: SegmentTokens,
    _ entities: UnsafeBufferPointer<EntityMatcher.Found>
  ) {
    switch draft.origin {
    case .phrase:
      let phrase = phrases[draft.index]
      if draft.type == .actor {
        mention.role = phrase.role
      } else {
        mention.instrumentClass = phrase.kind
        mention.named = phrase.isNamed
      }
      if phrase.concept >= 0 { mention.concept = pack.concepts[phrase.concept].id }
    case .entity:
      let found = entities[draft.index]
      let (tokens, text) = (context.tokens, context.text)
      mention.value = attributes.fill(rules.entityAttributes[found.rule].value, found.match, tokens, text)
      mention.currency = attributes.fill(rules.entityAttributes[found.rule].currency, found.match, tokens, text)
      mention.date = attributes.fill(rules.entityAttributes[found.rule].date, found.match, tokens, text)
      mention.unit = attributes.fill(rules.entityAttributes[found.rule].unit, found.match, tokens, text)
    case .sector: mention.concept = pack.concepts[context.sectors[draft.index].concept].kind
    }
  }

  /// Adds the acronyms of the segment that nothing explains yet, by their hashes. Mutating, since the list may belong
  /// to the reader's owner: the reader would be copied for each segment, and all its references counted.
  mutating func addUnknownAcronyms(
    _ context: SegmentTokens, _ segment: Int, to unknown: inout [(hash: UInt64, segment: Int)]
  ) {
    for index in 0..<phraseCount where phrases[index].type == nil && phrases[index].concept < 0 {
      let head = context.tokens[phrases[index].head]
      if head.isAcronym, phrases[index].nameStart == phrases[index].head { unknown.append((head.hash, segment)) }
    }
  }

  private mutating func because(
    _ draft: Draft, _ context: SegmentTokens, _ entities: UnsafeBufferPointer<EntityMatcher.Found>
  ) -> String {
    switch draft.origin {
    case .phrase: because(phrases[draft.index], context)
    case .entity: rules.entityAttributes[entities[draft.index].rule].because
    case .sector: pack.concepts[context.sectors[draft.index].concept].because
    }
  }

  private mutating func because(_ phrase: Phrase, _ context: SegmentTokens) -> String {
    switch phrase.cause {
    case .nothing: return ""
    case .lexicon: return pack.concepts[phrase.concept].because
    case .head:
      let head = context.tokens[phrase.head]
      return headCauses.cause(head.hash) { "head:" + Self.folded(context.text, head) }
    case .learned: return "learned:" + Self.folded(context.text, context.tokens[phrase.head])
    case .decision: return rules.decisionNames[phrase.decision]
    }
  }

  static func folded(_ text: UnsafeBufferPointer<UInt8>, _ token: Token) -> String {
    String(decoding: text[Int(token.start)..<Int(token.end)], as: UTF8.self).lowercased()
  }
}

/// `head:` and the word, remembered by the hash of the word; a newer one takes the place of an older one.
struct HeadCauses {
  private var hashes = Array(repeating: UInt64(0), count: 1024)
  private var causes = Array(repeating: "", count: 1024)

  mutating func cause(_ hash: UInt64, _ make: () -> String) -> String {
    let slot = Int(truncatingIfNeeded: hash &>> 20) & 1023
    if hashes[slot] == hash { return causes[slot] }
    let cause = make()
    // Beyond ASCII words of one hash may differ in small letters.
    guard cause.utf8.allSatisfy({ $0 < 128 }) else { return cause }
    hashes[slot] = hash
    causes[slot] = cause
    return cause
  }
}
