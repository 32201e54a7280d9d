import StrataModel
import StrataText

/// The classification of one document, segment by segment in order.
struct ClassifyRun {
  let grammar: ClassifyGrammar
  var isLeadIn: [Bool]
  private var announcements: [Announcement?]
  /// Lead-ins that are sentences with a verb of their own, and not as brief as "They are:".
  private var statements: Set<Int> = []
  private static let shortestStatement = 6
  /// Items that only their list can tell: the reading to take if the list is one of actions.
  var tentative: [Tentative] = []
  private var previousRow = -2
  /// What the head of the table that is read says of its rows.
  private var column: Announcement?
  /// Segments that are events for the date of the heading above them alone.
  var dated: [Int] = []
  /// A sentence with a colon whose list lost its markers: what it announces to the paragraphs below it.
  private var unmarked: Announcement?
  let causes: EvidenceTexts

  init(grammar: ClassifyGrammar, causes: EvidenceTexts, count: Int) {
    self.grammar = grammar
    self.causes = causes
    isLeadIn = Array(repeating: false, count: count)
    announcements = Array(repeating: nil, count: count)
  }

  /// Whether the segment's words say what it is.
  static func reads(_ index: Int, _ segments: UnsafeBufferPointer<Segment>) -> Bool {
    switch segments[index].kind {
    case .furniture, .title: return false
    case .heading: return true
    default: return !repeats(index, segments)
    }
  }

  /// Whether the segment is classified as the one that it repeats.
  private static func repeats(_ index: Int, _ segments: UnsafeBufferPointer<Segment>) -> Bool {
    guard let first = segments[index].duplicateOf else { return false }
    return first < index && segments[first].kind != .furniture
  }

  mutating func classify(
    _ index: Int, _ mutable: UnsafeMutableBufferPointer<Segment>, _ text: UnsafeBufferPointer<UInt8>,
    _ words: ClauseWords,
    _ scores: inout SectorScores
  ) {
    let segments = UnsafeBufferPointer(mutable)
    let kind = segments[index].kind
    switch kind {
    case .furniture, .title:
      mutable[index].function = .none
      return
    case .heading:
      unmarked = nil
      announcements[index] = words.reader(of: index, grammar).announcement(heading: true, reading: nil)
      mutable[index].function = .none
      return
    default: break
    }
    if let first = segments[index].duplicateOf, Self.repeats(index, segments) {
      announcements[index] = announcements[first]
      if kind == .row { previousRow = index }
      return
    }
    var announced = kind == .footnote ? nil : announcement(for: index, segments)
    let reader = words.reader(of: index, grammar)
    let isUnmarked = kind == .paragraph && unmarked != nil && reader.opensAsItem
    if isUnmarked, let unmarked { announced = (unmarked, .leadIn) }
    if kind != .footnote, !isUnmarked { unmarked = nil }
    let asks = isLeadIn[index]
    var facts = Facts(index: index, kind: kind, hasLabel: segments[index].label != nil, isLeadIn: asks)
    var reading: Reading?
    // A paragraph that lost its marker is read as an item.
    if isUnmarked { facts.kind = .item }
    let isHead = kind == .row && isColumnHead(index, reader, segments)
    if kind == .row, previousRow != index - 1 { column = reader.columnOfTargets }
    // The head of a table is nearer than the heading above it.
    if kind == .row, !isHead, previousRow == index - 1, let column { announced = (column, .section) }
    if kind != .footnote, !isHead { reading = read(facts, announced, reader, text) }
    if kind == .paragraph, !isUnmarked, reader.words.last?.mark == 58,
      let found = reader.announcement(heading: false, reading: reading), found.content == .commitments
    {
      unmarked = found
    }
    if asks {
      announcements[index] = reader.announcement(heading: false, reading: reading)
      if kind == .paragraph, let last = reader.sentences.last, last.count >= Self.shortestStatement,
        reader.hasFinite(last)
      {
        statements.insert(index)
      }
    }
    var final = reading ?? Reading(function: .context, confidence: reader.words.count < 4 ? 0.6 : 0.75)
    if asks || reader.words.last?.mark == 58, final.function == .commitment, isBare(final, reader) {
      final = Reading(function: .context, confidence: 0.7)
    }
    if reading == nil, kind != .footnote, reader.isImprint || announced?.0.content == .nothing {
      final.function = .none
    }
    if kind == .row {
      let opensTable = reading == nil && previousRow != index - 1 && !reader.tellsProperty(isRow: true)
      if isHead || opensTable { final.function = .none }
      previousRow = index
    }
    write(final, &mutable[index], reader, text)
    mutable[index].sectors =
      final.function == .none ? [] : scores.sectors(reader, deciding: final.sentence, action: final.action)
  }

  struct Tentative {
    var segment: Int
    var reading: Reading
    var instrumentClass: InstrumentClass
    var because: [String]
    /// Opens with a noun made of a verb: enough where nothing in the list speaks against it.
    var isNominal: Bool
  }

  /// What the rules ask of a segment beside its words.
  private struct Facts {
    var index: Int
    var kind: SegmentKind
    var hasLabel: Bool
    var isLeadIn: Bool
  }

  /// What the lead-in, else the nearest telling heading, says of the segment.
  private func announcement(for index: Int, _ segments: UnsafeBufferPointer<Segment>) -> (Announcement, Evidence.Rule)?
  {
    if let leadIn = segments[index].leadIn, let found = announcements[leadIn] { return (found, .leadIn) }
    var heading = segments[index].heading
    var steps = 0
    while let at = heading, steps < 8 {
      if let found = announcements[at] {
        // A date stands over what is right below it.
        if found.content == .events, steps > 0 { return nil }
        // The sentence above a list has more to say of it than the heading above both.
        if found.content == .commitments, let leadIn = segments[index].leadIn, statements.contains(leadIn) {
          return nil
        }
        return (found, .section)
      }
      heading = segments[at].heading
      steps += 1
    }
    return nil
  }

  // MARK: Reading

  private mutating func read(
    _ segment: Facts, _ announced: (Announcement, Evidence.Rule)?, _ reader: ClauseReader,
    _ text: UnsafeBufferPointer<UInt8>
  ) -> Reading? {
    guard let first = reader.sentences.first else { return nil }
    if announced?.0.content == .nothing { return nil }
    if segment.kind == .paragraph { return paragraph(segment, announced, reader) }
    // Whatever announces it, a question promises nothing.
    if reader.sentences.count == 1, reader.words[first.upperBound - 1].mark == 63 { return nil }
    if let event = event(segment, announced, reader) { return event }
    let content = announced?.0.content
    if reader.isMereActor { return nil }
    let finite = strongest(reader)
    if reader.tellsProperty(isRow: segment.kind == .row) { return finite }
    if segment.kind == .row, content == .targets, announced?.1 == .section, let cell = reader.targetCell {
      return listed(reader.target(cell), announced)
    }
    let opens = content == .targets ? reader.opening(first)?.kind : nil
    if content == .targets, !segment.isLeadIn, opens == nil || opens == .quantity || reader.hasFinite(first) {
      return listed(finite ?? reader.target(first), announced)
    }
    switch content {
    case .requirements:
      if let finite, finite.function == .commitment, announced?.0.isOpen != true { return finite }
      // Below a mere heading a sentence of its own says itself whether it asks for something.
      if announced?.1 == .section, finite == nil, reader.hasFinite(first) { return nil }
      if announced?.1 == .section, let kind = reader.opening(first)?.kind, kind == .noun || kind == .mention { break }
      var reading = Reading(function: .requirement, confidence: 0.9)
      note(&reading, announced)
      return reading
    case .context:
      guard let finite, announced?.0.isOpen != true, announced?.1 == .section || finite.confidence >= 0.8
      else { return nil }
      return finite
    default: break
    }
    if segment.kind == .row, let output = output(reader, finite) { return output }
    let openings = segment.kind == .row ? Array(reader.sentences.prefix(3)) : [first]
    for (cell, range) in openings.enumerated() {
      guard let opening = reader.opening(range) else { continue }
      if opening.kind == .thing, content != .commitments, content != .targets { continue }
      if opening.kind == .told, content != .commitments || announced?.0.isOpen != true { continue }
      let verbless = ![.verb, .gerund, .participle, .told].contains(opening.kind)
      // A cell that holds a sum and no words tells of no act.
      if segment.kind == .row, opening.kind == .quantity, content != .commitments { continue }
      if verbless, reader.hasFinite(range) { break }
      var reading = opening.reading
      reading.sentence = cell
      if segment.kind == .row {
        reading = reader.rowStatus(reading)
      } else {
        reading = reader.bracketStatus(reading, verbless: verbless)
      }
      if content == .commitments || content == .targets || opening.kind == .verb
        || segment.kind == .row && (!verbless || reader.isPlannedRow)
      {
        return listed(reading, announced)
      }
      if opening.kind == .gerund || opening.kind == .participle || opening.kind == .nominal && segment.kind == .row {
        reading.confidence -= 0.1
        return reading
      }
      if let finite { return finite }
      if opening.kind == .field { return nil }
      tentative.append(
        Tentative(
          segment: segment.index, reading: reading, instrumentClass: reader.instrumentClass(reading),
          because: because(reading, reader, text), isNominal: opening.kind == .nominal))
      return nil
    }
    if let finite {
      return listed(finite, content == .commitments ? announced : nil, hasOwnPromise: reader.promises(finite))
    }
    if let need = reader.need(first) { return need }
    if content == .commitments, let promise = reader.finite(first, target: true), reader.promises(promise) {
      return listed(reader.target(first), announced)
    }
    guard content == .commitments, first.count > 2,
      announced?.0.isOpen == true || announced?.0.action != nil || announced?.1 == .leadIn && segment.kind == .item
        || !reader.hasFinite(first) && reader.hintsAtAction(first)
    else { return nil }
    var reading = Reading(function: .commitment, confidence: announced?.0.isOpen == true ? 0.65 : 0.55)
    reading.action =
      announced?.0.action ?? reader.purpose(first.lowerBound, first.upperBound)?.action ?? .support
    reading.object = first.lowerBound
    return listed(segment.kind == .row ? reader.rowStatus(reading) : reading, announced)
  }

  /// A row whose label says that a measure follows ('Expected output ⇥ Analysis of the market').
  private func output(_ reader: ClauseReader, _ finite: Reading?) -> Reading? {
    guard let (rest, sentence) = reader.labelled else { return nil }
    if let opening = reader.opening(rest), [.verb, .gerund, .nominal].contains(opening.kind) || !reader.hasFinite(rest)
    {
      var reading = opening.reading
      reading.sentence = sentence
      return reader.rowStatus(reading)
    }
    if finite != nil || reader.hasFinite(rest) || reader.hasPlainVerb(rest) { return finite }
    var reading = Reading(function: .commitment, confidence: 0.6)
    let noun = reader.headNoun(rest)
    reading.action = noun?.action ?? .support
    if let noun { reading.evidence.append(.head, reader.text(noun.index)) }
    reading.sentence = sentence
    reading.object = rest.lowerBound
    return reader.rowStatus(reading)
  }

  private mutating func paragraph(
    _ segment: Facts, _ announced: (Announcement, Evidence.Rule)?, _ reader: ClauseReader
  ) -> Reading? {
    if let reading = strongest(reader) { return reading }
    if let event = event(segment, announced, reader) { return event }
    if let goal = reader.opensWithGoal {
      if let opening = reader.opening(goal), opening.kind == .verb { return opening.reading }
      return reader.target(goal)
    }
    let isLabelled = reader.opensWithLabel
    if isLabelled, let first = reader.sentences.first,
      var need = reader.need(reader.start(first) + 2..<first.upperBound)
    {
      need.strength = .firm
      return need
    }
    guard !reader.tellsProperty(isRow: false), let first = reader.sentences.first, !reader.has(first.lowerBound, .to),
      let opening = reader.opening(first)
    else { return nil }
    let expected = announced?.0.content == .commitments || isLabelled
    switch opening.kind {
    case .verb where announced?.0.content != .context && !reader.hasFinite(first):
      // In lower case it is the rest of a sentence that the page before holds.
      guard expected || reader.words[reader.start(first)].has(.capitalised) else { return nil }
      var reading = opening.reading
      reading.confidence -= expected ? 0.05 : 0.25
      return expected ? listed(reading, announced) : reading
    case .gerund, .nominal, .noun, .mention:
      guard expected, segment.hasLabel || first.count < 40, !reader.hasFinite(first), !reader.hasPlainVerb(first)
      else { return nil }
      var reading = opening.reading
      reading.confidence -= 0.1
      return listed(reading, announced)
    default: return nil
    }
  }

  /// The strongest of the sentences: the first commitment, else the first requirement.
  private func strongest(_ reader: ClauseReader) -> Reading? {
    var best: Reading?
    for (index, sentence) in reader.sentences.enumerated() {
      guard var reading = reader.finite(sentence) else { continue }
      reading.sentence = index
      if reading.function == .commitment { return reading }
      if best == nil { best = reading }
    }
    return best
  }

  /// `hasOwnPromise`: a finite verb of the item's own says how firm it is.
  private func listed(
    _ reading: Reading, _ announced: (Announcement, Evidence.Rule)?, hasOwnPromise: Bool = false
  ) -> Reading {
    guard let announced, announced.0.content == .commitments || announced.0.content == .targets else { return reading }
    var reading = reading
    if announced.0.soft, !hasOwnPromise { reading.strength = .soft }
    reading.confidence = min(0.97, reading.confidence + 0.05)
    note(&reading, announced)
    return reading
  }

  private func note(_ reading: inout Reading, _ announced: (Announcement, Evidence.Rule)?) {
    guard let announced else { return }
    reading.evidence.append(announced.1, announced.0.cue)
  }

  /// A lead-in that only points to its list.
  private func isBare(_ reading: Reading, _ reader: ClauseReader) -> Bool {
    guard reading.sentence < reader.sentences.count else { return false }
    let sentence = reader.sentences[reading.sentence]
    if sentence.contains(where: { reader.has($0, .following) }) { return true }
    // 'We are seeking to:', 'The Government will build:'.
    if reader.words[sentence.upperBound - 1].mark == 58, sentence.upperBound == reader.words.count,
      reading.object >= sentence.upperBound - 1
        || reading.object == sentence.upperBound - 2 && reader.has(reading.object, .to)
    {
      return true
    }
    // 'will take these steps:'.
    guard reader.words[sentence.upperBound - 1].mark == 58, reader.entry(reading.head).lemma >= 0,
      let verb = reader.verb(reading.head, [.base, .gerund, .participle, .third], sentence.upperBound)
    else { return false }
    return reader.kind(verb.sense) == .light && sentence.upperBound - reading.head < 6
  }

  private mutating func event(
    _ segment: Facts, _ announced: (Announcement, Evidence.Rule)?, _ reader: ClauseReader
  ) -> Reading? {
    if let event = opensWithDate(segment, reader) { return event }
    guard let event = belowDate(announced, reader) else { return nil }
    dated.append(segment.index)
    return event
  }

  /// What stands below a date without a finite verb of its own.
  private func belowDate(_ announced: (Announcement, Evidence.Rule)?, _ reader: ClauseReader) -> Reading? {
    guard announced?.0.content == .events, !reader.isImprint, reader.sentences.count <= 2,
      reader.sentences.allSatisfy({ !reader.hasFinite($0) })
    else { return nil }
    var reading = Reading(function: .event, confidence: 0.75)
    note(&reading, announced)
    return reading
  }

  /// A date and a dash, a colon or a cell's end before anything else.
  private func opensWithDate(_ segment: Facts, _ reader: ClauseReader) -> Reading? {
    guard let date = reader.mentions.first(where: { $0.type == .date }), let first = reader.sentences.first
    else { return nil }
    let start = reader.start(first)
    guard start < first.upperBound, date.start <= reader.words[start].start,
      let after = reader.words.firstIndex(where: { $0.start >= date.end })
    else { return nil }
    let mark = reader.words[after].mark
    let cellEnds = segment.kind == .row && after == first.upperBound
    guard mark == 58 || mark == 0xE2 || mark == 45 || cellEnds else { return nil }
    let rest = after + (cellEnds ? 0 : 1)
    guard let sentence = reader.sentences.first(where: { $0.contains(rest) }) else { return nil }
    if let opening = reader.opening(rest..<sentence.upperBound), opening.kind == .verb,
      reader.entry(reader.start(rest..<sentence.upperBound)).nominal < 0,
      reader.entry(reader.start(rest..<sentence.upperBound)).noun < 0
    {
      return nil
    }
    var reading = Reading(function: .event, confidence: 0.85)
    reading.evidence.append(.event, ~Int32(start))
    return reading
  }

  /// Whether the row is a table's first and every cell of it a bare caption.
  private func isColumnHead(_ index: Int, _ reader: ClauseReader, _ segments: UnsafeBufferPointer<Segment>) -> Bool {
    var before = index - 1
    while before >= 0, segments[before].kind == .furniture { before -= 1 }
    guard before < 0 || segments[before].kind != .row, index + 1 < segments.count, segments[index + 1].kind == .row
    else { return false }
    return reader.sentences.count > 1 && reader.sentences.allSatisfy { $0.count <= 3 }
      && !reader.mentions.contains { $0.type == .date || $0.type == .amount || $0.type == .target }
      && !reader.words.contains { $0.has(.number) }
  }

  // MARK: Writing

  private func write(
    _ reading: Reading, _ segment: inout Segment, _ reader: ClauseReader, _ text: UnsafeBufferPointer<UInt8>
  ) {
    segment.function = reading.function
    segment.confidence = reading.confidence
    if reading.function == .none {
      segment.because = []
    } else if reading.evidence.isEmpty {
      // No rule spoke: the label is what remains.
      segment.because = causes.default(reading.function)
    } else {
      segment.because = because(reading, reader, text)
    }
    guard reading.function == .commitment else {
      segment.action = nil
      segment.strength = nil
      segment.status = nil
      segment.instrumentClass = nil
      return
    }
    segment.action = reading.action
    segment.strength = reading.strength
    segment.status = reading.status
    segment.instrumentClass = reader.instrumentClass(reading)
  }

  private func because(_ reading: Reading, _ reader: ClauseReader, _ text: UnsafeBufferPointer<UInt8>) -> [String] {
    reading.evidence.map { item in
      if item.entry >= 0 { return causes.text(item) }
      let word = reader.words[Int(~item.entry)]
      let bytes = UnsafeBufferPointer(rebasing: text[Int(word.start)..<Int(word.end)])
      return item.rule.id + ":" + String(decoding: bytes, as: UTF8.self)
    }
  }
}
