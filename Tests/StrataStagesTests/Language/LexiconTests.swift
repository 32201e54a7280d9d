import StrataModel
import StrataPipeline
import StrataStages
import Testing

/// Faults of data files are told with line, column and advice.
@Suite struct LexiconLoaderTests {
  private static let header = "concept\ttype\tlabel\tclass\tcase\tnote\n"

  @Test(arguments: [
    ("a:b\tactr\tx\tbody\tfold\t\n", "lexicon-type", 2, 5, "did you mean 'actor'"),
    ("a:b\tsector\tx\thelth\tfold\t\n", "lexicon-class", 2, 14, "did you mean 'health'"),
    ("a:b\tinstrument\tx\tfinances\t\t\n", "lexicon-class", 2, 18, "did you mean 'finance'"),
    ("a:b\tactor\tx\n", "lexicon-columns", 2, 11, "3 columns"),
    ("ab\tactor\tx\tbody\tfold\t\n", "lexicon-concept", 2, 1, "no concept id"),
    ("a:b\tactor\tx||y\tbody\tfoldd\t\n", "lexicon-case", 2, 21, "did you mean 'fold'"),
    ("a:b\tsector\tx\thealth\tfold\tuse=nuon\n", "lexicon-note", 2, 26, "did you mean 'noun'"),
  ])
  func fault(_ row: String, _ code: String, _ line: Int, _ column: Int, _ advice: String) throws {
    let fault = #expect(throws: DataFault.self) {
      try LexiconLoader.concepts(file: "x.tsv", bytes: Array((Self.header + row).utf8))
    }
    #expect(fault?.code == code)
    #expect(fault?.place == DataPlace(file: "x.tsv", line: line, column: column))
    #expect(fault?.message.contains(advice) == true, "\(fault?.message ?? "")")
  }

  @Test func noHeader() {
    let fault = #expect(throws: DataFault.self) {
      try LexiconLoader.concepts(file: "x.tsv", bytes: Array("a\tb\n".utf8))
    }
    #expect(fault?.code == "lexicon-header")
  }

  @Test func duplicateConcept() throws {
    let concepts = try LexiconLoader.concepts(
      file: "x.tsv", bytes: Array((Self.header + "a:b\tactor\tx\tbody\t\t\na:b\tactor\ty\tbody\t\t\n").utf8))
    var builder = LanguagePackBuilder(language: "en")
    let fault = #expect(throws: DataFault.self) { try builder.add(concepts: concepts) }
    #expect(fault?.code == "lexicon-duplicate-concept")
    #expect(fault?.place.line == 3)
  }

  @Test(arguments: [
    ("lanuage: en\n", "yaml-key", "did you mean 'language'"),
    ("language: en\ntagging:\n  - {id: x, may: [nuon], tag: noun}\n", "grammar-tag", "did you mean 'noun'"),
    ("language: en\ndecisions:\n  - {id: x, outcome: actr}\n", "grammar-outcome", "did you mean 'actor'"),
    (
      "language: en\ndecisions:\n  - {id: x, when: [plurl], outcome: none}\n", "grammar-feature",
      "did you mean 'plural'"
    ),
    ("language: en\nroles:\n  - {id: x, outcome: lead}\n  - {id: x, outcome: lead}\n", "grammar-id", "twice"),
    ("language: [\n", "yaml-syntax", ""),
  ])
  func grammarFault(_ text: String, _ code: String, _ advice: String) {
    let fault = #expect(throws: DataFault.self) { try GrammarLoader.grammar(file: "g.yaml", text: text) }
    #expect(fault?.code == code)
    #expect(advice.isEmpty || fault?.message.contains(advice) == true, "\(fault?.message ?? "")")
    #expect((fault?.place.line ?? 0) > 0)
  }

  @Test(arguments: [
    ("<nomber>", "unknown word class"), ("( a", "without ')'"), ("#capitalized", "did you mean"),
    ("!( a b )", "single test"),
  ])
  func patternFault(_ text: String, _ advice: String) {
    var builder = LanguagePackBuilder(language: "en")
    let fault = #expect(throws: DataFault.self) { _ = try builder.pattern(PatternText(text)) }
    #expect(fault?.code == "grammar-pattern")
    #expect(fault?.message.contains(advice) == true, "\(fault?.message ?? "")")
  }
}

/// spaCy's EntityRuler patterns as a lexicon.
@Suite struct EntityRulerTests {
  @Test func patterns() throws {
    let text = """
      {"label": "ACTOR/agency", "pattern": "Zebra Agency", "id": "zebra"}
      {"label": "actor/agency", "pattern": [{"LOWER": "zebra"}, {"LOWER": "office"}], "id": "zebra"}
      {"label": "sector/health", "pattern": "zebra care"}
      """
    let concepts = try EntityRulerLoader.concepts(file: "p.jsonl", bytes: Array(text.utf8))
    #expect(concepts.map(\.id) == ["pattern:zebra", "pattern:zebra-care"])
    #expect(concepts[0].labels.map(\.text) == ["Zebra Agency", "zebra office"])
    #expect(concepts[0].labels.map(\.isExact) == [true, false])
    #expect(concepts[1].kind == "health")
  }

  @Test(arguments: [
    ("{\"label\": \"instrument/finanse\", \"pattern\": \"x\"}", "patterns-label", "did you mean 'finance'"),
    ("{\"label\": \"actor\", \"pattern\": [{\"POS\": \"NOUN\"}]}", "patterns-token", "LOWER"),
    ("{\"label\": \"actor\"", "patterns-json", "no EntityRuler pattern"),
  ])
  func fault(_ line: String, _ code: String, _ advice: String) {
    let fault = #expect(throws: DataFault.self) {
      try EntityRulerLoader.concepts(file: "p.jsonl", bytes: Array(line.utf8))
    }
    #expect(fault?.code == code)
    #expect(fault?.message.contains(advice) == true)
  }
}

/// Which label wins, and which spellings match.
@Suite struct LexiconMatchTests {
  @Test(arguments: [
    // The longest label wins; names keep their case; terms do not care.
    (
      "The World Health Organization (WHO) asks who pays.",
      "{A:other|World {S:health|Health} Organization} ({A:other|WHO}) asks who pays"
    ),
    ("Start-ups, startups and start ups grow.", "{A:"),
  ])
  func label(_ text: String, _ expected: String) throws {
    let found = try English.extract([text])[0]
    #expect(found.contains(expected), "\(found)")
  }

  @Test func spellingsOfHyphens() throws {
    let found = try English.extract(["It pays for start-ups, for startups and for start ups."])[0]
    #expect(found.components(separatedBy: "{A:").count == 4, "\(found)")
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
