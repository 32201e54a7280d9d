import StrataModel

/// Finite verbs without a modal: what is planned, going on or done.
extension ClauseReader {
  func present(_ index: Int, _ range: Range<Int>, target: Bool) -> Reading? {
    let end = range.upperBound
    let next = skipAdverbs(index + 1, end)
    guard next < end else { return nil }
    var subject = self.subject(index, range.lowerBound)
    if case .advised = subject { subject = .party }
    if has(next, .to) { return future(index, next, subject, range) }
    guard let group = group(index, end) else { return nil }
    let going = isOngoing(index + 1, group.head)
    switch (subject, group.voice) {
    case (.authority(let who), .progressive):
      guard let verb = group.verb, kind(verb.sense) != .state, !opensToState(verb, end) else { return nil }
      var reading = commitment(group, end, agent: who, confidence: 0.85)
      if kind(verb.sense) != .chain { reading.status = .ongoing }
      return reading
    case (.authority(let who), .copula): return ready(group, end, agent: who)
    case (.authority, .passive):
      return ready(group, end, agent: text(group.head))
    case (.goal(let goal), .copula): return aim(group.head, end, goal)
    case (.party, .passive), (.beneficiary, .passive):
      if has(group.head, .asked) { return requirement(group) }
      return target ? targetReading(group, end) : nil
    case (.relative, _), (.missing, _): return nil
    case (_, .passive) where isEarmarked(group, subject, range): return money(group, evidence: .passive)
    case (_, .passive):
      guard let verb = group.verb else { return nil }
      if target, kind(verb.sense) != .state { return targetReading(group, end) }
      if kind(verb.sense) == .chain, has(group.head, .planned) {
        // 'It is planned to establish', 'an agency is planned'.
        var reading = commitment(group, end, agent: nil, confidence: 0.75)
        reading.evidence.append(.passive, text(index))
        return reading
      }
      guard has(skipAdverbs(index + 1, end), .being) || going, kind(verb.sense) == .act,
        !isSubordinate(index, range.lowerBound)
      else { return nil }
      var reading = commitment(group, end, agent: nil, confidence: 0.75)
      reading.status = .ongoing
      reading.evidence.append(.passive, text(index))
      return reading
    case (_, .copula):
      if going || has(group.head, .ongoing) || has(skipAdverbs(index + 1, end), .ongoing) {
        return underway(index, range)
      }
      return target ? targetReading(group, end) : nil
    default: return nil
    }
  }

  /// A paragraph of a resolution: 'Invites the Commission to …', 'Decides to establish …'.
  func resolved(_ index: Int, _ end: Int) -> Reading? {
    let next = skipAdverbs(index + 1, end)
    guard next < end else { return nil }
    if has(index, .asks) {
      // 'Requests for information' is a noun, 'Calls on' a verb already.
      let isPhrase = words[index].mention < 0 && entry(index).lemma < 0
      guard
        isPhrase || has(next, .determiner) || has(next, .possessive) || has(next, .relative) || has(next, .authority)
          || has(next, .party) || words[next].mention >= 0
      else { return nil }
      return requirement(Group(auxiliary: index, voice: .active, head: index, next: next))
    }
    guard has(next, .to), let verb = verb(skipAdverbs(next + 1, end), .base, end), kind(verb.sense) != .state
    else { return nil }
    let group = Group(auxiliary: index, voice: .active, head: verb.next - 1, verb: verb, next: verb.next)
    return commitment(group, end, agent: text(index), confidence: 0.85)
  }

  /// 'is to be achieved by', 'are to set up'.
  private func future(_ index: Int, _ to: Int, _ subject: Subject, _ range: Range<Int>) -> Reading? {
    let end = range.upperBound
    let next = skipAdverbs(to + 1, end)
    guard next < end else { return nil }
    if case .goal(let goal) = subject { return aim(to, end, goal) }
    if index > range.lowerBound, has(index - 1, .intent) { return aim(to, end, .task) }
    if has(next, .be) {
      let head = skipAdverbs(next + 1, end)
      guard subject != .relative, let verb = verb(head, .participle, end),
        kind(verb.sense) == .act || kind(verb.sense) == .light
      else { return nil }
      let group = Group(auxiliary: index, voice: .passive, head: head, verb: verb, next: verb.next)
      var reading = commitment(group, end, agent: nil, confidence: 0.75)
      reading.evidence.append(.passive, text(index))
      return reading
    }
    if has(next, .receiving) {
      return received(Group(auxiliary: index, voice: .active, head: next, next: next + 1), subject, end)
    }
    guard case .authority(let who) = subject, let verb = verb(next, .base, end), kind(verb.sense) != .state
    else { return nil }
    let group = Group(auxiliary: index, voice: .active, head: next, verb: verb, next: verb.next)
    return commitment(group, end, agent: who, confidence: 0.85)
  }

  /// Whether the clause is one that describes or conditions: 'where data are being generated'.
  private func isSubordinate(_ index: Int, _ start: Int) -> Bool {
    var at = index - 1
    while at >= start, words[at].isWord {
      if has(at, .relative) && !has(at, .determiner) || has(at, .subordinator) { return true }
      at -= 1
    }
    return false
  }

  /// 'Our goal is to set up …'.
  func aim(_ from: Int, _ end: Int, _ goal: Goal) -> Reading? {
    guard has(from, .to) else { return nil }
    let head = skipAdverbs(from + 1, end)
    guard let verb = verb(head, .base, end), kind(verb.sense) != .state else { return nil }
    let group = Group(auxiliary: from, voice: .active, head: head, verb: verb, next: verb.next)
    var reading = commitment(group, end, agent: nil, confidence: 0.65)
    if goal == .soft || goal == .wish && reading.action != .create { reading.strength = .soft }
    return reading
  }

  /// 'Reviews are already under way': the noun of action is the subject.
  func underway(_ index: Int, _ range: Range<Int>) -> Reading? {
    var at = range.lowerBound
    while at < index {
      if entry(at).nominal >= 0 || entry(at).noun >= 0 {
        var reading = Reading(function: .commitment, confidence: 0.75)
        reading.head = at
        reading.object = index
        reading.status = .ongoing
        if entry(at).nominal >= 0 {
          let verb = VerbAt(sense: Int(entry(at).nominal), next: afterNoun(at, range.upperBound))
          guard kind(verb.sense) != .state else { return nil }
          let resolution = resolve(verb, range.upperBound, rule: .nominal)
          reading.action = resolution.action
          reading.evidence = resolution.evidence
        } else {
          reading.action = grammar.nouns[Int(entry(at).noun)].action ?? .support
          reading.evidence.append(.head, text(at))
        }
        if let cue = (index..<range.upperBound).first(where: { has($0, .ongoing) }) {
          reading.evidence.append(.cue, text(cue))
        }
        return reading
      }
      if has(at, .preposition) { return has(max(at - 1, range.lowerBound), .work) ? worked(at + 1, index) : nil }
      at += 1
    }
    return nil
  }

  func perfect(_ index: Int, _ range: Range<Int>, target: Bool) -> Reading? {
    let end = range.upperBound
    var next = skipAdverbs(index + 1, end)
    let passive = next < end && has(next, .been)
    if passive { next = skipAdverbs(next + 1, end) }
    let subject = subject(index, range.lowerBound)
    if passive, case .authority(let who) = subject, let verb = verb(next, .gerund, end), kind(verb.sense) == .act {
      // 'has been testing': still at it.
      let group = Group(auxiliary: index, voice: .active, head: next, verb: verb, next: verb.next)
      var reading = commitment(group, end, agent: who, confidence: 0.75)
      reading.status = .ongoing
      return reading
    }
    if passive, next < end, has(next, .earmarking), subject != .relative, subject != .missing {
      let group = Group(auxiliary: index, voice: .passive, head: next, next: next + 1)
      if isEarmarked(group, subject, range) { return money(group, evidence: .passive) }
    }
    guard let verb = verb(next, .participle, end) else {
      if subject != .relative, subject != .missing, let aim = ambition(next, end) { return aim }
      return target ? targetReading(Group(auxiliary: index, voice: .copula, head: next, next: next), end) : nil
    }
    let group = Group(
      auxiliary: index, voice: passive ? .passive : .active, head: next, verb: verb, next: verb.next)
    if target { return kind(verb.sense) == .state ? nil : targetReading(group, end) }
    if passive, subject != .relative, subject != .missing, isEarmarked(group, subject, range) {
      return money(group, evidence: .passive)
    }
    if !passive, let reading = begun(group, verb, subject, range) { return reading }
    guard case .authority(let who) = subject, !passive, kind(verb.sense) != .state, kind(verb.sense) != .happen
    else { return nil }
    if has(group.head, .settled), let to = infinitive(verb.next, end) {
      return to.isSpecific ? commitment(group, end, agent: who, confidence: 0.85) : nil
    }
    guard let status = rule(verb.sense).status, kind(verb.sense) != .chain else { return nil }
    var reading = commitment(group, end, agent: who, confidence: 0.7)
    reading.status = status
    return reading
  }

  /// 'has the ambition to introduce'.
  private func ambition(_ from: Int, _ end: Int) -> Reading? {
    var at = from
    while at < min(end, from + 4), words[at].isWord {
      if has(at, .softGoal), at + 1 < end { return aim(at + 1, end, .soft) }
      at += 1
    }
    return nil
  }

  /// A verb without auxiliary, said of an authority: 'the Commission proposes to', 'we support'.
  func plain(_ index: Int, _ range: Range<Int>) -> Reading? {
    guard index > range.lowerBound else { return nil }
    let forms = entry(index).forms
    if forms.contains(.third), let verb = verb(index, .third, range.upperBound), kind(verb.sense) == .happen,
      rule(verb.sense).status == nil, isDated(verb.next)
    {
      var reading = Reading(function: .event, confidence: 0.8)
      reading.head = index
      reading.evidence.append(.verb, nameEntry(verb.sense))
      return reading
    }
    guard !forms.isDisjoint(with: [.third, .base]) else { return nil }
    var before = index - 1
    while before > range.lowerBound, has(before, .adverb) || has(before, .ongoing) { before -= 1 }
    let speaks = has(before, .speaker)
    // 'It is important that we ensure': the clause depends on what is said before.
    if speaks, before > range.lowerBound, has(before - 1, .relative) { return nil }
    // 'the discoveries we make': the clause describes the noun before it.
    if speaks, describesNoun(before, range.lowerBound) { return nil }
    guard speaks || forms.contains(.third) || words[before].mention >= 0 else { return nil }
    // 'Council Tax bills': a capital within the sentence is a name's.
    if !speaks, words[index].has(.capitalised) { return nil }
    // 'any body which the Government invites': the clause describes.
    var back = before
    while back > range.lowerBound, back > before - 6, words[back].isWord {
      if has(back, .relative) { return nil }
      back -= 1
    }
    guard words[before].mention >= 0 || speaks || has(before, .authority) else { return nil }
    guard words[index].mention < 0 || words[index].mention != words[before].mention else { return nil }
    guard case .authority(let who) = subject(index, range.lowerBound) else { return nil }
    guard let verb = verb(index, [.third, .base], range.upperBound) else { return nil }
    let rule = rule(verb.sense)
    guard rule.kind != .state, rule.kind != .happen, !opensToState(verb, range.upperBound) else { return nil }
    let next = verb.next < range.upperBound ? verb.next : index
    // 'Government estimates suggest': the noun before the verb.
    if !speaks, forms.contains(.third), next < range.upperBound, entry(next).lemma >= 0,
      entry(next).forms == .base, !has(next, .adverb)
    {
      return nil
    }
    // A noun that looks like a verb: 'the Government plan for'.
    if forms.contains(.base), !speaks, entry(index).noun >= 0 || entry(index).nominal >= 0 { return nil }
    if rule.kind == .chain || rule.kind == .light, !has(next, .to), verb.next >= range.upperBound { return nil }
    // 'Public administrations follow the rules': of a class of authorities the present tense lays down what they do.
    let isOfClass = !forms.contains(.third) && !has(before, .authority) && !hasDeadline(verb.next, range.upperBound)
    if !speaks, isOfClass, words[before].mention < 0 || !words[before].has(.capitalised) {
      guard rule.kind == .act || rule.kind == .light, has(before, .party) else { return nil }
      var reading = Reading(function: .requirement, confidence: 0.55)
      reading.head = index
      reading.object = verb.next
      reading.evidence.append(.verb, nameEntry(verb.sense))
      return reading
    }
    // 'We expect that', 'the Commission wants a society': nobody's act.
    if rule.kind == .chain, has(next, .relative) || !resolve(verb, range.upperBound).isSpecific { return nil }
    let group = Group(auxiliary: index, voice: .active, head: index, verb: verb, next: verb.next)
    var reading = commitment(group, range.upperBound, agent: who, confidence: 0.75)
    if rule.kind != .chain { reading.status = hasDeadline(verb.next, range.upperBound) ? .planned : .ongoing }
    return reading
  }

  /// Whether 'we' at the word follows a noun with nothing between: a relative clause without its 'that'. After an
  /// introduction ('In this plan we set out') it opens the main clause.
  private func describesNoun(_ index: Int, _ start: Int) -> Bool {
    guard index > start, words[index - 1].isWord else { return false }
    let before = entry(index - 1)
    let opens: UInt64 = [
      ClauseClass.conjunction, .adverb, .subordinator, .ongoing, .hedge, .via, .preposition, .following,
    ].reduce(0) { $0 | $1.bit }
    if before.classes.bits & opens != 0 || before.lemma >= 0 && before.forms.contains(.third) { return false }
    let first = entry(start)
    return !(first.has(.preposition) || first.has(.via) || first.has(.adverb) || first.has(.subordinator))
  }

  /// 'by January 2026' within the clause.
  private func hasDeadline(_ from: Int, _ end: Int) -> Bool {
    mentions.contains { mention in
      guard mention.type == .date, from < end, mention.start >= words[from].start else { return false }
      guard let at = (from..<end).first(where: { words[$0].start >= mention.start }), at > from else {
        return false
      }
      return has(at - 1, .via)
    }
  }
}
