import StrataModel
import StrataStages

/// Reads grammars in YAML; `docs/GRAMMARS.md` explains the keys.
public enum GrammarLoader {
  static let keys = [
    "language", "vowels", "inflections", "irregular-verbs", "irregular-nouns", "classes", "values", "suffixes",
    "tagging", "heads", "chunking", "entities", "decisions", "roles",
  ]

  public static func grammar(file: String, text: String) throws -> GrammarDefinition {
    let root = try YAMLValue.parse(Array(text.utf8), name: file)
    var grammar = GrammarDefinition(language: "")
    for (key, value) in try root.pairs(keys: keys) {
      switch key {
      case "language": grammar.language = try value.string()
      case "vowels": grammar.vowels = try value.string()
      case "inflections":
        for (form, rules) in try value.pairs(keys: ["plural", "third", "past", "gerund"]) {
          grammar.inflections[form] = try rules.words().map { try rewrite($0, rules) }
        }
      case "irregular-verbs":
        for (verb, forms) in try value.pairs() { grammar.irregularVerbs[verb] = try forms.words() }
      case "irregular-nouns":
        for (noun, plural) in try value.pairs() { grammar.irregularNouns[noun] = try plural.string() }
      case "classes": grammar.classes = try value.pairs().map { try wordClass($0.key, $0.value) }
      case "values":
        for (name, words) in try value.pairs() {
          for (word, text) in try words.pairs() {
            grammar.values.append((name: name, word: word, value: try text.string()))
          }
        }
      case "suffixes":
        for (ending, tags) in try value.pairs() {
          grammar.suffixes.append(GrammarDefinition.Suffix(ending: ending, tags: try self.tags(tags)))
        }
      case "tagging": grammar.tagging = try value.items().map(taggingRule)
      case "heads": grammar.heads = try value.items().map(headGroup)
      case "chunking":
        for (name, pattern) in try value.pairs(keys: ExtractRules.chunkingKeys) {
          grammar.chunking[name] = try pattern.pattern()
        }
      case "entities": grammar.entities = try value.items().map(entityRule)
      case "decisions": grammar.decisions = try value.items().map { try phraseRule($0, ExtractRules.outcomes) }
      case "roles": grammar.roles = try value.items().map { try phraseRule($0, Role.allCases.map(\.rawValue)) }
      default: break
      }
    }
    try checkIds(grammar, root)
    return grammar
  }

  private static func checkIds(_ grammar: GrammarDefinition, _ root: YAMLValue) throws {
    var seen: Set<String> = []
    let ids =
      grammar.tagging.map { ($0.id, $0.place) } + grammar.entities.map { ($0.id, $0.place) }
      + grammar.decisions.map { ($0.id, $0.place) } + grammar.roles.map { ($0.id, $0.place) }
    for (id, place) in ids where !seen.insert(id).inserted {
      throw DataFault(code: "grammar-id", place: place, message: "the rule id '\(id)' stands twice; rename one of them")
    }
  }

  private static func rewrite(_ text: String, _ reader: YAMLValue) throws -> GrammarDefinition.Rewrite {
    let parts = text.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      throw reader.fault("grammar-inflection", "'\(text)' is no rule; write ending>replacement, as in Cy>Cies")
    }
    return GrammarDefinition.Rewrite(ending: parts[0], replacement: parts[1])
  }

  private static func wordClass(_ name: String, _ reader: YAMLValue) throws -> GrammarDefinition.WordClass {
    var result = GrammarDefinition.WordClass(name: name)
    result.place = reader.place
    guard reader.node.mapping != nil else {
      result.words = try reader.words()
      return result
    }
    for (key, value) in try reader.pairs(keys: ["words", "nouns", "verbs", "includes"]) {
      switch key {
      case "words": result.words = try value.words()
      case "nouns": result.nouns = try value.words()
      case "verbs": result.verbs = try value.words()
      default: result.includes = try value.words()
      }
    }
    return result
  }

  private static func tags(_ reader: YAMLValue) throws -> [PartOfSpeech] {
    try reader.words().map { try tag($0, reader) }
  }

  private static func tag(_ word: String, _ reader: YAMLValue) throws -> PartOfSpeech {
    guard let tag = PartOfSpeech(word: word) else {
      let names = PartOfSpeech.allCases.map(\.word)
      throw reader.fault(
        "grammar-tag", "unknown part of speech '\(word)'" + Suggestion.text(for: word, among: names))
    }
    return tag
  }

  private static func taggingRule(_ reader: YAMLValue) throws -> GrammarDefinition.TaggingRule {
    var rule = GrammarDefinition.TaggingRule(id: "", may: [], tag: .unknown)
    rule.place = reader.place
    for (key, value) in try reader.pairs(keys: ["id", "may", "word", "before", "after", "tag"]) {
      switch key {
      case "id": rule.id = try value.string()
      case "may": rule.may = try tags(value)
      case "word": rule.word = try value.pattern()
      case "before": rule.before = try value.pattern()
      case "after": rule.after = try value.pattern()
      default: rule.tag = try tag(try value.string(), value)
      }
    }
    try require(rule.id, reader)
    return rule
  }

  private static func require(_ id: String, _ reader: YAMLValue) throws {
    if id.isEmpty { throw reader.fault("grammar-id", "the rule has no id; give it one, it comes back in 'because'") }
  }

  private static func headGroup(_ reader: YAMLValue) throws -> GrammarDefinition.HeadGroup {
    var group = GrammarDefinition.HeadGroup(id: "", type: .instrument, kind: "", nouns: [])
    group.place = reader.place
    for (key, value) in try reader.pairs(keys: ["id", "type", "class", "nouns", "ambiguous", "weak"]) {
      switch key {
      case "id": group.id = try value.string()
      case "type":
        let text = try value.string()
        guard let type = MentionType(rawValue: text), type == .actor || type == .instrument else {
          throw value.fault(
            "grammar-type", "unknown type '\(text)'" + Suggestion.text(for: text, among: ["actor", "instrument"]))
        }
        group.type = type
      case "class": group.kind = try value.string()
      case "weak": group.isWeak = try value.string() == "true"
      case "ambiguous": group.isAmbiguous = try value.string() == "true"
      default: group.nouns = try value.words()
      }
    }
    try require(group.id, reader)
    let known = InstrumentClass.allCases.map(\.rawValue)
    if group.type == .instrument, !known.contains(group.kind) {
      throw reader.fault(
        "grammar-class",
        "unknown class of instrument '\(group.kind)'" + Suggestion.text(for: group.kind, among: known))
    }
    return group
  }

  private static func entityRule(_ reader: YAMLValue) throws -> GrammarDefinition.EntityRule {
    var rule = GrammarDefinition.EntityRule(id: "", type: .date, pattern: PatternText(""))
    rule.place = reader.place
    let keys = [
      "id", "type", "pattern", "before", "after", "not-before", "not-after", "value", "currency", "date", "unit",
    ]
    for (key, value) in try reader.pairs(keys: keys) {
      switch key {
      case "id": rule.id = try value.string()
      case "type":
        let text = try value.string()
        let names = ["amount", "date", "target"]
        guard names.contains(text), let type = MentionType(rawValue: text) else {
          throw value.fault("grammar-type", "unknown type '\(text)'" + Suggestion.text(for: text, among: names))
        }
        rule.type = type
      case "pattern": rule.pattern = try value.pattern()
      case "before": rule.before = try value.pattern()
      case "after": rule.after = try value.pattern()
      case "not-before": rule.notBefore = try value.pattern()
      case "not-after": rule.notAfter = try value.pattern()
      case "value": rule.value = try value.string()
      case "currency": rule.currency = try value.string()
      case "date": rule.date = try value.string()
      default: rule.unit = try value.string()
      }
    }
    try require(rule.id, reader)
    return rule
  }

  private static func phraseRule(_ reader: YAMLValue, _ outcomes: [String]) throws -> GrammarDefinition.PhraseRule {
    var rule = GrammarDefinition.PhraseRule(id: "", outcome: "")
    rule.place = reader.place
    for (key, value) in try reader.pairs(
      keys: ["id", "heads", "when", "unless", "before", "after", "contains", "head", "outcome", "class"])
    {
      switch key {
      case "id": rule.id = try value.string()
      case "heads": rule.heads = try value.words()
      case "when": rule.when = try value.words()
      case "unless": rule.unless = try value.words()
      case "before": rule.before = try value.pattern()
      case "after": rule.after = try value.pattern()
      case "head": rule.head = try value.pattern()
      case "contains": rule.contains = try value.pattern()
      case "class": rule.kind = try value.string()
      default:
        rule.outcome = try value.string()
        if !outcomes.contains(rule.outcome) {
          throw value.fault(
            "grammar-outcome",
            "unknown outcome '\(rule.outcome)'" + Suggestion.text(for: rule.outcome, among: outcomes)
              + "; it is one of " + outcomes.joined(separator: ", "))
        }
      }
      for name in rule.when + rule.unless where !PhraseFeatures.names.keys.contains(name) {
        throw value.fault(
          "grammar-feature",
          "unknown feature '\(name)'" + Suggestion.text(for: name, among: PhraseFeatures.names.keys.sorted()))
      }
    }
    try require(rule.id, reader)
    return rule
  }
}
