import StrataModel
import StrataStages

/// Reads the rules of the classify stage from YAML. Every fault names the file, line and column.
public enum ClassifyGrammarLoader {
  public static func grammar(file: String, text: String) throws -> ClassifyGrammar {
    let root = try YAMLValue.parse(Array(text.utf8), name: file)
    do {
      return try ClassifyGrammar(try rules(root))
    } catch let error as ClassifyGrammarError {
      throw DataFault(
        code: "grammar-word", place: place(of: error.word, in: text, file), message: "'\(error.word)': \(error.message)"
      )
    }
  }

  private static func rules(_ root: YAMLValue) throws -> ClassifyRules {
    var rules = ClassifyRules(language: "")
    let keys = [
      "language", "verb-inflections", "noun-inflections", "irregular-verbs", "irregular-nouns", "classes",
      "collective-concepts", "verbs",
      "nominals", "nouns", "things", "implications", "salience",
    ]
    for (key, value) in try root.pairs(keys: keys) {
      switch key {
      case "language": rules.language = try value.string()
      case "verb-inflections": rules.verbInflections = try value.items().map { try inflection($0, forms: 4) }
      case "noun-inflections": rules.nounInflections = try value.items().map { try inflection($0, forms: 1) }
      case "irregular-verbs":
        for (verb, forms) in try value.pairs() {
          rules.irregularVerbs[verb] = try strings(forms)
          if rules.irregularVerbs[verb]?.count != 4 {
            throw forms.fault(
              "grammar-forms", "'\(verb)' needs four forms: third person, past, participle and gerund")
          }
        }
      case "irregular-nouns": for (noun, forms) in try value.pairs() { rules.irregularNouns[noun] = try strings(forms) }
      case "classes": rules.classes = try classes(value)
      case "collective-concepts": rules.collectiveConcepts = try strings(value)
      case "verbs": rules.verbs = try value.items().map(verb)
      case "nominals":
        for (verb, nouns) in try value.pairs() { rules.nominals += try strings(nouns).map { ($0, verb) } }
      case "nouns": rules.nouns = try value.items().map(noun)
      case "things": rules.things = try value.items().map(thing)
      case "implications": rules.implications = try value.items().map(implication)
      case "salience": rules.salience = try salience(value)
      default: break
      }
    }
    if rules.language.isEmpty { throw root.fault("grammar-language", "the key 'language' is missing; add it") }
    return rules
  }

  private static func strings(_ value: YAMLValue) throws -> [String] { try value.items().map { try $0.string() } }

  private static func inflection(_ value: YAMLValue, forms count: Int) throws -> ClassifyRules.Inflection {
    var inflection = ClassifyRules.Inflection(endings: [], drop: 0, forms: [])
    for (key, value) in try value.pairs(keys: ["endings", "drop", "forms"]) {
      switch key {
      case "endings": inflection.endings = try strings(value)
      case "drop":
        guard let drop = Int(try value.string()), drop >= 0 else {
          throw value.fault("yaml-type", "a number of letters is expected here")
        }
        inflection.drop = drop
      default: inflection.forms = try strings(value)
      }
    }
    guard inflection.forms.count == count else {
      throw value.fault("grammar-forms", "\(count) endings are expected under 'forms'")
    }
    return inflection
  }

  private static func classes(_ value: YAMLValue) throws -> [ClauseClass: [String]] {
    var classes: [ClauseClass: [String]] = [:]
    let known = Dictionary(uniqueKeysWithValues: ClauseClass.allCases.map { ($0.key, $0) })
    for (key, words) in try value.pairs(keys: ClauseClass.allCases.map(\.key)) {
      if let found = known[key] { classes[found] = try strings(words) }
    }
    return classes
  }

  private static func verb(_ value: YAMLValue) throws -> ClassifyRules.Verb {
    var verb = ClassifyRules.Verb(words: [], kind: .act)
    for (key, value) in try value.pairs(keys: ["words", "kind", "action", "soft", "status", "yields"]) {
      switch key {
      case "words": verb.words = try strings(value)
      case "kind": verb.kind = try choice(value)
      case "action": verb.action = try choice(value)
      case "soft": verb.soft = try flag(value)
      case "status": verb.status = try choice(value)
      default: verb.yields = Set(try value.items().map { try choice($0) })
      }
    }
    return verb
  }

  private static func noun(_ value: YAMLValue) throws -> ClassifyRules.Noun {
    var noun = ClassifyRules.Noun(words: [], action: nil, instrumentClass: nil, exact: false)
    for (key, value) in try value.pairs(keys: ["words", "action", "class", "exact"]) {
      switch key {
      case "words": noun.words = try strings(value)
      case "action": noun.action = try choice(value)
      case "class":
        let found: InstrumentClass = try choice(value)
        noun.instrumentClass = found == .none ? nil : found
      default: noun.exact = try flag(value)
      }
    }
    return noun
  }

  private static func thing(_ value: YAMLValue) throws -> ClassifyRules.Thing {
    var words: [String] = []
    var instrumentClass: InstrumentClass?
    var actions: Set<Action> = []
    for (key, value) in try value.pairs(keys: ["words", "class", "actions"]) {
      switch key {
      case "words": words = try strings(value)
      case "class": instrumentClass = try choice(value)
      default: actions = Set(try value.items().map { try choice($0) })
      }
    }
    guard let instrumentClass else { throw value.fault("grammar-class", "the key 'class' is missing; add it") }
    return ClassifyRules.Thing(words: words, instrumentClass: instrumentClass, actions: actions)
  }

  private static func implication(_ value: YAMLValue) throws -> ClassifyRules.Implication {
    var words: [String] = []
    var sector: Sector?
    var fallback = false
    var beside: Set<Sector> = []
    var instrumentClass: InstrumentClass?
    var action: Action?
    let keys = ["words", "sector", "fallback", "beside", "instrument-class", "action"]
    for (key, value) in try value.pairs(keys: keys) {
      switch key {
      case "words": words = try strings(value)
      case "sector": sector = try choice(value)
      case "beside": beside = Set(try value.items().map { try choice($0) })
      case "instrument-class": instrumentClass = try choice(value)
      case "action": action = try choice(value)
      default: fallback = try flag(value)
      }
    }
    guard let sector else { throw value.fault("grammar-sector", "the key 'sector' is missing; add it") }
    return ClassifyRules.Implication(
      sector: sector, words: words, fallback: fallback, beside: beside, instrumentClass: instrumentClass, action: action
    )
  }

  private static func salience(_ value: YAMLValue) throws -> ClassifyRules.Salience {
    var salience = ClassifyRules.Salience()
    let paths: [String: WritableKeyPath<ClassifyRules.Salience, Double>] = [
      "opening": \.opening, "deciding": \.deciding, "elsewhere": \.elsewhere, "implied": \.implied, "name": \.name,
      "actor-name": \.actorName, "distant": \.distant, "appended": \.appended, "applied": \.applied,
      "threshold": \.threshold,
    ]
    for (key, value) in try value.pairs(keys: paths.keys.sorted()) {
      guard let path = paths[key], let number = Double(try value.string()) else {
        throw value.fault("yaml-type", "a number is expected here")
      }
      salience[keyPath: path] = number
    }
    return salience
  }

  private static func flag(_ value: YAMLValue) throws -> Bool {
    switch try value.string() {
    case "true": return true
    case "false": return false
    default: throw value.fault("yaml-type", "true or false is expected here")
    }
  }

  private static func choice<Choice: RawRepresentable & CaseIterable>(_ value: YAMLValue) throws -> Choice
  where Choice.RawValue == String {
    let text = try value.string()
    if let found = Choice(rawValue: text) { return found }
    let known = Choice.allCases.map(\.rawValue)
    throw value.fault(
      "grammar-value",
      "unknown value '\(text)'" + Suggestion.text(for: text, among: known) + "; the values here are "
        + known.joined(separator: ", "))
  }

  /// The first line that holds the word, for a contradiction that shows only when the rules are put together.
  private static func place(of word: String, in text: String, _ file: String) -> DataPlace {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if let found = line.firstRange(of: word) {
        return DataPlace(
          file: file, line: index + 1, column: line.distance(from: line.startIndex, to: found.lowerBound) + 1)
      }
    }
    return DataPlace(file: file, line: 1, column: 1)
  }
}
