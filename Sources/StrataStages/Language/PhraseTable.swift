import StrataModel

/// The finished trie as plain memory, for matching.
struct PhraseTable: Sendable {
  struct Edge: BitwiseCopyable {
    /// Node and word; 0 in an empty slot.
    var key: UInt64
    var target: UInt32
  }

  /// A label, without what only building needs.
  struct Label: BitwiseCopyable {
    var concept: UInt32
    var spelling: UInt32
    var bytes: UInt32
    var next: Int32
    var isSector: Bool
  }

  struct Node: BitwiseCopyable {
    /// A bit for each word that leads on, of 64 that words share: most words do not, and need no look at the edges.
    var following: UInt64
    /// Its first label, -1 where none ends here.
    var label: Int32

    @inline(__always)
    static func bit(_ word: UInt32) -> UInt64 { 1 << UInt64(word & 63) }
  }

  private let first: Memory<UInt32>
  private let wordCount: Int
  private let edges: Memory<Edge>
  private let mask: Int
  private let nodes: Memory<Node>
  private let labels: Memory<Label>
  private let pool: Memory<UInt8>

  /// `isSector`: by concept.
  init(_ trie: PhraseTrie, isSector: [Bool]) {
    first = Memory(trie.first)
    wordCount = trie.first.count
    edges = Memory(zip(trie.keys, trie.targets).map { Edge(key: $0, target: $1) })
    mask = trie.keys.count - 1
    var nodes = trie.heads.map { Node(following: 0, label: $0) }
    for key in trie.keys where key != 0 {
      nodes[Int(key >> 32)].following |= Node.bit(UInt32(truncatingIfNeeded: key))
    }
    self.nodes = Memory(nodes)
    labels = Memory(
      trie.entries.map {
        Label(
          concept: $0.concept, spelling: $0.spelling, bytes: $0.bytes, next: $0.next,
          isSector: isSector[Int($0.concept)])
      })
    pool = Memory(trie.pool)
  }

  func deallocate() {
    first.deallocate()
    edges.deallocate()
    nodes.deallocate()
    labels.deallocate()
    pool.deallocate()
  }

  /// The node of the labels that begin with the word, 0 where none does.
  func node(of word: UInt32) -> UInt32 { Int(word) < wordCount ? first[Int(word)] : 0 }

  /// Calls `found` for every label that begins at the token, from the shortest to the longest, with the index after
  /// its last token; `node` is that of the token's word. O(length of the longest common prefix).
  @inline(__always)
  func matches(
    _ tokens: UnsafeBufferPointer<Token>, at index: Int, node: UInt32, text: UnsafeBufferPointer<UInt8>,
    _ found: (_ label: Label, _ end: Int) -> Void
  ) {
    var node = node
    var at = index &+ 1
    while true {
      var entry = Int(nodes[Int(node)].label)
      while entry >= 0 {
        let label = labels[entry]
        if label.spelling == 0 || agrees(label, tokens, index, at, text) { found(label, at) }
        entry = Int(label.next)
      }
      guard at < tokens.count else { return }
      let word = tokens[at].word
      guard word != 0, nodes[Int(node)].following & Node.bit(word) != 0, !tokens[at].has(.cellStart) else { return }
      let key = UInt64(node) << 32 | UInt64(word)
      var slot = PhraseTrie.slot(key, mask)
      while edges[slot].key != key {
        if edges[slot].key == 0 { return }
        slot = (slot &+ 1) & mask
      }
      node = edges[slot].target
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
