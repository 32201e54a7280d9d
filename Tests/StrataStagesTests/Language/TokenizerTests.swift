import StrataStages
import Testing

@Suite struct TokenizerTests {
  private func words(_ text: String) -> [String] {
    var text = text
    var tokenizer = Tokenizer()
    return text.withUTF8 { bytes in
      tokenizer.tokenize(bytes, start: 0, end: bytes.count, vocabulary: WordTable(capacity: 8))
      return tokenizer.tokens.map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self) }
    }
  }

  @Test(arguments: [
    ("Europe’s plan", "Europe|’s|plan"), ("the EU's law", "the|EU|'s|law"), ("AI-powered", "AI|-|powered"),
    ("3.5 per cent", "3.5|per|cent"), ("10,000 nodes", "10,000|nodes"), ("e.g. this", "e.g|.|this"),
    ("€10M", "€|10M"), ("R&D", "R|&|D"), ("don't", "don't"), ("“Zoë”", "“|Zoë|”"), ("kratid.ee", "kratid.ee"),
    ("2020-21", "2020|-|21"), ("", ""),
  ])
  func tokens(_ text: String, _ expected: String) {
    #expect(words(text).joined(separator: "|") == expected)
  }

  @Test func shapes() {
    var text = "The eIDAS SMEs rose. New\tcell 2030 40m"
    var tokenizer = Tokenizer()
    let tokens = text.withUTF8 { bytes in
      tokenizer.tokenize(bytes, start: 0, end: bytes.count, vocabulary: WordTable(capacity: 8))
      return tokenizer.tokens
    }
    #expect(tokens[0].has(.sentenceStart) && tokens[0].has(.capitalised) && !tokens[0].isAcronym)
    #expect(tokens[1].isAcronym && tokens[2].isAcronym && !tokens[3].isAcronym)
    #expect(tokens[5].has(.sentenceStart))
    #expect(tokens[6].has(.cellStart))
    #expect(tokens[7].has(.number) && tokens[8].has(.digitsThenLetters))
  }

  @Test(arguments: [("ÉCOLE", "école"), ("Škoda", "škoda"), ("ΑΘΗΝΑ", "αθηνα"), ("МОСКВА", "москва"), ("it’s", "it's")])
  func foldsAlike(_ left: String, _ right: String) {
    #expect(Folding.hash(left) == Folding.hash(right))
    #expect(Folding.hash(left) != Folding.hash(right + "x"))
  }
}
