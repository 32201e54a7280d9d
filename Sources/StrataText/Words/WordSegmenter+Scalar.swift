extension WordSegmenter {
  /// Appends the segments of simple text from a boundary on, up to the end of the text or the first
  /// complex character, and returns where that is. Segments near the complex character may be wrong.
  borrowing func scanCharacters(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, into words: inout WordBuffer
  ) -> Int {
    var rules = WordRules()
    var at = start
    var current = classes.character(at: at, of: text)
    while true {
      let next = at + current.width
      let following =
        next < text.count ? classes.character(at: next, of: text) : (.other, width: 0)
      let kind = rules.kind.rawValue
      let joined = rules.joins(current.wordClass, following: following.wordClass)
      if !joined, at > start { words.append(end: at, kind: kind) }
      if current.wordClass == .complex { return at }
      at = next
      if at == text.count {
        words.append(end: at, kind: rules.kind.rawValue)
        return at
      }
      current = following
    }
  }
}
