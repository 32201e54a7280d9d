import StrataModel
import StrataText

/// Tells the language of a document and of its segments by their common words.
struct LanguageGuess: Sendable {
  private let profiles: [LanguageProfile]
  /// Hash of a common word to a bit set of the languages that have it; a power of two slots.
  private var hashes: [UInt64]
  private var masks: [UInt32]

  /// Words that a segment needs before it may differ from its document.
  private static let enough = 8

  /// At most 32 languages.
  init(_ profiles: [LanguageProfile]) {
    self.profiles = Array(profiles.prefix(32))
    hashes = [UInt64](repeating: 0, count: 4096)
    masks = [UInt32](repeating: 0, count: 4096)
    for (index, profile) in self.profiles.enumerated() {
      for word in profile.words {
        let hash = Self.hash(word)
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 29) & 4095
        while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & 4095 }
        hashes[slot] = hash
        masks[slot] |= 1 << UInt32(index)
      }
    }
  }

  @inline(__always) private func languages(_ hash: UInt64) -> UInt32 {
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 29) & 4095
    while hashes[slot] != 0 {
      if hashes[slot] == hash { return masks[slot] }
      slot = (slot + 1) & 4095
    }
    return 0
  }

  func assign(_ document: inout Document, _ text: SegmentText) {
    guard !profiles.isEmpty else { return }
    var total = [Int](repeating: 0, count: profiles.count)
    var perSegment: [(best: Int, score: Int, words: Int, own: [Int])] = []
    perSegment.reserveCapacity(document.segments.count)
    for index in document.segments.indices {
      var scores = [Int](repeating: 0, count: profiles.count)
      let words =
        document.segments[index].kind == .furniture ? 0 : count(text, document.segments[index].extent, &scores)
      for language in scores.indices { total[language] += scores[language] }
      let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
      perSegment.append((best, scores[best], words, scores))
    }
    guard let best = total.indices.max(by: { total[$0] < total[$1] }), total[best] > 0 else { return }
    document.language = profiles[best].language
    for index in document.segments.indices {
      let found = perSegment[index]
      let differs =
        found.best != best && found.words >= Self.enough && found.score * 6 >= found.words
        && found.score >= 2 * found.own[best] + 2
      document.segments[index].language = profiles[differs ? found.best : best].language
    }
  }

  private static func hash(_ word: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }

  private func count(_ text: SegmentText, _ extent: Extent<Normal>, _ scores: inout [Int]) -> Int {
    var words = 0
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var length = 0
    func close(_ scores: inout [Int]) {
      guard length > 0 else { return }
      words += 1
      if length <= 12 {
        var mask = languages(hash)
        while mask != 0 {
          scores[mask.trailingZeroBitCount] += 1
          mask &= mask - 1
        }
      }
      hash = 0xcbf2_9ce4_8422_2325
      length = 0
    }
    for index in extent.range {
      let byte = text.bytes[index]
      if byte >= 0x80 || Scalars.isLower(byte) || Scalars.isUpper(byte) {
        hash = (hash ^ UInt64(Scalars.isUpper(byte) ? byte | 0x20 : byte)) &* 0x100_0000_01b3
        length += 1
      } else {
        close(&scores)
      }
    }
    close(&scores)
    return words
  }
}
