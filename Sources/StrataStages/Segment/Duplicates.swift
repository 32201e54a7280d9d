import StrataModel
import StrataText

/// Ties repeated texts to their first occurrence and names every segment.
enum Duplicates {
  static func mark(_ document: inout Document, _ text: SegmentText) {
    document.segments.withUnsafeMutableBufferPointer { segments in
      var texts = HashNumbers(minimumCapacity: segments.count)
      // By text: where it stands first, and how often it stood so far.
      var seen: [(segment: Int, count: Int)] = []
      for index in segments.indices {
        let hash = text.foldedHash(segments[index].extent)
        let number = texts.number(of: hash.0)
        if number == seen.count {
          seen.append((index, 0))
        } else {
          segments[index].duplicateOf = seen[number].segment
        }
        segments[index].key = key(hash, occurrence: seen[number].count)
        seen[number].count += 1
      }
    }
  }

  /// Sixteen characters of base 32 (RFC 4648) that depend on the text and on how often it stood before.
  private static func key(_ hash: (UInt64, UInt64), occurrence: Int) -> SegmentKey {
    var high = hash.0 ^ (hash.1 << 1 | hash.1 >> 63)
    high = (high ^ UInt64(occurrence)) &* 0x9e37_79b9_7f4a_7c15
    high ^= high >> 31
    let low = hash.1 &+ UInt64(occurrence) &* 0xff51_afd7_ed55_8ccd
    return SegmentKey(count: 16) {
      character($0 < 12 ? high >> UInt64($0 * 5) : low >> UInt64(($0 - 12) * 5))
    }
  }

  /// A–Z and 2–7.
  @inline(__always) private static func character(_ bits: UInt64) -> UInt8 {
    let value = UInt8(truncatingIfNeeded: bits & 31)
    return value < 26 ? 65 + value : 24 + value
  }
}
