import StrataModel
import StrataPipeline
import StrataStages
import StrataText

/// Runs normalize and segment with the default recipe's grammar and shows the result a line a segment.
struct Outlines {
  private static let stages: [any Stage] = {
    var options = Normalize.Options()
    options.wordsWithDigits = ["CO2", "NIS2", "Web3", "EU27", "C2"]
    options.functionWords = ["of", "in", "to", "the", "and", "that", "will"]
    options.fields = ["description of", "in charge", "deadline", "source of funding", "expected output"]
    var grammar = SegmentGrammar()
    grammar.furniture = [
      "published on*", "source: *", "no initiative record*", "← *", "on this page", "was this page helpful*",
    ]
    grammar.continuations = ["including", "through", "for", "with", "such", "e.g"]
    grammar.finiteVerbs = ["must", "will", "is", "are", "has"]
    grammar.months = [["january"], ["february"], ["march"], ["july"], ["october"]]
    grammar.pointers = ["the following"]
    grammar.participles = ["ing"]
    grammar.adverbs = ["ly"]
    grammar.figures = ["figure"]
    grammar.notes = ["notes"]
    grammar.functionWords = ["to"]
    return [
      Normalize(options: options),
      SegmentStage(
        grammar: grammar,
        languages: [
          LanguageProfile(language: "en", words: ["the", "of", "and", "to", "will", "is"]),
          LanguageProfile(language: "de", words: ["der", "die", "und", "wird", "das", "ist", "mit"]),
        ]),
    ]
  }()

  static func document(_ bytes: [UInt8], markdown: Bool = false) throws -> Document {
    var document = Document(
      id: "case", path: markdown ? "case.md" : "case.txt", mediaType: markdown ? "text/markdown" : "text/plain",
      source: bytes)
    for stage in stages {
      var worker = try stage.makeWorker()
      try worker.process(&document)
    }
    return document
  }

  static func document(_ text: String, markdown: Bool = false) throws -> Document {
    try document(Array(text.utf8), markdown: markdown)
  }

  /// "item: text" a segment; furniture in brackets; items with their level, notes behind `^`.
  static func outline(_ document: Document) -> [String] {
    document.segments.map { segment in
      let text = String(decoding: document.text[segment.extent.range], as: UTF8.self)
      let notes = segment.noteRefs.map { "^\($0.number)" }.joined()
      switch segment.kind {
      case .furniture: return "[" + text + "]"
      case .item: return "item\(segment.level): " + text + notes
      default: return segment.kind.rawValue + ": " + text + notes
      }
    }
  }

  static func outline(_ text: String, markdown: Bool = false) throws -> [String] {
    outline(try document(text, markdown: markdown))
  }
}
