/// The words of a language pack by the hash of their folded form. Ids count from 1 in the order of
/// insertion; 0 is the word that is not known.
///
/// Words are told apart by their hash alone, of which a slot keeps 40 bits beside those that choose it: the chance
/// that an unknown word of a text meets one of 2^16 words is about 2^-40.
public struct WordTable: Sendable {
  /// The hash's high 40 bits, then the id; 0 where the slot is empty.
  private var slots: [UInt64]
  /// By id, for growing.
  private var hashes: [UInt64] = [0]

  static let idBits: UInt64 = 24

  public init(capacity: Int = 1 << 12) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  /// How many words it has.
  public var count: Int { hashes.count - 1 }

  /// The table for the time of a call: plain memory.
  struct Lookup {
    fileprivate let slots: UnsafePointer<UInt64>
    fileprivate let mask: Int

    /// Id of the word with the hash, or 0. O(1) expected.
    @inline(__always)
    func id(_ hash: UInt64) -> UInt32 {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while true {
        let present = slots[slot]
        if (present ^ hash) &>> WordTable.idBits == 0, present != 0 {
          return UInt32(truncatingIfNeeded: present) & ((1 << UInt32(WordTable.idBits)) - 1)
        }
        if present == 0 { return 0 }
        slot = (slot &+ 1) & mask
      }
    }
  }

  /// The table behind a small one of the words that came last, which stays in the processor's nearest cache: most
  /// words of a text are few.
  struct RecentLookup {
    fileprivate let lookup: Lookup
    fileprivate let recent: Memory<RecentWords.Entry>

    @inline(__always)
    func id(_ hash: UInt64) -> UInt32 {
      let slot = Int(truncatingIfNeeded: hash &>> 32) & (RecentWords.size - 1)
      let entry = recent[slot]
      if entry.hash == hash { return entry.id }
      let id = lookup.id(hash)
      recent[slot] = RecentWords.Entry(hash: hash, id: id)
      return id
    }
  }

  /// `recent` must have served no other table.
  func withLookup<Result>(
    _ recent: RecentWords, _ body: (RecentLookup) throws -> Result
  ) rethrows -> Result {
    try withLookup { try body(RecentLookup(lookup: $0, recent: recent.entries)) }
  }

  func withLookup<Result>(_ body: (Lookup) throws -> Result) rethrows -> Result {
    try slots.withUnsafeBufferPointer { slots in
      // A table has sixteen slots or more.
      try body(Lookup(slots: slots.baseAddress.unsafelyUnwrapped, mask: slots.count - 1))
    }
  }

  /// Id of the word with the hash, or 0. O(1) expected.
  public func id(_ hash: UInt64) -> UInt32 { withLookup { $0.id(hash) } }

  public func id(of word: String) -> UInt32 { id(Folding.hash(word)) }

  /// Id of the word, which is added where it is new.
  @discardableResult
  public mutating func insert(_ hash: UInt64) -> UInt32 {
    let known = id(hash)
    if known != 0 { return known }
    hashes.append(hash)
    let id = UInt32(hashes.count - 1)
    if hashes.count * 2 > slots.count {
      slots = Array(repeating: 0, count: slots.count * 2)
      for (id, hash) in hashes.enumerated().dropFirst() { place(hash, UInt32(id)) }
    } else {
      place(hash, id)
    }
    return id
  }

  private mutating func place(_ hash: UInt64, _ id: UInt32) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = hash & ~((1 << Self.idBits) - 1) | UInt64(id)
  }
}

/// The words that a worker looked up last in its table.
final class RecentWords {
  fileprivate struct Entry: BitwiseCopyable {
    var hash: UInt64
    var id: UInt32
  }

  fileprivate static let size = 2048
  fileprivate let entries = Memory(repeating: Entry(hash: 0, id: 0), count: RecentWords.size)

  deinit { entries.deallocate() }
}
