import StrataModel
import StrataText

/// The rules of one language, compiled: every word form and phrase has an id, every id its features.
public struct ClassifyGrammar: Sendable {
  /// What is known of a word or a phrase.
  struct Entry: Sendable {
    var classes = ClauseClasses()
    /// Index in `lemmas`, or -1, and the forms of it that the word may be.
    var lemma: Int32 = -1
    var forms: VerbForms = []
    /// Index in `senses` of the verb that the noun was made of, or -1.
    var nominal: Int32 = -1
    /// Index in `nouns`, or -1.
    var noun: Int32 = -1
    /// Index in `implications`, or -1.
    var implication: Int32 = -1

    @inline(__always) func has(_ wordClass: ClauseClass) -> Bool { classes.contains(wordClass) }
  }

  struct VerbForms: OptionSet, Sendable {
    let rawValue: UInt8
    static let base = VerbForms(rawValue: 1)
    static let third = VerbForms(rawValue: 2)
    static let past = VerbForms(rawValue: 4)
    static let participle = VerbForms(rawValue: 8)
    static let gerund = VerbForms(rawValue: 16)
    static let order: [VerbForms] = [.third, .past, .participle, .gerund]
  }

  /// One meaning of a verb: the rule, and the particles that make it.
  struct Sense: Sendable {
    /// Ids of the words after the verb.
    var particles: [UInt32]
    /// Whether words may stand between the verb and its particles.
    var gap: Bool
    var rule: Int
    /// The verb as the grammar has it.
    var name: String
  }

  /// A phrase that is one word for the rules.
  struct Phrase: Sendable {
    var words: [UInt32]
    var entry: UInt32
  }

  let rules: ClassifyRules
  /// Ids of words; index of `entries`. Entry 0 is the word that is not known.
  private(set) var table = WordTable()
  private(set) var entries: [Entry] = [Entry()]
  /// The words and phrases as the grammar has them, by id.
  private(set) var texts: [String] = [""]
  /// For each word id the phrases that it opens, longest first, as a range of `phrases`.
  private(set) var phraseRanges: [Range<Int32>] = []
  private(set) var phrases: [Phrase] = []
  private(set) var senses: [Sense] = []
  /// The text of each sense's verb, an index of `texts`.
  private(set) var senseTexts: [Int32] = []
  /// Indices of `senses` of each verb, those with most particles first.
  private(set) var lemmas: [[Int]] = []

  public var language: String { rules.language }

  /// Throws where the rules contradict each other: a form of two verbs, a nominal of no verb.
  public init(_ rules: ClassifyRules) throws {
    self.rules = rules
    var pending: [UInt32: [Phrase]] = [:]
    for (wordClass, words) in rules.classes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for word in words {
        let id = enter(word, &pending)
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
        senseOfName[name] = senses.count
        lemmas[lemma].append(senses.count)
        senses.append(Sense(particles: words.map { enter($0, &pending) }, gap: gap, rule: index, name: name))
      }
    }
    for index in lemmas.indices {
      lemmas[index].sort { (senses[$1].particles.count, $0) < (senses[$0].particles.count, $1) }
    }
    for (noun, verb) in rules.nominals {
      guard let sense = senseOfName[verb] else {
        throw ClassifyGrammarError(word: noun, message: "its verb '\(verb)' stands in no rule")
      }
      for form in try forms(of: noun, rules.nounInflections, rules.irregularNouns) {
        entries[Int(enter(form, &pending))].nominal = Int32(sense)
      }
    }
    for (index, rule) in rules.nouns.enumerated() {
      for word in rule.words {
        for form in try forms(of: word, rules.nounInflections, rules.irregularNouns) {
          let id = Int(enter(form, &pending))
          if entries[id].noun >= 0, entries[id].noun != index {
            throw ClassifyGrammarError(word: form, message: "the noun stands in two rules")
          }
          entries[id].noun = Int32(index)
        }
      }
    }
    for (index, rule) in rules.implications.enumerated() {
      for word in rule.words {
        for form in try forms(of: word, rules.nounInflections, rules.irregularNouns) {
          entries[Int(enter(form, &pending))].implication = Int32(index)
        }
      }
    }
    for sense in senses {
      let name = sense.gap ? sense.name.replacing(" …", with: "") : sense.name
      senseTexts.append(Int32(texts.count))
      texts.append(name)
    }
    phraseRanges = Array(repeating: 0..<0, count: entries.count)
    for (first, list) in pending.sorted(by: { $0.key < $1.key }) {
      let start = Int32(phrases.count)
      phrases += list.sorted { $0.words.count > $1.words.count }
      phraseRanges[Int(first)] = start..<Int32(phrases.count)
    }
  }

  /// The id of a word, or of a phrase of several words, which is added where it is new.
  private mutating func enter(_ text: String, _ pending: inout [UInt32: [Phrase]]) -> UInt32 {
    let words = Self.words(of: text)
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
    let lemma = lemmas.count
    lemmas.append([])
    lemmaOfBase[base] = lemma
    let others = Array(try forms(of: base, rules.verbInflections, rules.irregularVerbs).dropFirst())
    guard others.count == 4 else {
      throw ClassifyGrammarError(word: base, message: "a verb needs four forms beside its base")
    }
    for (form, kind) in zip([base] + others, [.base] + VerbForms.order) {
      let id = Int(enter(form, &pending))
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
  private static func words(of text: String) -> [String] {
    var tokenizer = Tokenizer()
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      tokenizer.tokenize(buffer, start: 0, end: buffer.count, vocabulary: WordTable(capacity: 1))
      return tokenizer.tokens.map { String(decoding: buffer[Int($0.start)..<Int($0.end)], as: UTF8.self) }
    }
  }
}

/// A contradiction in the rules of a grammar; the loader adds the place.
public struct ClassifyGrammarError: Error, Sendable {
  public var word: String
  public var message: String

  public init(word: String, message: String) {
    self.word = word
    self.message = message
  }
}
