import StrataText

/// Numbers words: equal words have equal numbers, from 0.
struct WordNumbers {
  private var slots: [Int32]
  private var starts: [Int32] = [0]
  private var bytes: [UInt8] = []

  init() { slots = Array(repeating: -1, count: 1 << 12) }

  var count: Int { starts.count - 1 }

  /// Amortised O(length).
  mutating func number(_ word: UnsafeBufferPointer<UInt8>) -> Int32 {
    var index = Int(truncatingIfNeeded: Self.hash(word)) & (slots.count - 1)
    while slots[index] >= 0 {
      if isEqual(Int(slots[index]), word) { return slots[index] }
      index = (index + 1) & (slots.count - 1)
    }
    let number = Int32(count)
    bytes.append(contentsOf: word)
    starts.append(Int32(bytes.count))
    slots[index] = number
    if count * 2 > slots.count { grow() }
    return number
  }

  private func isEqual(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(starts[number])
    guard Int(starts[number + 1]) - start == word.count else { return false }
    for offset in 0..<word.count where bytes[start + offset] != word[offset] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    bytes.withUnsafeBufferPointer { bytes in
      for number in 0..<count {
        let word = UnsafeBufferPointer(rebasing: bytes[Int(starts[number])..<Int(starts[number + 1])])
        var index = Int(truncatingIfNeeded: Self.hash(word)) & (slots.count - 1)
        while slots[index] >= 0 { index = (index + 1) & (slots.count - 1) }
        slots[index] = Int32(number)
      }
    }
  }

  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash ^ hash >> 32
  }
}

/// Cuts texts into words and numbers them, without case.
struct WordReader {
  private let boundaries: WordBoundaries
  private var numbers = WordNumbers()
  private var folded: [UInt8] = []

  init() throws(ICUFailure) { boundaries = try WordBoundaries() }

  /// Numbers that were given so far.
  var count: Int { numbers.count }

  /// The words of a text in order; marks and white space are left out.
  mutating func words(_ text: [UInt8]) throws(ICUFailure) -> [Int32] {
    var words: [Int32] = []
    words.reserveCapacity(text.count / 6)
    var pieces: [Range<Int>] = []
    try text.withUnsafeBufferPointer { bytes throws(ICUFailure) in
      try boundaries.forEach(in: bytes) { range, isWord in if isWord { pieces.append(range) } }
    }
    text.withUnsafeBufferPointer { bytes in
      for range in pieces {
        fold(UnsafeBufferPointer(rebasing: bytes[range]))
        words.append(folded.withUnsafeBufferPointer { numbers.number($0) })
      }
    }
    return words
  }

  private mutating func fold(_ word: UnsafeBufferPointer<UInt8>) {
    folded.removeAll(keepingCapacity: true)
    var isASCII = true
    for byte in word {
      if byte >= 0x80 { isASCII = false }
      folded.append(byte >= 0x41 && byte <= 0x5A ? byte | 32 : byte)
    }
    if isASCII { return }
    let text = String(decoding: word, as: UTF8.self)
    folded.removeAll(keepingCapacity: true)
    for scalar in text.unicodeScalars {
      let simple = Unicode.Scalar(SimpleCaseFolding.shared.fold(scalar.value)) ?? scalar
      folded.append(contentsOf: String(simple).utf8)
    }
  }
}
