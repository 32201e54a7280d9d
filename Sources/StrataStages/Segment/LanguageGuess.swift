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
    document.segments.withUnsafeBufferPointer { segments in
      scores.withUnsafeMutableBufferPointer { scores in
        for index in segments.indices where segments[index].kind != .furniture {
          let own = UnsafeMutableBufferPointer(rebasing: scores[(index * count)..<((index + 1) * count)])
          words[index] = self.count(text, segments[index].extent, own)
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
          let own = UnsafeBufferPointer(rebasing: scores[(index * count)..<((index + 1) * count)])
          let found = Self.highest(own)
          let differs =
            found != best && words[index] >= Self.enough && own[found] * 6 >= words[index]
            && own[found] >= 2 * own[best] + 2
          segments[index].language = profiles[differs ? found : best].language
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

  /// Adds the words of a segment to the scores of their languages; returns how many words there are.
  private func count(_ text: SegmentText, _ extent: Extent<Normal>, _ scores: UnsafeMutableBufferPointer<Int32>)
    -> Int32
  {
    var words: Int32 = 0
    hashes.withUnsafeBufferPointer { hashes in
      masks.withUnsafeBufferPointer { masks in
        WordsOfLetters.forEach(in: text.bytes, extent.range) { low, high, length in
          words += 1
          guard length <= Self.longest else { return }
          let hash = Self.hash(low, high)
          var slot = Int(truncatingIfNeeded: hash ^ hash >> 29) & 4095
          while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & 4095 }
          guard hashes[slot] == hash else { return }
          var mask = masks[slot]
          while mask != 0 {
            scores[mask.trailingZeroBitCount] += 1
            mask &= mask - 1
          }
        }
      }
    }
    return words
  }
}

/// Runs of ASCII letters and bytes above 127.
private enum WordsOfLetters {
  /// Calls `body` with the first sixteen bytes of each run, zeros behind its end, and its length.
  @inline(__always)
  static func forEach(
    in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (UInt64, UInt64, Int) -> Void
  ) {
    guard let base = text.baseAddress else { return }
    let raw = UnsafeRawPointer(base)
    /// Eight bytes from an offset on; zeros behind the end.
    func load(_ at: Int) -> UInt64 {
      if at + 8 <= text.count {
        let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
        return at + 8 <= range.upperBound ? word : at < range.upperBound ? word & mask(range.upperBound - at) : 0
      }
      var word: UInt64 = 0
      for offset in 0..<max(0, range.upperBound - at) { word |= UInt64(base[at + offset]) << UInt64(8 * offset) }
      return word
    }
    /// The first `count` bytes of eight, fewer than eight.
    func mask(_ count: Int) -> UInt64 { (1 << UInt64(8 * count)) - 1 }
    var at = range.lowerBound
    while at < range.upperBound {
      let word = load(at)
      let letters = ByteScan.letters(word)
      guard letters & 0x80 != 0 else {
        // To the next letter.
        at += letters == 0 ? 8 : letters.trailingZeroBitCount / 8
        continue
      }
      let gaps = ~letters & 0x8080_8080_8080_8080
      if gaps != 0 {
        let length = gaps.trailingZeroBitCount / 8
        body(word & mask(length), 0, length)
        at += length
        continue
      }
      let second = load(at + 8)
      let secondGaps = ~ByteScan.letters(second) & 0x8080_8080_8080_8080
      if secondGaps != 0 {
        let length = secondGaps.trailingZeroBitCount / 8
        body(word, second & mask(length), 8 + length)
        at += 8 + length
        continue
      }
      var length = 16
      while at + length < range.upperBound, ByteScan.letters(UInt64(base[at + length])) & 0x80 != 0 { length += 1 }
      body(word, second, length)
      at += length
    }
  }
}
