import StrataText
import Testing

/// Runs of letters are where a look at each byte finds them, whatever part of a text is asked for.
@Suite struct LetterRunsTests {
  @Test func runsStandWhereBytesSay() {
    var random = SplitMix64(seed: 64)
    let bytes: [UInt8] = [9, 10, 32, 39, 45, 47, 48, 57, 58, 64, 65, 90, 91, 96, 97, 122, 123, 127, 128, 255]
    var runs = LetterRuns()
    func isLetter(_ byte: UInt8) -> Bool {
      (65...90).contains(byte) || (97...122).contains(byte) || byte >= 128
    }
    for _ in 0..<3_000 {
      // Long runs as well, over the borders of blocks.
      let isDense = random.next(below: 2) == 0
      let text = (0..<random.next(below: 300)).map { _ in
        isDense && random.next(below: 40) > 0 ? 97 : bytes[random.next(below: bytes.count)]
      }
      let start = random.next(below: text.count + 1)
      let end = start + random.next(below: text.count - start + 1)
      var expected: [UInt32] = []
      for index in start..<end {
        let wasLetter = index > start && isLetter(text[index - 1])
        if isLetter(text[index]) != wasLetter { expected.append(UInt32(index)) }
      }
      if expected.count % 2 == 1 { expected.append(UInt32(end)) }
      let found = text.withUnsafeBufferPointer { Array(runs.find(in: $0, start..<end)) }
      #expect(found == expected)
    }
  }
}
