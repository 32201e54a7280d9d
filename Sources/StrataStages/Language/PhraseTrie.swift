/// The labels of the lexicons as a trie over word ids.
///
/// Edges live in one open-addressing table from (node, word) to node; the first step is an array. Each node holds
/// the labels that end there, each with its demands on capitals. Priorities: the longest label wins; among equal
/// ones an exact label before a folded one, then the order of the files.
struct PhraseTrie: Sendable {
  /// How a label's token must be written.
  enum Spelling: UInt8, Sendable { case free = 0, capital = 1, small = 2, exact = 3 }

  struct Entry: Sendable {
    var concept: UInt32
    /// Two bits per token, `Spelling`; tokens after the sixteenth are free.
    var spelling: UInt32
    /// Place of the exact tokens' bytes in the pool, in their order.
    var bytes: UInt32
    var next: Int32
    /// The preferred label, in the case as written: acronyms and variants are not.
    var isExact: Bool
  }

  struct Step: Sendable {
    var word: UInt32
    var spelling: Spelling
    var bytes: [UInt8]
  }

  private(set) var first: [UInt32] = [0]
  private(set) var keys: [UInt64] = Array(repeating: 0, count: 1 << 14)
  private(set) var targets: [UInt32] = Array(repeating: 0, count: 1 << 14)
  private var mask = (1 << 14) - 1
  private var edges = 0
  /// First entry of each node, -1 where there is none; node 0 is the root.
  private(set) var heads: [Int32] = [-1]
  private(set) var entries: [Entry] = []
  private(set) var pool: [UInt8] = []

  init() {}

  /// How many nodes it has; a `PhraseTable` takes `PhraseTable.maximumNodes`.
  var nodeCount: Int { heads.count }

  mutating func insert(_ steps: [Step], concept: UInt32, isExact: Bool) {
    guard !steps.isEmpty else { return }
    var node: UInt32 = 0
    var spelling: UInt32 = 0
    let offset = UInt32(pool.count)
    for (index, step) in steps.enumerated() {
      node = child(of: node, word: step.word)
      guard index < 16 else { continue }
      spelling |= UInt32(step.spelling.rawValue) << UInt32(index * 2)
      if step.spelling == .exact {
        pool.append(UInt8(truncatingIfNeeded: step.bytes.count))
        pool.append(contentsOf: step.bytes)
      }
    }
    // The same label twice for one concept adds nothing; entries keep the order of insertion, exact ones first.
    var at = heads[Int(node)]
    var last: Int32 = -1
    while at >= 0 {
      let entry = entries[Int(at)]
      if entry.concept == concept, entry.spelling == spelling { return }
      if isExact, !entry.isExact { break }
      last = at
      at = entry.next
    }
    entries.append(Entry(concept: concept, spelling: spelling, bytes: offset, next: at, isExact: isExact))
    if last < 0 {
      heads[Int(node)] = Int32(entries.count - 1)
    } else {
      entries[Int(last)].next = Int32(entries.count - 1)
    }
  }

  private mutating func child(of node: UInt32, word: UInt32) -> UInt32 {
    if node == 0 {
      while first.count <= Int(word) { first.append(0) }
      if first[Int(word)] == 0 { first[Int(word)] = newNode() }
      return first[Int(word)]
    }
    if (edges + 1) * 2 > keys.count { grow() }
    let key = UInt64(node) << 32 | UInt64(word)
    var slot = Self.slot(key, mask)
    while keys[slot] != 0 {
      if keys[slot] == key { return targets[slot] }
      slot = (slot + 1) & mask
    }
    keys[slot] = key
    targets[slot] = newNode()
    edges += 1
    return targets[slot]
  }

  private mutating func newNode() -> UInt32 {
    heads.append(-1)
    return UInt32(heads.count - 1)
  }

  private mutating func grow() {
    let (oldKeys, oldTargets) = (keys, targets)
    keys = Array(repeating: 0, count: oldKeys.count * 2)
    targets = Array(repeating: 0, count: oldKeys.count * 2)
    mask = keys.count - 1
    for index in oldKeys.indices where oldKeys[index] != 0 {
      var slot = Self.slot(oldKeys[index], mask)
      while keys[slot] != 0 { slot = (slot + 1) & mask }
      keys[slot] = oldKeys[index]
      targets[slot] = oldTargets[index]
    }
  }

  @inline(__always)
  static func slot(_ key: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
  }
}
