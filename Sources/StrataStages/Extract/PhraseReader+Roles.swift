import StrataModel
import StrataText

/// The parts that actors play.
extension PhraseReader {
  func assignRole(_ index: Int, _ context: SegmentTokens) {
    let rule = first(tables.roles, phrases[index], heads(of: phrases[index], context), context)
    if rule >= 0 { phrases[index].role = rules.roles[rule].role }
  }

  func heads(of phrase: Phrase, _ context: SegmentTokens) -> UInt64 {
    if phrase.concept >= 0, traits[phrase.concept].isNamed { return 0 }
    return context.heads(phrase.head)
  }

  /// Actors joined by commas and 'and' play one part.
  func shareRoles(_ context: SegmentTokens) {
    let actors = actorSpace.room(phraseCount)
    var count = 0
    for index in 0..<phraseCount
    where phrases[index].type == .actor && !phrases[index].has(PhraseFeatures.modifier) {
      // Inner names come last but stand where they stand.
      var at = count
      while at > 0, phrases[index].start < phrases[actors[at - 1]].start {
        actors[at] = actors[at - 1]
        at -= 1
      }
      actors[at] = index
      count += 1
    }
    var position = 1
    while position < count {
      share(from: actors[position - 1], to: actors[position], actors[position - 1], actors[position], context)
      position += 1
    }
    position = count - 2
    while position >= 0 {
      share(from: actors[position + 1], to: actors[position], actors[position], actors[position + 1], context)
      position -= 1
    }
    for index in 0..<phraseCount where phrases[index].type == .actor && phrases[index].role == nil {
      let rule = first(tables.defaultRoles, phrases[index], heads(of: phrases[index], context), context)
      let concept = phrases[index].concept
      phrases[index].role =
        rule >= 0 ? rules.defaultRoles[rule].role : (concept >= 0 ? pack.concepts[concept].role : nil) ?? .other
    }
  }

  /// Gives the role of one actor to another that has none, where nothing parts `left` and `right`.
  func share(from known: Int, to open: Int, _ left: Int, _ right: Int, _ context: SegmentTokens) {
    guard phrases[open].role == nil, let role = phrases[known].role, areJoined(left, right, context) else { return }
    phrases[open].role = role
  }

  func areJoined(_ left: Int, _ right: Int, _ context: SegmentTokens) -> Bool {
    let from = phrases[left].end
    let to = phrases[right].start
    guard from < to, to - from <= 4, !context.tokens[to].has(.sentenceStart) else { return false }
    for token in from..<to {
      // 'from authorities and from organisations'
      if token > from, context.tokens[token].tag == .preposition, context.has(.joiner, token - 1) {
        continue
      }
      let isLink =
        context.has(.comma, token) || context.has(.joiner, token)
        || context.has(.open, token) || context.has(.close, token)
        || context.has(.apposition, token)
      if !isLink || context.tokens[token].has(.cellStart) || context.tokens[token].has(.sentenceStart) { return false }
    }
    return true
  }
}
