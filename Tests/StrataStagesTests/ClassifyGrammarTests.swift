import StrataModel
import StrataPipeline
import StrataStages
import Testing

/// Faults of a grammar file name their place and say what to do.
@Suite struct ClassifyGrammarTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var yaml: String
    var line: Int
    var words: String
    var testDescription: String { words }
  }

  @Test(arguments: [
    Fault(yaml: "language: en\nverbz: []\n", line: 2, words: "did you mean 'verbs'"),
    Fault(
      yaml: "language: en\nverbs:\n  - {kind: act, action: creat, words: [build]}\n", line: 3,
      words: "did you mean 'create'"),
    Fault(
      yaml: "language: en\nimplications:\n  - {sector: helth, words: [ward]}\n", line: 3, words: "did you mean 'health'"
    ),
    Fault(yaml: "language: en\nclasses:\n  determinr: [the]\n", line: 3, words: "did you mean 'determiner'"),
    Fault(yaml: "language: en\nirregular-verbs:\n  set: [sets, set]\n", line: 3, words: "four forms"),
    Fault(yaml: "language: en\nnominals:\n  launch: [start]\n", line: 3, words: "stands in no rule"),
    Fault(yaml: "classes: {}\n", line: 1, words: "'language' is missing"),
    Fault(yaml: "language: en\nsalience: {threshold: much}\n", line: 2, words: "number"),
  ])
  func faultsNameTheirPlace(_ fault: Fault) throws {
    let error = #expect(throws: DataFault.self) {
      try ClassifyGrammarLoader.grammar(file: "classify.yaml", text: fault.yaml)
    }
    #expect(error?.place.file == "classify.yaml")
    #expect(error?.place.line == fault.line)
    #expect(error?.message.contains(fault.words) == true, "\(error?.message ?? "")")
  }

  @Test func aVerbInTwoRulesIsAFault() {
    let yaml = """
      language: en
      verb-inflections: [{endings: [""], drop: 0, forms: [s, ed, ed, ing]}]
      verbs:
        - {kind: act, action: create, words: [launch]}
        - {kind: act, action: fund, words: [launch]}
      """
    let error = #expect(throws: DataFault.self) { try ClassifyGrammarLoader.grammar(file: "x", text: yaml) }
    #expect(error?.message.contains("two rules") == true)
  }
}
