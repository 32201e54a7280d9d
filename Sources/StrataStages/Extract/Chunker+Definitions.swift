import StrataModel

/// Names that an acronym in brackets measures out: 'Harbour and River Licensing Agency (HRLA)'.
///
/// The method is that of Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
/// biomedical text" (PSB 2003), held to first letters: the capitalised words before the bracket, read backwards,
/// must give the letters of the acronym one by one. What the letters cover is one name, whatever joins its words.
extension Chunker {
  /// Tokens of a name and the one that says what it is.
  struct Definition {
    var start: Int
    var end: Int
    var head: Int
  }

  /// The next name that a bracket at or after the token explains, or nil.
  func definition(from first: Int, _ context: SegmentTokens) -> Definition? {
    let tokens = context.tokens
    var open = first
    while open + 2 < tokens.count {
      if tokens[open + 1].isAcronym, context.has(.open, open), context.has(.close, open + 2),
        let found = definition(before: open, of: open + 1, context)
      {
        return found
      }
      open += 1
    }
    return nil
  }

  private func definition(before open: Int, of acronym: Int, _ context: SegmentTokens) -> Definition? {
    let token = context.tokens[acronym]
    var letters = context.text[Int(token.start)..<Int(token.end)]
    // 'CRCs', 'FJRs'
    if letters.last == UInt8(ascii: "s") { letters.removeLast() }
    guard letters.count >= 2, letters.allSatisfy({ $0 < 128 && Self.fold($0) != $0 }),
      let start = start(of: letters, before: open, words: 0, context), start < open - 1,
      context.tokens[start].has(.capitalised)
    else { return nil }
    var head = start
    while head + 1 < open, !context.has(.connector, head + 1) { head += 1 }
    // A name that the lexicon has, in whole or across the border, is read as the lexicon says.
    let isKnown = context.names.contains { $0.start < start && start < $0.end || $0.start == start && $0.end >= open }
    guard context.heads(head) != 0, !context.isTaken[head], !isKnown else { return nil }
    return Definition(start: start, end: open, head: head)
  }

  /// Where the words begin that stand before the token and give the letters, at least two of them in capitals; small
  /// words between them may give a letter or none.
  private func start(
    of letters: Slice<UnsafeBufferPointer<UInt8>>, before end: Int, words: Int, _ context: SegmentTokens
  ) -> Int? {
    guard let letter = letters.last else { return words >= 2 ? end : nil }
    let at = end - 1
    guard at >= 0, end == context.tokens.count || !context.tokens[end].has(.cellStart) else { return nil }
    let token = context.tokens[at]
    let fits = Self.fold(context.text[Int(token.start)]) == Self.fold(letter)
    // What hangs on a hyphen may give no letter ('Start-up', 'Cross-Border'), a small word as well.
    let hangs = at > 0 && context.has(.dash, at - 1) && !token.has(.spaceBefore)
    let isSmall = words > 0 && (context.has(.joiner, at) || context.has(.connector, at) || context.has(.article, at))
    let isHyphen = context.has(.dash, at) && !token.has(.spaceBefore)
    guard token.has(.capitalised) || hangs || isSmall || isHyphen else { return nil }
    if fits {
      let more = token.has(.capitalised) ? 1 : 0
      if let start = start(of: letters.dropLast(), before: at, words: words + more, context) { return start }
    }
    return hangs || isSmall || isHyphen ? start(of: letters, before: at, words: words, context) : nil
  }

  private static func fold(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 32 : byte }
}
