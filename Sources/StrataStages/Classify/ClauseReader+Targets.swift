import StrataModel

/// Statements of targets: what a list, a row or a label promises by naming what is to be reached.
extension ClauseReader {
  /// A state of things that a list of targets promises.
  func targetReading(_ group: Group, _ end: Int) -> Reading? {
    var reading = Reading(function: .commitment, confidence: 0.75)
    reading.head = group.head
    reading.object = group.next
    if let verb = group.verb, kind(verb.sense) != .state {
      let resolution = resolve(verb, end)
      reading.action = resolution.action
      reading.evidence = resolution.evidence
    } else if let noun = objectNoun(group.next, end) {
      reading.action = noun.action
      reading.evidence.append(.object, text(noun.index))
    }
    return reading
  }

  /// '75% of firms using AI', 'all households covered by the network': the act of a participle.
  private func deed(_ index: Int, _ end: Int) -> Action? {
    guard words[index].mention < 0, !words[index].has(.glued), index > 0, !has(index - 1, .determiner),
      entry(index).noun < 0, entry(index).nominal < 0,
      let verb = verb(index, [.gerund, .participle, .base], end),
      kind(verb.sense) == .act || kind(verb.sense) == .light,
      // 'have access': of a base form its particle says that it is a verb.
      !entry(index).forms.isDisjoint(with: [.gerund, .participle]) || verb.next > index + 1
    else { return nil }
    return rule(verb.sense).action
  }

  /// The cell of a row that states the target: the first after the caption that holds a number or an article.
  var targetCell: Range<Int>? {
    guard sentences.count > 2 else { return nil }
    return sentences[1...].first { cell in
      cell.count > 1 && cell.contains { words[$0].has(.number) || has($0, .determiner) }
    } ?? (sentences[1].count > 1 ? sentences[1] : nil)
  }

  /// What a statement of a target comes to: the field that people learn, else the verb, else support.
  func target(_ range: Range<Int>) -> Reading {
    var reading = finite(range, target: true) ?? Reading(function: .commitment, confidence: 0.7)
    reading.function = .commitment
    var competence: Int?
    for index in range where competence == nil && !words[index].has(.bracketed) && has(index, .competence) {
      competence = index
    }
    if reading.action == nil || reading.action == .support, reading.evidence.isEmpty, competence == nil,
      let found = range.dropFirst().lazy.compactMap({ index in deed(index, range.upperBound).map { (index, $0) } })
        .first
    {
      reading.action = found.1
      reading.evidence.append(.verb, text(found.0))
    }
    if reading.evidence.isEmpty, competence == nil, let noun = headNoun(range), let action = noun.action {
      reading.action = has(range.lowerBound, .determiner) || !words[range.lowerBound].has(.number) ? action : .deploy
      reading.evidence.append(.object, text(noun.index))
    }
    if reading.action == nil, let competence {
      reading.action = .train
      reading.evidence.append(.object, text(competence))
    }
    if reading.action == nil { reading.action = .support }
    if reading.object == 0 { reading.object = range.lowerBound }
    return reading
  }

  /// What a table's head says where one of its cells is 'Target' or '2030 target', and another tells of the state today.
  var columnOfTargets: Announcement? {
    guard sentences.count > 2, sentences.allSatisfy({ $0.count <= 5 }) else { return nil }
    let last = sentences.lazy.compactMap { cell in cell.last { words[$0].isWord && !words[$0].has(.number) } }
    guard let target = last.first(where: { has($0, .announcesTargets) }),
      sentences.contains(where: { cell in cell.contains { has($0, .property) || has($0, .ongoing) } })
    else { return nil }
    return Announcement(content: .targets, cue: Int32(words[target].entry))
  }

  /// 'EU Objective for 2030: "Modernised public services"': what stands behind the label, where it is no sentence.
  var opensWithGoal: Range<Int>? {
    guard sentences.count == 1, let first = sentences.first, let colon = first.first(where: { words[$0].mark == 58 }),
      colon - first.lowerBound <= 6, colon + 2 < first.upperBound, !hasFinite(first),
      (first.lowerBound..<colon).contains(where: { has($0, .announcesTargets) && has($0, .goal) })
    else { return nil }
    return colon + 1..<first.upperBound
  }
}
