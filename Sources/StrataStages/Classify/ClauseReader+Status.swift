import StrataModel

/// What the cells of a row and the brackets of an item tell of their acts: how far they have come, and who does them.
extension ClauseReader {
  /// Whether a row tells who does it, until when or at what cost.
  var isPlannedRow: Bool {
    sentences.count >= 3
      && (mentions.contains { $0.type == .date || $0.type == .amount || $0.role == .lead }
        || words.indices.contains { has($0, .ongoing) || has($0, .done) })
  }

  /// Whether the segment is nothing but the name of an actor.
  var isMereActor: Bool {
    var seen = false
    for index in words.indices where words[index].isWord {
      let mention = words[index].mention
      if mention >= 0, mentions[Int(mention)].type == .actor {
        seen = true
      } else if !has(index, .determiner), !has(index, .conjunction) {
        return false
      }
    }
    return seen
  }

  /// Other cells tell how far a row's action has come.
  func rowStatus(_ reading: Reading) -> Reading {
    for (index, range) in sentences.enumerated() where index != reading.sentence {
      // 'Number of resources published': what is counted has not happened yet.
      let counts = has(skipArticles(range.lowerBound, range.upperBound - 1), .hollow)
      for at in range where !counts {
        let entry = entry(at)
        if entry.has(.ongoing) { return with(.ongoing, reading, at) }
        if range.count < 8, entry.has(.done), !isAhead(at, range.lowerBound) { return with(.done, reading, at) }
        if range.count < 24, let verb = verb(at, .participle, range.upperBound), let status = rule(verb.sense).status,
          kind(verb.sense) == .act, !isAhead(at, range.lowerBound)
        {
          return with(status, reading, at)
        }
      }
    }
    // 'Organising events – Ongoing activity', where the cells were run together.
    let own = sentences[reading.sentence]
    if let at = own.first(where: { $0 > own.lowerBound && has($0, .ongoing) && words[$0].has(.capitalised) }) {
      return with(.ongoing, reading, at)
    }
    return reading
  }

  /// '(adopted together with …)', '(ongoing)'.
  func bracketStatus(_ reading: Reading, verbless: Bool) -> Reading {
    guard let sentence = sentences.first else { return reading }
    for at in sentence where at > sentence.lowerBound && words[at - 1].mark == 44 && verbless {
      if entry(at).has(.done) { return with(.done, reading, at) }
      if entry(at).has(.relative), at + 2 < sentence.upperBound, has(at + 1, .bePresent), has(at + 2, .ongoing) {
        return with(.ongoing, reading, at + 2)
      }
    }
    for at in sentence where words[at].has(.bracketed) {
      let entry = entry(at)
      let opens = at > 0 && !words[at - 1].isWord
      if opens, entry.has(.ongoing) { return with(.ongoing, reading, at) }
      if opens, entry.has(.done) { return with(.done, reading, at) }
    }
    return reading
  }

  private func with(_ status: Status, _ reading: Reading, _ at: Int) -> Reading {
    var reading = reading
    reading.status = status
    reading.evidence.append(.cue, text(at))
    return reading
  }
}
