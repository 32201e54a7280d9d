import StrataModel
import StrataText

/// Ties repeated texts to their first occurrence and names every segment.
enum Duplicates {
  static func mark(_ document: inout Document, _ text: SegmentText) {
    document.segments.withUnsafeMutableBufferPointer { segments in
      // Open addressing: the hashes are spread well already. A count of 0 is an empty slot.
      var capacity = 16
      while capacity < 2 * segments.count { capacity *= 2 }
      var first = [(hash: UInt64, segment: Int32, count: Int32)](repeating: (0, 0, 0), count: capacity)
      first.withUnsafeMutableBufferPointer { first in
        for index in segments.indices {
          let hash = text.foldedHash(segments[index].extent)
          var slot = Int(truncatingIfNeeded: hash.0 ^ hash.0 >> 29) & (capacity - 1)
          while first[slot].count > 0, first[slot].hash != hash.0 { slot = (slot + 1) & (capacity - 1) }
          let occurrence = Int(first[slot].count)
          if occurrence > 0 {
            segments[index].duplicateOf = Int(first[slot].segment)
          } else {
            first[slot] = (hash.0, Int32(index), 0)
          }
          first[slot].count += 1
          segments[index].key = key(hash, occurrence: occurrence)
        }
      }
    }
  }

  /// Sixteen characters of base 32 (RFC 4648) that depend on the text and on how often it stood before.
  private static func key(_ hash: (UInt64, UInt64), occurrence: Int) -> String {
    var high = hash.0 ^ (hash.1 << 1 | hash.1 >> 63)
    high = (high ^ UInt64(occurrence)) &* 0x9e37_79b9_7f4a_7c15
    high ^= high >> 31
    let low = hash.1 &+ UInt64(occurrence) &* 0xff51_afd7_ed55_8ccd
    return String(unsafeUninitializedCapacity: 16) { characters in
      for shift in 0..<12 { characters[shift] = character(high >> UInt64(shift * 5)) }
      for shift in 0..<4 { characters[12 + shift] = character(low >> UInt64(shift * 5)) }
      return 16
    }
  }

  /// A–Z and 2–7.
  @inline(__always) private static func character(_ bits: UInt64) -> UInt8 {
    let value = UInt8(truncatingIfNeeded: bits & 31)
    return value < 26 ? 65 + value : 24 + value
  }
}
