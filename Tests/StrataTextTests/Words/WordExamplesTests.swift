import Testing

@testable import StrataText

/// What the segments are where it matters to a reader of strategies. `|` is a boundary, and the letters are the kinds
/// of the segments: `L` letters, `N` number, `K` kana, `I` ideographs, `-` other.
struct WordExample: CustomTestStringConvertible {
  let marked: String
  let kinds: String

  init(_ marked: String, _ kinds: String) {
    self.marked = marked
    self.kinds = kinds
  }

  var testDescription: String { marked }

  static let all: [WordExample] = [
    // Words and white space
    .init("Launch| |an| |AI| |challenge", "L-L-L-L"),
    .init("two|  |spaces|\t|\t|tab", "L-L--L"),
    .init("line|\r\n|line|\n|\n|line|\r|\r|line", "L-L--L--L"),
    .init("next|\u{B}|\u{C}|\u{85}|\u{2028}|\u{2029}|line", "L-----L"),
    .init("5|\u{A0}|%", "N--"),
    .init("en|\u{2002}\u{2003}|em", "L-L"),
    // Marks between letters and between digits
    .init("can't| |stop", "L-L"),
    .init("l\u{2019}État", "L"),
    .init("col·lecció", "L"),
    .init("e.g|.|,| |U.S|.", "L---L-"),
    .init("3.5|%| |of| |1,000,000", "N--L-N"),
    .init("1|.|a|.|1", "N-L-N"),
    .init("a|,|b|;|1;2", "L-L-N"),
    .init("a|.|.|b", "L--L"),
    .init("1\u{2044}2", "N"),
    .init("a|'", "L-"),
    .init("'|a", "-L"),
    // A mark that joined must not join again without a letter behind it
    .init("a.b.c|.", "L-"),
    .init("1.2|.|a", "N-L"),
    // Letters and digits
    .init("a1|-|1a|-|COVID19", "N-L-N"),
    .init("snake_case|-|_x|-|_1|-|1_|-|_|-|__|-|1__", "L-L-N-N---L-L"),
    .init("10\u{202F}000", "N"),
    .init("user@host", "L"),
    .init("12|:|30| |a|:|b", "N-N-L-L"),
    // Beyond the simple
    .init("co\u{AD}op", "L"),
    .init("e\u{301}te\u{301}", "L"),
    .init("ab| \u{308}|cd", "L-L"),
    .init("ש״ה'| |a", "L-L"),
    .init("\u{1F1EA}\u{1F1EA}|\u{1F1FA}\u{1F1E6}|\u{1F1E9}", "---"),
    .init("\u{1F468}\u{200D}\u{1F469}| |x", "--L"),
    .init("カタカナ|漢字", "II"),
    .init("ภาษา|ไทย", "LL"),
  ]
}

@Suite("Word examples")
struct WordExamplesTests {
  @Test("segments and kinds", arguments: WordExample.all, WordSegmenter.Engine.allCases)
  func example(_ example: WordExample, engine: WordSegmenter.Engine) throws {
    let pieces = example.marked.utf8.split(separator: UInt8(ascii: "|")).map(Array.init)
    let text = pieces.flatMap { $0 }
    var segmenter = try WordSegmenter(engine: engine)
    var words = WordBuffer()
    try text.withUnsafeBufferPointer { try segmenter.segment($0, into: &words) }

    var found: [[UInt8]] = []
    var kinds = ""
    for index in 0..<words.count {
      let word = words[index]
      found.append(Array(text[Int(word.start)..<Int(word.end)]))
      kinds += ["-", "N", "L", "K", "I"][Int(word.kind.rawValue)]
    }
    #expect(found == pieces, "\(Segments(words).shown(in: text))")
    #expect(kinds == example.kinds)
  }

  @Test("ICU is understood, so the fast engine runs")
  func engineInUse() throws {
    #expect(WordClasses.shared.isTrusted)
    #expect(WordClasses.shared.trustsLetterPairs)
    for engine in WordSegmenter.Engine.allCases {
      #expect(try WordSegmenter(engine: engine).engine == engine)
    }
  }

  @Test("an empty text has no segments, and the buffer forgets the text before")
  func emptyText() throws {
    var segmenter = try WordSegmenter()
    var words = WordBuffer()
    try Array("one two".utf8).withUnsafeBufferPointer { try segmenter.segment($0, into: &words) }
    #expect(words.count == 3)
    #expect(words[2] == Word(start: 4, end: 7, kind: .letters))
    try segmenter.segment(UnsafeBufferPointer(start: nil, count: 0), into: &words)
    #expect(words.count == 0)
  }

  @Test("a buffer grows from next to nothing", arguments: WordSegmenter.Engine.allCases)
  func growingBuffer(_ engine: WordSegmenter.Engine) throws {
    var segmenter = try WordSegmenter(engine: engine)
    for length in [1, 63, 64, 65, 1000] {
      var words = WordBuffer(minimumCapacity: 1)
      let text = [UInt8](repeating: UInt8(ascii: "-"), count: length)
      try text.withUnsafeBufferPointer { try segmenter.segment($0, into: &words) }
      #expect(Array(words.ends) == (1...UInt32(length)).map { $0 })
      #expect(words.kinds.allSatisfy { $0 == WordKind.other.rawValue })
    }
  }
}
