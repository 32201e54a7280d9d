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
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }

  /// Letters in lower case, bytes of other scripts as they are, 0 for what parts words.
  private static let letters: [UInt8] = (0...255).map { (byte: Int) -> UInt8 in
    let byte = UInt8(byte)
    if Scalars.isUpper(byte) { return byte | 0x20 }
    return byte >= 0x80 || Scalars.isLower(byte) ? byte : 0
  }

  /// Adds the words of a segment to the scores of their languages; returns how many words there are.
  private func count(_ text: SegmentText, _ extent: Extent<Normal>, _ scores: UnsafeMutableBufferPointer<Int32>)
    -> Int32
  {
    var words: Int32 = 0
    Self.letters.withUnsafeBufferPointer { letters in
      hashes.withUnsafeBufferPointer { hashes in
        let end = Int(extent.end)
        var at = Int(extent.start)
        while at < end {
          var letter = letters[Int(text.bytes[at])]
          guard letter != 0 else {
            at += 1
            continue
          }
          let start = at
          var hash: UInt64 = 0xcbf2_9ce4_8422_2325
          repeat {
            hash = (hash ^ UInt64(letter)) &* 0x100_0000_01b3
            at += 1
            letter = at < end ? letters[Int(text.bytes[at])] : 0
          } while letter != 0
          words += 1
          guard at - start <= 12 else { continue }
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
    return words
  }
}
