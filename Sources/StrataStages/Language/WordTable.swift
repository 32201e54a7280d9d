import StrataModel

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
