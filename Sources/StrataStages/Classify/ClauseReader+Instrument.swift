import StrataModel

extension ClauseReader {
  /// The class of the instrument that the action makes or mainly uses: the object, else the means, else the first
  /// one named in the deciding sentence, else in a later one.
  func instrumentClass(_ reading: Reading) -> InstrumentClass {
    guard reading.sentence < sentences.count else { return .none }
    let action = reading.action
    let sentence = sentences[reading.sentence]
    if reading.subjectEnd > sentence.lowerBound, reading.subjectEnd < sentence.upperBound {
      let start = max(sentence.lowerBound, clauseStart(reading.subjectEnd - 1, sentence.lowerBound))
      if action != .fund, let found = named(start..<reading.subjectEnd, action) { return found }
    }
    let from = min(max(reading.object, sentence.lowerBound), sentence.upperBound)
    let object = from..<objectEnd(from, sentence.upperBound)
    if action == .fund { return mentioned(object) == .skills ? .skills : .finance }
    if let found = named(object, action) { return found }
    if let found = means(from, sentence.upperBound) { return found }
    if let found = mentioned(sentence) { return found }
    // An act that is its own instrument: what is studied or laid down needs no name.
    if action == .study, reading.evidence.contains(where: { $0.rule == .nominal || $0.rule == .head }) {
      return .information
    }
    if action == .regulate { return .regulation }
    for later in sentences.dropFirst(reading.sentence + 1) {
      if let found = mentioned(later) { return found }
    }
    let head = min(reading.head, words.count - 1)
    if action == .train, head >= 0, entry(head).lemma >= 0,
      let verb = verb(head, [.base, .gerund, .participle, .third], words.count), rule(verb.sense).action == .train
    {
      return .skills
    }
    return .none
  }

  /// The first word after the object: where its purpose, its means or a clause about it begins.
  private func objectEnd(_ from: Int, _ end: Int) -> Int {
    var at = from
    while at < end {
      let entry = entry(at)
      if words[at].mark == 59 || entry.has(.relative) && at > from { return at }
      if entry.has(.via), at > from { return at }
      if entry.has(.to), at > from, verb(skipAdverbs(at + 1, end), .base, end) != nil { return at }
      at += 1
    }
    return end
  }

  private func mentioned(_ range: Range<Int>) -> InstrumentClass? {
    var last: Int16 = -1
    for index in range {
      let mention = words[index].mention
      guard mention >= 0, mention != last else { continue }
      last = mention
      let found = mentions[Int(mention)]
      if found.type == .instrument, let kind = found.instrumentClass, !words[index].has(.example) { return kind }
    }
    return nil
  }

  /// How far from the verb, in words, a noun may stand that is no known name of an instrument.
  private static let reach = 8

  /// The class of the first instrument of the words, by its mention or by its noun.
  private func named(_ range: Range<Int>, _ action: Action?) -> InstrumentClass? {
    for index in range where !words[index].has(.example) {
      if let kind = mentionClass(index) {
        // 'a programme to equip teachers'; a university that is set up.
        return action == .train && kind == .finance || isSchool(nameHead(index), action) ? .skills : kind
      }
      let entry = entry(index)
      guard entry.noun >= 0 || entry.thing >= 0, isHead(index, range.upperBound) else { continue }
      // A body that is set up is an instrument, one that acts is not.
      let mention = words[index].mention
      if mention >= 0, mentions[Int(mention)].type == .actor, action != .create || index != nameHead(index) { continue }
      if entry.thing >= 0, index < range.lowerBound + Self.reach {
        let thing = grammar.things[Int(entry.thing)]
        if let action, thing.actions.isEmpty || thing.actions.contains(action) { return thing.instrumentClass }
      }
      if entry.noun >= 0, let kind = grammar.nouns[Int(entry.noun)].instrumentClass { return kind }
    }
    return nil
  }

  /// Whether the word is one for a place of learning that the action makes.
  private func isSchool(_ index: Int, _ action: Action?) -> Bool {
    guard let action, entry(index).thing >= 0 else { return false }
    let thing = grammar.things[Int(entry(index).thing)]
    return thing.instrumentClass == .skills && thing.actions.contains(action)
  }

  private func means(_ from: Int, _ end: Int) -> InstrumentClass? {
    for index in from..<end where has(index, .via) {
      if let found = mentioned(index..<min(end, index + 14)) { return found }
    }
    return nil
  }
}
