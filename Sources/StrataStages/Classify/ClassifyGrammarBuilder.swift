import StrataModel
import StrataText

/// Puts the tables of a grammar together: word forms, phrases, senses.
struct ClassifyGrammarBuilder {
  typealias Entry = ClassifyGrammar.Entry
  typealias VerbForms = ClassifyGrammar.VerbForms

  /// A phrase that is one word for the rules: the words after the first, and its entry.
  struct Phrase {
    var words: [UInt32]
    var entry: UInt32
  }

  private struct Sense {
    var particles: [UInt32]
    var gap: Bool
    var rule: Int
    var name: String
  }

  private let rules: ClassifyRules
  private let tokenizer: Tokenizer
  private(set) var table = WordTable()
  private(set) var entries: [Entry] = [Entry()]
  private(set) var texts: [String] = [""]
  private(set) var phraseRanges: [Range<Int32>] = []
  private(set) var phrases: [Phrase] = []
  private var drafts: [Sense] = []
  private var lemmasOfDrafts: [[Int]] = []
  private(set) var senses: [ClassifyGrammar.Sense] = []
  private(set) var particles: [UInt32] = []
  private(set) var lemmas: [Range<Int32>] = []
  private(set) var lemmaSenses: [Int32] = []

  /// Throws where the rules contradict each other: a form of two verbs, a nominal of no verb.
  init(_ rules: ClassifyRules) throws {
    self.rules = rules
    tokenizer = try Tokenizer()
    var pending: [UInt32: [Phrase]] = [:]
    for (wordClass, words) in rules.classes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for word in words {
        let id = try enter(word, &pending)
        entries[Int(id)].classes.insert(wordClass)
      }
    }
    var lemmaOfBase: [String: Int] = [:]
    var senseOfName: [String: Int] = [:]
    for (index, rule) in rules.verbs.enumerated() {
      for name in rule.words {
        var words = name.split(separator: " ").map(String.init)
        let base = words.removeFirst()
        let gap = words.first == "…"
        if gap { words.removeFirst() }
        let lemma = try lemmaOfBase[base] ?? enterVerb(base, &lemmaOfBase, &pending)
        if senseOfName[name] != nil { throw ClassifyGrammarError(word: name, message: "the verb stands in two rules") }
        senseOfName[name] = drafts.count
        lemmasOfDrafts[lemma].append(drafts.count)
        drafts.append(Sense(particles: try words.map { try enter($0, &pending) }, gap: gap, rule: index, name: name))
      }
    }
    for (noun, verb) in rules.nominals {
      guard let sense = senseOfName[verb] else {
        throw ClassifyGrammarError(word: noun, message: "its verb '\(verb)' stands in no rule")
      }
      for form in try forms(of: noun, rules.nounInflections, rules.irregularNouns) {
        let id = Int(try enter(form, &pending))
        entries[id].nominal = Int32(sense)
        entries[id].governs = noun.contains(" ") && entries[id].lemma < 0 && noun.hasSuffix(" of")
      }
    }
    for (index, rule) in rules.nouns.enumerated() {
      try enter(rule.words, as: index, \.noun, once: "noun", rules, &pending)
    }
    for (index, rule) in rules.things.enumerated() {
      try enter(rule.words, as: index, \.thing, once: "thing", rules, &pending)
    }
    for (index, rule) in rules.implications.enumerated() {
      try enter(rule.words, as: index, \.implication, rules, &pending)
    }
    compileSenses()
    phraseRanges = Array(repeating: 0..<0, count: entries.count)
    for (first, list) in pending.sorted(by: { $0.key < $1.key }) {
      let start = Int32(phrases.count)
      phrases += list.sorted { $0.words.count > $1.words.count }
      phraseRanges[Int(first)] = start..<Int32(phrases.count)
    }
  }

  /// Enters nouns in all their forms with the rule that they stand in. What they are called where two rules hold one: an error.
  private mutating func enter(
    _ nouns: [String], as rule: Int, _ place: WritableKeyPath<Entry, Int32>, once name: String? = nil,
    _ rules: ClassifyRules, _ pending: inout [UInt32: [Phrase]]
  ) throws {
    for noun in nouns {
      for form in try forms(of: noun, rules.nounInflections, rules.irregularNouns) {
        let id = Int(try enter(form, &pending))
        let known = entries[id][keyPath: place]
        if let name, known >= 0, known != rule {
          throw ClassifyGrammarError(word: form, message: "the \(name) stands in two rules")
        }
        entries[id][keyPath: place] = Int32(rule)
      }
    }
  }

  private mutating func compileSenses() {
    for draft in drafts {
      let rule = rules.verbs[draft.rule]
      let start = Int32(particles.count)
      particles += draft.particles
      senses.append(
        ClassifyGrammar.Sense(
          kind: rule.kind, action: rule.action, soft: rule.soft, status: rule.status,
          yields: ActionSet(rule.yields), particles: start..<Int32(particles.count), gap: draft.gap,
          text: Int32(texts.count)))
      texts.append(draft.gap ? draft.name.replacing(" …", with: "") : draft.name)
    }
    for list in lemmasOfDrafts {
      let start = Int32(lemmaSenses.count)
      let sorted = list.sorted { (drafts[$1].particles.count, $0) < (drafts[$0].particles.count, $1) }
      lemmaSenses += sorted.map { Int32($0) }
      lemmas.append(start..<Int32(lemmaSenses.count))
    }
  }

  /// The id of a word, or of a phrase of several words, which is added where it is new.
  private mutating func enter(_ text: String, _ pending: inout [UInt32: [Phrase]]) throws -> UInt32 {
    let words = try words(of: text)
    if words.count == 1 { return enter(word: words[0]) }
    let ids = words.map { enter(word: $0) }
    let rest = Array(ids.dropFirst())
    if let known = pending[ids[0], default: []].first(where: { $0.words == rest }) { return known.entry }
    entries.append(Entry())
    texts.append(text)
    // A phrase has an id in the table as well, so that ids and entries stay in step.
    table.insert(Folding.hash("\u{1}" + text))
    let entry = UInt32(entries.count - 1)
    pending[ids[0], default: []].append(Phrase(words: rest, entry: entry))
    return entry
  }

  private mutating func enter(word: String) -> UInt32 {
    let id = table.insert(Folding.hash(word))
    if Int(id) == entries.count {
      entries.append(Entry())
      texts.append(word)
    }
    return id
  }

  private mutating func enterVerb(
    _ base: String, _ lemmaOfBase: inout [String: Int], _ pending: inout [UInt32: [Phrase]]
  ) throws -> Int {
    let lemma = lemmasOfDrafts.count
    lemmasOfDrafts.append([])
    lemmaOfBase[base] = lemma
    let others = Array(try forms(of: base, rules.verbInflections, rules.irregularVerbs).dropFirst())
    guard others.count == 4 else {
      throw ClassifyGrammarError(word: base, message: "a verb needs four forms beside its base")
    }
    for (form, kind) in zip([base] + others, [.base] + VerbForms.order) {
      let id = Int(try enter(form, &pending))
      if entries[id].lemma >= 0, entries[id].lemma != lemma {
        throw ClassifyGrammarError(word: form, message: "the form belongs to two verbs")
      }
      entries[id].lemma = Int32(lemma)
      entries[id].forms.insert(kind)
    }
    return lemma
  }

  /// The base and its other forms; of a phrase the last word changes.
  private func forms(
    of word: String, _ inflections: [ClassifyRules.Inflection], _ irregular: [String: [String]]
  ) throws -> [String] {
    let words = word.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    guard let last = words.last else { throw ClassifyGrammarError(word: word, message: "an empty word") }
    let head = words.dropLast().map { $0 + " " }.joined()
    if let others = irregular[last] { return [word] + others.map { head + $0 } }
    for inflection in inflections where inflection.endings.contains(where: { last.hasSuffix($0) }) {
      let stem = String(last.dropLast(inflection.drop))
      return [word] + inflection.forms.map { head + stem + $0 }
    }
    return [word]
  }

  /// The words of an entry as the tokenizer cuts them.
  private func words(of text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    return try bytes.withUnsafeBufferPointer { buffer in
      try tokenizer.tokens(of: buffer)
        .map { String(decoding: buffer[Int($0.start)..<Int($0.end)], as: UTF8.self) }
    }
  }
}
