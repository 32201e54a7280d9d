import StrataModel

/// The finished trie as plain memory, for matching.
struct PhraseTable: Sendable {
  /// A label, without what only building needs.
  struct Label: BitwiseCopyable {
    var concept: UInt32
    var spelling: UInt32
    var bytes: UInt32
    var next: Int32
    var isSector: Bool
  }

  /// What a word is to the table.
  struct Start: BitwiseCopyable {
    fileprivate static let isInner: UInt32 = 1 << 31
    fileprivate var bits: UInt32

    /// The node of the labels that begin with the word, 0 where none does.
    @inline(__always) var node: UInt32 { bits & ~Self.isInner }
    /// Whether the word stands in a label, not as its first.
    @inline(__always) var isInner: Bool { bits & Self.isInner != 0 }
  }

  /// The word that leads on, the node that it leads from, and the one that it leads to, from the highest bits down; 0
  /// where the slot is empty.
  private let edges: Memory<UInt64>
  private static let wordBits: UInt64 = 24
  private static let nodeBits: UInt64 = 20
  static let maximumNodes = 1 << 20
  private let mask: Int
  /// The first label of each node where one ends: those up to `lastEnd`.
  private let heads: Memory<Int32>
  private let lastEnd: UInt32
  /// A bit for every pair of a node and a word that leads on from it, of so many that pairs share: small enough to
  /// stay near the processor, where the edges do not.
  private let pairs: Memory<UInt64>
  private static let pairBits = 1 << 19
  private let starts: [Start]
  /// By first word: the words that lead on from it, as bits that several words share.
  private let seconds: [UInt32]
  private let labels: Memory<Label>
  private let pool: Memory<UInt8>

  /// `isSector`: by concept.
  init(_ trie: PhraseTrie, isSector: [Bool]) {
    var edges = Array(repeating: UInt64(0), count: trie.keys.count)
    mask = trie.keys.count - 1
    // Nodes where labels end come first, so that the others are known by their numbers.
    let ends = trie.heads.indices.dropFirst().filter { trie.heads[$0] >= 0 }
    let inner = trie.heads.indices.dropFirst().filter { trie.heads[$0] < 0 }
    var numbers = Array(repeating: UInt32(0), count: trie.heads.count)
    for (number, node) in (ends + inner).enumerated() { numbers[node] = UInt32(number + 1) }
    lastEnd = UInt32(ends.count)
    heads = Memory([-1] + ends.map { trie.heads[$0] })
    pairs = Memory(repeating: 0, count: Self.pairBits / 64)
    var starts = trie.first.map { Start(bits: numbers[Int($0)]) }
    var wordOfNode: [UInt32: Int] = [:]
    for (word, node) in trie.first.enumerated() where node != 0 { wordOfNode[node] = word }
    var seconds = Array(repeating: UInt32(0), count: starts.count)
    for (old, target) in zip(trie.keys, trie.targets) where old != 0 {
      let key = Self.key(node: numbers[Int(old >> 32)], word: UInt32(truncatingIfNeeded: old))
      var slot = PhraseTrie.slot(key, mask)
      while edges[slot] != 0 { slot = (slot + 1) & mask }
      edges[slot] = key | UInt64(numbers[Int(target)])
      let (word, bit) = Self.pair(key)
      pairs[word] |= bit
      let inner = Int(UInt32(truncatingIfNeeded: old))
      if let start = wordOfNode[UInt32(old >> 32)] { seconds[start] |= Self.second(UInt32(inner)) }
      while starts.count <= inner { starts.append(Start(bits: 0)) }
      starts[inner].bits |= Start.isInner
    }
    self.starts = starts
    self.seconds = seconds
    self.edges = Memory(edges)
    labels = Memory(
      trie.entries.map {
        Label(
          concept: $0.concept, spelling: $0.spelling, bytes: $0.bytes, next: $0.next,
          isSector: isSector[Int($0.concept)])
      })
    pool = Memory(trie.pool)
  }

  func deallocate() {
    edges.deallocate()
    heads.deallocate()
    pairs.deallocate()
    labels.deallocate()
    pool.deallocate()
  }

  /// The bit of a word among those of the words that lead on.
  @inline(__always)
  private static func second(_ word: UInt32) -> UInt32 { 1 &<< ((word &* 0x9E37_79B1) &>> 27) }

  /// The words that lead on from a first word, for `matches`.
  func seconds(of word: UInt32) -> UInt32 { Int(word) < seconds.count ? seconds[Int(word)] : 0 }

  func start(of word: UInt32) -> Start { Int(word) < starts.count ? starts[Int(word)] : Start(bits: 0) }

  @inline(__always)
  private static func key(node: UInt32, word: UInt32) -> UInt64 {
    UInt64(word) &<< (2 &* nodeBits) | UInt64(node) &<< nodeBits
  }

  /// The place of a pair's bit.
  @inline(__always)
  private static func pair(_ key: UInt64) -> (word: Int, bit: UInt64) {
    let place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 45)
    return (place &>> 6, 1 &<< UInt64(place & 63))
  }

  /// Whether a label leads from the node over the word; now and then true where none does.
  @inline(__always)
  private func mayLead(_ key: UInt64) -> Bool {
    let (word, bit) = Self.pair(key)
    return pairs[word] & bit != 0
  }

  /// Calls `found` for every label that begins at the token, from the shortest to the longest, with the index after
  /// its last token; `facts` are those of the tokens. O(length of the longest common prefix).
  @inline(__always)
  func matches(
    _ tokens: UnsafeBufferPointer<Token>, at index: Int, _ facts: UnsafePointer<WordFacts>,
    text: UnsafeBufferPointer<UInt8>, _ found: (_ label: Label, _ end: Int) -> Void
  ) {
    let start = facts[index].labels
    var node = start.node
    guard node != 0 else { return }
    var at = index &+ 1
    while true {
      if node <= lastEnd {
        var entry = Int(heads[Int(node)])
        while entry >= 0 {
          let label = labels[entry]
          if label.spelling == 0 || agrees(label, tokens, index, at, text) { found(label, at) }
          entry = Int(label.next)
        }
      }
      guard at < tokens.count else { return }
      let word = tokens[at].word
      guard facts[at].labels.isInner, !tokens[at].has(.cellStart) else { return }
      if at == index &+ 1, facts[index].seconds & Self.second(word) == 0 { return }
      let key = Self.key(node: node, word: word)
      guard mayLead(key) else { return }
      var slot = PhraseTrie.slot(key, mask)
      while edges[slot] &>> Self.nodeBits != key &>> Self.nodeBits {
        if edges[slot] == 0 { return }
        slot = (slot &+ 1) & mask
      }
      node = UInt32(truncatingIfNeeded: edges[slot]) & ((1 << UInt32(Self.nodeBits)) - 1)
      at &+= 1
    }
  }

  private func agrees(
    _ label: Label, _ tokens: UnsafeBufferPointer<Token>, _ start: Int, _ end: Int,
    _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var rest = label.spelling
    var offset = Int(label.bytes)
    var index = start
    while rest != 0, index < end {
      let token = tokens[index]
      switch PhraseTrie.Spelling(rawValue: UInt8(rest & 3)) {
      case .capital: if !token.has(.capitalised) { return false }
      case .small: if token.has(.capitalised) && !token.has(.sentenceStart) { return false }
      case .exact:
        let count = Int(pool[offset])
        guard token.count == count else { return false }
        for byte in 0..<count where text[Int(token.start) + byte] != pool[offset + 1 + byte] { return false }
        offset += count + 1
      default: break
      }
      rest >>= 2
      index += 1
    }
    return true
  }
}
