import StrataModel

/// One segment as the parts of the extract stage look at it. All of it is plain memory, lent for the time that the
/// segment is read.
struct SegmentTokens {
  let tokens: UnsafeBufferPointer<Token>
  let items: UnsafeBufferPointer<PatternItem>
  let text: UnsafeBufferPointer<UInt8>
  let tables: PatternTables
  /// What is known of the words of the tokens.
  let facts: UnsafePointer<WordFacts>
  let marks: MarkTests
  /// Actors and instruments of the lexicon, disjoint, in order.
  var names: UnsafeBufferPointer<LexiconMatcher.Found>
  /// Sector phrases of the lexicon, disjoint, in order.
  var sectors: UnsafeBufferPointer<LexiconMatcher.Found>
  /// By token: index into `names` where one starts, or -1.
  var nameAt: UnsafePointer<Int32>
  /// Tokens where a sector phrase starts.
  let sectorAt: UnsafeMutablePointer<Bool>
  /// Tokens that belong to an amount, a date or a target.
  let isTaken: UnsafeMutablePointer<Bool>

  /// Whether there is such a token and it has the mark.
  @inline(__always)
  func has(_ mark: Marks, _ index: Int) -> Bool {
    guard index >= 0, index < items.count else { return false }
    return facts[index].marks.contains(mark) || marks.asks(mark, items[index], tables)
  }

  /// The head groups of a token, as bits.
  @inline(__always)
  func heads(_ index: Int) -> UInt64 { facts[index].heads }
}
