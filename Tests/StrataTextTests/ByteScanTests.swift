import StrataText
import Testing

/// What eight bytes together say is what each of them says.
@Suite struct ByteScanTests {
  private static let words: [[UInt8]] = {
    var random = SplitMix64(seed: 8)
    let edges: [UInt8] = [
      0, 9, 10, 31, 32, 33, 47, 48, 57, 58, 64, 65, 90, 91, 96, 97, 122, 123, 126, 127, 128, 160, 191, 192, 255,
    ]
    return (0..<20_000).map { _ in
      (0..<8).map { _ in
        random.next(below: 2) == 0 ? edges[random.next(below: edges.count)] : UInt8(random.next(below: 256))
      }
    }
  }()

  private func pack(_ bytes: [UInt8]) -> UInt64 {
    bytes.enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
  }

  /// 128 in each byte for which `holds`.
  private func mask(_ bytes: [UInt8], _ holds: (UInt8) -> Bool) -> UInt64 { pack(bytes.map { holds($0) ? 128 : 0 }) }

  @Test func groupsAreFoundWhereTheyStand() {
    func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) || byte >= 128 }
    func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    for bytes in Self.words {
      let word = pack(bytes)
      #expect(ByteScan.ink(word) == mask(bytes) { $0 > 32 })
      #expect(ByteScan.spaces(word) == mask(bytes) { $0 == 32 })
      #expect(ByteScan.letters(word) == mask(bytes, isLetter))
      #expect(ByteScan.hasHigh(word) == bytes.contains { $0 >= 128 })
      #expect(ByteScan.hasDigit(word) == bytes.contains(where: isDigit))
      for byte: UInt8 in [10, 42, 91, 93, 127] { #expect(ByteScan.has(byte, word) == bytes.contains(byte)) }
      #expect(ByteScan.hasControl(word) == bytes.contains { $0 < 32 })
    }
  }

  @Test func skippingStopsBeforeWhatCounts() {
    let text = Array("A long line of words without a mark, and then * and more words that follow it.".utf8)
    let star = text.firstIndex(of: 42)!
    text.withUnsafeBufferPointer { text in
      for start in 0...star {
        let stop = ByteScan.skip(text, start, text.count) { !ByteScan.has(42, $0) }
        #expect(stop <= star && star - stop < 8)
      }
      #expect(ByteScan.skip(text, star + 1, text.count) { !ByteScan.has(42, $0) } > text.count - 8)
    }
  }
}
