import Foundation
import StrataModel
import Testing

/// What is written by hand is what a reader of JSON gets back.
@Suite struct JSONBufferTests {
  private func written(_ write: (inout JSONBuffer) -> Void) -> [UInt8] {
    var json = JSONBuffer()
    write(&json)
    return json.bytes
  }

  private func read<Value: Decodable>(_ json: [UInt8]) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json))
  }

  @Test func stringsComeBackWithEveryEscapeAtEveryPlace() throws {
    for length in 0..<20 {
      let plain = (0..<length).map { UInt8(97 + $0) }
      var texts = [plain]
      for place in plain.indices {
        for special: UInt8 in [0, 9, 10, 13, 31, 34, 92] {
          var text = plain
          text[place] = special
          texts.append(text)
        }
      }
      for text in texts {
        #expect(try read(written { $0.string(text) }) == String(decoding: text, as: UTF8.self))
      }
    }
  }

  @Test func integersHaveTheirDigits() {
    var values = [0, Int.min, Int.max]
    var power = 1
    for _ in 0..<18 {
      values += [power - 1, power, power + 1, -power, 7 * power]
      power *= 10
    }
    for value in values {
      #expect(String(decoding: written { $0.integer(value) }, as: UTF8.self) == String(value))
    }
  }

  @Test func keysAreTextsOfSixteenCharacters() throws {
    for text in ["", "a", "seven77", "eight888", "nine99999", "ABCDEFGHIJKL2345"] {
      let key = try #require(SegmentKey(text))
      #expect(key.description == text)
      #expect(key.count == text.utf8.count)
      #expect(try JSONDecoder().decode([SegmentKey].self, from: JSONEncoder().encode([key])) == [key])
    }
    #expect(SegmentKey("ABCDEFGHIJKL23456") == nil)
    #expect(SegmentKey("é") == nil)
  }
}
