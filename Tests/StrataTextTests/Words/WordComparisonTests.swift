import Testing

@testable import StrataText

/// Every engine against ICU itself, which is the only judge.
@Suite("Words as ICU has them")
struct WordComparisonTests {
  @Test("random texts", arguments: 0..<4)
  func randomTexts(_ part: Int) throws {
    let comparison = try Comparison()
    var texts = NastyText(seed: UInt64(part) &+ 0x5717_A7A0)
    var text: [UInt8] = []
    for _ in 0..<(Effort.isFull ? 250_000 : 25_000) {
      texts.next(into: &text)
      if let difference = try comparison.difference(text) {
        Issue.record("\(difference)")
        return
      }
    }
  }

  /// Every sequence of three of these characters, at every position around the edge of a block.
  @Test("all short sequences at block edges")
  func blockEdges() throws {
    let characters: [[UInt8]] = [
      "a", "1", "_", " ", ".", ",", ":", "\r", "\n", "-", "é", "д", "·", "\u{2019}", "\u{2044}",
      "\u{202F}", "\u{2002}", "\u{2022}", "\u{661}", "\u{301}", "\u{AD}", "א", "\u{1F1EA}",
    ].map { Array($0.utf8) }
    let fillers: [[UInt8]] = ["a", " ", "1", "\u{F0B7}"].map { Array($0.utf8) }
    let comparison = try Comparison()
    let edge = Effort.isFull ? Array(55...66) : [58, 60, 62, 63]
    let engines: [WordSegmenter.Engine] = Effort.isFull ? [.bitParallel, .scalar] : [.bitParallel]
    for filler in fillers {
      for length in edge {
        var prefix: [UInt8] = []
        while prefix.count < length {
          prefix += length - prefix.count >= filler.count ? filler : [UInt8(ascii: "a")]
        }
        for first in characters {
          for second in characters {
            for third in characters {
              // A letter behind, so that the last of the three can join.
              let text = prefix + first + second + third + [UInt8(ascii: "b")]
              if let difference = try comparison.difference(text, engines: engines) {
                Issue.record("\(difference)")
                return
              }
            }
          }
        }
      }
    }
  }

  @Test("every character of the fast ranges among letters, digits, spaces and marks")
  func everyCharacter() throws {
    let comparison = try Comparison()
    for range in WordClasses.probedRanges + [
      0xD7F0...0xE010, 0xF0A0...0xF0C0, 0xF8F0...0xF910, 0xFFF0...0xFFFF,
    ] {
      var text: [UInt8] = []
      for value in range {
        guard let scalar = Unicode.Scalar(value) else { continue }
        let c = String(scalar)
        text += Array(
          "a\(c)a 1\(c)1 \(c) \(c)\(c) _\(c)_ .\(c)' a'\(c) 1,\(c) \(c).a \(c),1 \r\(c)\n\(c)\n"
            .utf8)
      }
      #expect(try comparison.difference(text) == nil)
    }
  }

  @Test(
    "WordBreakTest.txt of the Unicode Character Database",
    .enabled(if: SharedData.wordBreakTest != nil, "no WordBreakTest.txt; name it by STRATA_WORDBREAKTEST")
  )
  func wordBreakTest() throws {
    let comparison = try Comparison()
    var segmenter = try WordSegmenter()
    var words = WordBuffer()
    let file = SharedData.contents(SharedData.wordBreakTest ?? "")
    var cases = 0
    for line in String(decoding: file, as: UTF8.self).split(separator: "\n") {
      let test = line.prefix { $0 != "#" }
      guard test.hasPrefix("÷") else { continue }
      var text: [UInt8] = []
      var boundaries: [UInt32] = []
      for token in test.split(whereSeparator: \.isWhitespace).dropFirst() {
        switch token {
        case "÷": boundaries.append(UInt32(text.count))
        case "×": break
        default:
          let scalar = try #require(UInt32(token, radix: 16).flatMap(Unicode.Scalar.init))
          text += Array(String(scalar).utf8)
        }
      }
      if let difference = try comparison.difference(text) {
        Issue.record("\(difference)")
        return
      }
      cases += 1
      // ICU differs from the standard in one thing that the file tests: a colon joins nothing.
      if text.contains(UInt8(ascii: ":")) { continue }
      try text.withUnsafeBufferPointer { try segmenter.segment($0, into: &words) }
      #expect(Array(words.ends) == boundaries, "\(line)")
    }
    #expect(cases > 1500)
  }

  @Test(
    "real documents",
    .enabled(if: SharedData.folder != nil, "no folder shared/data beside the package"))
  func realDocuments() throws {
    let comparison = try Comparison()
    let files = SharedData.texts()
    #expect(files.count > 100)
    for file in files {
      let text = SharedData.contents(file)
      // A prefix may end inside a character: so much the better.
      let part = Effort.isFull ? text : Array(text.prefix(30_001))
      if let difference = try comparison.difference(part) {
        Issue.record("\(file): \(difference.prefix(2000))")
      }
    }
  }

  @Test("text of simple characters does not reach ICU, wherever the blocks end", arguments: 0..<64)
  func simpleTextIsFast(_ offset: Int) throws {
    var segmenter = try WordSegmenter()
    var words = WordBuffer()
    let sample = "L’État “naïf” – Ελλάδα, Україна… 3.5\u{202F}% col·lecció\u{2009}• ấn\r\n\u{F0B7} ©"
    let text = Array((String(repeating: "x", count: offset) + String(repeating: sample, count: 5)).utf8)
    try text.withUnsafeBufferPointer { try segmenter.segment($0, into: &words) }
    #expect(segmenter.bytesForICU == 0)
  }

  @Test("a complex character takes no more than its surroundings to ICU")
  func islandsAreSmall() throws {
    var segmenter = try WordSegmenter()
    var words = WordBuffer()
    let plain = String(repeating: "plain words ", count: 100)
    let text = Array((plain + "co\u{AD}op " + plain + "e\u{301}te\u{301}").utf8)
    try text.withUnsafeBufferPointer { try segmenter.segment($0, into: &words) }
    #expect((1...20).contains(segmenter.bytesForICU))
  }

  @Test("a text of one long line, of complex characters here and there")
  func longLine() throws {
    let comparison = try Comparison()
    let text = (0..<3000).flatMap { index in
      Array("strategy\(index % 7 == 0 ? "e\u{301}" : "") 3.5 \(index % 101 == 0 ? "ไทย" : "l’an")".utf8)
    }
    #expect(try comparison.difference(text) == nil)
  }
}
