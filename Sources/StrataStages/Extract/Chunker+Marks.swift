import StrataModel

/// Names that marks hold together: quotation marks, and brackets inside the name of an act.
extension Chunker {
  /// The end of a quoted name that begins here, or nil: capitalised words and the small words between them, before a
  /// noun that says what it is ('the “Room for All” programme', 'the ‘Open Weir’ (Weir on Demand) scheme'). Names
  /// without small words are phrases as they are.
  func quotationEnd(from start: Int, _ context: SegmentTokens) -> Int? {
    let tokens = context.tokens
    guard start > 0, context.has(.quote, start - 1), !tokens[start].has(.spaceBefore), tokens[start].has(.capitalised),
      context.nameAt[start] < 0
    else { return nil }
    var end = start
    var capitals = 0
    var small = 0
    while end < tokens.count, !context.has(.quote, end) {
      guard end - start < 10, !tokens[end].has(.cellStart), !context.isTaken[end],
        tokens[end].has(.word) || tokens[end].has(.number) || context.has(.joiner, end) || context.has(.dash, end)
      else { return nil }
      if tokens[end].has(.capitalised) { capitals += 1 }
      let isBetween = tokens[end].tag == .adverb || context.has(.connector, end) || context.has(.dropped, end)
      if isBetween { small += 1 }
      guard
        tokens[end].has(.capitalised) || isBetween || tokens[end].has(.number) || context.has(.article, end)
          || context.has(.joiner, end) || context.has(.dash, end)
      else { return nil }
      end += 1
    }
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
}
