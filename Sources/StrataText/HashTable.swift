/// A set of 64-bit hashes that are spread well already: open addressing, no hashing of its own.
/// O(1) expected; 0 is kept apart.
public struct HashSet64: Sendable {
  private var slots: [UInt64] = []
  private var used = 0
  private var hasZero = false

  public init() {}

  /// Room for some hashes, so that the table need not grow.
  public init(minimumCapacity: Int) {
    var size = 256
    while size < 2 * minimumCapacity { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
  }

  public mutating func insert(_ hash: UInt64) {
    guard hash != 0 else {
      hasZero = true
      return
    }
    if (used + 1) * 2 > slots.count { grow() }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 29) & mask
    while slots[slot] != 0 {
      if slots[slot] == hash { return }
      slot = (slot + 1) & mask
    }
    slots[slot] = hash
    used += 1
  }

  public func contains(_ hash: UInt64) -> Bool {
    guard hash != 0 else { return hasZero }
    guard !slots.isEmpty else { return false }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 29) & mask
    while slots[slot] != 0 {
      if slots[slot] == hash { return true }
      slot = (slot + 1) & mask
    }
    return false
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: max(256, old.count * 4))
    let mask = slots.count - 1
    for hash in old where hash != 0 {
      var slot = Int(truncatingIfNeeded: hash ^ hash >> 29) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = hash
    }
  }
}

/// Numbers hashes from 0 on, in the order in which they come first. The hashes are spread well already: open addressing.
/// O(1) expected.
public struct HashNumbers: Sendable {
  private var slots: [(hash: UInt64, number: Int32)]
  public private(set) var count = 0

  public init(minimumCapacity: Int) {
    var size = 16
    while size < 2 * minimumCapacity { size *= 2 }
    slots = Array(repeating: (0, -1), count: size)
  }

  /// The number of a hash; `count` goes up by one where the hash is new.
  public mutating func number(of hash: UInt64) -> Int {
    if count * 2 >= slots.count { grow() }
    let slot = slot(of: hash)
    if slots[slot].number < 0 {
      slots[slot] = (hash, Int32(count))
      count += 1
    }
    return Int(slots[slot].number)
  }

  /// Where the hash stands or would stand.
  private func slot(of hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 29) & mask
    while slots[slot].number >= 0, slots[slot].hash != hash { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: (0, -1), count: old.count * 2)
    for entry in old where entry.number >= 0 { slots[slot(of: entry.hash)] = entry }
  }
}
