import StrataModel

/// Promises that name no agent and no deed: money that will go somewhere, something that will be there, work that has begun.
extension ClauseReader {
  /// A promise of 'will' by what it is said of.
  func statement(_ group: Group, _ subject: Subject, _ range: Range<Int>) -> Reading? {
    guard has(group.auxiliary, .will) else { return nil }
    let (start, end) = (range.lowerBound, range.upperBound)
    if isMoney(subject, start, group.auxiliary) {
      // 'The budget will be twice as high', '€40 million will go to rural buses'.
      if group.voice == .copula || group.voice == .active, has(group.head, .earmarking) {
        return money(group, evidence: .verb)
      }
    }
    // '€3 billion will be made available': money decides, not what is done with it.
    if group.voice == .passive, subject != .relative, subject != .missing, let verb = group.verb,
      rule(verb.sense).action == .deploy || kind(verb.sense) == .light,
      opensWithSum(start, group.auxiliary)
    {
      return money(group, evidence: .verb)
    }
    if group.voice == .active, let verb = group.verb, isOnset(verb),
      let work = (start..<group.auxiliary).first(where: { has($0, .work) }),
      let on = (work + 1..<end).first(where: { has($0, .preposition) }), var reading = worked(on + 1, end)
    {
      reading.status = .planned
      return reading
    }
    if group.voice == .active, has(group.head, .receiving) { return received(group, subject, end) }
    guard group.voice == .copula else { return nil }
    let before = group.auxiliary - 1
    guard before >= start else { return nil }
    // 'There will be a register', 'The first measure will be a tour'.
    let isUndertaking =
      subject != .relative
      && (start..<group.auxiliary).contains { has($0, .undertaking) && isHead($0, end) }
    guard has(before, .existential) || isUndertaking, let noun = objectNoun(group.next, end),
      noun.instrumentClass != nil
    else { return nil }
    var reading = Reading(function: .commitment, confidence: 0.65)
    reading.action = noun.action ?? .create
    reading.head = group.head
    reading.object = group.next
    reading.evidence.append(.object, text(noun.index))
    return reading
  }

  /// 'Households will receive a grant', 'Officers will receive training': what an authority gives them.
  func received(_ group: Group, _ subject: Subject, _ end: Int) -> Reading? {
    switch subject {
    case .beneficiary, .party, .thing, .advised, .authority: break
    default: return nil
    }
    if opensWithAmount(skipArticles(group.next, end), end) { return money(group, evidence: .verb) }
    guard let noun = objectNoun(group.next, end), noun.exact, let action = noun.action,
      action == .fund || action == .train
    else { return nil }
    var reading = Reading(function: .commitment, action: action, confidence: 0.7)
    reading.head = group.head
    reading.object = group.next
    reading.evidence.append(.object, text(noun.index))
    return reading
  }

  /// Whether what stands before the verb is a sum, or means of finance.
  private func isMoney(_ subject: Subject, _ start: Int, _ end: Int) -> Bool {
    if subject == .instrument(.finance) { return true }
    switch subject {
    case .thing, .instrument, .beneficiary: break
    default: return false
    }
    return mentions.contains {
      $0.type == .amount && $0.start >= words[start].start && $0.start < words[end].start
    }
  }

  /// Whether the clause's subject is a sum, with no preposition before it.
  private func opensWithSum(_ start: Int, _ end: Int) -> Bool {
    guard let sum = mentions.first(where: { $0.type == .amount && $0.start >= words[start].start }),
      sum.start < words[end].start
    else { return false }
    return (start..<end).allSatisfy { words[$0].start >= sum.start || !has($0, .preposition) }
  }

  private func isOnset(_ verb: VerbAt) -> Bool {
    kind(verb.sense) == .happen || kind(verb.sense) == .light && rule(verb.sense).status == .ongoing
  }

  /// 'has been earmarked for', 'is set aside for'.
  func isEarmarked(_ group: Group, _ subject: Subject, _ range: Range<Int>) -> Bool {
    has(group.head, .earmarking) && isMoney(subject, range.lowerBound, group.auxiliary)
  }

  func money(_ group: Group, evidence: Evidence.Rule) -> Reading {
    var reading = Reading(function: .commitment, action: .fund, confidence: 0.75)
    reading.head = group.head
    reading.object = group.next
    if group.voice == .passive { reading.subjectEnd = group.auxiliary }
    reading.evidence.append(evidence, text(group.head))
    return reading
  }

  /// 'The ministry has begun rolling out', 'Work on the plan has started'.
  func begun(_ group: Group, _ verb: VerbAt, _ subject: Subject, _ range: Range<Int>) -> Reading? {
    guard isOnset(verb), subject != .relative, subject != .missing else { return nil }
    if case .authority(let who) = subject {
      guard let inner = complement(verb.next, range.upperBound, chain: true, depth: 1), inner.isSpecific else {
        return nil
      }
      var reading = commitment(group, range.upperBound, agent: who, confidence: 0.75)
      reading.status = .ongoing
      return reading
    }
    let next = verb.next
    guard next >= range.upperBound || !words[next].isWord || has(next, .preposition) || has(next, .adverb),
      range.contains(where: { $0 < group.auxiliary && has($0, .work) })
    else { return nil }
    return underway(group.auxiliary, range)
  }

  /// What 'work on' has as its object.
  func worked(_ from: Int, _ end: Int) -> Reading? {
    guard let noun = objectNoun(from, end) ?? thing(from, end) else { return nil }
    var reading = Reading(function: .commitment, action: noun.action ?? .create, confidence: 0.7)
    reading.head = noun.index
    reading.object = from
    reading.status = .ongoing
    reading.evidence.append(.object, text(noun.index))
    return reading
  }

  /// The first thing that heads a phrase right after the word: 'the second tunnel'.
  private func thing(_ from: Int, _ end: Int) -> ObjectNoun? {
    guard let at = (from..<min(end, from + 6)).first(where: { entry($0).thing >= 0 && isHead($0, end) }) else {
      return nil
    }
    return ObjectNoun(
      index: at, action: .create, exact: false, instrumentClass: grammar.things[Int(entry(at).thing)].instrumentClass)
  }

  /// The act behind 'to'.
  func infinitive(_ from: Int, _ end: Int) -> Resolution? {
    let to = skipAdverbs(from, end)
    guard to < end, has(to, .to), let verb = verb(skipAdverbs(to + 1, end), .base, end), kind(verb.sense) != .state
    else { return nil }
    return resolve(verb, end)
  }

  /// 'Special attention will be paid': whether such a noun is the subject of the passive.
  func isRegard(_ auxiliary: Int) -> Bool { auxiliary > 0 && has(auxiliary - 1, .regard) }

  /// 'Responsible: Ministry of Fisheries', 'Timeframe: 2027', or a row that opens with such a label: a property of a
  /// measure, which promises nothing itself.
  func tellsProperty(isRow: Bool) -> Bool {
    guard let first = sentences.first else { return false }
    let at = start(first)
    guard at < first.upperBound, has(at, .property), words[at].has(.capitalised) || at > first.lowerBound else {
      return false
    }
    guard at + 1 < first.upperBound else { return isRow }
    return words[at + 1].mark == 58 || isRow && (words[at + 1].mark == 47 || words[at + 1].has(.capitalised))
  }

  /// What stands behind a label of a row that says that a measure or its output follows: in the next cell, after a
  /// colon, or where the cells were run together after a word in lower case.
  var labelled: (rest: Range<Int>, sentence: Int)? {
    guard let first = sentences.first else { return nil }
    let at = start(first)
    guard at < first.upperBound, has(at, .label) || has(at, .announcesCommitments) else { return nil }
    let next = at + 1
    if next >= first.upperBound {
      guard has(at, .label), sentences.count > 1 else { return nil }
      return (sentences[1], 1)
    }
    if words[next].mark == 58 { return next + 1 < first.upperBound ? (next + 1..<first.upperBound, 0) : nil }
    return has(at, .label) && words[next].has(.capitalised) ? (next..<first.upperBound, 0) : nil
  }

  /// 'Measure: Grants for pilots': the paragraph says itself that it tells of one.
  var opensWithLabel: Bool {
    guard let first = sentences.first else { return false }
    let at = start(first)
    return at + 1 < first.upperBound && (has(at, .announcesCommitments) || has(at, .label))
      && words[at + 1].mark == 58
  }
}
