import StrataModel
import StrataText

/// Tells the language of a document and of its segments by their common words.
struct LanguageGuess: Sendable {
  private let profiles: [LanguageProfile]
  /// Hash of a common word to a bit set of the languages that have it; a power of two slots.
  private var hashes: [UInt64]
  private var masks: [UInt32]

  /// Longest word that is looked up, in bytes.
  private static let longest = 12

  /// Words that a segment needs before it may differ from its document.
  private static let enough = 8

  /// At most 32 languages.
  init(_ profiles: [LanguageProfile]) {
    self.profiles = Array(profiles.prefix(32))
    hashes = [UInt64](repeating: 0, count: 4096)
    masks = [UInt32](repeating: 0, count: 4096)
    for (index, profile) in self.profiles.enumerated() {
      // Words of texts are looked up in lower case, and no longer ones.
      for word in profile.words where word.utf8.count <= Self.longest && !word.utf8.contains(where: Scalars.isUpper) {
        let hash = Self.hash(word)
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 29) & 4095
        while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & 4095 }
        hashes[slot] = hash
        masks[slot] |= 1 << UInt32(index)
      }
    }
  }

  func assign(_ document: inout Document, _ text: SegmentText) {
    guard !profiles.isEmpty else { return }
    let count = profiles.count
    let segmentCount = document.segments.count
    var total = [Int32](repeating: 0, count: count)
    // For each segment the words of each language, and all words.
    var scores = [Int32](repeating: 0, count: count * segmentCount)
    var words = [Int32](repeating: 0, count: segmentCount)
    var runs = LetterRuns()
    document.segments.withUnsafeBufferPointer { segments in
      scores.withUnsafeMutableBufferPointer { scores in
        for index in segments.indices where segments[index].kind != .furniture {
          let own = UnsafeMutableBufferPointer(rebasing: scores[(index * count)..<((index + 1) * count)])
          words[index] = self.count(text.bytes, runs.find(in: text.bytes, segments[index].extent.range), own)
          for language in own.indices { total[language] += own[language] }
        }
      }
    }
    let best = total.withUnsafeBufferPointer(Self.highest)
    guard total[best] > 0 else { return }
    document.language = profiles[best].language
    scores.withUnsafeBufferPointer { scores in
      document.segments.withUnsafeMutableBufferPointer { segments in
        for index in segments.indices {
          var language = best
          if words[index] >= Self.enough {
            let own = UnsafeBufferPointer(rebasing: scores[(index * count)..<((index + 1) * count)])
            let found = Self.highest(own)
            if found != best, own[found] * 6 >= words[index], own[found] >= 2 * own[best] + 2 { language = found }
          }
          segments[index].language = profiles[language].language
        }
      }
    }
  }

  /// The first of the highest scores.
  private static func highest(_ scores: UnsafeBufferPointer<Int32>) -> Int {
    var best = 0
    for index in 1..<max(1, scores.count) where scores[index] > scores[best] { best = index }
    return best
  }

  private static func hash(_ word: String) -> UInt64 {
    var bytes = Array(word.utf8.prefix(longest))
    let count = bytes.count
    bytes += [UInt8](repeating: 0, count: 16 - count)
    return bytes.withUnsafeBytes {
      hash(
        $0.loadUnaligned(as: UInt64.self).littleEndian,
        $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian)
    }
  }

  /// A hash of up to sixteen bytes, with ASCII in lower case; never 0.
  @inline(__always) private static func hash(_ low: UInt64, _ high: UInt64) -> UInt64 {
    // Only letters and bytes above 127 come here: setting the bit folds the case of ASCII, for both sides alike.
    var hash = (ByteScan.lowercased(low) ^ ByteScan.lowercased(high) &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
    hash ^= hash >> 32
    return hash | 1
  }

  /// Adds words to the scores of their languages; `edges` are where they begin and end. Returns how many there are.
  private func count(
    _ text: UnsafeBufferPointer<UInt8>, _ edges: UnsafeBufferPointer<UInt32>,
    _ scores: UnsafeMutableBufferPointer<Int32>
  ) -> Int32 {
    hashes.withUnsafeBufferPointer { hashes in
      masks.withUnsafeBufferPointer { masks in
        var index = 0
        while index + 1 < edges.count {
          let start = Int(edges[index])
          let length = Int(edges[index + 1]) &- start
          index += 2
          guard length <= Self.longest else { continue }
          let (low, high) = Self.load(text, start, length)
          let hash = Self.hash(low, high)
          var slot = Int(truncatingIfNeeded: hash ^ hash >> 29) & 4095
          while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & 4095 }
          guard hashes[slot] == hash else { continue }
          var mask = masks[slot]
          while mask != 0 {
            scores[mask.trailingZeroBitCount] += 1
            mask &= mask - 1
          }
        }
      }
    }
    return Int32(edges.count / 2)
  }

  /// The bytes of a word of at most sixteen, zeros behind its end.
  @inline(__always)
  private static func load(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int) -> (UInt64, UInt64) {
    guard start + 16 <= text.count, let base = text.baseAddress else {
      var bytes: (UInt64, UInt64) = (0, 0)
      for offset in 0..<min(length, 8) { bytes.0 |= UInt64(text[start + offset]) << UInt64(8 * offset) }
      for offset in 8..<max(length, 8) { bytes.1 |= UInt64(text[start + offset]) << UInt64(8 * (offset - 8)) }
      return bytes
    }
    let memory = UnsafeRawPointer(base + start)
    let low = memory.loadUnaligned(as: UInt64.self).littleEndian
    if length <= 8 { return (low & UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* length), 0) }
    let high = memory.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
    return (low, high & UInt64.max &>> UInt64(truncatingIfNeeded: 128 &- 8 &* length))
  }
}
