/// A set of words, each with a number, that finds the number of a word in a text without regard to case.
///
/// The words are numbered from 1 in the order in which they were added; 0 means an unknown word. Words that
/// are the same after simple case folding are one word. Immutable, so that all workers may share it.
public struct Vocabulary: Sendable {
  private struct Entry {
    let hash: UInt64
    let firstChunk: UInt32
    let byteCount: UInt32
  }

  /// The high half of the hash above the number of the word; 0 where the slot is free.
  /// A power of two, at most half full, searched from the low bits of the hash on.
  private var slots: [UInt64]
  /// Entry `id - 1` tells where the folded bytes are.
  private var entries: [Entry] = []
  /// The folded bytes of all words, each filled up to whole chunks.
  private var chunks: [UInt64] = []
  /// The number of the word that is one byte, or 0: most segments of a text are spaces and
  /// punctuation, and need no hash.
  private var bytes = [UInt32](repeating: 0, count: 256)

  /// Holds the words of a sequence.
  public init(_ words: some Sequence<String> = []) {
    slots = Array(repeating: 0, count: 16)
    var builder = Builder(vocabulary: self)
    for word in words {
      var word = word
      word.withUTF8 { _ = builder.add($0) }
    }
    self = builder.vocabulary
  }

  /// The number of words, and the highest number of a word.
  public var count: Int { entries.count }

  /// The number of a word, or 0. Takes time linear in its length, and no memory.
  public func id(of word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let start = word.baseAddress else { return 0 }
    return id(of: FoldedChunks(bytes: start, count: word.count, readable: word.count))
  }

  /// The number of the word in a range of a text, or 0. Faster than the same for the word alone, because
  /// it may read on beyond its end.
  @inline(__always)
  public func id(of range: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    precondition(range.lowerBound >= 0 && range.upperBound <= text.count, "range beyond the text")
    guard let start = text.baseAddress else { return 0 }
    return id(
      of: FoldedChunks(
        bytes: start + range.lowerBound, count: range.count,
        readable: text.count &- range.lowerBound))
  }

  /// Replaces `ids` by the number of every segment of a text.
  public func lookUp(
    _ words: borrowing WordBuffer, of text: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32]
  ) {
    ids.removeAll(keepingCapacity: true)
    ids.reserveCapacity(words.count)
    var start = 0
    for end in words.ends {
      ids.append(id(of: start..<Int(end), in: text))
      start = Int(end)
    }
  }

  /// The folded bytes of a word by its number, or `nil` if there is none.
  public func word(_ id: UInt32) -> [UInt8]? {
    guard id > 0, Int(id) <= entries.count else { return nil }
    let entry = entries[Int(id) - 1]
    return (0..<Int(entry.byteCount)).map { index in
      UInt8(truncatingIfNeeded: chunks[Int(entry.firstChunk) + index / 8] >> (8 * (index % 8)))
    }
  }

  // MARK: - Search

  private static func tag(_ hash: UInt64) -> UInt64 { hash & 0xFFFF_FFFF_0000_0000 }

  @inline(__always)
  private func id(of word: FoldedChunks) -> UInt32 {
    if word.count <= 1 {
      return word.count == 1 ? bytes[Int(word.bytes[0])] : 0
    }
    let hash = FoldedHash.hash(word)
    return slots.withUnsafeBufferPointer { slots in
      let mask = slots.count &- 1
      var index = Int(truncatingIfNeeded: hash) & mask
      while true {
        let slot = slots[index]
        if slot == 0 { return 0 }
        let id = UInt32(truncatingIfNeeded: slot)
        if Self.tag(slot) == Self.tag(hash), holds(word, as: id) { return id }
        index = (index &+ 1) & mask
      }
    }
  }

  @inline(__always)
  private func holds(_ word: FoldedChunks, as id: UInt32) -> Bool {
    let entry = entries[Int(id) &- 1]
    let expected = (Int(entry.byteCount) &+ 7) / 8
    return chunks.withUnsafeBufferPointer { chunks in
      let first = Int(entry.firstChunk)
      var index = 0
      let length = word.forEach { chunk in
        guard index < expected, chunks[first &+ index] == chunk else { return false }
        index &+= 1
        return true
      }
      return length == Int(entry.byteCount)
    }
  }

  // MARK: - Building

  /// Collects the words of a vocabulary and says the number of each at once.
  public struct Builder {
    fileprivate(set) var vocabulary: Vocabulary

    fileprivate init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    public init() { vocabulary = Vocabulary() }

    /// Adds a word unless it is there, and returns its number; 0 for an empty word, which is none.
    public mutating func add(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
      vocabulary.add(word)
    }

    /// The number of words so far.
    public var count: Int { vocabulary.count }

    /// What was added so far.
    public func build() -> Vocabulary { vocabulary }
  }

  private mutating func add(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let start = word.baseAddress, !word.isEmpty else { return 0 }
    let folded = FoldedChunks(bytes: start, count: word.count, readable: word.count)
    let known = id(of: folded)
    if known != 0 { return known }

    if (entries.count + 1) * 2 > slots.count { grow() }
    let firstChunk = UInt32(chunks.count)
    let length = folded.forEach { chunk in
      chunks.append(chunk)
      return true
    }
    entries.append(
      Entry(
        hash: FoldedHash.hash(folded), firstChunk: firstChunk,
        byteCount: UInt32(length ?? 0)))
    let id = UInt32(entries.count)
    insert(id)
    if length == 1 {
      let byte = UInt8(truncatingIfNeeded: chunks[Int(firstChunk)])
      bytes[Int(byte)] = id
      let isLowerCase = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      if isLowerCase { bytes[Int(byte) - 0x20] = id }
    }
    return id
  }

  private mutating func insert(_ id: UInt32) {
    let hash = entries[Int(id) - 1].hash
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index] != 0 { index = (index + 1) & mask }
    slots[index] = Self.tag(hash) | UInt64(id)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for index in entries.indices { insert(UInt32(index + 1)) }
  }
}
