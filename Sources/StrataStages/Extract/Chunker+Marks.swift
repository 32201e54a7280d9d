import StrataModel

/// Names that marks hold together: quotation marks, and brackets inside the name of an act.
extension Chunker {
  /// The end of a quoted name that begins here, or nil: capitalised words and the small words between them, before a
  /// noun that says what it is ('the “Room for All” programme', 'the ‘Open Weir’ (Weir on Demand) scheme'). Names
  /// without small words are phrases as they are. Behind such a noun the quotation is the name whatever its words
  /// ('a project entitled “Automatic counting of vessels”').
  func quotationEnd(from start: Int, _ context: SegmentTokens) -> Int? {
    let tokens = context.tokens
    guard start > 0, context.has(.quote, start - 1), !tokens[start].has(.spaceBefore), tokens[start].has(.capitalised),
      context.nameAt[start] < 0
    else { return nil }
    let isAnnounced = isNaming(start - 2, context)
    var end = start
    var capitals = 0
    var small = 0
    while end < tokens.count, !context.has(.quote, end) {
      guard end - start < (isAnnounced ? 16 : 10), !tokens[end].has(.cellStart), !context.isTaken[end],
        tokens[end].has(.word) || tokens[end].has(.number) || context.has(.joiner, end) || context.has(.dash, end)
      else { return nil }
      if tokens[end].has(.capitalised) { capitals += 1 }
      let isBetween = tokens[end].tag == .adverb || context.has(.connector, end) || context.has(.dropped, end)
      if isBetween { small += 1 }
      guard
        tokens[end].has(.capitalised) || isBetween || tokens[end].has(.number) || context.has(.article, end)
          || context.has(.joiner, end) || context.has(.dash, end) || isAnnounced
      else { return nil }
      end += 1
    }
    if isAnnounced, end > start + 1, end < tokens.count { return end }
    guard capitals >= 2, small > 0, end + 1 < tokens.count else { return nil }
    var noun = end + 1
    if context.has(.open, noun) {
      while noun < tokens.count, noun - end < 12, !context.has(.close, noun) { noun += 1 }
      noun += 1
    }
    guard noun < tokens.count, noun - end < 12, !tokens[noun].has(.cellStart), context.heads(noun) != 0,
      tokens[noun].tag == .noun || tokens[noun].tag == .plural
    else { return nil }
    return end
  }

  /// Whether a noun of an instrument, or a participle behind one, ends there: 'the study', 'a project entitled'.
  private func isNaming(_ at: Int, _ context: SegmentTokens) -> Bool {
    guard at >= 0 else { return false }
    let noun = context.tokens[at].tag == .participle ? at - 1 : at
    guard noun >= 0, context.tokens[noun].tag == .noun, context.heads(noun) != 0 else { return false }
    return rules.heads[context.heads(noun).trailingZeroBitCount].type == .instrument
  }

  /// 'Land Reform (Norland) Act 2016': where the name of an act goes on behind the bracket that opens here, or nil.
  func jurisdictionEnd(_ open: Int, _ context: SegmentTokens) -> Int? {
    let tokens = context.tokens
    guard open > 0, open < tokens.count, context.has(.open, open),
      context.items[open - 1].flags & UnitFlags.proper != 0
    else { return nil }
    var close = open + 1
    while close < tokens.count, close - open < 8, !context.has(.close, close) {
      guard
        tokens[close].has(.capitalised) || context.has(.joiner, close) || context.has(.comma, close)
          || tokens[close].tag == .preposition
      else { return nil }
      close += 1
    }
    let next = close + 1
    guard close > open + 1, next < tokens.count, context.has(.close, close), !tokens[next].has(.cellStart),
      tokens[next].has(.capitalised), context.heads(next) != 0,
      rules.heads[context.heads(next).trailingZeroBitCount].kind == .regulation
    else { return nil }
    return next
  }

  /// 'Women's Health Strategy', 'Renters’ Rights Bill': where the name goes on behind the possessive mark of a
  /// capitalised plural, or nil. Bodies and countries that possess something are no part of its name.
  func possessedName(_ mark: Int, body: Int, _ context: SegmentTokens) -> Int? {
    let tokens = context.tokens
    guard mark > body, mark + 2 < tokens.count, isPossessive(mark, context),
      context.items[mark - 1].flags & UnitFlags.proper != 0,
      tokens[mark - 1].tag == .plural || context.facts[mark - 1].tags.first == .plural
    else { return nil }
    var at = mark + 1
    while at < tokens.count, !tokens[at].has(.cellStart), context.items[at].flags & UnitFlags.proper != 0,
      tokens[at].tag == .noun || tokens[at].tag == .plural || tokens[at].tag == .name || tokens[at].tag == .adjective
    {
      at += 1
    }
    let heads = at > mark + 2 ? context.heads(at - 1) : 0
    return heads != 0 && tokens[at - 1].tag != .plural ? mark + 1 : nil
  }

  /// Whether a possessive ending stands there, or the apostrophe behind a plural.
  private func isPossessive(_ at: Int, _ context: SegmentTokens) -> Bool {
    let token = context.tokens[at]
    guard !token.has(.spaceBefore) else { return false }
    if token.has(.possessive) { return true }
    let bytes = context.text[Int(token.start)..<Int(token.end)]
    return bytes.elementsEqual([0x27]) || bytes.elementsEqual([0xE2, 0x80, 0x99])
  }
}
