import StrataModel
import StrataText

/// Words and marks as UAX #29 has them, in ICU's tailoring, with the possessive ending and the contracted verb as tokens
/// of their own: "we'll" is 'we' and 'will'. A hyphen is a mark between the words of its compound, which the tagger joins.
///
/// Belongs to one worker.
public final class Tokenizer {
  private var segmenter: WordSegmenter
  private var words = WordBuffer()
  /// Those of `words`.
  private var ends = UnsafeBufferPointer<UInt32>(start: nil, count: 0)
  private var kinds = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  /// The stretch of the text that `words` holds, in bytes.
  private var window = 0..<0
  /// Index of a boundary near the next segment.
  private var near = 0
  private let vocabulary: WordTable
  private let memo = WordMemo()
  /// The tokens of one short text.
  private let label = TokenLayer(capacity: 64)
  private let wholeVerbs = WholeVerbs()

  /// The verbs that `'ll`, `'re` and `'ve` stand for.
  private struct WholeVerbs {
    let will = Folding.hash("will")
    let are = Folding.hash("are")
    let have = Folding.hash("have")

    /// `letter` is the first of the contraction.
    func hash(of letter: UInt8) -> UInt64 { letter == 0x6C ? will : letter == 0x72 ? are : have }
  }

  /// A stretch that stays near the processor, and is long enough for the segmenter to be fast.
  private static let windowSize = 1 << 15

  /// `vocabulary` gives the tokens their ids. Throws an `ICUFailure` where ICU's rules cannot be opened.
  public init(vocabulary: WordTable = WordTable(capacity: 8)) throws {
    segmenter = try WordSegmenter()
    self.vocabulary = vocabulary
  }

  deinit { memo.deallocate() }

  /// Forgets the text before.
  public func begin() { window = 0..<0 }

  /// Adds the tokens of the next segment to the layer; furniture has none. Segments in their order are cheapest.
  /// O(bytes), no allocation once the buffers have grown.
  public func tokenize(
    _ text: UnsafeBufferPointer<UInt8>, _ segments: borrowing [Segment], _ index: Int, into layer: TokenLayer
  ) throws {
    let extent = segments[index].extent.range
    guard segments[index].kind != .furniture, !extent.isEmpty else {
      layer.endSegment(0, isShouting: false)
      return
    }
    if extent.lowerBound < window.lowerBound || extent.upperBound > window.upperBound {
      // Segments end at line feeds, where there is a boundary whatever stands around them.
      var end = extent.upperBound
      var next = index + 1
      while next < segments.count, end - extent.lowerBound < Self.windowSize, Int(segments[next].extent.start) >= end {
        end = Int(segments[next].extent.end)
        next += 1
      }
      try open(extent.lowerBound..<end, of: text)
    }
    cut(text, extent, layer)
  }

  /// The tokens of a short text, such as a label.
  public func tokens(of text: UnsafeBufferPointer<UInt8>) throws -> [Token] {
    guard !text.isEmpty else { return [] }
    label.removeAll()
    try open(0..<text.count, of: text)
    cut(text, window, label)
    return Array(label.tokens(of: 0))
  }

  private func open(_ window: Range<Int>, of text: UnsafeBufferPointer<UInt8>) throws {
    try segmenter.segment(UnsafeBufferPointer(rebasing: text[window]), into: &words)
    (ends, kinds) = (words.ends, words.kinds)
    self.window = window
    near = 0
  }

  /// Index of the first boundary after the place in the window; mostly at or soon after the one given.
  private func boundary(after place: Int, from guess: Int) -> Int {
    let ends = self.ends
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

  /// Adds the tokens of a part of the window to the layer, as its next segment.
  private func cut(_ text: UnsafeBufferPointer<UInt8>, _ extent: Range<Int>, _ layer: TokenLayer) {
    guard let bytes = text.baseAddress else { return }
    let origin = window.lowerBound
    let first = boundary(after: extent.lowerBound - origin, from: near)
    let last = boundary(after: extent.upperBound - 1 - origin, from: first)
    near = last
    // A word with an ending makes two.
    let tokens = layer.room(for: (last - first + 1) * 2)
    // A segment has a word or a mark, so that there is memory.
    let ends = self.ends.baseAddress.unsafelyUnwrapped
    let kinds = self.kinds.baseAddress.unsafelyUnwrapped
    var count = 0
    var at = extent.lowerBound
    var space: TokenFlags = []
    var cell: TokenFlags = .cellStart
    var sentence = true
    var words = 0
    var capitals = 0
    var index = first
    while index <= last {
      let stop = min(origin &+ Int(ends[index]), extent.upperBound)
      let isMark = kinds[index] == WordKind.other.rawValue
      index &+= 1
      defer { at = stop }
      let byte = bytes[at]
      if isMark, byte == 32 || byte == 10 || byte == 9 || byte == 13 {
        space = .spaceBefore
        if byte == 9 {
          cell = .cellStart
          sentence = true
        }
        continue
      }
      let entry = look(bytes, at, stop, isMark: isMark, end: text.count).pointee
      var flags = space.union(cell).union(entry.flags)
      if isMark {
        if byte == 46 || byte == 33 || byte == 63 { sentence = true }
      } else if flags.contains(.word) {
        words &+= stop &- at &- Int(entry.ending) > 1 && !flags.contains(.number) ? 1 : 0
        capitals &+= flags.contains(.allCaps) ? 1 : 0
        if sentence {
          let opens = TokenFlags([.cellStart, .capitalised, .hasDigit])
          if count == 0 || !flags.isDisjoint(with: opens) { flags.insert(.sentenceStart) }
          sentence = false
        }
      }
      let middle = stop &- Int(entry.ending)
      tokens[count] = Token(
        start: UInt32(truncatingIfNeeded: at), end: UInt32(truncatingIfNeeded: middle), word: entry.word,
        flags: flags, tag: .unknown, hash: entry.hash)
      count &+= 1
      if entry.ending > 0 {
        let isPossessive = bytes[stop - 1] | 32 == 115
        let hash =
          isPossessive
          ? WordShape(bytes + middle, count: Int(entry.ending), readable: text.count - middle).hash
          : wholeVerbs.hash(of: bytes[stop - 2] | 32)
        tokens[count] = Token(
          start: UInt32(truncatingIfNeeded: middle), end: UInt32(truncatingIfNeeded: stop),
          word: vocabulary.id(hash), flags: isPossessive ? [.possessive, .word] : .word, tag: .unknown, hash: hash)
        count &+= 1
      }
      space = []
      cell = []
    }
    layer.endSegment(count, isShouting: words >= 3 && capitals * 3 > words * 2)
  }

  /// What the word or the mark comes to, valid until the next call; `end` is that of the text.
  @inline(__always)
  private func look(
    _ bytes: UnsafePointer<UInt8>, _ start: Int, _ stop: Int, isMark: Bool, end: Int
  ) -> UnsafeMutablePointer<WordMemo.Entry> {
    let count = stop &- start
    guard count <= WordMemo.longest, end &- start >= WordMemo.longest else {
      return read(bytes, start, stop, isMark: isMark, end: end, into: memo.spare)
    }
    let memory = UnsafeRawPointer(bytes + start)
    var low = UInt64(littleEndian: memory.loadUnaligned(as: UInt64.self))
    var high: UInt64 = 0
    if count <= 8 {
      low &= UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    } else {
      high = UInt64(littleEndian: memory.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      high &= UInt64.max &>> UInt64(truncatingIfNeeded: 128 &- 8 &* count)
    }
    // Marks and words of the same bytes are told apart.
    let extent = UInt8(truncatingIfNeeded: count) | (isMark ? 0x80 : 0)
    let slot = memo.slot(low, high)
    if slot.pointee.holds(low, high, extent) { return slot }
    if slot[1].holds(low, high, extent) { return slot + 1 }
    slot[1] = slot[0]
    slot.pointee.low = low
    slot.pointee.high = high
    slot.pointee.extent = extent
    return read(bytes, start, stop, isMark: isMark, end: end, into: slot)
  }

  @inline(never)
  private func read(
    _ bytes: UnsafePointer<UInt8>, _ start: Int, _ stop: Int, isMark: Bool, end: Int,
    into entry: UnsafeMutablePointer<WordMemo.Entry>
  ) -> UnsafeMutablePointer<WordMemo.Entry> {
    let ending = isMark ? 0 : Self.endingLength(bytes, start, stop)
    let shape = WordShape(bytes + start, count: stop - ending - start, readable: end - start)
    entry.pointee.ending = UInt8(truncatingIfNeeded: ending)
    // ICU 72 takes '@' for a letter.
    entry.pointee.flags = !isMark && shape.isWord ? shape.flags : .punctuation
    entry.pointee.hash = shape.hash
    entry.pointee.word = vocabulary.id(shape.hash)
    return entry
  }

  /// Bytes of a trailing `'s`, `'ll`, `'re` or `'ve`, with either apostrophe; 0 where there is none.
  @inline(__always)
  private static func endingLength(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    let last = bytes[end - 1] | 32
    var length = 1
    if last != 115 {
      guard last == 101 || last == 108, end - start >= 4 else { return 0 }
      let first = bytes[end - 2] | 32
      guard last == 108 ? first == 108 : first == 114 || first == 118 else { return 0 }
      length = 2
    }
    let mark = end - length - 1
    guard mark > start else { return 0 }
    if bytes[mark] == 39 { return length + 1 }
    if bytes[mark] == 0x99, mark - 2 > start, bytes[mark - 1] == 0x80, bytes[mark - 2] == 0xE2 { return length + 3 }
    return 0
  }
}
