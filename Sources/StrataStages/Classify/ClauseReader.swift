import StrataModel

/// Reads the words of one segment by the rules of a grammar: verbs and their objects.
/// `ClauseReader+Finite` reads sentences with a subject, `ClauseReader+Opening` fragments without.
struct ClauseReader {
  let grammar: ClassifyGrammar
  let words: UnsafeBufferPointer<ClauseWord>
  let sentences: UnsafeBufferPointer<Range<Int>>
  let mentions: UnsafeBufferPointer<ClauseMention>
  /// Whether any word implies a sector outright, or as a fallback.
  let implies: Bool
  let impliesAsFallback: Bool

  typealias Entry = ClassifyGrammar.Entry
  typealias VerbForms = ClassifyGrammar.VerbForms

  /// A verb in its sense, and the word after it and its particles.
  struct VerbAt {
    var sense: Int
    var next: Int
  }

  /// What a verb comes to, once weak verbs have been followed to the word that decides.
  struct Resolution {
    var action: Action?
    var soft = false
    var status: Status?
    var object: Int
    var evidence = EvidenceList()
    /// Whether some word decided, not a default.
    var isSpecific = true
  }

  @inline(__always) func entry(_ index: Int) -> Entry { grammar.entries[Int(words[index].entry)] }
  @inline(__always) func has(_ index: Int, _ wordClass: ClauseClass) -> Bool { entry(index).has(wordClass) }
  @inline(__always) func text(_ index: Int) -> Int32 {
    let entry = Int32(words[index].entry)
    return entry > 0 ? entry : ~Int32(index)
  }
  @inline(__always) func rule(_ sense: Int) -> ClassifyGrammar.Sense { grammar.senses[sense] }
  @inline(__always) func kind(_ sense: Int) -> ClassifyRules.Verb.Kind { grammar.senses[sense].kind }

  /// The first word from `index` on that is no adverb, negation or hedge.
  func skipAdverbs(_ index: Int, _ end: Int) -> Int {
    var at = index
    while at < end {
      let entry = entry(at)
      if entry.has(.adverb) || entry.has(.ongoing) && entry.lemma < 0 {
        at += 1
      } else if entry.has(.hedge) || words[at].mark == 44 && at + 1 < end && has(at + 1, .hedge) {
        at += 1
        if at < end, has(at, .hedge) { at += 1 }
        if at < end, words[at].mark == 44 { at += 1 }
      } else {
        break
      }
    }
    return at
  }

  func skipArticles(_ index: Int, _ end: Int) -> Int {
    var at = index
    while at < end, has(at, .determiner) { at += 1 }
    return at
  }

  /// The verb at the word in one of the forms, in the sense that its particles give it.
  func verb(_ index: Int, _ forms: VerbForms, _ end: Int) -> VerbAt? {
    guard index < end else { return nil }
    let entry = entry(index)
    guard entry.lemma >= 0, !entry.forms.isDisjoint(with: forms) else { return nil }
    for order in grammar.lemmas[Int(entry.lemma)] {
      let sense = Int(grammar.lemmaSenses[Int(order)])
      let particles = grammar.senses[sense].particles
      if particles.isEmpty { return VerbAt(sense: sense, next: index + 1) }
      let near = matches(particles, index + 1, end) ? index + 1 : skipAdverbs(index + 1, end)
      var at = near
      let last = grammar.senses[sense].gap ? min(end, index + 14) : min(end, near + 1)
      while at < last {
        if matches(particles, at, end) {
          return VerbAt(sense: sense, next: at == near ? at + particles.count : index + 1)
        }
        if words[at].mark == 44 || words[at].mark == 59 || has(at, .relative) { break }
        at += 1
      }
    }
    return nil
  }

  private func matches(_ particles: Range<Int32>, _ index: Int, _ end: Int) -> Bool {
    guard index + particles.count <= end else { return false }
    var at = index
    for particle in particles {
      if words[at].entry != grammar.particles[Int(particle)] { return false }
      at += 1
    }
    return true
  }

  // MARK: Actions

  /// Follows a verb to the action that it stands for.
  func resolve(_ verb: VerbAt, _ end: Int, rule evidence: Evidence.Rule = .verb, depth: Int = 0) -> Resolution {
    let rule = rule(verb.sense)
    let next = skipAside(verb.next, end)
    var result = Resolution(
      action: rule.action, soft: rule.soft, status: rule.kind == .chain ? rule.status : nil, object: next)
    result.evidence.append(evidence, nameEntry(verb.sense))
    guard depth < 4 else { return result }
    switch rule.kind {
    case .act:
      if !rule.yields.isEmpty, let noun = objectNoun(next, end), noun.exact, let action = noun.action,
        rule.yields.contains(action)
      {
        result.action = action
        result.evidence.append(.object, text(noun.index))
      } else if rule.action == .support, let sum = amountGiven(next, end) {
        result.action = .fund
        result.evidence.append(.object, text(sum))
      }
    case .chain, .light:
      // 'provide € 10 million for': money is what is given.
      if rule.kind == .light, opensWithAmount(next, end) {
        result.action = .fund
        return result
      }
      // 'start implementing' opens to its verb as 'plan to' does.
      let opens = rule.kind == .chain || rule.status == .ongoing
      if let inner = complement(next, end, chain: opens, depth: depth) {
        result = merge(result, inner)
        return result
      }
      if let inner = ensured(next, end, depth: depth) {
        result = merge(result, inner)
        return result
      }
      if let noun = objectNoun(next, end), let action = noun.action,
        rule.yields.isEmpty || rule.yields.contains(action)
      {
        result.action = noun.instrumentClass == .regulation ? .regulate : action
        result.evidence.append(.object, text(noun.index))
        return result
      }
      // 'order and make available': the second verb says what the first leaves open.
      if rule.kind == .light, next + 1 < end, has(next, .conjunction),
        let second = self.verb(next + 1, entry(verb.next - 1).forms, end), kind(second.sense) == .act
      {
        return merge(result, resolve(second, end, depth: depth + 1))
      }
      if let inner = purpose(next, end, depth: depth),
        rule.yields.isEmpty || inner.action.map(rule.yields.contains) ?? false
      {
        result.action = inner.action ?? result.action
        result.evidence.append(inner.evidence)
        return result
      }
      result.isSpecific = rule.kind == .chain && rule.action != nil
      if result.action == nil { result.action = .support }
    case .happen:
      // 'begin implementing', 'begin to implement'.
      if let inner = complement(next, end, chain: true, depth: depth), inner.isSpecific { return merge(result, inner) }
    case .state:
      break
    }
    return result
  }

  /// The word after an aside between commas: 'explore, in the context of the package, rules'.
  func skipAside(_ index: Int, _ end: Int) -> Int {
    guard index < end, words[index].mark == 44 else { return index }
    var at = index + 1
    while at < end {
      if words[at].mark == 44 { return at + 1 }
      if words[at].mark == 59 { return index }
      at += 1
    }
    return index
  }

  /// Whether the verb opens to one that only describes: 'want to be'.
  func opensToState(_ verb: VerbAt, _ end: Int) -> Bool {
    guard kind(verb.sense) == .chain else { return false }
    let to = skipAdverbs(verb.next, end)
    guard to < end, has(to, .to) else { return false }
    let head = skipAdverbs(to + 1, end)
    if head < end, has(head, .be) || has(head, .have) { return true }
    guard let inner = self.verb(head, .base, end) else { return false }
    return kind(inner.sense) == .state || opensToState(inner, end)
  }

  func opensWithAmount(_ from: Int, _ end: Int) -> Bool {
    guard from < end else { return false }
    let last = words[min(end, from + 6) - 1].end
    return mentions.contains { $0.type == .amount && $0.start >= words[from].start && $0.start < last }
  }

  /// The sum with which something is helped: 'support the pilots with up to 50,000 euros'.
  private func amountGiven(_ from: Int, _ end: Int) -> Int? {
    guard from < end else { return nil }
    // 'support young farmers with interest-free loans'.
    if let with = (from..<end).first(where: { has($0, .with) || words[$0].mark == 44 }), has(with, .with),
      let noun = objectNoun(with + 1, end), noun.action == .fund, noun.exact
    {
      return noun.index
    }
    for mention in mentions where mention.type == .amount && mention.start >= words[from].start {
      guard let at = (from..<end).first(where: { words[$0].start >= mention.start }), at > from else { continue }
      // 'with up to 50,000 euros'.
      if (max(from, at - 3)..<at).contains(where: { has($0, .with) }) { return at }
    }
    return nil
  }

  private func merge(_ outer: Resolution, _ inner: Resolution) -> Resolution {
    var result = inner
    result.soft = outer.soft || inner.soft
    result.status = outer.status ?? inner.status
    var evidence = outer.evidence
    evidence.append(inner.evidence)
    result.evidence = evidence
    if result.action == nil { result.action = outer.action ?? .support }
    return result
  }

  /// The entry that spells a sense's verb, for the record.
  func nameEntry(_ sense: Int) -> Int32 { grammar.senses[sense].text }

  /// The verb or the noun of action that a chain verb opens to.
  func complement(_ from: Int, _ end: Int, chain: Bool, depth: Int) -> Resolution? {
    var at = skipAdverbs(from, end)
    guard at < end else { return nil }
    if chain, has(at, .to) {
      at = skipAdverbs(at + 1, end)
      // 'is planned to be set up'.
      if at < end, has(at, .be), let verb = verb(skipAdverbs(at + 1, end), .participle, end), kind(verb.sense) != .state
      {
        return resolve(verb, end, depth: depth + 1)
      }
      if let verb = verb(at, .base, end) {
        let inner = resolve(verb, end, depth: depth + 1)
        return inner.action == nil ? Resolution(action: .support, object: verb.next, isSpecific: false) : inner
      }
      return at < end && words[at].isWord
        ? Resolution(action: .support, object: at + 1, isSpecific: false) : nil
    }
    // 'undertakes to report': the verb's own particle is the 'to'.
    if chain, at > 0, has(at - 1, .to), let verb = verb(at, .base, end), kind(verb.sense) != .state {
      return resolve(verb, end, depth: depth + 1)
    }
    // 'plan building', 'focus on enabling'; but 'provide training'.
    if chain || at > 0 && has(at - 1, .preposition), let verb = verb(at, .gerund, end),
      chain || kind(verb.sense) != .state
    {
      return resolve(verb, end, depth: depth + 1)
    }
    if let nominal = nominalHead(at, end) {
      let verb = VerbAt(sense: Int(entry(nominal).nominal), next: afterNoun(nominal, end))
      if kind(verb.sense) != .state { return resolve(verb, end, rule: .nominal, depth: depth + 1) }
    }
    return nil
  }

  /// 'ensure that guidelines are drawn up', 'ensure channels are deployed': the passive of the clause that the verb opens to.
  private func ensured(_ from: Int, _ end: Int, depth: Int) -> Resolution? {
    guard from < end else { return nil }
    var at = has(from, .relative) ? from + 1 : from
    while at < min(end, from + 20), words[at].isWord, !has(at, .relative), !has(at, .subordinator) {
      if has(at, .bePresent) {
        guard let verb = verb(skipAdverbs(at + 1, end), .participle, end), kind(verb.sense) == .act else { return nil }
        var inner = resolve(verb, end, depth: depth + 1)
        if let noun = subjectNoun(at), noun.exact, let action = noun.action, rule(verb.sense).yields.contains(action) {
          inner.action = action
          inner.evidence.append(.object, text(noun.index))
        }
        return inner
      }
      at += 1
    }
    return nil
  }

  /// The first 'to' with a verb that names an action, within the clause; else 'by' with a gerund.
  func purpose(_ from: Int, _ end: Int, depth: Int = 0) -> Resolution? {
    var at = from
    while at + 1 < end {
      if words[at].mark == 59 || words[at].mark == 46 { return nil }
      if has(at, .to) || has(at, .via) {
        let next = skipAdverbs(at + 1, end)
        // 'to monitor', 'approach to monitoring'; 'by monitoring'.
        let forms: VerbForms = has(at, .to) ? [.base, .gerund] : .gerund
        if let verb = verb(next, forms, end), kind(verb.sense) != .state, kind(verb.sense) != .happen {
          let inner = resolve(verb, end, rule: has(at, .to) ? .purpose : .via, depth: depth + 1)
          if inner.isSpecific { return inner }
        }
      }
      at += 1
    }
    return nil
  }

  /// The head of the noun phrase at the word, if it is a noun made of a verb.
  func nominalHead(_ from: Int, _ end: Int) -> Int? {
    var at = from
    while at < end, at < from + 8 {
      let entry = entry(at)
      let word = words[at]
      if !word.isWord {
        if word.mark == 45 || at == from && (word.mark == 34 || word.mark == 0xE2) { at += 1; continue }
        return nil
      }
      if entry.nominal >= 0, isHead(at, end) { return at }
      if entry.has(.preposition) || entry.has(.relative) || entry.has(.to) || entry.has(.via) { return nil }
      if entry.noun >= 0, isHead(at, end) { return nil }
      at += 1
    }
    return nil
  }

  /// The word after a noun and its preposition.
  func afterNoun(_ index: Int, _ end: Int) -> Int {
    var at = index + 1
    // A second noun of action shares the preposition: 'evaluation and review of'.
    if at + 1 < end, has(at, .conjunction), entry(at + 1).nominal >= 0 { at += 2 }
    if at < end, has(at, .preposition) || has(at, .to) { at += 1 }
    return at
  }

  /// Whether no further noun of the same phrase follows.
  func isHead(_ index: Int, _ end: Int) -> Bool {
    guard index + 1 < end, !entry(index).governs else { return true }
    if words[index].has(.possessive) { return false }
    let next = words[index + 1]
    if words[index].mention >= 0, next.mention != words[index].mention,
      mentions[Int(words[index].mention)].type == .instrument
    {
      return true
    }
    // A word right before a name modifies it: 'a reinforced Skills Agenda'.
    if next.mention >= 0, words[index].mention < 0, mentions[Int(next.mention)].type == .instrument { return false }
    if !next.isWord { return !(next.mark == 45 && index + 2 < end && words[index + 2].has(.glued)) }
    if next.mention >= 0, next.mention == words[index].mention { return false }
    let entry = entry(index + 1)
    return entry.classes.bits & Self.phraseEnders != 0 || entry.lemma >= 0 && !entry.isNoun
  }

  static let phraseEnders: UInt64 = [
    ClauseClass.preposition, .conjunction, .to, .relative, .via, .bePresent, .bePast, .be, .havePresent, .havePast,
    .will, .shall, .should, .could, .can, .must, .adverb, .including, .example, .subordinator, .determiner, .hedge,
    .pronoun, .speaker, .ongoing,
  ].reduce(0) { $0 | $1.bit }

  struct ObjectNoun {
    var index: Int
    var action: Action?
    var exact: Bool
    var instrumentClass: InstrumentClass?
  }

  /// The head of the object, looked for through nouns without content of their own.
  func objectNoun(_ from: Int, _ end: Int) -> ObjectNoun? {
    var at = from
    var open = true
    while at < end {
      let word = words[at]
      if !word.isWord {
        if word.mark == 45 || word.mark == 34 || word.mark == 0xE2 || word.mark == 39 { at += 1; continue }
        return nil
      }
      let entry = entry(at)
      if entry.has(.relative) || entry.has(.subordinator) || entry.has(.via) && at > from { return nil }
      if entry.has(.to), verb(skipAdverbs(at + 1, end), .base, end) != nil { return nil }
      if entry.has(.preposition) || entry.has(.to) {
        if !open { return nil }
        at += 1
        continue
      }
      if isHead(at, end), !entry.has(.conjunction), !entry.has(.determiner), !entry.has(.possessive),
        !entry.has(.adverb)
      {
        if entry.has(.carrier), at > from, self.entry(at - 1).noun >= 0,
          grammar.nouns[Int(self.entry(at - 1).noun)].exact
        {
          let noun = grammar.nouns[Int(self.entry(at - 1).noun)]
          return ObjectNoun(
            index: at - 1, action: noun.action, exact: true, instrumentClass: mentionClass(at) ?? noun.instrumentClass)
        } else if entry.has(.hollow) {
          open = true
        } else if entry.noun >= 0 {
          let noun = grammar.nouns[Int(entry.noun)]
          let kind = mentionClass(at) ?? noun.instrumentClass
          // 'an extensive programme', where the mention says that it is one of skills.
          if kind == .skills, noun.instrumentClass != .skills, !noun.exact {
            return ObjectNoun(index: at, action: .train, exact: true, instrumentClass: kind)
          }
          return ObjectNoun(index: at, action: noun.action, exact: noun.exact, instrumentClass: kind)
        } else if entry.nominal >= 0 {
          // 'launch the development of guidelines': the weak noun lets the object through.
          let verb = rule(Int(entry.nominal))
          if verb.kind == .act, verb.action != .create {
            let exact = verb.action == .support || verb.action == .coordinate || verb.action == .study
            return ObjectNoun(index: at, action: verb.action, exact: exact)
          }
          open = true
        } else if word.mention >= 0, mentions[Int(word.mention)].type == .instrument,
          let action = Self.action(of: mentions[Int(word.mention)].instrumentClass)
        {
          return ObjectNoun(
            index: at, action: action, exact: action == .regulate, instrumentClass: mentionClass(at))
        } else {
          open = false
        }
      }
      at += 1
    }
    return nil
  }

  /// The last word of the fragment's first phrase, where it is a known noun: 'Innovation partnership concept and …'.
  func headNoun(_ range: Range<Int>) -> ObjectNoun? {
    for index in range {
      if !words[index].isWord || has(index, .preposition) || has(index, .to) { return nil }
      let entry = entry(index)
      guard isHead(index, range.upperBound) else { continue }
      if entry.noun >= 0 {
        let noun = grammar.nouns[Int(entry.noun)]
        return ObjectNoun(index: index, action: noun.action, exact: noun.exact, instrumentClass: noun.instrumentClass)
      }
      if entry.nominal >= 0, let action = rule(Int(entry.nominal)).action {
        return ObjectNoun(index: index, action: action, exact: true)
      }
    }
    return nil
  }

  func mentionClass(_ index: Int) -> InstrumentClass? {
    let mention = words[index].mention
    return mention >= 0 && mentions[Int(mention)].type == .instrument ? mentions[Int(mention)].instrumentClass : nil
  }

  /// What the making of an instrument comes to, by its class.
  static func action(of instrumentClass: InstrumentClass?) -> Action? {
    switch instrumentClass {
    case .regulation: .regulate
    case .finance: .fund
    case .information: .guide
    case .skills: .train
    case .governance, .infrastructure: .create
    default: nil
    }
  }
}
