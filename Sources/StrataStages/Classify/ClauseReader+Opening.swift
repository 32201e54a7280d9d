import StrataModel

extension ClauseReader {
  /// How a fragment without a subject opens. A `field` is a noun that names what is worked on and no means of doing
  /// so ('digital competences'); a `thing` is the object of an act where the list holds acts ('bus lanes'); `told` is a verb in the third person whose subject stands in the lead-in.
  enum OpeningKind { case verb, gerund, participle, nominal, noun, field, thing, mention, quantity, told }

  struct Opening {
    var kind: OpeningKind
    var reading: Reading
  }

  /// Reads a fragment by its first words: a verb ('establish …'), a gerund, a noun made of a verb ('Revision of …'),
  /// an instrument ('guidelines on …'). Nil where it opens with none of them.
  func opening(_ range: Range<Int>) -> Opening? {
    let end = range.upperBound
    let first = start(range)
    var at = first
    guard at < end else { return nil }
    if has(at, .to) {
      // 'To grow in Europe, firms need …': a purpose before its clause.
      if hasFinite(range) { return nil }
      at = skipAdverbs(at + 1, end)
      if let found = verbal(at, end, afterTo: true) { return found }
    }
    guard at < end, !has(at, .request) || asksForInstrument(at, end) else { return nil }
    if let found = verbal(at, end) { return found }
    // '2.1 Organising': the number of the row or the item.
    if words[at].has(.number), at + 1 < end, words[at + 1].has(.capitalised), let found = verbal(at + 1, end) {
      return found
    }
    if let label = afterLabel(at, end) {
      if let found = verbal(label, end) { return found }
      at = label
    }
    if let found = told(at, end) { return found }
    if at < end, opensSubordinate(at) { return afterAdverbial(at, end) }
    guard var found = nominal(at, end) ?? quantity(at, end) else { return nil }
    // 'Better data on discards': what is there already.
    if found.kind == .thing, has(range.lowerBound, .adverb) { return nil }
    if isOngoing(range.lowerBound, first) { found.reading.status = .ongoing }
    return found
  }

  /// 'Join the Nordic Alliance' asks nothing of the reader, as 'Join the conversation' does.
  private func asksForInstrument(_ at: Int, _ end: Int) -> Bool {
    (at + 1..<min(end, at + 4)).contains {
      words[$0].mention >= 0 && mentions[Int(words[$0].mention)].type == .instrument && words[$0].has(.capitalised)
    }
  }

  /// 'Verifies compliance', below a lead-in that ends in the subject.
  private func told(_ at: Int, _ end: Int) -> Opening? {
    guard at < end, entry(at).forms == .third, entry(at).noun < 0, entry(at).nominal < 0, words[at].mention < 0,
      let verb = self.verb(at, .third, end), kind(verb.sense) == .act || kind(verb.sense) == .light
    else { return nil }
    return Opening(kind: .told, reading: promised(resolve(verb, end), at, end, confidence: 0.75))
  }

  /// What the fragment whose deciding word stands at `at` promises.
  private func promised(_ resolution: Resolution, _ at: Int, _ end: Int, confidence: Double) -> Reading {
    var reading = Reading(function: .commitment, action: resolution.action ?? .support, confidence: confidence)
    reading.head = at
    reading.object = resolution.object
    reading.strength = resolution.soft || hedged(at, end) ? .soft : .firm
    reading.evidence = resolution.evidence
    return reading
  }

  /// 'In cooperation with the agencies, launching workshops': the act after the phrase that introduces it.
  private func afterAdverbial(_ from: Int, _ end: Int) -> Opening? {
    guard has(from, .preposition) || has(from, .via) else { return nil }
    var at = from + 1
    while at < min(end, from + 20), words[at].isWord { at += 1 }
    guard at + 1 < end, words[at].mark == 44 else { return nil }
    let next = skipAdverbs(at + 1, end)
    guard next < end, let found = verbal(next, end), found.kind == .gerund || found.kind == .verb else { return nil }
    // 'In schools, open data …': a noun that looks like a verb.
    let entry = entry(next)
    return found.kind == .verb && (entry.noun >= 0 || entry.nominal >= 0) ? nil : found
  }

  private func opensSubordinate(_ index: Int) -> Bool {
    let entry = entry(index)
    return entry.has(.preposition) || entry.has(.subordinator) || entry.has(.pronoun) || entry.has(.speaker)
      || entry.has(.relative)
  }

  /// The first word that counts, after numbers of the item, dashes and quotation marks.
  func start(_ range: Range<Int>) -> Int {
    var at = range.lowerBound
    let end = range.upperBound
    while at < end {
      let word = words[at]
      if !word.isWord || word.has(.number) && at + 1 < end && !words[at + 1].isWord {
        at += 1
      } else {
        break
      }
    }
    return skipAdverbs(at, end)
  }

  /// The word after a short label: 'Action 3: …', 'Skills – …'.
  private func afterLabel(_ from: Int, _ end: Int) -> Int? {
    var at = from
    while at < end, at < from + 7 {
      let mark = words[at].mark
      if mark == 58 || mark == 0xE2 || mark == 45 && !words[min(at + 1, end - 1)].has(.glued) {
        let next = start(at + 1..<end)
        return next < end ? next : nil
      }
      if mark == 46 || mark == 44 || mark == 40 { return nil }
      at += 1
    }
    return nil
  }

  /// `afterTo`: what follows 'to' is a verb, whatever else the word may be.
  private func verbal(_ at: Int, _ end: Int, afterTo: Bool = false) -> Opening? {
    guard at < end else { return nil }
    let entry = entry(at)
    guard entry.lemma >= 0 else { return nil }
    // 'Testing and Experimentation Facilities' is a name, not an act.
    if words[at].mention >= 0, mentionEnd(at) > at, !takesName(at) { return nil }
    // 'Measure: Establish …': a label, not an act.
    if !afterTo, at + 1 < end, words[at + 1].mark == 58 { return nil }
    // 'Table 10', 'Step 2': the label of what follows.
    if !afterTo, at + 1 < end, words[at].has(.capitalised), words[at + 1].has(.number),
      at + 2 >= end || !words[at + 2].isWord
    {
      return nil
    }
    if !afterTo, entry.nominal >= 0 || entry.noun >= 0, at + 1 < end,
      has(at + 1, .preposition) || !words[at + 1].isWord && words[at + 1].mark != 0xE2 && words[at + 1].mark != 34
    {
      return nil
    }
    let kind: OpeningKind
    let verb: VerbAt
    if let found = self.verb(at, .base, end) {
      (kind, verb) = (.verb, found)
    } else if let found = self.verb(at, .gerund, end) {
      (kind, verb) = (.gerund, found)
    } else if let found = self.verb(at, [.participle, .past], end), opensObject(found.next, end) {
      (kind, verb) = (.participle, found)
    } else {
      return nil
    }
    guard self.kind(verb.sense) != .state, self.kind(verb.sense) != .happen || kind == .verb else { return nil }
    let resolution = resolve(verb, end)
    var reading = promised(resolution, at, end, confidence: kind == .verb ? 0.9 : 0.82)
    reading.status = resolution.status ?? .planned
    if !resolution.isSpecific { reading.confidence -= 0.15 }
    if kind == .participle {
      reading.status = rule(verb.sense).status ?? .done
      reading.confidence -= 0.15
    }
    return Opening(kind: kind, reading: reading)
  }

  /// 'Monitoring EU initiatives': the capital is the fragment's, and the name after it is the verb's object.
  private func takesName(_ index: Int) -> Bool {
    guard entry(index).forms == .gerund, words[index].has(.capitalised) else { return false }
    return words[index + 1].has(.capitalised) && !words[mentionEnd(index)].has(.capitalised)
  }

  /// Whether an object follows, so that a participle is a past tense and no attribute.
  private func opensObject(_ index: Int, _ end: Int) -> Bool {
    guard index < end else { return false }
    return has(index, .determiner) || has(index, .possessive) || words[index].has(.number)
  }

  private func nominal(_ from: Int, _ end: Int) -> Opening? {
    var at = from
    var steps = 0
    while at < end, steps < 12 {
      let word = words[at]
      if !word.isWord {
        if word.mark == 45 || word.mark == 34 || word.mark == 0xE2 && at == from { at += 1; continue }
        return nil
      }
      let entry = entry(at)
      if entry.classes.bits & (ClauseClass.relative.bit | ClauseClass.to.bit | ClauseClass.bePresent.bit) != 0 {
        return nil
      }
      if entry.has(.preposition) || entry.has(.via) {
        return nil
      }
      if word.mention >= 0, mentions[Int(word.mention)].type == .actor {
        // 'An expert group composed of …' is one that is set up; a name is one that is there.
        let head = nameHead(at)
        let isMade = self.entry(head).noun >= 0 && grammar.nouns[Int(self.entry(head).noun)].action == .create
        guard isMade, !words[head].has(.capitalised), at > from else { return nil }
        return headed(head, from, end, mention: nil, after: mentionEnd(at) + 1)
      }
      if word.mention >= 0, mentions[Int(word.mention)].type == .instrument {
        let last = mentionEnd(at)
        // 'a Data Act proposal': the mention modifies.
        return headed(nameHead(at), from, end, mention: mentions[Int(word.mention)], after: last + 1)
      }
      if isHead(at, end), !entry.has(.determiner), !entry.has(.possessive), !entry.has(.adverb),
        !entry.has(.conjunction)
      {
        if entry.nominal >= 0 {
          let verb = VerbAt(sense: Int(entry.nominal), next: afterNoun(at, end))
          guard kind(verb.sense) != .state else { return nil }
          let resolution = resolve(verb, end, rule: .nominal)
          var reading = promised(resolution, at, end, confidence: 0.8)
          reading.status = isOngoing(from, at) ? .ongoing : resolution.status ?? .planned
          return Opening(kind: .nominal, reading: reading)
        }
        if entry.noun >= 0 || entry.thing >= 0 && entry.lemma < 0 && !entry.has(.hollow) {
          return headed(at, from, end, mention: nil, after: at + 1)
        }
        if !entry.has(.hollow) {
          if at + 1 < end, has(at + 1, .conjunction) { at += 2; steps += 2; continue }
          return nil
        }
        // 'a series of workshops'.
        if at + 1 < end, has(at + 1, .preposition) { at += 1 }
      }
      at += 1
      steps += 1
    }
    return nil
  }

  /// An item that opens with a sum ('€60 million for machines') or a target ('200 sensors on the seabed').
  private func quantity(_ at: Int, _ end: Int) -> Opening? {
    for mention in mentions where mention.type == .amount || mention.type == .target {
      guard mention.start <= words[at].start, words[at].start < mention.end else { continue }
      var reading = Reading(function: .commitment, action: mention.type == .amount ? .fund : .deploy, confidence: 0.65)
      reading.head = at
      reading.object = at
      reading.evidence.append(.head, text(at))
      return Opening(kind: .quantity, reading: reading)
    }
    return nil
  }

  /// An item headed by an instrument: its purpose decides where the instrument is a mere frame.
  private func headed(_ head: Int, _ from: Int, _ end: Int, mention: ClauseMention?, after: Int) -> Opening? {
    let entry = entry(head)
    var action: Action?
    var exact = false
    if entry.noun >= 0 {
      let noun = grammar.nouns[Int(entry.noun)]
      action = noun.action
      exact = noun.exact
    }
    if action == nil, entry.nominal >= 0 {
      action = rule(Int(entry.nominal)).action
      exact = true
    }
    if action == nil, entry.thing >= 0 { action = made(grammar.things[Int(entry.thing)].instrumentClass) }
    if action == nil { action = Self.action(of: mention?.instrumentClass) }
    if action == .create, mention?.instrumentClass == .finance { action = .fund }
    guard var action else { return nil }
    var reading = Reading(function: .commitment, confidence: 0.7)
    reading.head = from
    reading.object = from
    reading.evidence.append(.head, text(head))
    if !exact, action == .create || action == .fund, let purpose = framePurpose(after, end), let other = purpose.action
    {
      action = other
      reading.evidence.append(purpose.evidence)
    }
    reading.action = action
    reading.status = isOngoing(from, head) ? .ongoing : .planned
    if mention != nil { return Opening(kind: .mention, reading: reading) }
    let isField = entry.has(.competence)
    return Opening(kind: isField ? .field : entry.noun < 0 && entry.nominal < 0 ? .thing : .noun, reading: reading)
  }

  /// What an item comes to that names a thing of the class; an approach or a review is none that could be made.
  private func made(_ instrumentClass: InstrumentClass) -> Action? {
    instrumentClass == .information || instrumentClass == .governance ? nil : Self.action(of: instrumentClass)
  }

  /// 'to …' right after the instrument's phrase, before any comma.
  private func framePurpose(_ from: Int, _ end: Int) -> Resolution? {
    var at = from
    while at + 1 < end, at < from + 14 {
      let mark = words[at].mark
      if mark == 46 || mark == 59 { return nil }
      if has(at, .to) {
        let next = skipAdverbs(at + 1, end)
        if let verb = verb(next, .base, end), kind(verb.sense) == .act || kind(verb.sense) == .light {
          var resolution = resolve(verb, end, rule: .purpose)
          guard resolution.isSpecific else { return nil }
          if let competence = competence(next, end), resolution.action == .support {
            resolution.action = .train
            resolution.evidence.append(.object, text(competence))
          }
          return resolution
        }
        return nil
      }
      at += 1
    }
    return nil
  }

  /// A field that people learn, as the object of the verb.
  private func competence(_ from: Int, _ end: Int) -> Int? {
    var at = from
    while at < min(end, from + 6) {
      if has(at, .competence) { return at }
      if words[at].mark == 44 { return nil }
      at += 1
    }
    return nil
  }
}
