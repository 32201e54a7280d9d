/// The words of a language pack by the hash of their folded form. Ids count from 1 in the order of
/// insertion; 0 is the word that is not known.
///
/// Words are told apart by a 64-bit hash alone: for a vocabulary of 2^16 words the chance that any unknown word
/// of a text meets one of them is 2^-48 per word.
public struct WordTable: Sendable {
  private var hashes: [UInt64]
  private var ids: [UInt32]
  private var mask: Int
  public private(set) var count = 0

  public init(capacity: Int = 1 << 12) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    hashes = Array(repeating: 0, count: size)
    ids = Array(repeating: 0, count: size)
    mask = size - 1
  }

  /// Id of the word with the hash, or 0. O(1) expected.
  @inline(__always)
  public func id(_ hash: UInt64) -> UInt32 {
    hashes.withUnsafeBufferPointer { hashes in
      var slot = Int(truncatingIfNeeded: hash ^ hash >> 29) & mask
      while true {
        let present = hashes[slot]
        if present == hash { return ids[slot] }
        if present == 0 { return 0 }
        slot = (slot + 1) & mask
      }
    }
  }

  public func id(of word: String) -> UInt32 { id(Folding.hash(word)) }

  /// Id of the word, which is added where it is new.
  @discardableResult
  public mutating func insert(_ hash: UInt64) -> UInt32 {
    if (count + 1) * 2 > hashes.count { grow() }
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 29) & mask
    while hashes[slot] != 0 {
      if hashes[slot] == hash { return ids[slot] }
      slot = (slot + 1) & mask
    }
    count += 1
    hashes[slot] = hash
    ids[slot] = UInt32(count)
    return UInt32(count)
  }

  private mutating func grow() {
    let oldHashes = hashes
    let oldIds = ids
    let size = hashes.count * 2
    hashes = Array(repeating: 0, count: size)
    ids = Array(repeating: 0, count: size)
    mask = size - 1
    for index in oldHashes.indices where oldHashes[index] != 0 {
      var slot = Int(truncatingIfNeeded: oldHashes[index] ^ oldHashes[index] >> 29) & mask
      while hashes[slot] != 0 { slot = (slot + 1) & mask }
      hashes[slot] = oldHashes[index]
      ids[slot] = oldIds[index]
    }
  }
}
