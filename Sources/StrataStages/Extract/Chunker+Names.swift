import StrataModel

/// Where the name in a phrase begins and ends, and what the phrase is like.
extension Chunker {
  func finish(_ phrase: inout Phrase, body: Int, _ context: SegmentTokens) {
    let tokens = context.tokens
    let items = context.items
    // A lexicon name that ends the phrase is its head as a whole.
    var at = body
    while at < phrase.end {
      if context.nameAt[at] >= 0 {
        let name = context.names[Int(context.nameAt[at])]
        if name.end == phrase.head + 1 {
          phrase.concept = name.concept
          phrase.conceptStart = at
        }
        at = name.end
      } else {
        at += 1
      }
    }
    // 'Study Commission': the short form of one body behind a capital that tells something names another one.
    if phrase.conceptStart == phrase.head, phrase.nameStart < phrase.head, traits[phrase.concept].isNamed,
      isActor(context.heads(phrase.head)), items[phrase.head - 1].flags & UnitFlags.proper != 0,
      context.nameAt[phrase.head - 1] < 0, !tokens[phrase.head - 1].isAcronym
    {
      phrase.concept = -1
      phrase.conceptStart = -1
    }
    while phrase.nameStart < phrase.head, isDropped(phrase.nameStart, context),
      !isComparison(phrase.nameStart, after: phrase.start, context),
      phrase.conceptStart < 0 || phrase.nameStart < phrase.conceptStart || !tokens[phrase.nameStart].has(.capitalised),
      !opensName(phrase.nameStart, before: phrase.head, context)
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

  /// 'Key Points Paper', 'First Action Plan': a capital that tells something makes the word a part of the name.
  private func opensName(_ index: Int, before head: Int, _ context: SegmentTokens) -> Bool {
    let isProper = context.items[index].flags & context.items[index + 1].flags & context.items[head].flags
    return isProper & UnitFlags.proper != 0 && !context.tokens[index].has(.sentenceStart)
      && context.tokens[index].tag != .number
  }

  private func isDropped(_ index: Int, _ context: SegmentTokens) -> Bool {
    let isCompound =
      index + 1 < context.tokens.count && !context.tokens[index + 1].has(.spaceBefore) && context.has(.dash, index + 1)
    // 'third-party', 'ten-day'
    return !isCompound && (context.has(.dropped, index) || context.tokens[index].tag == .number)
  }

  /// Takes 'of …', 'for …', 'on …' into a capitalised name, and years that end it.
  private func extend(_ phrase: inout Phrase, _ context: SegmentTokens) {
    let tokens = context.tokens
    let items = context.items
    forgetShortForm(&phrase, context)
    let typed = context.heads(phrase.head) != 0 || phrase.has(PhraseFeatures.generic)
    let isName =
      // 'Danish businesses of …' is no name: only its adjective has a capital.
      phrase.has(PhraseFeatures.proper) && !phrase.has(PhraseFeatures.known) && !phrase.has(PhraseFeatures.generic)
      || items[phrase.head].flags & UnitFlags.proper != 0 && phrase.has(PhraseFeatures.generic)
    let startsSentence =
      tokens[phrase.nameStart].has(.sentenceStart) && phrase.nameStart == phrase.head
      && tokens[phrase.head].has(.capitalised)
    // 'Ministry for Education', 'Office of the Government': what an office is for or of belongs to its name.
    let isOffice =
      tokens[phrase.head].has(.capitalised) && tokens[phrase.head].tag != .plural
      && isInstitution(context.heads(phrase.head))
    if typed, isName || startsSentence {
      var at = phrase.end
      while at + 1 < tokens.count, context.has(.connector, at), !tokens[at].has(.cellStart), tokens[at].tag != .to {
        var next = at + 1
        if context.has(.article, next), next + 1 < tokens.count { next += 1 }
        // 'the Ministry of Health on Thursday'
        if context.has(.calendar, next) { break }
        let isBare = startsSentence && at == phrase.end && !context.has(.solid, at) && !isOffice
        // 'Amendment of the Cybersecurity Act' and 'Partnerships for the Digital Decade' are no names.
        let isPlural = phrase.has(PhraseFeatures.plural) && phrase.has(PhraseFeatures.generic)
        if startsSentence && !isName || isPlural, isNamedInstrument(next, context) { break }
        let takesActors = isOffice && context.has(.solid, at)
        guard let end = nameRun(from: next, isFirst: true, startsSentence: isBare, takesActors: takesActors, context)
        else { break }
        phrase.end = end
        phrase.features |= PhraseFeatures.proper
        at = end
        // 'Ministry of Economic Affairs and Communications'
        while let end = joinedRun(at, context) {
          phrase.end = end
          at = end
        }
      }
    }
    takeNumber(&phrase, context)
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

  /// End of the capitalised words that a joiner at the token, or a list that one closes, adds to a name: 'Conference on
  /// Food, Nutrition, and Health'.
  private func joinedRun(_ at: Int, _ context: SegmentTokens) -> Int? {
    let count = context.tokens.count
    var place = at
    while place + 1 < count, context.has(.joiner, place) || context.has(.comma, place) {
      let isLast = context.has(.joiner, place) || context.has(.joiner, place + 1)
      let from = context.has(.joiner, place + 1) ? place + 2 : place + 1
      guard from < count, let end = nameRun(from: from, isFirst: false, startsSentence: false, context) else {
        // 'Office of Labour, Social Affairs and Family': what a joiner follows was in the list.
        return isLast && place > at && context.has(.joiner, place) ? place : nil
      }
      place = end
      if isLast { return end }
    }
    return nil
  }

  /// 'Union of Towns': the short form of one body that goes on so names another one.
  private func forgetShortForm(_ phrase: inout Phrase, _ context: SegmentTokens) {
    let tokens = context.tokens
    guard phrase.has(PhraseFeatures.known), phrase.conceptStart == phrase.head, phrase.nameStart == phrase.head,
      context.heads(phrase.head) != 0, context.has(.solid, phrase.end), phrase.end + 1 < tokens.count
    else { return }
    let next = context.has(.article, phrase.end + 1) ? phrase.end + 2 : phrase.end + 1
    guard nameRun(from: next, isFirst: true, startsSentence: false, context) != nil else { return }
    phrase.concept = -1
    phrase.conceptStart = -1
    phrase.features &= ~(PhraseFeatures.known | PhraseFeatures.institution | PhraseFeatures.group)
  }

  private func isNamedInstrument(_ at: Int, _ context: SegmentTokens) -> Bool {
    guard at < context.tokens.count, context.nameAt[at] >= 0 else { return false }
    let concept = traits[context.names[Int(context.nameAt[at])].concept]
    return concept.type == .instrument && concept.isNamed
  }

  /// End of a run of capitalised words from here, or nil where none stands. Names of actors and phrases of head
  /// groups after a joiner are names of their own.
  private func nameRun(
    from start: Int, isFirst: Bool, startsSentence: Bool, takesActors: Bool = false, _ context: SegmentTokens
  ) -> Int? {
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
        // 'Chair of the Northern Council': a short form behind other words of the name is one of them.
        let isShort = proper > 0 && name.end == name.start + 1
        if concept.type == .actor, concept.isNamed, !isShort, !takesActors, !concept.isCountry || !isFirst {
          return end
        }
        at = name.end
      } else {
        at += 1
      }
      proper += 1
      end = at
      // 'Cross-Border Video Hearings'
      while at + 1 < tokens.count, context.has(.dash, at), !tokens[at].has(.spaceBefore),
        !tokens[at + 1].has(.spaceBefore), tokens[at + 1].has(.word)
      {
        at += 2
        end = at
      }
      // 'Economic and Monetary Affairs' inside the run
      if at + 1 < tokens.count, context.has(.joiner, at), tokens[at - 1].tag == .adjective,
        context.items[at + 1].flags & UnitFlags.proper != 0
      {
        at += 1
      }
    }
    guard let last = end else { return nil }
    // 'Union of Towns and Municipalities', 'Ministry of Transport and Communications'
    let isPair =
      start >= 2 && tokens[last - 1].tag == .plural && last == start + 1
      && (tokens[start - 2].tag == .plural || !isActor(context.heads(start)))
    if !isFirst, !isPair {
      for index in start..<last where context.heads(index) != 0 && tokens[index].tag != .adjective { return nil }
    }
    if startsSentence, proper < 2, !tokens[last - 1].isAcronym { return nil }
    return last
  }

  /// 'Regulation (EU) 2016/679', 'Directive 2014/90/EU', 'Decision No 768/2008/EC', 'Act No. 31 of 2008', 'Executive Order
  /// 14110': the number of an act is part of it.
  private func takeNumber(_ phrase: inout Phrase, _ context: SegmentTokens) {
    let tokens = context.tokens
    let heads = context.heads(phrase.head)
    guard phrase.end == phrase.head + 1, heads != 0, rules.heads[heads.trailingZeroBitCount].kind == .regulation,
      tokens[phrase.head].has(.capitalised)
    else { return }
    func isGlued(_ at: Int) -> Bool {
      at < tokens.count && !tokens[at].has(.spaceBefore) && !tokens[at].has(.cellStart)
    }
    var at = phrase.end
    if at + 2 < tokens.count, context.has(.open, at), tokens[at + 1].isAcronym, context.has(.close, at + 2) { at += 3 }
    var isNumbered = false
    if at + 1 < tokens.count, tokens[at].has(.capitalised), tokens[at].count == 2 {
      let number = tokens[at + 1].has(.punctuation) && isGlued(at + 1) ? at + 2 : at + 1
      if number < tokens.count, tokens[number].has(.number), !tokens[number].has(.cellStart) {
        at = number
        isNumbered = true
      }
    }
    guard at < tokens.count, tokens[at].has(.number), !tokens[at].has(.cellStart) else { return }
    if at + 2 < tokens.count, tokens[at + 1].has(.punctuation), isGlued(at + 1), isGlued(at + 2),
      tokens[at + 2].has(.number)
    {
      at += 3
      if at + 1 < tokens.count, tokens[at].has(.punctuation), isGlued(at), isGlued(at + 1), tokens[at + 1].isAcronym {
        at += 2
      }
      phrase.end = at
    } else if at + 2 < tokens.count, context.has(.solid, at + 1), context.items[at + 2].flags & NumberFlags.year != 0 {
      phrase.end = at + 3
    } else if isNumbered || tokens[at].count >= 3 && context.items[at].flags & NumberFlags.year == 0 {
      phrase.end = at + 1
    }
  }
}
