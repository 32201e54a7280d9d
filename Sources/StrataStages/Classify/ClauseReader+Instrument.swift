import StrataModel

extension ClauseReader {
  /// The class of the instrument that the action makes or mainly uses: the object, else the means, else the first
  /// one named in the deciding sentence, else in a later one.
  func instrumentClass(_ reading: Reading) -> InstrumentClass {
    guard reading.sentence < sentences.count else { return .none }
    let sentence = sentences[reading.sentence]
    if reading.subjectEnd > sentence.lowerBound, reading.subjectEnd < sentence.upperBound,
      let found = mentioned(max(sentence.lowerBound, reading.subjectEnd - 10)..<reading.subjectEnd)
    {
      return found
    }
    let from = min(max(reading.object, sentence.lowerBound), sentence.upperBound)
    let object = from..<objectEnd(from, sentence.upperBound)
    if reading.action == .fund { return mentioned(object) == .skills ? .skills : .finance }
    if let found = mentioned(object) ?? nounClass(object) { return found }
    if let found = means(from, sentence.upperBound) { return found }
    if let found = mentioned(sentence) { return found }
    for later in sentences.dropFirst(reading.sentence + 1) {
      if let found = mentioned(later) { return found }
    }
    // A study that is named by a noun is itself the instrument.
    if reading.action == .study, reading.evidence.contains(where: { $0.rule == .nominal }) { return .information }
    let head = min(reading.head, words.count - 1)
    if reading.action == .train, head >= 0, entry(head).lemma >= 0,
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

  private func nounClass(_ range: Range<Int>) -> InstrumentClass? {
    for index in range
    where entry(index).noun >= 0 && !words[index].has(.example) && isHead(index, range.upperBound) {
      let mention = words[index].mention
      if mention >= 0, mentions[Int(mention)].type == .actor { continue }
      let noun = grammar.nouns[Int(entry(index).noun)]
      if let kind = noun.instrumentClass { return kind }
    }
    return nil
  }

  private func means(_ from: Int, _ end: Int) -> InstrumentClass? {
    for index in from..<end where has(index, .via) {
      if let found = mentioned(index..<min(end, index + 14)) { return found }
    }
    return nil
  }
}
