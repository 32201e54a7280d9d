import ICUShim

/// Finds the word boundaries of UAX #29, exactly as ICU's root locale does, many times faster.
///
/// Almost all text is made of characters whose boundaries follow from their neighbours; for those the
/// rules are bit operations on 64 bytes at a time. The rest goes to ICU, with no more text around it
/// than it takes. Both give the segments that ICU gives for the whole text as UTF-16, byte for byte;
/// ill-formed UTF-8, of which each maximal subpart counts as U+FFFD, included.
///
/// A segmenter belongs to one worker: it may move between threads but not be shared.
public struct WordSegmenter: ~Copyable, @unchecked Sendable {
  /// How boundaries are found. All give the same.
  public enum Engine: Sendable, CaseIterable {
    /// 64 bytes at a time.
    case bitParallel
    /// One character at a time: the rules in their plainest form, to check the others by.
    case scalar
    /// ICU alone.
    case icu
  }

  /// The engine in use: ICU whatever was asked for, should it not behave as the others know it.
  public let engine: Engine

  /// How much of the last text went to ICU, in bytes.
  private(set) var bytesForICU = 0

  let icu: OpaquePointer
  let classes: WordClasses
  /// For the bit-parallel engine: the end of a text, padded; then the kinds at 64 positions.
  let scratch: UnsafeMutablePointer<UInt8>
  static let paddedSize = 128

  public init(engine: Engine = .bitParallel) throws(ICUFailure) {
    var status: strata_status = 0
    guard let icu = strata_words_open(&status) else {
      throw ICUFailure(status, "open word boundaries")
    }
    self.icu = icu
    classes = .shared
    self.engine = classes.isTrusted ? engine : .icu
    scratch = .allocate(capacity: Self.paddedSize + 64)
    scratch.initialize(repeating: 0, count: Self.paddedSize + 64)
  }

  deinit {
    strata_boundaries_close(icu)
    scratch.deallocate()
  }

  /// Replaces what `words` holds by the segments of `text`, which are none if it is empty.
  ///
  /// Takes time linear in the text, and no memory but for the growth of `words`. A text may be as long as 2³¹ − 1 bytes.
  public mutating func segment(
    _ text: UnsafeBufferPointer<UInt8>, into words: inout WordBuffer
  ) throws(ICUFailure) {
    precondition(text.count <= Int(Int32.max), "text of 2 GiB or more: split it")
    words.removeAll()
    bytesForICU = 0
    if engine == .icu {
      try askICU(0..<text.count, of: text, into: &words)
      return
    }
    var done = 0
    while done < text.count {
      let complex =
        engine == .bitParallel
        ? scanBlocks(text, from: done, into: &words)
        : scanCharacters(text, from: done, into: &words)
      if complex == text.count { return }
      let island = self.island(around: complex, of: text, from: done)
      words.removeEnds(after: UInt32(truncatingIfNeeded: island.lowerBound))
      try askICU(island, of: text, into: &words)
      done = island.upperBound
    }
  }

  // MARK: - Islands

  /// The stretch around a complex character that goes to ICU.
  ///
  /// It begins and ends at positions that are boundaries whatever stands around them: behind a line
  /// feed, or between an ASCII character and the space that follows it. ICU's rules look at nothing
  /// before the boundary from which they start, and can't look past one; so ICU finds in the stretch
  /// what it finds there in the whole text.
  private borrowing func island(
    around complex: Int, of text: UnsafeBufferPointer<UInt8>, from done: Int
  ) -> Range<Int> {
    var start = complex
    while start > done, !Self.isCertainBoundary(start, of: text) { start -= 1 }

    var complex = complex
    while true {
      var end = complex + 1
      while end < text.count, !Self.isCertainBoundary(end, of: text) { end += 1 }
      // A call of ICU costs as much as some dozen characters, so a near one goes along.
      let horizon = min(end + 32, text.count)
      guard let next = firstComplex(in: end..<horizon, of: text) else { return start..<end }
      complex = next
    }
  }

  /// Of a position inside the text.
  @inline(__always)
  private static func isCertainBoundary(
    _ position: Int, of text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let before = text[position - 1]
    return before == 0x0A
      || text[position] == 0x20 && before < 0x80 && before != 0x20
  }

  private borrowing func firstComplex(
    in range: Range<Int>, of text: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    var at = range.lowerBound
    while at < range.upperBound {
      let (wordClass, width) = classes.character(at: at, of: text)
      if wordClass == .complex { return at }
      at += width
    }
    return nil
  }

  private mutating func askICU(
    _ range: Range<Int>, of text: UnsafeBufferPointer<UInt8>, into words: inout WordBuffer
  ) throws(ICUFailure) {
    guard !range.isEmpty, let base = text.baseAddress else { return }
    words.reserve(range.count)
    var count = 0
    let status = strata_boundaries_find(
      icu, base + range.lowerBound, range.count,
      UInt32(truncatingIfNeeded: range.lowerBound),
      words.endStorage + words.count, words.kindStorage + words.count, range.count, &count)
    guard status == 0 else { throw ICUFailure(status, "find word boundaries") }
    words.count += count
    bytesForICU += range.count
  }
}
