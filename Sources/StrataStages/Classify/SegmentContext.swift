import StrataModel

/// What a lead-in or a heading says of the list below it.
struct Announcement {
  /// `nothing`: what a site says of itself.
  enum Content { case commitments, targets, requirements, context, events, nothing }

  var content: Content
  var soft = false
  /// The action that the items complete ('The Government will build:').
  var action: Action?
  /// Whether it ends in a modal that the items complete ('The Government will').
  var isOpen = false
  /// The word by which it was known, an index of the grammar's texts.
  var cue: Int32
}

extension ClauseReader {
  /// What the words announce, or nil. `function` is what the segment itself was read as.
  func announcement(heading: Bool, reading: Reading?) -> Announcement? {
    if heading, words.count <= 8, let first = words.indices.first, has(first, .boilerplate) {
      return Announcement(content: .nothing, cue: Int32(words[first].entry))
    }
    if heading, let month = datedBy() { return Announcement(content: .events, cue: month) }
    if !heading, let open = asked() ?? openEnd() { return open }
    if !heading, let reading, !isFollowed(reading) {
      switch reading.function {
      case .commitment:
        let ends = words.last?.mark == 58 && words.count - reading.object <= 2
        return Announcement(
          content: .commitments, soft: reading.strength == .soft && reading.sentence == sentences.count - 1,
          action: ends ? reading.action : nil, cue: cue(of: reading))
      case .requirement: return Announcement(content: .requirements, cue: cue(of: reading))
      default: break
      }
    }
    var found: Announcement?
    // Of a paragraph it is the last sentence that announces.
    for index in heading ? words.indices : lastSentence ?? words.indices
    where grammar.traces[Int(words[index].entry)].contains(.announcing) {
      let entry = entry(index)
      let cue = Int32(words[index].entry)
      // 'What we will do'.
      if heading, entry.has(.will), index > 0, has(index - 1, .speaker) {
        found = found ?? Announcement(content: .commitments, cue: cue)
      }
      if entry.has(.announcesContext) { return Announcement(content: .context, cue: cue) }
      if entry.has(.announcesRequirements) { found = Announcement(content: .requirements, cue: cue) }
      if entry.has(.announcesCommitments), found?.content != .requirements || !heading && isOwnMust(before: index) {
        found = Announcement(content: .commitments, soft: !heading && isSoft(before: index), cue: cue)
      }
      if entry.has(.announcesTargets), found == nil || !heading && isOwnMust(before: index) {
        found = Announcement(content: .targets, cue: cue)
      }
    }
    // 'It focuses on:' describes what was named before.
    if found == nil, !heading, let last = lastSentence, has(last.lowerBound, .pronoun),
      !has(last.lowerBound, .determiner),
      words[last.upperBound - 1].mark == 58
    {
      return Announcement(content: .context, cue: Int32(words[last.lowerBound].entry))
    }
    return found
  }

  /// 'We must focus on the following steps:': whether the duty that stands before the word is no party's, so that the
  /// list holds what the plan will do.
  private func isOwnMust(before index: Int) -> Bool {
    guard let sentence = lastSentence, sentence.contains(index),
      let must = (sentence.lowerBound..<index).last(where: { has($0, .must) })
    else { return false }
    switch subject(must, sentence.lowerBound) {
    case .party, .beneficiary, .bound, .advised: return false
    default: return !(sentence.lowerBound..<index).contains { has($0, .announcesRequirements) && !has($0, .must) }
    }
  }

  /// 'The centre should perform these tasks:', 'The Government intends to achieve this objective by:'.
  private func isSoft(before index: Int) -> Bool {
    guard let sentence = lastSentence, sentence.contains(index) else { return false }
    return (sentence.lowerBound..<index).contains { at in
      if has(at, .should) { return true }
      guard entry(at).lemma >= 0, let verb = verb(at, [.third, .base], sentence.upperBound) else { return false }
      return rule(verb.sense).soft && kind(verb.sense) == .chain && verb.next < sentence.upperBound
        && has(verb.next, .to)
    }
  }

  /// 'They will share a repository. It will hold the following records:': another sentence than the one that was read
  /// stands above the list.
  private func isFollowed(_ reading: Reading) -> Bool {
    guard let last = lastSentence, reading.sentence < sentences.count - 1, words[last.upperBound - 1].mark == 58
    else { return false }
    return hasFinite(last)
  }

  /// The month of a heading that is nothing but a date with a year: 'OCTOBER 2018', 'February 1st, 2019'.
  private func datedBy() -> Int32? {
    guard words.count <= 6, let month = words.indices.first(where: { has($0, .month) }) else { return nil }
    let isDate = words.indices.allSatisfy { index in
      words[index].has(.number) || !words[index].isWord || has(index, .month) || has(index, .preposition)
        || words[index].end - words[index].start <= 4 && index == month + 1
    }
    return isDate && words.contains { $0.has(.number) && $0.end - $0.start == 4 } ? Int32(words[month].entry) : nil
  }

  /// 'The office is advised to:', 'it is recommended that the office:'; 'it is expected that the Agency:', whose acts
  /// the items tell.
  private func asked() -> Announcement? {
    guard let sentence = lastSentence, words[sentence.upperBound - 1].mark == 58,
      let asked = sentence.last(where: { has($0, .asked) || has($0, .expected) }), asked > sentence.lowerBound,
      has(asked - 1, .bePresent) || has(asked - 1, .be), asked + 1 < sentence.upperBound
    else { return nil }
    let cue = Int32(words[asked].entry)
    if has(asked + 1, .to) {
      guard asked + 3 >= sentence.upperBound else { return nil }
      return Announcement(content: .requirements, isOpen: true, cue: cue)
    }
    guard has(asked + 1, .relative) else { return nil }
    let head = skipArticles(asked + 2, sentence.upperBound)
    guard head < sentence.upperBound, let who = agent(head) else { return nil }
    let end = mentionEnd(head) + 1
    // Nothing but an aside stands before the colon.
    guard end == sentence.upperBound - 1 || words[end].mark == 44 else { return nil }
    var promises = words[head].mention >= 0 && words[head].has(.capitalised)
    if case .authority = who { promises = true }
    return Announcement(
      content: promises && has(asked, .expected) ? .commitments : .requirements, isOpen: true, cue: cue)
  }

  /// Opens as an item does: with a verb, a gerund or a noun of action, and no subject.
  var opensAsItem: Bool {
    guard let first = sentences.first, !hasFinite(first), let opening = opening(first) else { return false }
    switch opening.kind {
    case .verb, .gerund, .nominal, .participle: return true
    default: return false
    }
  }
  /// The classes that `announcement` asks for.
  static let announcers: UInt64 = [
    ClauseClass.will, .announcesContext, .announcesRequirements, .announcesCommitments, .announcesTargets,
  ].reduce(0) { $0 | $1.bit }

  /// Opens with a word of the imprint and a colon, and says nothing: 'Illustrations: J. Berg'.
  var isImprint: Bool {
    guard sentences.count <= 2, words.count > 2, let first = sentences.first, !hasFinite(first) else { return false }
    return words[1].mark == 58 && has(0, .imprint)
  }

  /// A word of the grammar that the reading went by; 0 where it knew none.
  private func cue(of reading: Reading) -> Int32 { reading.evidence.first { $0.entry > 0 }?.entry ?? 0 }

  /// Whether a fragment that opens with no known act holds a trace of one: an instrument or a noun of action, and
  /// does not open with an actor.
  func hintsAtAction(_ range: Range<Int>) -> Bool {
    let first = start(range)
    guard first < range.upperBound else { return false }
    if words[first].mention >= 0, mentions[Int(words[first].mention)].type == .actor { return false }
    return range.contains { index in
      let entry = entry(index)
      return entry.nominal >= 0
        || entry.noun >= 0 && grammar.nouns[Int(entry.noun)].instrumentClass != nil
        || entry.lemma >= 0 && entry.forms.contains(.gerund)
        || mentionClass(index) != nil
    }
  }

  /// 'To this end, we will', 'The applicant must:'.
  private func openEnd() -> Announcement? {
    guard let sentence = lastSentence else { return nil }
    var at = sentence.upperBound - 1
    while at >= sentence.lowerBound, !words[at].isWord || has(at, .adverb) { at -= 1 }
    // 'Other tasks will be:' names what the items are.
    if at > sentence.lowerBound, has(at, .be),
      (sentence.lowerBound..<at).contains(where: { has($0, .announcesCommitments) })
    {
      return nil
    }
    // 'will continue to', 'aims to': the modal stands a little before the end.
    var steps = 0
    var to = false
    while at >= sentence.lowerBound, steps < 5 {
      let entry = entry(at)
      if entry.has(.to) || entry.has(.be) { to = true }
      let isModal =
        entry.has(.will) || entry.has(.shall) || entry.has(.must) || entry.has(.should) || entry.has(.can)
        || entry.has(.could)
      let isChain = to && entry.lemma >= 0 && !entry.forms.isDisjoint(with: [.third, .base])
      if isModal || isChain {
        if steps > 0, !to { return nil }
        return open(at, sentence)
      }
      if !entry.has(.to), !entry.has(.be), !to, steps > 0 { return nil }
      if !entry.has(.to), !entry.has(.be), entry.lemma < 0 { return nil }
      at -= 1
      steps += 1
    }
    return nil
  }

  private func open(_ modal: Int, _ sentence: Range<Int>) -> Announcement? {
    let cue = Int32(words[modal].entry)
    let entry = entry(modal)
    let subject = subject(modal, sentence.lowerBound)
    // 'It can:' lists what is possible.
    if entry.has(.can) { return Announcement(content: .context, isOpen: true, cue: cue) }
    if entry.has(.could), !entry.has(.should) {
      guard case .authority = subject else { return Announcement(content: .context, isOpen: true, cue: cue) }
      return Announcement(content: .commitments, soft: true, isOpen: true, cue: cue)
    }
    if entry.has(.must) {
      if case .authority = subject { return Announcement(content: .commitments, isOpen: true, cue: cue) }
      return Announcement(content: .requirements, isOpen: true, cue: cue)
    }
    switch subject {
    case .authority:
      let soft = entry.has(.should) || entry.lemma >= 0 && lemmaIsSoft(modal)
      return Announcement(content: .commitments, soft: soft, isOpen: true, cue: cue)
    case .advised where entry.has(.should):
      return Announcement(content: .commitments, soft: true, isOpen: true, cue: cue)
    case .party where entry.has(.will) && opensWithName(sentence):
      return Announcement(content: .commitments, isOpen: true, cue: cue)
    case .party, .advised, .bound: return Announcement(content: .requirements, isOpen: true, cue: cue)
    // 'The strategy will:', 'The fund is committed to:': a plan or a programme lists what its authors will do.
    case .instrument(.governance), .instrument(.finance):
      let promises = entry.has(.will) || modal + 1 < sentence.upperBound && has(modal + 1, .ready)
      return Announcement(content: promises ? .commitments : .context, isOpen: true, cue: cue)
    case .instrument, .thing, .beneficiary:
      return Announcement(content: .context, isOpen: true, cue: cue)
    default: return nil
    }
  }

  /// 'By December, the Geodata Union will': the first actor that no preposition governs has a name of its own.
  private func opensWithName(_ sentence: Range<Int>) -> Bool {
    let first = sentence.first { index in
      guard words[index].mention >= 0, mentions[Int(words[index].mention)].type == .actor else { return false }
      var before = index - 1
      while before >= sentence.lowerBound, has(before, .determiner) { before -= 1 }
      return before < sentence.lowerBound || !has(before, .preposition)
    }
    return first.map { words[$0].has(.capitalised) && !has(nameHead($0), .party) } ?? false
  }

  private func lemmaIsSoft(_ index: Int) -> Bool {
    guard let verb = verb(index, [.third, .base], words.count) else { return false }
    return rule(verb.sense).soft
  }

  /// Whether the participle tells of what is still to come: 'to be created and published'.
  func isAhead(_ index: Int, _ start: Int) -> Bool {
    var at = index - 1
    while at >= max(start, index - 4) {
      if has(at, .be) || has(at, .to) || has(at, .will) { return true }
      at -= 1
    }
    return false
  }

  private var lastSentence: Range<Int>? {
    guard let last = sentences.last, !last.isEmpty else { return nil }
    return last
  }

  /// Whether a verb in the third person stands in the sentence, by a form that is no noun's: 'requires'.
  func hasPlainVerb(_ range: Range<Int>) -> Bool {
    var relative = false
    for index in range where index > range.lowerBound {
      let entry = entry(index)
      if entry.has(.relative) { relative = true }
      if words[index].mark == 44 { relative = false }
      guard entry.lemma >= 0, entry.forms == .third, words[index].mention < 0,
        !has(index - 1, .determiner), !has(index - 1, .possessive), !has(index - 1, .preposition),
        entry.noun < 0 && entry.nominal < 0 || takesObject(index, range.upperBound)
      else { continue }
      if !relative { return true }
      relative = false
    }
    return false
  }

  /// 'The programme supports about 200 firms': a word that may be a plural, with what only a verb has on both sides.
  private func takesObject(_ index: Int, _ end: Int) -> Bool {
    guard words[index - 1].isWord, words[index - 1].mention >= 0 || entry(index - 1).noun >= 0 else { return false }
    let next = skipAdverbs(index + 1, end)
    return next < end && (has(next, .determiner) || has(next, .possessive) || words[next].has(.number))
  }

  /// Whether the sentence has a finite verb of its own, outside relative clauses.
  func hasFinite(_ range: Range<Int>) -> Bool {
    var relative = false
    for index in range {
      if words[index].mark == 44 { relative = false }
      guard grammar.traces[Int(words[index].entry)].contains(.clause) else { continue }
      let entry = entry(index)
      if entry.has(.relative) || entry.has(.subordinator) {
        // 'A forum that considered the paper was held': the relative clause has its verb already.
        let next = skipAdverbs(index + 1, range.upperBound)
        relative = next >= range.upperBound || !(self.entry(next).lemma >= 0 && self.entry(next).forms.contains(.past))
        continue
      }
      if entry.classes.bits & (Self.triggers | ClauseClass.can.bit | ClauseClass.havePast.bit) != 0 {
        if words[index].has(.bracketed) || isInfinitive(index, range.lowerBound) { continue }
        if !relative { return true }
        relative = false
      }
    }
    return false
  }

  /// 'to have', 'to both have'; 'the need to', which is a noun.
  private func isInfinitive(_ index: Int, _ start: Int) -> Bool {
    guard index > start else { return false }
    if has(index, .must) { return has(index - 1, .determiner) || has(index - 1, .possessive) }
    guard has(index, .havePresent) else { return false }
    return (max(start, index - 2)..<index).contains { has($0, .to) }
  }

  /// The classes that `hasFinite` asks for.
  static let clauseTellers =
    triggers | ClauseClass.can.bit | ClauseClass.havePast.bit | ClauseClass.relative.bit | ClauseClass.subordinator.bit
}
