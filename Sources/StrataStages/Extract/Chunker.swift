import StrataModel

/// Base noun phrases of a tagged segment, names of the lexicon as atoms, proper names with their 'of …'.
struct Chunker {
  private let pack: LanguagePack
  private let rules: ExtractRules
  private let traits: Memory<LanguagePack.Traits>
  private let workspace = Workspace<Phrase>()
  private let openers = Self.openers

  init(_ tables: ExtractTables) {
    pack = tables.pack
    rules = tables.rules
    traits = tables.pack.traits
  }

  /// The phrases of the segment, in order; they hold until the next call. There is room behind them for one more at
  /// each name of the lexicon.
  func run(_ context: SegmentTokens) -> UnsafeMutableBufferPointer<Phrase> {
    let phrases = workspace.room(context.tokens.count + context.names.count)
    var count = 0
    var index = 0
    while index < context.tokens.count {
      if read(phrases + count, at: index, context) {
        index = phrases[count].end
        count += 1
      } else {
        index += 1
      }
    }
    return UnsafeMutableBufferPointer(start: phrases, count: count)
  }

  // MARK: One phrase

  /// The tags that a phrase can begin with, where no name of the lexicon does.
  private static let openers: UInt32 = [
    PartOfSpeech.determiner, .possessive, .number, .noun, .name, .plural, .adjective, .adverb,
  ].reduce(0) { $0 | $1.bit }

  /// Reads the phrase that begins at the token, if one does.
  private func read(_ phrase: UnsafeMutablePointer<Phrase>, at start: Int, _ context: SegmentTokens) -> Bool {
    let tokens = context.tokens
    guard tokens[start].tag.bit & openers != 0 || context.nameAt[start] >= 0, !context.isTaken[start] else {
      return false
    }
    var features: UInt32 = 0
    var at = start
    // Determiners. One that a lexicon name starts with belongs to the name.
    while at < tokens.count, context.nameAt[at] < 0, !context.isTaken[at], at == start || !tokens[at].has(.cellStart) {
      let tag = tokens[at].tag
      if tag == .determiner {
        if context.has(.article, at) {
          features |= PhraseFeatures.definite
        } else if context.has(.demonstrative, at) {
          features |= PhraseFeatures.demonstrative
        } else if context.has(.indefinite, at) {
          features |= PhraseFeatures.indefinite
        }
      } else if tag == .possessive {
        features |= PhraseFeatures.possessive
      } else if tag == .number {
        features |= PhraseFeatures.numbered
      } else {
        break
      }
      at += 1
    }
    let body = at
    guard let end = bodyEnd(from: body, context) else { return false }
    if start > 0, tokens[start - 1].has(.possessive) { features |= PhraseFeatures.possessive }
    phrase.pointee = Phrase(start: start, end: end, nameStart: body, head: end - 1, features: features)
    finish(&phrase.pointee, body: body, context)
    return true
  }

  /// End of the premodifiers and the head that start here, or nil where there is no head.
  private func bodyEnd(from body: Int, _ context: SegmentTokens) -> Int? {
    let tokens = context.tokens
    var at = body
    var lastNominal = -1
    var lastIsName = false
    while at < tokens.count, !context.isTaken[at], at == body || !tokens[at].has(.cellStart) {
      if context.nameAt[at] >= 0 {
        let name = context.names[Int(context.nameAt[at])]
        // A country or the Union before a name is a modifier; a plural class of actors ends the phrase.
        lastNominal = name.end - 1
        at = name.end
        lastIsName = true
        if isPluralActor(name, context) {
          guard at < tokens.count, continuesAfterPlural(at, context),
            context.heads(at) != 0 || context.nameAt[at] >= 0 || sharedHead(from: at, context) != nil
          else { break }
        }
        continue
      }
      let tag = tokens[at].tag
      switch tag {
      case .noun, .name:
        lastNominal = at
        lastIsName = false
        at += 1
        continue
      case .plural:
        lastNominal = at
        lastIsName = false
        at += 1
        if at < tokens.count, continuesAfterPlural(at, context), context.heads(at - 1) == 0 { continue }
      case .adjective:
        if lastNominal >= 0, !nominalFollows(at + 1, context) { break }
        at += 1
        continue
      case .adverb:
        if lastNominal < 0, at + 1 < tokens.count, tokens[at + 1].tag == .adjective || tokens[at + 1].tag == .adverb {
          at += 1
          continue
        }
      case .number:
        if lastNominal < 0, at > body {
          at += 1
          continue
        }
      default:
        if let next = coordination(at, body: body, lastNominal: lastNominal, lastIsName: lastIsName, context) {
          at = next
          lastIsName = false
          continue
        }
      }
      break
    }
    return lastNominal < 0 ? nil : lastNominal + 1
  }

  private func isPluralActor(_ name: LexiconMatcher.Found, _ context: SegmentTokens) -> Bool {
    let token = context.tokens[name.end - 1]
    let known = context.facts[name.end - 1].tags
    let isPlural = known.isEmpty ? token.tag == .plural : known.first == .plural
    return isPlural && traits[name.concept].type == .actor
  }

  /// A plural goes on as a modifier only before another noun ("skills agenda").
  private func continuesAfterPlural(_ at: Int, _ context: SegmentTokens) -> Bool {
    guard !context.tokens[at].has(.cellStart), !context.isTaken[at] else { return false }
    let tag = context.tokens[at].tag
    return tag == .noun || tag == .plural || tag == .name
  }

  private func nominalFollows(_ start: Int, _ context: SegmentTokens) -> Bool {
    var at = start
    while at < context.tokens.count, !context.tokens[at].has(.cellStart), !context.isTaken[at] {
      if context.nameAt[at] >= 0 { return true }
      switch context.tokens[at].tag {
      case .noun, .plural, .name: return true
      case .adjective, .adverb: at += 1
      default:
        // 'industrial and academic actors'
        guard context.has(.joiner, at), at + 1 < context.tokens.count,
          context.tokens[at + 1].tag == .adjective
        else { return false }
        at += 1
      }
    }
    return false
  }

  // MARK: Coordination inside a phrase

  /// Where the phrase goes on after a comma or a joiner at `at`, or nil where it ends.
  private func coordination(
    _ at: Int, body: Int, lastNominal: Int, lastIsName: Bool, _ context: SegmentTokens
  ) -> Int? {
    let tokens = context.tokens
    let isComma = context.has(.comma, at)
    let isJoiner = context.has(.joiner, at)
    guard isComma || isJoiner, at > body, at + 1 < tokens.count else { return nil }
    var next = at + 1
    if isComma, context.has(.joiner, next) { next += 1 }
    guard next < tokens.count, !tokens[next].has(.cellStart) else { return nil }
    if lastNominal < 0 {
      // Adjectives before the head: 'secure and sustainable', 'clean, circular and competitive'.
      guard tokens[at - 1].tag == .adjective else { return nil }
      var probe = next
      while probe < tokens.count, tokens[probe].tag == .adverb { probe += 1 }
      guard probe < tokens.count else { return nil }
      if tokens[probe].tag == .adjective { return next }
      // 'scientific and business communities': a noun may stand for an adjective where a head follows.
      if isJoiner, tokens[probe].tag == .noun, context.nameAt[probe] < 0, nominals(from: probe, context) >= 2 {
        return next
      }
      return nil
    }
    // Nouns before a shared head: 'funding and state-aid rules'.
    let isProperPair =
      isJoiner && context.items[at - 1].flags & context.items[next].flags & UnitFlags.proper != 0
      && next == at + 1 && at - 1 > body && context.items[at - 2].flags & UnitFlags.proper != 0
    guard !lastIsName, lastNominal == at - 1, tokens[at - 1].tag == .noun || isProperPair,
      context.heads(at - 1) & ~rules.weakHeads == 0
    else { return nil }
    if isComma, next == at + 1 {
      // A list 'a, b and c heads' goes on only where it ends so.
      guard tokens[next].tag == .noun, next + 1 < tokens.count, context.heads(next) == 0 else { return nil }
      return coordination(next + 1, body: body, lastNominal: next, lastIsName: false, context) == nil ? nil : next
    }
    guard tokens[next].tag == .noun || isProperPair || context.sectorAt[next] && tokens[next].tag != .plural,
      context.nameAt[next] < 0, context.heads(next) == 0
    else { return nil }
    guard let end = sharedHead(from: next, context) else { return nil }
    return end > next + 1 ? next : nil
  }

  /// End of the run of nominals from here where its head belongs to a head group.
  private func sharedHead(from start: Int, _ context: SegmentTokens) -> Int? {
    var at = start
    while at < context.tokens.count, at == start || !context.tokens[at].has(.cellStart), context.nameAt[at] < 0 {
      let tag = context.tokens[at].tag
      guard tag == .noun || tag == .plural || tag == .name || tag == .adjective else { break }
      at += 1
      if tag == .plural { break }
    }
    guard at - start >= 2, context.heads(at - 1) != 0 else { return nil }
    return at
  }

  private func nominals(from start: Int, _ context: SegmentTokens) -> Int {
    var count = 0
    var at = start
    while at < context.tokens.count, !context.tokens[at].has(.cellStart) {
      switch context.tokens[at].tag {
      case .noun, .name: count += 1
      case .plural: return count + 1
      case .adjective: break
      default: return count
      }
      at += 1
    }
    return count
  }

  // MARK: Names and features

  private func finish(_ phrase: inout Phrase, body: Int, _ context: SegmentTokens) {
    let tokens = context.tokens
    let items = context.items
    // A lexicon name that ends the phrase is its head as a whole.
    var at = body
    while at < phrase.end {
      if context.nameAt[at] >= 0 {
        let name = context.names[Int(context.nameAt[at])]
        if name.end == phrase.end {
          phrase.concept = name.concept
          phrase.conceptStart = at
        }
        at = name.end
      } else {
        at += 1
      }
    }
    while phrase.nameStart < phrase.head, isDropped(phrase.nameStart, context),
      phrase.conceptStart < 0 || phrase.nameStart < phrase.conceptStart || !tokens[phrase.nameStart].has(.capitalised)
    {
      phrase.nameStart += 1
      while phrase.nameStart < phrase.head,
        context.has(.joiner, phrase.nameStart) || context.has(.comma, phrase.nameStart)
      {
        phrase.nameStart += 1
      }
    }
    let isProper = items[phrase.head].flags & UnitFlags.proper != 0
    if phrase.concept >= 0 {
      let concept = traits[phrase.concept]
      phrase.features |= concept.isNamed ? PhraseFeatures.known : PhraseFeatures.generic
      phrase.features |= concept.features
      // 'revised eIDAS Regulation': what stands before a name and is no part of it goes.
      if concept.isNamed {
        while phrase.nameStart < phrase.conceptStart, items[phrase.nameStart].flags & UnitFlags.proper == 0 {
          phrase.nameStart += 1
        }
      }
    } else if isProper, !isActor(context.heads(phrase.head)) {
      var start = phrase.nameStart
      while start < phrase.head, items[start].flags & UnitFlags.proper == 0, context.nameAt[start] < 0,
        !tokens[start].has(.capitalised)
      {
        start += 1
      }
      phrase.nameStart = start
    }
    if isProper || phrase.has(PhraseFeatures.generic) && items[phrase.nameStart].flags & UnitFlags.proper != 0 {
      phrase.features |= PhraseFeatures.proper
    }
    if tokens[phrase.head].tag == .plural || context.facts[phrase.head].tags.first == .plural {
      phrase.features |= PhraseFeatures.plural
    }
    if phrase.nameStart < phrase.head {
      phrase.features |= PhraseFeatures.modified
    }
    extend(&phrase, context)
    let determined =
      PhraseFeatures.definite | PhraseFeatures.demonstrative | PhraseFeatures.indefinite
      | PhraseFeatures.possessive
    if phrase.features & determined == 0 { phrase.features |= PhraseFeatures.undetermined }
    if context.has(.postmodifier, phrase.end), phrase.end < tokens.count,
      !tokens[phrase.end].has(.cellStart)
    {
      phrase.features |= PhraseFeatures.postmodified
    }
    if phrase.start > 0, context.has(.quote, phrase.start - 1) { phrase.features |= PhraseFeatures.quoted }
    if tokens[phrase.start].has(.cellStart), phrase.end == tokens.count || tokens[phrase.end].has(.cellStart) {
      phrase.features |= PhraseFeatures.cell
    }
    if tokens[phrase.start].has(.sentenceStart) { phrase.features |= PhraseFeatures.sentenceStart }
  }

  /// Whether the first head group is one of actors, whose premodifiers stay ('skilled and empowered Service Manager').
  private func isActor(_ heads: UInt64) -> Bool {
    heads != 0 && rules.heads[heads.trailingZeroBitCount].type == .actor
  }

  private func isDropped(_ index: Int, _ context: SegmentTokens) -> Bool {
    context.has(.dropped, index) || context.tokens[index].tag == .number
  }

  /// Takes 'of …', 'for …', 'on …' into a capitalised name, and years that end it.
  private func extend(_ phrase: inout Phrase, _ context: SegmentTokens) {
    let tokens = context.tokens
    let items = context.items
    let typed = context.heads(phrase.head) != 0 || phrase.has(PhraseFeatures.generic)
    let isName =
      phrase.has(PhraseFeatures.proper) && !phrase.has(PhraseFeatures.known)
      || items[phrase.head].flags & UnitFlags.proper != 0 && phrase.has(PhraseFeatures.generic)
    let startsSentence =
      tokens[phrase.nameStart].has(.sentenceStart) && phrase.nameStart == phrase.head
      && tokens[phrase.head].has(.capitalised)
    if typed, isName || startsSentence {
      var at = phrase.end
      while at + 1 < tokens.count, context.has(.connector, at), !tokens[at].has(.cellStart) {
        var next = at + 1
        if context.has(.article, next), next + 1 < tokens.count { next += 1 }
        let isBare = startsSentence && at == phrase.end && !context.has(.solid, at)
        guard let end = nameRun(from: next, isFirst: true, startsSentence: isBare, context)
        else { break }
        phrase.end = end
        phrase.features |= PhraseFeatures.proper
        at = end
        // 'Ministry of Economic Affairs and Communications'
        while at + 1 < tokens.count, context.has(.joiner, at) || context.has(.comma, at),
          let end = nameRun(from: at + 1, isFirst: false, startsSentence: false, context)
        {
          if context.has(.comma, at), !(end < tokens.count && context.has(.joiner, end)) { break }
          phrase.end = end
          at = end
        }
      }
    }
    // 'strategy 2019-2021'
    let isInstrument = phrase.concept >= 0 && traits[phrase.concept].type == .instrument
    if typed || isInstrument, phrase.end < tokens.count, items[phrase.end].flags & NumberFlags.year != 0,
      !tokens[phrase.end].has(.cellStart)
    {
      phrase.end += 1
      if phrase.end + 1 < tokens.count, items[phrase.end + 1].flags & (NumberFlags.year | NumberFlags.twoDigits) != 0,
        tokens[phrase.end].has(.punctuation), !tokens[phrase.end + 1].has(.spaceBefore)
      {
        phrase.end += 2
      }
    }
  }

  /// End of a run of capitalised words from here, or nil where none stands. Names of actors and phrases of head
  /// groups after a joiner are names of their own.
  private func nameRun(from start: Int, isFirst: Bool, startsSentence: Bool, _ context: SegmentTokens) -> Int? {
    let tokens = context.tokens
    var at = start
    var end: Int?
    var proper = 0
    while at < tokens.count, !tokens[at].has(.cellStart), !context.isTaken[at],
      context.items[at].flags & UnitFlags.proper != 0
    {
      if context.nameAt[at] >= 0 {
        let name = context.names[Int(context.nameAt[at])]
        let concept = traits[name.concept]
        if concept.type == .actor, concept.isNamed, !concept.isCountry || !isFirst { return end }
        at = name.end
      } else {
        at += 1
      }
      proper += 1
      end = at
      // 'Economic and Monetary Affairs' inside the run
      if at + 1 < tokens.count, context.has(.joiner, at), tokens[at - 1].tag == .adjective,
        context.items[at + 1].flags & UnitFlags.proper != 0
      {
        at += 1
      }
    }
    guard let last = end else { return nil }
    if !isFirst {
      for index in start..<last where context.heads(index) != 0 && tokens[index].tag != .adjective { return nil }
    }
    if startsSentence, proper < 2, !tokens[last - 1].isAcronym { return nil }
    return last
  }
}
