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
