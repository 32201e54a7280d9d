import StrataModel

/// Evidence as records spell it, put together once for each rule and word of a grammar. Belongs to one worker.
final class EvidenceTexts {
  private let grammar: ClassifyGrammar
  /// By rule, then by entry; empty until they are asked for.
  private var texts: [[String]]
  private let defaults: [[String]]

  init(grammar: ClassifyGrammar) {
    self.grammar = grammar
    texts = Array(repeating: [], count: Evidence.Rule.allCases.count)
    defaults = Function.allCases.map { ["default:" + $0.rawValue] }
  }

  /// The text of evidence that is a word of the grammar.
  func text(_ evidence: Evidence) -> String {
    let rule = Int(evidence.rule.rawValue)
    let entry = Int(evidence.entry)
    if texts[rule].isEmpty { texts[rule] = Array(repeating: "", count: grammar.texts.count) }
    if texts[rule][entry].isEmpty { texts[rule][entry] = evidence.rule.id + ":" + grammar.texts[entry] }
    return texts[rule][entry]
  }

  /// What stands where no rule spoke.
  func `default`(_ function: Function) -> [String] {
    defaults[Function.allCases.firstIndex(of: function) ?? 0]
  }
}
