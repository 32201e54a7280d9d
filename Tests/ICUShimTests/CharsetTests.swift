import ICUShim
import Testing

@Suite("Character sets")
struct CharsetTests {
  private struct Converted {
    var text: String
    var starts: [UInt32]
    var sources: [UInt32]
    var illFormed: [[UInt32]]
  }

  private func convert(_ bytes: [UInt8], from charset: String) throws -> Converted {
    var status: strata_status = -1
    let handle = try #require(strata_converter_open(charset, &status))
    defer { strata_converter_close(handle) }
    var result = strata_converted()
    // Nothing may be left of the time before.
    let before: [UInt8] = [0xFF, 0x81, 0xC3, 0x00, 0xFF]
    #expect(strata_convert(handle, before, before.count, &result) == 0)
    #expect(strata_convert(handle, bytes, bytes.count, &result) == 0)
    let characters = UnsafeBufferPointer(start: result.characters, count: result.character_count)
    return Converted(
      text: String(
        decoding: UnsafeBufferPointer(start: result.bytes, count: result.length), as: UTF8.self),
      starts: characters.map(\.start), sources: characters.map(\.source_start),
      illFormed: UnsafeBufferPointer(start: result.ill_formed, count: result.ill_formed_count).map {
        [$0.source_start, $0.source_end, $0.start]
      })
  }

  @Test("windows-1252 with offsets")
  func singleByte() throws {
    let result = try convert([0x93, 0x61, 0xE9, 0x94, 0x80], from: "windows-1252")
    #expect(result.text == "“aé”€")
    #expect(result.starts == [0, 3, 4, 6, 9])
    #expect(result.sources == [0, 1, 2, 3, 4])
    #expect(result.illFormed == [])
  }

  @Test("characters of several bytes in the source", arguments: ["UTF-16", "UTF-16BE"])
  func utf16(_ charset: String) throws {
    var bytes: [UInt8] = [0x00, 0x41, 0xD8, 0x3D, 0xDE, 0x00, 0x00, 0xE9]
    if charset == "UTF-16" { bytes = [0xFE, 0xFF] + bytes }
    let mark: UInt32 = charset == "UTF-16" ? 2 : 0
    let result = try convert(bytes, from: charset)
    #expect(result.text == "A\u{1F600}é")
    #expect(result.starts == [0, 1, 5])
    #expect(result.sources == [0, 2, 6].map { $0 + mark })
  }

  @Test("Shift_JIS: one and two bytes")
  func shiftJIS() throws {
    let result = try convert([0x41, 0x8A, 0xBF, 0x8E, 0x9A, 0xB1], from: "Shift_JIS")
    #expect(result.text == "A漢字ｱ")
    #expect(result.sources == [0, 1, 3, 5])
  }

  @Test("ill-formed UTF-8: one U+FFFD for each sequence, and where it was")
  func illFormed() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0xE2, 0x80, 0x63, 0xEF, 0xBF, 0xBD, 0xC3]
    let result = try convert(bytes, from: "UTF-8")
    #expect(result.text == "a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD}")
    #expect(result.sources == [0, 1, 2, 3, 5, 6, 9])
    // The U+FFFD that the text itself has is not among them.
    #expect(result.illFormed == [[1, 2, 1], [3, 5, 5], [9, 10, 12]])
  }

  @Test("ill-formed UTF-8 is cut as the standard recommends, and as Swift does")
  func illFormedSequences() throws {
    let pieces: [[UInt8]] = [
      [0x61], [0x80], [0xC0], [0xC3], [0xC3, 0xA9], [0xE0], [0xE0, 0x80], [0xE2, 0x80],
      [0xED, 0xA0, 0x80],
      [0xF0, 0x9F, 0x98], [0xF0, 0x9F, 0x98, 0x80], [0xF4, 0x90], [0xF8], [0xFF],
    ]
    for first in pieces {
      for second in pieces {
        for third in pieces {
          let bytes = first + second + third
          let result = try convert(bytes, from: "UTF-8")
          #expect(result.text == String(decoding: bytes, as: UTF8.self))
          #expect(
            result.illFormed.count == result.text.unicodeScalars.filter { $0 == "\u{FFFD}" }.count
          )
          #expect(result.sources == result.sources.sorted())
        }
      }
    }
  }

  @Test("bytes without a meaning in the character set")
  func unassigned() throws {
    let result = try convert([0x61, 0x81, 0x62], from: "windows-1253")
    let meaning = try convert([0x61, 0xD2, 0x62], from: "windows-1253")
    #expect(meaning.text == "a\u{FFFD}b")
    #expect(meaning.illFormed == [[1, 2, 1]])
    #expect(result.sources == [0, 1, 2])
  }

  @Test("empty text, and names that are none")
  func edges() throws {
    #expect(try convert([], from: "UTF-8").text == "")
    var status: strata_status = 0
    #expect(strata_converter_open("no-such-charset", &status) == nil)
    #expect(String(cString: strata_status_name(status)) == "U_FILE_ACCESS_ERROR")
  }

  @Test("detection")
  func detection() throws {
    var status: strata_status = -1
    let handle = try #require(strata_charset_detector_open(&status))
    defer { strata_charset_detector_close(handle) }
    func detect(_ bytes: [UInt8]) -> (name: String, language: String, confidence: Int32)? {
      var matches = [strata_charset_match](repeating: strata_charset_match(), count: 3)
      var count = 0
      #expect(strata_charset_detect(handle, bytes, bytes.count, &matches, 3, &count) == 0)
      guard count > 0 else { return nil }
      let name = withUnsafeBytes(of: matches[0].name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      let language = withUnsafeBytes(of: matches[0].language) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      return (name, language, matches[0].confidence)
    }
    let russian =
      "Стратегия развития искусственного интеллекта на период до 2030 года определяет цели и основные "
      + "задачи развития, а также меры, которые направлены на его использование в целях обеспечения "
      + "национальных интересов и реализации стратегических национальных приоритетов"
    #expect(detect(Array(russian.utf8))?.name == "UTF-8")
    let koi8 = try encode(russian, "KOI8-R")
    #expect(detect(koi8)?.name == "KOI8-R")
    #expect(detect(koi8)?.language == "ru")
    #expect(detect([0xFF, 0xFE, 0x41, 0x00])?.name == "UTF-16LE")
    #expect(detect([0xEF, 0xBB, 0xBF, 0x41])?.confidence == 100)
    #expect(detect([]) == nil)
  }

  /// Encodes Cyrillic by looking for the byte of each character.
  private func encode(_ text: String, _ charset: String) throws -> [UInt8] {
    let table = try convert(Array(0...255), from: charset).text.unicodeScalars.map { $0 }
    return try text.unicodeScalars.map { scalar in
      UInt8(try #require(table.firstIndex(of: scalar)))
    }
  }
}
