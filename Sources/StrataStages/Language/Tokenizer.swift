import StrataModel
import StrataText

/// Words and marks as UAX #29 has them, in ICU's tailoring, with the possessive ending as a token of its own. A
/// hyphen is a mark between the words of its compound, which the tagger joins.
///
/// Belongs to one worker.
public final class Tokenizer {
  private var segmenter: WordSegmenter
  private var words = WordBuffer()
  private let vocabulary: WordTable
  private let recent = RecentWords()

  /// `vocabulary` gives the tokens their ids. Throws an `ICUFailure` where ICU's rules cannot be opened.
  public init(vocabulary: WordTable = WordTable(capacity: 8)) throws {
    segmenter = try WordSegmenter()
    self.vocabulary = vocabulary
  }

  /// Fills the layer with the tokens of the segments, furniture excepted. O(bytes), no allocation once the buffers
  /// have grown.
  public func tokenize(
    _ text: UnsafeBufferPointer<UInt8>, _ segments: borrowing [Segment], into layer: TokenLayer
  ) throws {
    layer.removeAll()
    try segmenter.segment(text, into: &words)
    vocabulary.withLookup(recent) { lookup in
      var boundary = 0
      for index in segments.indices {
        let isRead = segments[index].kind != .furniture
        let extent = segments[index].extent
        layer.endSegment(
          isRead ? cut(text, Int(extent.start), Int(extent.end), &boundary, lookup, layer) : 0)
      }
    }
  }

  /// The tokens of a short text, such as a label.
  public func tokens(of text: UnsafeBufferPointer<UInt8>) throws -> [Token] {
    try segmenter.segment(text, into: &words)
    let layer = TokenLayer(capacity: 64)
    var boundary = 0
    layer.endSegment(vocabulary.withLookup(recent) { cut(text, 0, text.count, &boundary, $0, layer) })
    return Array(layer.tokens(of: 0))
  }

  /// Index of the first boundary after the place; mostly at or soon after the one given.
  private func boundary(after place: Int, from guess: Int) -> Int {
    let ends = words.ends
    var at = guess
    if at > 0, Int(ends[at - 1]) > place {
      var low = 0
      while low < at {
        let middle = (low + at) / 2
        if Int(ends[middle]) > place { at = middle } else { low = middle + 1 }
      }
      return at
    }
    while at < ends.count, Int(ends[at]) <= place { at += 1 }
    return at
  }

  /// Writes the tokens of `text[start..<end]` into the layer's room and gives their number.
  private func cut(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ boundary: inout Int, _ lookup: WordTable.RecentLookup,
    _ layer: TokenLayer
  ) -> Int {
    guard let bytes = text.baseAddress, start < end else { return 0 }
    let first = self.boundary(after: start, from: boundary)
    let last = self.boundary(after: end - 1, from: first)
    boundary = last
    // A word with a possessive ending makes two.
    let tokens = layer.room(for: (last - first + 1) * 2)
    let ends = words.ends
    let kinds = words.kinds
    var count = 0
    var at = start
    var space: TokenFlags = []
    var cell: TokenFlags = .cellStart
    var sentence = true
    for index in first...last {
      let stop = min(Int(ends[index]), end)
      defer { at = stop }
      let byte = bytes[at]
      var flags = space.union(cell)
      if kinds[index] == WordKind.other.rawValue {
        if byte == 32 || byte == 10 || byte == 9 || byte == 13 {
          space = .spaceBefore
          if byte == 9 {
            cell = .cellStart
            sentence = true
          }
          continue
        }
        flags.insert(.punctuation)
        if byte == 46 || byte == 33 || byte == 63 { sentence = true }
        let hash = WordShape(bytes + at, count: stop - at, readable: text.count - at).hash
        tokens[count] = Token(
          start: UInt32(truncatingIfNeeded: at), end: UInt32(truncatingIfNeeded: stop), word: lookup.id(hash),
          flags: flags, tag: .unknown, hash: hash)
        count &+= 1
      } else {
        let ending = Self.possessiveLength(bytes, at, stop)
        let middle = stop - ending
        let shape = WordShape(bytes + at, count: middle - at, readable: text.count - at)
        if shape.isWord {
          flags.formUnion(shape.flags)
          if sentence {
            let opens = TokenFlags([.cellStart, .capitalised, .hasDigit])
            if count == 0 || !flags.isDisjoint(with: opens) { flags.insert(.sentenceStart) }
            sentence = false
          }
        } else {
          // ICU 72 takes '@' for a letter.
          flags.insert(.punctuation)
        }
        tokens[count] = Token(
          start: UInt32(truncatingIfNeeded: at), end: UInt32(truncatingIfNeeded: middle), word: lookup.id(shape.hash),
          flags: flags, tag: .unknown, hash: shape.hash)
        count &+= 1
        if ending > 0 {
          let hash = WordShape(bytes + middle, count: ending, readable: text.count - middle).hash
          tokens[count] = Token(
            start: UInt32(truncatingIfNeeded: middle), end: UInt32(truncatingIfNeeded: stop), word: lookup.id(hash),
            flags: [.possessive, .word], tag: .unknown, hash: hash)
          count &+= 1
        }
      }
      space = []
      cell = []
    }
    return count
  }

  /// Bytes of a trailing `'s` or `’s`, 0 where there is none.
  @inline(__always)
  private static func possessiveLength(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    guard bytes[end - 1] | 32 == 115, end - start >= 3 else { return 0 }
    if bytes[end - 2] == 39 { return 2 }
    if bytes[end - 2] == 0x99, end - start >= 5, bytes[end - 3] == 0x80, bytes[end - 4] == 0xE2 { return 4 }
    return 0
  }
}
