import StrataModel

extension ClauseReader {
  static let triggers: UInt64 = [
    ClauseClass.will, .shall, .should, .could, .must, .bePresent, .bePast, .havePresent,
  ].reduce(0) { $0 | $1.bit }

  /// Open a paragraph of a resolution.
  static let resolutions = ClauseClass.asks.bit | ClauseClass.decides.bit

  /// How the verb of a group stands.
  enum Voice { case active, passive, progressive, copula }

  /// A verb group: the auxiliary, and what it governs.
  struct Group {
    var auxiliary: Int
    var voice: Voice
    /// Index of the verb, and the verb where the grammar knows it.
    var head: Int
    var verb: VerbAt?
    var next: Int
  }

  /// The strongest thing that the sentence's finite verbs say, or nil. `target`: the sentence states a target.
  func finite(_ range: Range<Int>, target: Bool = false) -> Reading? {
    // A question promises nothing.
    guard let last = range.last, words[last].mark != 63 else { return nil }
    var best: Reading?
    for index in range {
      let word = words[index]
      guard grammar.traces[Int(word.entry)].contains(.finite), word.isWord, !word.has(.bracketed) || range.count < 24
      else { continue }
      let entry = entry(index)
      var reading: Reading?
      if entry.classes.bits & Self.triggers != 0 {
        reading = auxiliary(index, range, target: target)
      } else if entry.classes.bits & Self.resolutions != 0, index == start(range) {
        reading = resolved(index, range.upperBound)
      } else if entry.lemma >= 0, !entry.forms.isDisjoint(with: [.third, .base, .past]) {
        reading = plain(index, range)
      }
      guard let reading else { continue }
      if reading.function == .commitment { return reading }
      if best == nil { best = reading }
    }
    return best
  }

  func group(_ index: Int, _ end: Int) -> Group? {
    var at = skipAdverbs(index + 1, end)
    // 'shall, on the basis of an analysis, identify'.
    if at < end, words[at].mark == 44 { at = skipAdverbs(skipAside(at, end), end) }
    guard at < end, words[at].isWord else { return nil }
    let isBe = entry(index).has(.bePresent) || entry(index).has(.bePast)
    if isBe || has(at, .be) {
      var next = isBe ? at : skipAdverbs(at + 1, end)
      if next < end, has(next, .being) { next = skipAdverbs(next + 1, end) }
      guard next < end else { return nil }
      if !isBe, let verb = verb(at, .base, end), kind(verb.sense) != .state {
        return Group(auxiliary: index, voice: .active, head: at, verb: verb, next: verb.next)
      }
      if let verb = verb(next, .participle, end) {
        return Group(auxiliary: index, voice: .passive, head: next, verb: verb, next: verb.next)
      }
      if let verb = verb(next, .gerund, end) {
        return Group(auxiliary: index, voice: .progressive, head: next, verb: verb, next: verb.next)
      }
      return Group(auxiliary: index, voice: .copula, head: next, verb: nil, next: next)
    }
    if has(at, .have) || has(at, .havePresent), !isBe {
      // 'will have built by 2030': a promise, seen from its end.
      if entry(index).has(.will), let verb = verb(skipAdverbs(at + 1, end), .participle, end),
        kind(verb.sense) != .state
      {
        return Group(auxiliary: index, voice: .active, head: verb.next - 1, verb: verb, next: verb.next)
      }
      if let verb = verb(at, .base, end), kind(verb.sense) != .state {
        return Group(auxiliary: index, voice: .active, head: at, verb: verb, next: verb.next)
      }
      let next = skipAdverbs(at + 1, end)
      return Group(auxiliary: index, voice: .copula, head: at, verb: nil, next: next)
    }
    if let verb = verb(at, .base, end) {
      return Group(auxiliary: index, voice: .active, head: at, verb: verb, next: verb.next)
    }
    // A word between that the grammar does not know: an adverb.
    if words[at].entry == 0, let verb = verb(at + 1, .base, end) {
      return Group(auxiliary: index, voice: .active, head: at + 1, verb: verb, next: verb.next)
    }
    return Group(auxiliary: index, voice: .active, head: at, verb: nil, next: at + 1)
  }

  private func auxiliary(_ index: Int, _ range: Range<Int>, target: Bool) -> Reading? {
    let end = range.upperBound
    let entry = entry(index)
    if entry.has(.havePresent) { return perfect(index, range, target: target) }
    if entry.has(.bePresent) { return present(index, range, target: target) }
    if entry.has(.bePast) { return nil }
    guard let group = group(index, end) else {
      // 'The applicant must:' says already what its list holds.
      guard entry.has(.must) else { return nil }
      let group = Group(auxiliary: index, voice: .copula, head: index, next: end)
      return duty(group, self.subject(index, range.lowerBound))
    }
    // 'will need to': the duty is what is said.
    if entry.has(.will), has(group.head, .must) { return auxiliary(group.head, range, target: target) }
    var subject = self.subject(index, range.lowerBound)
    if case .advised(let who) = subject {
      let isOwn = who > 0 && grammar.entries[Int(who)].has(.authority)
      subject = entry.has(.should) || isOwn && entry.has(.will) ? .authority(who) : .party
    }
    if entry.has(.will) || entry.has(.shall) {
      return promise(group, subject, range, shall: entry.has(.shall), target: target)
    }
    if entry.has(.must) { return duty(group, subject) }
    return advice(group, subject, end, should: entry.has(.should))
  }

  /// What 'shall be done' promises; of other actions it lays down a rule.
  private static let promised: Set<Action> = [.create, .fund, .support, .deploy, .train, .coordinate]

  // MARK: Modals

  private func promise(
    _ group: Group, _ subject: Subject, _ range: Range<Int>, shall: Bool, target: Bool
  ) -> Reading? {
    if let reading = statement(group, subject, range) { return reading }
    let end = range.upperBound
    switch (subject, group.voice) {
    case (.authority(let who), .active), (.authority(let who), .progressive):
      if let verb = group.verb, kind(verb.sense) == .state || opensToState(verb, end) {
        return target ? targetReading(group, end) : nil
      }
      return commitment(group, end, agent: who, confidence: group.verb == nil ? 0.7 : 0.95)
    case (.authority(let who), .copula):
      return ready(group, end, agent: who) ?? (target ? targetReading(group, end) : nil)
    case (.goal(let goal), .copula): return aim(group.head, end, goal)
    case (.relative, _), (.missing, .active), (.missing, .copula): return nil
    case (.authority, .passive) where group.verb.map({ kind($0.sense) == .state }) ?? true: return nil
    case (.party, .active) where shall, (.bound, _) where shall, (.beneficiary, .active) where shall:
      return requirement(group)
    case (.party, .copula) where shall, (.party, .progressive) where shall: return requirement(group)
    case (_, .passive) where !shall && isEncouraged(group):
      return commitment(group, end, agent: nil, confidence: 0.65)
    case (.party, .passive) where has(group.head, .asked): return requirement(group)
    case (_, .passive) where shall && has(group.head, .describing): return subject == .bound ? requirement(group) : nil
    case (_, .passive) where shall && isDoneByParty(group, end): return requirement(group)
    case (_, .passive):
      // 'more effort will be required': a need that is laid on nobody.
      guard let verb = group.verb, !has(group.head, .asked) || shall else { return nil }
      switch kind(verb.sense) {
      case .act, .light, .chain:
        if shall, !Self.promised.contains(rule(verb.sense).action ?? .regulate) { return requirement(group) }
        var reading = commitment(group, end, agent: nil, confidence: 0.8)
        reading.evidence.append(.passive, text(group.auxiliary))
        return reading
      case .happen: return nil
      case .state: return shall || subject == .bound ? requirement(group) : nil
      }
    case (.instrument, .active) where has(group.head, .involving), (.thing, .active) where has(group.head, .involving):
      return shall ? requirement(group) : involved(group, end)
    case (.instrument, .active) where !shall && isWilled(group):
      return commitment(group, end, agent: text(group.auxiliary - 1), confidence: 0.7)
    case (.instrument(let kind), .active), (.instrument(let kind), .progressive):
      guard let verb = group.verb, self.kind(verb.sense) == .happen else {
        guard target, var reading = targetReading(group, end) else { return nil }
        if kind == .skills { reading.action = .train }
        return reading
      }
      return shall ? nil : happening(group, verb, kind)
    case (.thing, .active) where !shall && group.verb.map({ self.kind($0.sense) == .happen }) == true:
      guard let verb = group.verb, mentions.contains(where: { $0.type == .target || $0.type == .date }) else {
        return nil
      }
      return happening(group, verb, nil)
    case (.thing, .active) where shall:
      if has(group.head, .describing) { return nil }
      if let verb = group.verb, self.kind(verb.sense) == .state || self.kind(verb.sense) == .happen { return nil }
      return requirement(group)
    case (_, .active), (_, .copula):
      return target ? targetReading(group, end) : nil
    default: return nil
    }
  }

  /// 'Schools will be encouraged': who will do so promises to.
  private func isEncouraged(_ group: Group) -> Bool {
    guard has(group.head, .asked), let verb = group.verb, kind(verb.sense) == .act else { return false }
    return rule(verb.sense).action == .support
  }

  /// 'The initiative will analyse the risks': an act that needs a will, done by those who run the undertaking.
  private func isWilled(_ group: Group) -> Bool {
    guard let verb = group.verb, kind(verb.sense) == .act, let action = rule(verb.sense).action else { return false }
    return group.auxiliary > 0 && has(group.auxiliary - 1, .undertaking) && Self.willed.contains(action)
  }

  /// What an undertaking does by a will; the rest it brings about.
  private static let willed: Set<Action> = [.study, .guide, .train, .create]

  /// Whether the agent of a passive is one that is bound: 'shall be drawn up by the provider'.
  private func isDoneByParty(_ group: Group, _ end: Int) -> Bool {
    var at = group.next
    while at < min(end, group.next + 8) {
      if has(at, .via), at + 1 < end {
        let head = skipArticles(at + 1, end)
        guard head < end else { return false }
        return agent(head) == .party || agent(head) == .beneficiary
      }
      if words[at].mark == 44 || words[at].mark == 59 { return false }
      at += 1
    }
    return false
  }

  /// 'The initiative will involve the preparation of guidelines': the act that it holds.
  private func involved(_ group: Group, _ end: Int) -> Reading? {
    guard let inner = complement(group.next, end, chain: true, depth: 1), inner.isSpecific else { return nil }
    var reading = Reading(function: .commitment, action: inner.action, confidence: 0.65)
    reading.head = group.head
    reading.object = inner.object
    reading.evidence = inner.evidence
    return reading
  }

  private func advice(_ group: Group, _ subject: Subject, _ end: Int, should: Bool) -> Reading? {
    switch (subject, group.voice) {
    case (.authority(let who), .active):
      guard let verb = group.verb, kind(verb.sense) != .state, kind(verb.sense) != .happen else { return nil }
      var reading = commitment(group, end, agent: who, confidence: 0.75)
      reading.strength = .soft
      reading.evidence.append(.modal, text(group.auxiliary))
      return reading
    case (.party, .active), (.beneficiary, .active):
      guard should, let verb = group.verb, kind(verb.sense) != .state else { return nil }
      return requirement(group)
    case (.bound, .copula): return should ? requirement(group) : nil
    case (.bound, .passive), (.bound, .active):
      return should && group.verb.map { kind($0.sense) } != .state ? requirement(group) : nil
    case (.goal, .copula): return aim(group.head, end, .soft)
    case (.relative, _), (.missing, _): return nil
    case (_, .passive):
      guard should, let verb = group.verb, kind(verb.sense) == .act else { return nil }
      var reading = commitment(group, end, agent: nil, confidence: 0.65)
      reading.strength = .soft
      reading.evidence.append(.modal, text(group.auxiliary))
      return reading
    default: return nil
    }
  }

  /// 'Sweden needs to develop rules', as a point of a list: advice to the country whose plan it is.
  func need(_ range: Range<Int>) -> Reading? {
    let first = start(range)
    guard first < range.upperBound, words[first].mention >= 0, isCollective(words[first].mention) else { return nil }
    let modal = skipAdverbs(mentionEnd(first) + 1, range.upperBound)
    guard modal < range.upperBound, has(modal, .must) || has(modal, .should),
      let group = group(modal, range.upperBound), group.voice == .active, let verb = group.verb,
      kind(verb.sense) != .state, kind(verb.sense) != .happen, !opensToState(verb, range.upperBound)
    else { return nil }
    var reading = commitment(group, range.upperBound, agent: text(first), confidence: 0.7)
    reading.strength = .soft
    reading.evidence.append(.modal, text(modal))
    return reading
  }

  private func duty(_ group: Group, _ subject: Subject) -> Reading? {
    switch subject {
    case .party, .advised:
      if let verb = group.verb {
        if kind(verb.sense) == .state { return nil }
        // 'Leaders need to be made aware': a wish for them, not a duty of theirs.
        if group.voice == .passive, rule(verb.sense).action.map({ Self.promised.contains($0) }) ?? true { return nil }
      }
      return requirement(group)
    case .bound: return requirement(group)
    default: return nil
    }
  }

  /// 'is prepared to', 'will be responsible for': an authority that will do something.
  func ready(_ group: Group, _ end: Int, agent: Int32) -> Reading? {
    guard group.head < end, has(group.head, .ready) else { return nil }
    let next = skipAdverbs(group.head + 1, end)
    guard next + 1 < end else { return nil }
    // 'committed to ensure', 'committed to ensuring', 'responsible for ensuring'.
    let verb = has(next, .to) ? verb(skipAdverbs(next + 1, end), [.base, .gerund], end) : verb(next + 1, .gerund, end)
    guard let verb, kind(verb.sense) != .state else { return nil }
    let ready = Group(auxiliary: group.auxiliary, voice: .active, head: group.head, verb: verb, next: verb.next)
    return commitment(ready, end, agent: agent, confidence: 0.85)
  }

  // MARK: Readings

  func isOngoing(_ from: Int, _ to: Int) -> Bool {
    var at = from
    while at < to {
      if has(at, .ongoing) { return true }
      at += 1
    }
    return false
  }

  /// Whether the reading stands on a modal of promise.
  func promises(_ reading: Reading) -> Bool {
    var at = reading.head
    while at >= 0, at > reading.head - 5 {
      if has(at, .will) || has(at, .shall) { return true }
      at -= 1
    }
    return false
  }

  func commitment(_ group: Group, _ end: Int, agent: Int32?, confidence: Double) -> Reading {
    var reading = Reading(function: .commitment, confidence: confidence)
    reading.head = group.head
    reading.object = group.next
    if group.voice == .passive { reading.subjectEnd = group.auxiliary }
    if let verb = group.verb {
      var resolution = resolve(verb, end)
      if group.voice == .passive {
        // Of a passive the object is the subject: its noun of action decides ('The establishment of an agency is
        // planned'); else what follows says by which means.
        let isWeak = kind(verb.sense) == .light || kind(verb.sense) == .chain
        if isWeak, let inner = subjectAction(group.auxiliary) {
          resolution.action = inner.action
          resolution.isSpecific = true
          resolution.evidence.append(inner.evidence)
        } else if isRegard(group.auxiliary) {
          resolution.action = .support
        } else if !resolution.isSpecific || kind(verb.sense) == .light, let inner = purpose(group.next, end) {
          resolution.action = inner.action
        }
      }
      if group.voice == .passive, kind(verb.sense) != .light, resolution.isSpecific,
        let noun = subjectNoun(group.auxiliary), let action = noun.action,
        rule(verb.sense).yields.contains(action), noun.exact || kind(verb.sense) == .chain
      {
        resolution.action = action
        resolution.evidence.append(.object, text(noun.index))
      }
      reading.action = resolution.action ?? .support
      reading.strength = resolution.soft ? .soft : .firm
      reading.status = resolution.status ?? .planned
      reading.object = resolution.object
      reading.evidence = resolution.evidence
      if !resolution.isSpecific { reading.confidence -= 0.15 }
    } else {
      reading.action = objectNoun(group.next, end)?.action ?? .support
      reading.evidence.append(.verb, text(group.head))
    }
    if let agent { reading.evidence.append(.agent, agent) }
    if isOngoing(group.auxiliary, group.head), reading.status == .planned { reading.status = .ongoing }
    let start = sentences.first { $0.contains(group.head) }?.lowerBound ?? group.auxiliary
    if hedged(group.auxiliary, end) || has(start, .hedge) { reading.strength = .soft }
    return reading
  }

  /// The first noun of action with its 'of' before a passive, in the same clause.
  private func subjectAction(_ index: Int) -> Resolution? {
    var at = index - 1
    var found: Int?
    while at >= 0, index - at < 24, words[at].isWord, !has(at, .relative), !has(at, .subordinator) {
      if entry(at).nominal >= 0, at + 1 < index, has(at + 1, .preposition) { found = at }
      at -= 1
    }
    guard let found else { return nil }
    let verb = VerbAt(sense: Int(entry(found).nominal), next: afterNoun(found, index))
    guard kind(verb.sense) == .act else { return nil }
    return resolve(verb, index, rule: .nominal, depth: 1)
  }

  /// The noun before a passive that names its action.
  func subjectNoun(_ index: Int) -> ObjectNoun? {
    var at = index - 1
    var steps = 0
    while at >= 0, steps < 10, words[at].isWord {
      let noun = entry(at).noun
      if noun >= 0, isHead(at, index) || at == index - 1 {
        let rule = grammar.nouns[Int(noun)]
        return ObjectNoun(
          index: at, action: rule.action, exact: rule.exact, instrumentClass: mentionClass(at) ?? rule.instrumentClass)
      }
      at -= 1
      steps += 1
    }
    return nil
  }

  /// Whether a hedge stands in the clause.
  func hedged(_ from: Int, _ end: Int) -> Bool {
    var at = from
    while at < end {
      if has(at, .hedge) { return true }
      at += 1
    }
    return false
  }

  func requirement(_ group: Group) -> Reading {
    var reading = Reading(function: .requirement, confidence: 0.85)
    reading.head = group.head
    reading.object = group.next
    reading.evidence.append(.modal, text(group.auxiliary))
    return reading
  }

  private func happening(_ group: Group, _ verb: VerbAt, _ kind: InstrumentClass?) -> Reading {
    var reading = Reading(
      function: rule(verb.sense).status == nil && isDated(group.next) ? .event : .commitment, confidence: 0.65)
    reading.head = group.head
    reading.object = group.next
    reading.evidence.append(.verb, nameEntry(verb.sense))
    reading.action =
      switch kind {
      case .finance: .fund
      case .skills: .train
      case .regulation: .regulate
      case .information: .guide
      case .infrastructure: .deploy
      default: .coordinate
      }
    reading.status = rule(verb.sense).status ?? .planned
    return reading
  }

  /// Whether a day of the calendar follows: '2026-01-21', or a range of days.
  func isDated(_ from: Int) -> Bool {
    guard from < words.count else { return false }
    return mentions.contains { $0.isDay && $0.start >= words[from].start }
  }
}
