import StrataModel
import StrataText

/// Ties repeated texts to their first occurrence and names every segment.
enum Duplicates {
  static func mark(_ document: inout Document, _ text: SegmentText) {
    var first: [UInt64: (segment: Int, count: Int)] = [:]
    first.reserveCapacity(document.segments.count)
    for index in document.segments.indices {
      let hash = text.foldedHash(document.segments[index].extent)
      let seen = first[hash.0]
      if let seen { document.segments[index].duplicateOf = seen.segment }
      first[hash.0] = (seen?.segment ?? index, (seen?.count ?? 0) + 1)
      document.segments[index].key = key(hash, occurrence: seen?.count ?? 0)
    }
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  /// Sixteen characters of base 32 (RFC 4648) that depend on the text and on how often it stood before.
  private static func key(_ hash: (UInt64, UInt64), occurrence: Int) -> String {
    var high = hash.0 ^ (hash.1 << 1 | hash.1 >> 63)
    high = (high ^ UInt64(occurrence)) &* 0x9e37_79b9_7f4a_7c15
    high ^= high >> 31
    let low = hash.1 &+ UInt64(occurrence) &* 0xff51_afd7_ed55_8ccd
    var characters: [UInt8] = []
    characters.reserveCapacity(16)
    for shift in 0..<12 { characters.append(alphabet[Int(high >> UInt64(shift * 5) & 31)]) }
    for shift in 0..<4 { characters.append(alphabet[Int(low >> UInt64(shift * 5) & 31)]) }
    return String(decoding: characters, as: UTF8.self)
  }
}
