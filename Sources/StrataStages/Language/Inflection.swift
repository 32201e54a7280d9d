import StrataModel

/// Forms of regular words by the rewriting rules of a grammar; irregular words by list.
struct Inflection: Sendable {
  private let rules: [String: [GrammarDefinition.Rewrite]]
  private let verbs: [String: [String]]
  private let nouns: [String: String]
  private let vowels: Set<Character>

  init(_ grammar: GrammarDefinition) {
    rules = grammar.inflections
    verbs = grammar.irregularVerbs
    nouns = grammar.irregularNouns
    vowels = Set(grammar.vowels)
  }

  func plural(_ noun: String) -> String {
    if let irregular = nouns[noun] { return irregular }
    return apply("plural", noun)
  }

  /// The base and all other forms, each with its tag.
  func forms(ofVerb verb: String) -> [(String, PartOfSpeech)] {
    let irregular = verbs[verb]
    func form(_ index: Int, _ rule: String) -> String {
      if let irregular, index < irregular.count, irregular[index] != "-" { return irregular[index] }
      return apply(rule, verb)
    }
    return [
      (verb, .verb), (form(0, "third"), .verbThird), (form(1, "past"), .verbPast), (form(2, "past"), .participle),
      (form(3, "gerund"), .gerund),
    ]
  }

  private func apply(_ form: String, _ word: String) -> String {
    for rule in rules[form] ?? [] where fits(word, rule.ending) {
      // A leading `C` in ending and replacement stands for the same consonant.
      let cut = rule.ending.hasPrefix("C") ? rule.ending.count - 1 : rule.ending.count
      let added = rule.replacement.hasPrefix("C") ? String(rule.replacement.dropFirst()) : rule.replacement
      return String(word.dropLast(cut)) + added
    }
    return word
  }

  private func fits(_ word: String, _ ending: String) -> Bool {
    guard ending.hasPrefix("C") else { return word.hasSuffix(ending) }
    let rest = ending.dropFirst()
    guard word.hasSuffix(rest), let before = word.dropLast(rest.count).last else { return false }
    return before.isLetter && !vowels.contains(before)
  }
}
