import ICUShim
import Testing

@Suite("Boundaries")
struct BoundariesTests {
  private func find(_ handle: OpaquePointer?, _ text: [UInt8], base: UInt32 = 0) -> (
    ends: [UInt32], kinds: [UInt8]
  ) {
    var ends = [UInt32](repeating: 0, count: text.count)
    var kinds = [UInt8](repeating: 9, count: text.count)
    var count = 99
    let status = strata_boundaries_find(
      handle, text, text.count, base, &ends, &kinds, text.count, &count)
    #expect(status == 0)
    return (Array(ends.prefix(count)), Array(kinds.prefix(count)))
  }

  @Test("words with their kinds, in bytes")
  func words() {
    var status: strata_status = -1
    let handle = strata_words_open(&status)
    #expect(status == 0)
    defer { strata_boundaries_close(handle) }
    let (ends, kinds) = find(handle, Array("Élan 3.5 漢字 \u{1F600}a".utf8))
    #expect(ends == [5, 6, 9, 10, 16, 17, 21, 22])
    #expect(kinds == [2, 0, 1, 0, 4, 0, 0, 2])
    #expect(find(handle, Array("a b".utf8), base: 1000).ends == [1001, 1002, 1003])
    #expect(find(handle, []).ends == [])
  }

  @Test("an ill-formed sequence is one character, as long as it could go on")
  func illFormed() {
    var status: strata_status = 0
    let handle = strata_words_open(&status)
    defer { strata_boundaries_close(handle) }
    // a, a cut sequence of three, a stray byte, b
    #expect(find(handle, [0x61, 0xE2, 0x80, 0xFF, 0x62]).ends == [1, 3, 4, 5])
  }

  @Test("says how much room it needs")
  func capacity() {
    var status: strata_status = 0
    let handle = strata_words_open(&status)
    defer { strata_boundaries_close(handle) }
    let text = Array("a b c".utf8)
    var ends: [UInt32] = [7, 7, 7]
    var kinds: [UInt8] = [7, 7, 7]
    var count = 0
    #expect(
      strata_boundaries_find(handle, text, text.count, 0, &ends, &kinds, 2, &count)
        == STRATA_CAPACITY_TOO_SMALL)
    #expect(count == 5)
    #expect(ends == [1, 2, 7] && kinds == [2, 0, 7])
    #expect(
      strata_boundaries_find(handle, text, Int(Int32.max) + 1, 0, &ends, &kinds, 2, &count)
        == STRATA_ILLEGAL_ARGUMENT)
  }

  @Test("sentences, with and without abbreviations of the language")
  func sentences() {
    let text = Array("See Mr. Smith. It starts in 2030! Ja?\nNext".utf8)
    var status: strata_status = 0
    let plain = strata_sentences_open("en", &status)
    defer { strata_boundaries_close(plain) }
    #expect(find(plain, text).ends == [8, 15, 34, 38, 42])
    #expect(find(plain, Array("One\nTwo.".utf8)).kinds == [1, 0])
    let careful = strata_sentences_open("en@ss=standard", &status)
    defer { strata_boundaries_close(careful) }
    #expect(status == 0)
    #expect(find(careful, text).ends == [15, 34, 38, 42])
  }
}
