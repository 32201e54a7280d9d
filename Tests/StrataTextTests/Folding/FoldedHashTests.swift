import ICUShim
import Testing

@testable import StrataText

@Suite("Folded hash")
struct FoldedHashTests {
  private func hash(_ word: some Collection<UInt8>) -> UInt64 {
    Array(word).withUnsafeBufferPointer { foldedHash($0) }
  }

  /// The folded bytes of a word, by way of the chunks.
  private func folded(_ word: [UInt8]) -> [UInt8] {
    word.withUnsafeBufferPointer { word in
      guard let start = word.baseAddress else { return [] }
      var bytes: [UInt8] = []
      let length = FoldedChunks(bytes: start, count: word.count, readable: word.count).forEach {
        chunk in
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: chunk >> (8 * $0)) }
        return true
      }
      #expect(bytes.dropFirst(length ?? 0).allSatisfy { $0 == 0 }, "a chunk is filled up with zeros")
      return Array(bytes.prefix(length ?? 0))
    }
  }

  @Test(
    "words that are alike but for case",
    arguments: [
      ("STRATEGY", "strategy"), ("Ministerstvo", "mINISTERSTVO"), ("ÄÖÜ", "äöü"),
      ("ΣΊΣΥΦΟΣ", "σίσυφος"),
      ("УКРАЇНА", "україна"), ("Ԑ", "ԑ"), ("ẤN", "ấn"), ("\u{212A}", "k"), ("\u{1E9E}", "ß"),
      ("\u{10400}", "\u{10428}"), ("ſ", "S"), ("Ⱥ", "ⱥ"), ("Ⓐ", "ⓐ"), ("Ａ", "ａ"),
    ])
  func alike(_ left: String, _ right: String) {
    #expect(folded(Array(left.utf8)) == folded(Array(right.utf8)))
    #expect(hash(left.utf8) == hash(right.utf8))
  }

  @Test(
    "words that are not alike",
    arguments: [
      ("ß", "ss"), ("İ", "i"), ("e\u{301}", "é"), ("a", "a\0"), ("", "\0"), ("@", "`"), ("[", "{"),
      ("12345678", "12345678\0"), ("Z", "["),
    ])
  func unlike(_ left: String, _ right: String) {
    #expect(folded(Array(left.utf8)) != folded(Array(right.utf8)))
    #expect(hash(left.utf8) != hash(right.utf8))
  }

  @Test("every character folds as ICU folds it, at every place in a chunk")
  func everyCharacter() {
    let step = Effort.isFull ? 1 : 7
    for value in stride(from: UInt32(1), to: 0x1_F000, by: step) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let expected = Unicode.Scalar(strata_simple_case_fold(value)).map { Array(String($0).utf8) }
      let prefix = [UInt8](repeating: UInt8(ascii: "x"), count: Int(value % 9))
      #expect(folded(prefix + Array(String(scalar).utf8)) == prefix + (expected ?? []))
    }
  }

  @Test("bytes that are not well-formed stay as they are")
  func illFormed() {
    let sequences: [[UInt8]] = [
      [0x80], [0xC3], [0xC3, 0x41], [0xC1, 0x81], [0xE0, 0x81, 0x81], [0xED, 0xA0, 0x80],
      [0xF0, 0x9F, 0x98],
      [0xF4, 0x90, 0x80, 0x80], [0xFF],
    ]
    for sequence in sequences {
      let expected = sequence.map { $0 == 0x41 ? 0x61 : $0 }
      #expect(folded(sequence) == expected)
      #expect(folded(Array("ABCDEFG".utf8) + sequence) == Array("abcdefg".utf8) + expected)
    }
  }

  @Test("is the same in every run")
  func stable() {
    #expect(hash("".utf8) == 2_058_203_651_232_607_609)
    #expect(hash("strategy".utf8) == 12_359_153_135_947_988_940)
    #expect(hash("Ελληνική στρατηγική".utf8) == 9_187_828_697_685_096_484)
  }

  @Test("spreads: no two of 200,000 words collide, and the low bits fill evenly")
  func spread() {
    var hashes = Set<UInt64>()
    var buckets = [Int](repeating: 0, count: 256)
    for index in 0..<200_000 {
      let value = hash("w\(index)".utf8)
      hashes.insert(value)
      buckets[Int(value & 0xFF)] += 1
    }
    #expect(hashes.count == 200_000)
    #expect(Set(hashes.map { $0 >> 32 }).count > 199_900)
    // 781 expected in each; six standard deviations are 168.
    #expect(buckets.allSatisfy { (613...949).contains($0) })
  }
}
