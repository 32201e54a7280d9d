import StrataModel

extension ClauseReader {
  /// Whom or what a finite verb is said of.
  enum Subject: Equatable {
    /// One that may promise, by the word.
    case authority(Int32)
    /// Others who are bound or asked.
    case party
    /// An authority that is bound or asked: advice to it is advice to the plan's own side.
    case advised(Int32)
    /// Others who gain.
    case beneficiary
    /// A thing that has to meet requirements.
    case bound
    /// An instrument, by its class.
    case instrument(InstrumentClass?)
    /// A noun of what somebody wants to reach.
    case goal(Goal)
    case thing
    /// 'that', 'which', 'who': the clause describes its noun.
    case relative
    case missing
  }

  /// How much a goal binds: a task; a state wished for, which is soft unless it sets up something; a mere aim.
  enum Goal { case task, wish, soft }

  /// The subject of the finite verb at `index`, in the sentence from `start`.
  func subject(_ index: Int, _ start: Int) -> Subject {
    var last = index - 1
    while last >= start, has(last, .adverb) || has(last, .ongoing) || has(last, .hedge) { last -= 1 }
    guard last >= start else { return .missing }
    if has(last, .speaker) { return isCondition(last, start) ? .relative : .authority(text(last)) }
    if has(last, .relative) { return .relative }
    // The nearest phrase: 'the Commission will', where no preposition governs it.
    if case .some(let near) = agent(last) {
      var at = phraseStart(last)
      if !(at > start && governed(at - 1)) {
        while at > start, has(at - 1, .determiner), !has(at - 1, .relative) { at -= 1 }
        return isCondition(at, start) || !has(index, .will) && describesNoun(at, start) ? .relative : near
      }
      at = last
    }
    // The clause's first phrase.
    let from = clauseStart(last, start)
    if from < 0 { return .relative }
    var at = from
    while at <= last {
      let entry = entry(at)
      if entry.has(.speaker) {
        // 'We believe humans should': the clause has a subject of its own.
        let verb = skipAdverbs(at + 1, last + 1)
        if verb < last, self.entry(verb).lemma >= 0, self.entry(verb).forms.contains(.base) {
          at = verb + 1
          continue
        }
        return .authority(text(at))
      }
      if entry.has(.goal) || entry.has(.softGoal) {
        if isOfPaper(at, last) || !entry.has(.softGoal) && isOfInstrument(at, last) { return .thing }
        return at > start && has(at - 1, .relative)
          ? .relative : .goal(!entry.has(.softGoal) ? .task : entry.has(.goal) ? .wish : .soft)
      }
      if let found = agent(at), at == last || isHead(at, last + 1) || words[at].mention >= 0 {
        let end = mentionEnd(at)
        if end < words.count, words[end].has(.possessive) {
          at = end + 1
          continue
        }
        return found
      }
      if entry.has(.preposition) || entry.has(.relative) || entry.has(.via) { return .thing }
      if entry.has(.pronoun), at == last { return antecedent(at, start) ?? .thing }
      at += 1
    }
    return .thing
  }

  /// Whom 'it' or 'they' speaks of: the authority that opens the sentence before.
  private func antecedent(_ index: Int, _ start: Int) -> Subject? {
    let length = words[index].end - words[index].start
    guard length == 2 || length == 4, !has(index, .determiner),
      let before = sentences.last(where: { $0.upperBound <= start })
    else { return nil }
    var at = skipAdverbs(before.lowerBound, before.upperBound)
    while at < before.upperBound, has(at, .determiner) || has(at, .possessive) { at += 1 }
    guard at < before.upperBound, case .some(.authority(let who)) = agent(at) else { return nil }
    let end = mentionEnd(at) + 1
    return end < before.upperBound && words[end].has(.possessive) ? nil : .authority(who)
  }

  /// 'the actions that the Agency must take': the clause from the word on describes the noun before its 'that'. What an
  /// authority *will* take is its promise all the same.
  private func describesNoun(_ index: Int, _ start: Int) -> Bool {
    guard index - 2 >= start, has(index - 1, .relative) else { return false }
    let noun = index - (has(index - 2, .preposition) ? 3 : 2)
    guard noun >= start, words[noun].isWord else { return false }
    let nouns: UInt64 = [
      ClauseClass.announcesCommitments, .announcesTargets, .announcesRequirements, .announcesContext, .goal, .softGoal,
      .hollow, .bound,
    ].reduce(0) { $0 | $1.bit }
    let entry = entry(noun)
    if entry.lemma >= 0, entry.noun < 0, entry.nominal < 0, entry.classes.bits & nouns == 0 { return false }
    return words[noun].mention >= 0 || entry.noun >= 0 || entry.nominal >= 0 || entry.classes.bits & nouns != 0
  }

  /// Whether a subordinator stands right before the phrase: 'if we', 'when the Commission'.
  private func isCondition(_ index: Int, _ start: Int) -> Bool {
    index > start && (has(index - 1, .subordinator) || has(index, .subordinator))
  }

  /// What the actor, the instrument or the noun at the word is.
  func agent(_ index: Int) -> Subject? {
    let word = words[index]
    if word.mention >= 0 {
      let mention = mentions[Int(word.mention)]
      if mention.type == .instrument {
        return words[mentionEnd(index)].has(.possessive) ? nil : .instrument(mention.instrumentClass)
      }
      if words[mentionEnd(index)].has(.possessive) { return nil }
      // A group or a network is the means by which others act, not an authority.
      let head = nameHead(index)
      if entry(head).noun >= 0, !entry(head).has(.party), !namesAuthority(word.mention) {
        return .instrument(grammar.nouns[Int(entry(head).noun)].instrumentClass)
      }
      switch mention.role {
      case .lead: return .authority(text(index))
      case .beneficiary: return .beneficiary
      case .addressee, .partner:
        if isCollective(word.mention) { return .thing }
        return namesAuthority(word.mention) ? .advised(text(index)) : .party
      default:
        if isCollective(word.mention) { return .thing }
        return namesAuthority(word.mention) ? .authority(text(index)) : .party
      }
    }
    let entry = entry(index)
    if word.has(.possessive) { return nil }
    if entry.has(.authority) { return entry.has(.party) ? .advised(text(index)) : .authority(text(index)) }
    if entry.has(.party) { return .party }
    if entry.has(.bound) { return .bound }
    if entry.noun >= 0, isHead(index, words.count) {
      return .instrument(grammar.nouns[Int(entry.noun)].instrumentClass)
    }
    return nil
  }

  /// 'the purpose of this approach': what a paper or an instrument is for, not what anybody wants.
  private func isOfInstrument(_ index: Int, _ last: Int) -> Bool {
    guard index + 1 <= last, has(index + 1, .preposition) else { return false }
    var at = index + 2
    while at <= min(last, index + 7), !has(at, .preposition) {
      if words[at].mention >= 0 { return mentions[Int(words[at].mention)].type == .instrument }
      if entry(at).noun >= 0, isHead(at, last + 1) { return true }
      at += 1
    }
    return false
  }

  /// 'the aim of this document'.
  private func isOfPaper(_ index: Int, _ last: Int) -> Bool {
    guard index + 1 <= last, has(index + 1, .preposition) else { return false }
    return (index + 2..<max(index + 2, min(last + 1, index + 6))).contains { has($0, .paper) }
  }

  private func namesAuthority(_ mention: Int16) -> Bool {
    words.contains { $0.mention == mention && grammar.entries[Int($0.entry)].has(.authority) }
  }

  func isCollective(_ mention: Int16) -> Bool {
    mentions[Int(mention)].isCollective
      || words.contains { $0.mention == mention && grammar.entries[Int($0.entry)].has(.collective) }
  }

  /// The head of the mention at the word: its last word before a preposition.
  func nameHead(_ index: Int) -> Int {
    let mention = words[index].mention
    guard mention >= 0 else { return index }
    var at = index
    while at + 1 < words.count, words[at + 1].mention == mention, !has(at + 1, .preposition),
      !words[at + 1].has(.number)
    {
      at += 1
    }
    return at
  }

  /// The last word of the mention at the word, or the word itself.
  func mentionEnd(_ index: Int) -> Int {
    let mention = words[index].mention
    guard mention >= 0 else { return index }
    var at = index
    while at + 1 < words.count, words[at + 1].mention == mention { at += 1 }
    return at
  }

  /// The first word of the phrase that ends at the word: back over its modifiers.
  private func phraseStart(_ index: Int) -> Int {
    var at = index
    if words[at].mention >= 0 {
      while at > 0, words[at - 1].mention == words[index].mention { at -= 1 }
    }
    while at > 0 {
      let word = words[at - 1]
      let entry = entry(at - 1)
      guard word.isWord, entry.classes.bits & Self.phraseEnders & ~ClauseClass.determiner.bit == 0, entry.lemma < 0,
        word.mention < 0
      else { break }
      at -= 1
    }
    return at
  }

  /// Whether a word takes the phrase after it away from the verb.
  private func governed(_ index: Int) -> Bool {
    let entry = entry(index)
    if entry.has(.preposition) || entry.has(.via) || entry.has(.to) || entry.has(.including) { return true }
    // 'strategies and the Commission': a list; 'and' after a comma opens a clause of its own.
    if entry.has(.conjunction), index > 0 { return words[index - 1].mention >= 0 }
    guard entry.lemma >= 0, !entry.forms.isDisjoint(with: [.gerund, .base, .participle]) else { return false }
    if entry.noun < 0, entry.nominal < 0 { return true }
    return index > 0 && (has(index - 1, .relative) || has(index - 1, .to))
  }

  /// Whether 'that' before the word opens a clause with a subject of its own ('ensure that the Office'), not one that
  /// describes its noun ('providers that use').
  private func opensComplement(_ index: Int, _ last: Int) -> Bool {
    guard has(index - 1, .relative), !has(index, .relative) else { return false }
    let head = skipAdverbs(index, last + 1)
    guard head <= last else { return true }
    let entry = entry(head)
    return entry.classes.bits & (Self.triggers | ClauseClass.havePast.bit | ClauseClass.can.bit) == 0
      && !(entry.lemma >= 0 && words[head].mention < 0)
  }

  /// The first word of the clause whose subject ends at `last`, after what introduces it; -1 where it is a condition.
  func clauseStart(_ last: Int, _ start: Int) -> Int {
    var from = start
    var at = last
    var comma = false
    while at > start {
      if words[at - 1].mark == 59 || words[at - 1].mark == 58 || opensComplement(at, last) {
        from = at
        break
      }
      if words[at - 1].mark == 44 { comma = true }
      // 'if we want to': a condition, unless a comma has closed it.
      if has(at - 1, .subordinator) {
        if !comma { return -1 }
        from = at - 1
        break
      }
      at -= 1
    }
    // Introductory phrases: 'In this context,', 'Together with the Office,', 'To this end,'.
    while from <= last {
      let entry = entry(from)
      let introduces =
        entry.has(.preposition) || entry.has(.subordinator) || entry.has(.to) || entry.has(.via) || entry.has(.adverb)
        || entry.lemma >= 0 && entry.forms.contains(.gerund)
      guard introduces else { break }
      var comma = from + 1
      while comma <= last, words[comma].mark != 44 { comma += 1 }
      guard comma < last else { return entry.has(.adverb) ? from + 1 : from }
      from = comma + 1
    }
    return from
  }
}
