import StrataModel

/// Which sector phrases of the lexicon count where they stand.
extension PhraseReader {
  /// Whether the word stands there as the lexicon's `use` demands: as a noun, or before one.
  func isSector(_ sector: LexiconMatcher.Found, _ context: SegmentTokens) -> Bool {
    let usage = traits[sector.concept].usage
    let isBound =
      sector.end < context.tokens.count && !context.tokens[sector.end].has(.spaceBefore)
      && context.facts[sector.end].traces.contains(.hyphen)
      || sector.start > 0 && !context.tokens[sector.start].has(.spaceBefore)
        && context.facts[sector.start - 1].traces.contains(.hyphen)
    let phrase = phraseOf[sector.end - 1]
    let last = context.tokens[sector.end - 1].tag
    if last == .verb || last == .verbThird { return false }
    if phrase >= 0 {
      let outer = phrases[Int(phrase)]
      let coversHead = sector.start <= outer.head && outer.head < sector.end
      // 'public administrations' act; the name of a ministry may end with a field. 'the courses' points back.
      if coversHead, outer.type == .actor, sector.start == outer.nameStart || !outer.has(PhraseFeatures.known) {
        return false
      }
      if coversHead, outer.type == nil, outer.group >= 0, rules.heads[outer.group].kind == .skills,
        outer.features & (PhraseFeatures.definite | PhraseFeatures.demonstrative) != 0
      {
        return false
      }
      // 'an environment for growth'
      if traits[sector.concept].isBareLeft, coversHead, outer.has(PhraseFeatures.indefinite) { return false }
      // 'a favourable climate', but 'the EU climate policy'
      if traits[sector.concept].isBareLeft, coversHead, sector.start > outer.nameStart {
        let before = context.tokens[sector.start - 1].tag
        if before == .adjective || before == .noun || before == .name || before == .plural { return false }
      }
    }
    // 'energy efficient', 'climate-neutral'
    let after = isBound ? sector.end + 1 : sector.end
    if after < context.tokens.count, context.tokens[after].tag == .adjective, usage != .noun,
      !context.has(.bound, after), isBound || phrase < 0 || after >= phrases[Int(phrase)].end
    {
      return false
    }
    if usage == .any { return true }
    if usage == .listed { return isListed(sector, context) }
    var isModifier = isBound
    if phrase >= 0, sector.end < phrases[Int(phrase)].end, sector.end <= phrases[Int(phrase)].head {
      let next = context.tokens[sector.end].tag
      if !isBound, context.has(.field, sector.end) { return true }
      isModifier = isModifier || next == .noun || next == .plural || next == .name || next == .adjective
    }
    if usage == .noun { return !isModifier }
    return isModifier && !isBound || isListed(sector, context)
  }

  /// Whether another sector stands beside this one in an enumeration ("energy, security and transport").
  func isListed(_ sector: LexiconMatcher.Found, _ context: SegmentTokens) -> Bool {
    let sectors = context.sectors
    var low = 0
    var high = sectors.count
    while low < high {
      let middle = (low + high) / 2
      if sectors[middle].start < sector.start { low = middle + 1 } else { high = middle }
    }
    guard low < sectors.count, sectors[low].start == sector.start, endsPhrase(sector, context) else { return false }
    var at = low
    while at > 0, endsPhrase(sectors[at - 1], context), isLink(sectors[at - 1].end, sectors[at].start, context) {
      at -= 1
      if isCertain(sectors[at]) { return true }
    }
    at = low
    while at + 1 < sectors.count, isLink(sectors[at].end, sectors[at + 1].start, context) {
      at += 1
      if isCertain(sectors[at]) { return true }
      guard endsPhrase(sectors[at], context) else { return false }
    }
    return false
  }

  private func isCertain(_ sector: LexiconMatcher.Found) -> Bool {
    let usage = traits[sector.concept].usage
    return usage != .listed && usage != .modifier
  }

  /// Nothing of its phrase follows.
  private func endsPhrase(_ sector: LexiconMatcher.Found, _ context: SegmentTokens) -> Bool {
    guard sector.end < context.tokens.count, !context.tokens[sector.end].has(.cellStart) else { return true }
    switch context.tokens[sector.end].tag {
    case .noun, .plural, .name, .adjective, .gerund: return false
    default: return context.tokens[sector.end].has(.spaceBefore) || !context.has(.dash, sector.end)
    }
  }

  /// Whether commas and joiners alone part two places, and at least one of them.
  private func isLink(_ from: Int, _ to: Int, _ context: SegmentTokens) -> Bool {
    guard from < to, to - from <= 2 else { return false }
    for token in from..<to where !context.has(.comma, token) && !context.has(.joiner, token) { return false }
    return true
  }
}
