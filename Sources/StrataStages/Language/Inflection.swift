import StrataModel

/// Forms of regular words by the rewriting rules of a grammar; irregular words by list. Works on UTF-8: the labels of all
/// lexicons get their plurals at each start.
struct Inflection: Sendable {
  private struct Rule: Sendable {
    /// Stands behind a consonant, which stays.
    var needsConsonant: Bool
    var ending: [UInt8]
    var replacement: [UInt8]
  }

  private let rules: [String: [Rule]]
  private let plurals: [Rule]
  private let verbs: [String: [String]]
  private let nouns: [(noun: [UInt8], plural: [UInt8])]
  private let vowels: Set<Character>

  init(_ grammar: GrammarDefinition) {
    // A leading `C` in ending and replacement stands for the same consonant.
    rules = grammar.inflections.mapValues { rewrites in
      rewrites.map { rewrite in
        let needsConsonant = rewrite.ending.hasPrefix("C")
        let keepsConsonant = rewrite.replacement.hasPrefix("C")
        return Rule(
          needsConsonant: needsConsonant, ending: Array(rewrite.ending.utf8.dropFirst(needsConsonant ? 1 : 0)),
          replacement: Array(rewrite.replacement.utf8.dropFirst(keepsConsonant ? 1 : 0)))
      }
    }
    plurals = rules["plural"] ?? []
    verbs = grammar.irregularVerbs
    nouns = grammar.irregularNouns.map { (Array($0.key.utf8), Array($0.value.utf8)) }
    vowels = Set(grammar.vowels)
  }

  func plural(_ noun: String) -> String { String(decoding: plural(Array(noun.utf8)[...]), as: UTF8.self) }

  func plural(_ noun: ArraySlice<UInt8>) -> [UInt8] {
    // They are few: a look at each is cheaper than a hash.
    for irregular in nouns where irregular.noun.count == noun.count && noun.elementsEqual(irregular.noun) {
      return irregular.plural
    }
    return apply(plurals, noun)
  }

  /// The base and all other forms, each with its tag.
  func forms(ofVerb verb: String) -> [(String, PartOfSpeech)] {
    let irregular = verbs[verb]
    func form(_ index: Int, _ rule: String) -> String {
      if let irregular, index < irregular.count, irregular[index] != "-" { return irregular[index] }
      return String(decoding: apply(rules[rule] ?? [], Array(verb.utf8)[...]), as: UTF8.self)
    }
    return [
      (verb, .verb), (form(0, "third"), .verbThird), (form(1, "past"), .verbPast), (form(2, "past"), .participle),
      (form(3, "gerund"), .gerund),
    ]
  }

  private func apply(_ rules: [Rule], _ word: ArraySlice<UInt8>) -> [UInt8] {
    for rule in rules where ends(word, rule.ending) {
      let stem = word.dropLast(rule.ending.count)
      if !rule.needsConsonant || endsWithConsonant(stem) { return stem + rule.replacement }
    }
    return Array(word)
  }

  private func ends(_ word: ArraySlice<UInt8>, _ ending: [UInt8]) -> Bool {
    guard word.count >= ending.count else { return false }
    let start = word.endIndex - ending.count
    for index in ending.indices where word[start + index] != ending[index] { return false }
    return true
  }

  private func endsWithConsonant(_ stem: ArraySlice<UInt8>) -> Bool {
    guard let last = String(decoding: stem.suffix(8), as: UTF8.self).last else { return false }
    return last.isLetter && !vowels.contains(last)
  }
}
