import ICUShim
import Testing

@Suite("Normalization")
struct NormalizationTests {
  private let handle: OpaquePointer

  init() throws {
    var status: strata_status = -1
    handle = try #require(strata_normalizer_open(&status))
    #expect(status == 0)
  }

  private struct Normalized {
    var text: [UInt8]
    var edits: [[UInt32]]
  }

  private func normalize(_ text: String) -> Normalized {
    let bytes = Array(text.utf8)
    var result = strata_normalized()
    #expect(strata_nfc(handle, bytes, bytes.count, &result) == 0)
    return Normalized(
      text: Array(UnsafeBufferPointer(start: result.bytes, count: result.length)),
      edits: UnsafeBufferPointer(start: result.edits, count: result.edit_count).map {
        [$0.source_start, $0.source_end, $0.start, $0.end]
      })
  }

  private func check(_ text: [UInt8]) -> (status: strata_status, answer: Int32) {
    var answer: Int32 = 9
    return (strata_nfc_quick_check(handle, text, text.count, &answer), answer)
  }

  @Test("composes, and says what changed")
  func composes() {
    defer { strata_normalizer_close(handle) }
    let result = normalize("ab e\u{301}té Å 한 e\u{301}")
    #expect(result.text == Array("ab été \u{C5} 한 é".utf8))
    // e + accent (3 bytes) to é (2); the last again. "Å" above is precomposed.
    #expect(result.edits == [[3, 6, 3, 5], [17, 20, 16, 18]])
    #expect(normalize("\u{212B}").edits == [[0, 3, 0, 2]])
    #expect(normalize("\u{1112}\u{1161}\u{11AB}").text == Array("한".utf8))
  }

  @Test("a mark behind ASCII reaches back to its letter, and marks are put in order")
  func marks() {
    defer { strata_normalizer_close(handle) }
    #expect(normalize("abcdefgo\u{308}").edits == [[7, 10, 7, 9]])
    #expect(
      normalize("q\u{307}\u{323}").text
        == Array("q\u{323}\u{307}".unicodeScalars.flatMap { String($0).utf8 }))
    // Nothing composes with `q`, so there is a normalization boundary behind it.
    #expect(normalize("q\u{307}\u{323}").edits == [[1, 5, 1, 5]])
    // May compose, and does not.
    #expect(normalize("q\u{307}").edits == [])
  }

  @Test(
    "leaves alone what is NFC",
    arguments: ["", "plain", "Žluťoučký kůň", "Ελλάδα", "\u{301}", "\u{1F600}"])
  func unchanged(_ text: String) {
    defer { strata_normalizer_close(handle) }
    let result = normalize(text)
    #expect(result.text == Array(text.utf8))
    #expect(result.edits.isEmpty)
  }

  @Test("the edits rebuild the output, and the output is what Swift calls equal")
  func edits() {
    defer { strata_normalizer_close(handle) }
    let pieces = [
      "a", "e\u{301}", "é", "\u{323}", "\u{307}", " ", "\u{212B}", "\u{1112}\u{1161}", "\u{11AB}", "日",
      "\u{FB1D}", "\u{1D15E}",
    ]
    var state: UInt64 = 7
    for _ in 0..<3000 {
      var source = ""
      for _ in 0..<8 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        source.unicodeScalars.append(
          contentsOf: pieces[Int(state >> 33) % pieces.count].unicodeScalars)
      }
      let bytes = Array(source.utf8)
      let result = normalize(source)
      var rebuilt: [UInt8] = []
      var at = 0
      for edit in result.edits.map({ $0.map(Int.init) }) {
        rebuilt += bytes[at..<edit[0]]
        #expect(rebuilt.count == edit[2])
        rebuilt += result.text[edit[2]..<edit[3]]
        at = edit[1]
      }
      rebuilt += bytes[at...]
      #expect(rebuilt == result.text)
      #expect(String(decoding: result.text, as: UTF8.self) == source)
      #expect(check(result.text).answer != 0)
      #expect(normalize(String(decoding: result.text, as: UTF8.self)).edits == [])
    }
  }

  @Test("quick check: yes, no, maybe, ill-formed")
  func quickCheck() {
    defer { strata_normalizer_close(handle) }
    #expect(check(Array("plain é".utf8)) == (0, 1))
    #expect(check([]) == (0, 1))
    #expect(check(Array("\u{212B}".utf8)) == (0, 0))
    #expect(check(Array("plain e\u{301}".utf8)) == (0, -1))
    #expect(check([0x61, 0xC3]).status == STRATA_ILL_FORMED)
    var result = strata_normalized()
    let illFormed: [UInt8] = Array("abcé".utf8) + [0xE2, 0x80]
    #expect(strata_nfc(handle, illFormed, illFormed.count, &result) == STRATA_ILL_FORMED)
    #expect(result.ill_formed_at == 5)
  }
}
