import Foundation
import StrataModel
import StrataPipeline
import StrataText
import Testing

@testable import StrataStages

@Suite struct TokenizerTests {
  private func tokens(_ text: String) throws -> [Token] {
    var text = text
    let tokenizer = try Tokenizer()
    return try text.withUTF8 { try tokenizer.tokens(of: $0) }
  }

  private func words(_ text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    return try tokens(text).map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self) }
  }

  @Test(arguments: [
    ("Europe’s plan", "Europe|’s|plan"), ("the EU's law", "the|EU|'s|law"), ("AI-powered", "AI|-|powered"),
    ("3.5 per cent", "3.5|per|cent"), ("10,000 nodes", "10,000|nodes"), ("e.g. this", "e.g|.|this"),
    ("€10M", "€|10M"), ("R&D", "R|&|D"), ("don't", "don't"), ("“Zoë”", "“|Zoë|”"), ("kratid.ee", "kratid.ee"),
    ("2020-21", "2020|-|21"), ("", ""),
    ("a@b.eu @ 1;000", "a@b.eu|@|1;000"), ("snake_case _", "snake_case|_"), ("l’État’s", "l’État|’s"),
    ("中文 かな", "中文|かな"), ("we'll they’ve LL", "we|'ll|they|’ve|LL"), ("we'd", "we'd"),
  ])
  func tokens(_ text: String, _ expected: String) throws {
    #expect(try words(text).joined(separator: "|") == expected)
  }

  @Test func aContractedVerbIsTheWholeOne() throws {
    let tokens = try tokens("We'll you’re they've will are have")
    #expect([1, 3, 5].map { tokens[$0].hash } == [6, 7, 8].map { tokens[$0].hash })
    #expect([1, 3, 5].allSatisfy { !tokens[$0].has(.possessive) })
  }

  @Test func shapes() throws {
    let tokens = try tokens("The eIDAS SMEs rose. New\tcell 2030 40m")
    #expect(tokens[0].has(.sentenceStart) && tokens[0].has(.capitalised) && !tokens[0].isAcronym)
    #expect(tokens[1].isAcronym && tokens[2].isAcronym && !tokens[3].isAcronym)
    #expect(tokens[5].has(.sentenceStart))
    #expect(tokens[6].has(.cellStart))
    #expect(tokens[7].has(.number) && tokens[8].has(.digitsThenLetters))
  }

  @Test(arguments: [
    ("ÉCOLES", "capitalised,allCaps"), ("École", "capitalised"), ("WON’T", "capitalised,allCaps"),
    ("éIDAS", "innerCapital"),
    ("internationalisations", ""), ("InterNationalisations", "capitalised,innerCapital"),
    ("12345678901x", "digitsThenLetters"),
    ("abcdefgh9", "hasDigit"), ("@", "punctuation"), ("éa1", "hasDigit"),
  ])
  func shape(_ word: String, _ expected: String) throws {
    let flags: [(TokenFlags, String)] = [
      (.capitalised, "capitalised"), (.allCaps, "allCaps"), (.innerCapital, "innerCapital"),
      (.digitsThenLetters, "digitsThenLetters"), (.hasDigit, "hasDigit"), (.punctuation, "punctuation"),
    ]
    let token = try #require(try tokens(word).first)
    let found = flags.filter { token.has($0.0) && !($0.1 == "hasDigit" && token.has(.digitsThenLetters)) }
    #expect(found.map(\.1).joined(separator: ",") == expected)
  }

  /// The hash takes eight bytes at a time; it must not matter where the word stands, nor which path it goes.
  @Test func hashKnowsNoPlace() {
    let word = "Überregulierungs’S"
    for count in 0...word.count {
      let part = String(word.prefix(count))
      let text = Array(("x" + part + "y12345678").utf8)
      let inside = text.withUnsafeBufferPointer { Folding.hash($0, 1, 1 + part.utf8.count) }
      let folded = part.lowercased().replacing("’", with: "'")
      #expect(inside == Folding.hash(part) && inside == Folding.hash(folded), "\(part)")
    }
  }

  @Test(arguments: [("ÉCOLE", "école"), ("Škoda", "škoda"), ("ΑΘΗΝΑ", "αθηνα"), ("МОСКВА", "москва"), ("it’s", "it's")])
  func foldsAlike(_ left: String, _ right: String) {
    #expect(Folding.hash(left) == Folding.hash(right))
    #expect(Folding.hash(left) != Folding.hash(right + "x"))
  }
}

/// Every token of the corpus is a word or a mark of ICU's own segmentation of its segment, or a part of one that the
/// ending of a possessive or a contracted verb makes two.
@Suite struct TokensAndICUTests {
  @Test func corpus() throws {
    var worker = try PipelineWorker(try StageLaws.pipeline.get().stages(named: ["normalize", "segment"]))
    var segmenter = try WordSegmenter(engine: .icu)
    var words = WordBuffer()
    let tokenizer = try Tokenizer()
    let layer = TokenLayer()
    for input in StageLaws.inputs {
      var document = input
      do { try worker.process(&document) } catch { continue }
      try document.text.withUnsafeBufferPointer { text in
        layer.removeAll()
        tokenizer.begin()
        for index in document.segments.indices { try tokenizer.tokenize(text, document.segments, index, into: layer) }
        #expect(layer.segmentCount == document.segments.count)
        for (index, segment) in document.segments.enumerated() {
          let piece = UnsafeBufferPointer(rebasing: text[segment.extent.range])
          var expected: [Range<Int>] = []
          if segment.kind != .furniture {
            try segmenter.segment(piece, into: &words)
            for word in 0..<words.count { expected += Self.parts(of: words[word], piece) }
          }
          let offset = Int(segment.extent.start)
          let found = layer.tokens(of: index).map { Int($0.start) - offset..<Int($0.end) - offset }
          #expect(found == expected, "\(input.id), segment \(index)")
        }
      }
    }
  }

  private static func parts(of word: Word, _ text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    let range = Int(word.start)..<Int(word.end)
    if " \t\n\r".utf8.contains(text[range.lowerBound]) { return [] }
    let letters = String(decoding: text[range], as: UTF8.self)
    for ending in ["s", "ll", "re", "ve"].flatMap({ ["'" + $0, "’" + $0] })
    where word.kind != .other && letters.lowercased().hasSuffix(ending) {
      let middle = range.upperBound - ending.utf8.count
      return [range.lowerBound..<middle, middle..<range.upperBound]
    }
    return [range]
  }
}
