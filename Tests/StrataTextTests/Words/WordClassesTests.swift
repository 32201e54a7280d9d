import Testing

@testable import StrataText

@Suite("Word classes")
struct WordClassesTests {
  private let classes = WordClasses.shared

  private func wordClass(_ character: Unicode.Scalar) -> WordClass {
    let bytes = Array(String(character).utf8)
    return bytes.withUnsafeBufferPointer { classes.character(at: 0, of: $0).wordClass }
  }

  @Test(
    "of characters that matter",
    arguments: [
      (.letter, "aZéßŽΣωдґҷԱشʼ\u{24B6}ấἀ\u{1E9E}"),
      (.digit, "07\u{661}\u{66B}\u{7C0}"),
      (.underscore, "_\u{202F}\u{203F}"),
      (.space, " \u{2002}\u{2009}\u{205F}"),
      (.midNumLet, ".'\u{2018}\u{2019}\u{2024}"),
      (.midLetter, "·\u{387}\u{2027}"),
      (.midNum, ",;\u{37E}\u{589}\u{60C}\u{66C}\u{2044}"),
      (.other, "-\"\u{A0}\u{2007}\u{2014}\u{2022}\u{20AC}\u{85}\u{2028}×÷©\u{F0B7}\u{FFFD}\u{200B}"),
      (.complex, "\u{301}\u{AD}\u{200D}\u{2060}א\u{5B0}\u{64B}\u{600}ก中\u{1F600}\u{FEFF}"),
    ] as [(WordClass, String)])
  func classOf(_ expected: WordClass, _ characters: String) {
    for character in characters.unicodeScalars {
      #expect(wordClass(character) == expected, "U+\(String(character.value, radix: 16))")
    }
  }

  @Test("ill-formed sequences are complex, wherever the text ends")
  func illFormed() {
    let sequences: [[UInt8]] = [
      [0x80], [0xC3], [0xC1, 0xBF], [0xC3, 0x41], [0xE2, 0x80], [0xE2, 0x80, 0x41], [0xE0, 0x81, 0xA1],
      [0xED, 0xA0, 0x80],
      [0xF0, 0x9F, 0x98, 0x80], [0xF1, 0xB8, 0x80], [0xFF],
    ]
    for sequence in sequences {
      sequence.withUnsafeBufferPointer { text in
        let (wordClass, width) = classes.character(at: 0, of: text)
        #expect(wordClass == .complex && (width == 1 || text.count >= width), "\(sequence)")
      }
    }
  }

  @Test("most of what the ranges hold is simple")
  func simpleCharacters() {
    let simple = WordClasses.probedRanges.joined().filter {
      classes.table[Int($0)] != WordClass.complex.rawValue
    }
    #expect(simple.count > 5000)
  }
}
