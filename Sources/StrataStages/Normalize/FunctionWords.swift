import StrataText

/// Words with which no heading ends ("of", "in"), made ready to be looked for at every line.
struct FunctionWords: Sendable {
  private var hashes = HashSet64()

  init(_ words: Set<String>) {
    for word in words { hashes.insert(Folding.hash(word)) }
  }

  /// Whether a line ends in one of them, in small letters.
  func end(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    var start = line.end
    while start > line.start, Scalars.isLower(text[start - 1]) { start -= 1 }
    return start < line.end && hashes.contains(Folding.hash(text, start, line.end))
  }
}
