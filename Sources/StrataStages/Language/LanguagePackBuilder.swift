import StrataModel

/// Puts a language pack together from definitions. The order matters only for priorities: the first definition
/// of a word's tags and of equal labels wins.
public struct LanguagePackBuilder {
  private let language: String
  private var words = WordTable(capacity: 1 << 15)
  private var tags: [TagOrder] = [TagOrder()]
  private var classes: [WordClasses] = [WordClasses()]
  private var classNames: [String] = []
  private var values: [UInt16] = [0]
  private var valueTexts: [String] = []
  private var concepts: [LanguagePack.Concept] = []
  private var places: [String: DataPlace] = [:]
  private var trie = PhraseTrie()
  /// Those of the label that is added.
  private var steps: [PhraseTrie.Step] = []
  private var suffixes = SuffixTable()
  private var tagging: [TaggingPlan] = []
  private var inflection: Inflection
  private var program: [Pattern.Instruction] = []
  private var openings: [Pattern.Opening] = []
  private var tokenizer: Tokenizer?

  public init(language: String) {
    self.language = language
    inflection = Inflection(GrammarDefinition(language: language))
  }

  /// Id of a word, which is added where it is new.
  public mutating func id(_ word: String) -> UInt32 { id(hash: Folding.hash(word)) }

  private mutating func id(hash: UInt64) -> UInt32 {
    let id = words.insert(hash)
    if Int(id) >= tags.count {
      tags.append(TagOrder())
      classes.append(WordClasses())
      values.append(0)
    }
    return id
  }

  public mutating func add(words definitions: [WordDefinition]) {
    for definition in definitions {
      let id = Int(id(hash: definition.hash))
      if tags[id].isEmpty { tags[id] = definition.tags }
    }
  }

  // MARK: Grammar

  /// Adds classes, values, suffixes and tagging rules of a grammar. Rules of later stages are compiled with
  /// `pattern(_:isBackwards:)` afterwards.
  public mutating func add(grammar: GrammarDefinition) throws {
    if !grammar.inflections.isEmpty { inflection = Inflection(grammar) }
    for definition in grammar.classes { try add(definition) }
    for group in grammar.heads {
      var definition = GrammarDefinition.WordClass(name: group.id)
      definition.nouns = group.nouns
      definition.place = group.place
      try add(definition)
    }
    for value in grammar.values {
      let index = try classIndex(value.name, place: DataPlace())
      let id = Int(id(value.word))
      classes[id].insert(index)
      if let known = valueTexts.firstIndex(of: value.value) {
        values[id] = UInt16(known + 1)
      } else {
        valueTexts.append(value.value)
        values[id] = UInt16(valueTexts.count)
      }
    }
    if !grammar.suffixes.isEmpty { suffixes = SuffixTable(grammar.suffixes) }
    for rule in grammar.tagging {
      tagging.append(
        TaggingPlan(
          may: rule.may.reduce(0) { $0 | $1.bit }, word: try rule.word.map { try pattern($0) },
          before: try rule.before.map { try pattern($0, isBackwards: true) },
          after: try rule.after.map { try pattern($0) }, tag: rule.tag))
    }
  }

  private mutating func classIndex(_ name: String, place: DataPlace) throws -> Int {
    if let known = classNames.firstIndex(of: name) { return known }
    guard classNames.count < WordClasses.maximum else {
      throw DataFault(
        code: "grammar-too-many-classes", place: place,
        message: "more than \(WordClasses.maximum) word classes; join some of them")
    }
    classNames.append(name)
    return classNames.count - 1
  }

  private mutating func add(_ definition: GrammarDefinition.WordClass) throws {
    let index = try classIndex(definition.name, place: definition.place)
    for name in definition.includes {
      guard let other = classNames.firstIndex(of: name) else {
        throw DataFault(
          code: "grammar-unknown-class", place: definition.place,
          message: "class '\(definition.name)' includes the unknown class '\(name)'"
            + Suggestion.text(for: name, among: classNames) + "; a class stands before those that include it")
      }
      for id in classes.indices where classes[id].contains(other) { classes[id].insert(index) }
    }
    for word in definition.words { classes[Int(id(word))].insert(index) }
    for noun in definition.nouns {
      let singular = Int(id(noun))
      let plural = Int(id(inflection.plural(noun)))
      classes[singular].insert(index)
      classes[plural].insert(index)
      if tags[singular].isEmpty { tags[singular].append(.noun) }
      if tags[plural].isEmpty { tags[plural].append(.plural) }
    }
    for verb in definition.verbs {
      for (form, tag) in inflection.forms(ofVerb: verb) {
        let id = Int(id(form))
        classes[id].insert(index)
        if tags[id].isEmpty || tag == .participle { tags[id].append(tag) }
      }
    }
  }

  /// Compiles a pattern; its words join the vocabulary.
  public mutating func pattern(_ text: PatternText, isBackwards: Bool = false) throws -> Pattern {
    try capturing(text, isBackwards: isBackwards).pattern
  }

  /// What a compiled pattern can begin with.
  func beginnings(of pattern: Pattern) -> Pattern.Beginnings {
    Pattern.beginnings(of: program, at: [Int(pattern.start)])
  }

  /// A compiled pattern and the names of its captures.
  mutating func capturing(
    _ text: PatternText, isBackwards: Bool = false
  ) throws -> (pattern: Pattern, captures: [String]) {
    let names = classNames
    var added: [String] = []
    // The compiler asks for ids through a closure; words that are new are added first.
    for word in Self.literals(text.text) { added.append(word) }
    for word in added { _ = id(word) }
    let table = words
    let compiler = PatternCompiler(
      classIndex: { names.firstIndex(of: $0) }, wordId: { table.id(of: $0) }, classNames: names)
    do {
      return try compiler.compile(text.text, isBackwards: isBackwards, into: &program, openings: &openings)
    } catch let error as PatternError {
      throw DataFault(
        code: "grammar-pattern", place: text.place, message: "in the pattern '\(text.text)': \(error.message)")
    }
  }

  /// Everything in a pattern that could be a literal word.
  private static func literals(_ text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if !isEscaped, scalar == "\\" {
        isEscaped = true
      } else if !isEscaped, PatternCompiler.endsWord(scalar) || scalar == "!" {
        if !word.isEmpty { words.append(String(word)) }
        word = String.UnicodeScalarView()
      } else {
        word.append(scalar)
        isEscaped = false
      }
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }

  // MARK: Lexicons

  /// Adds concepts with all spellings of their labels. A concept id occurs once over all files.
  public mutating func add(concepts definitions: [ConceptDefinition]) throws {
    let tokenizer = try tokenizer ?? Tokenizer()
    self.tokenizer = tokenizer
    for definition in definitions {
      if let other = places[definition.id] {
        throw DataFault(
          code: "lexicon-duplicate-concept", place: definition.place,
          message: "the concept '\(definition.id)' stands already in \(other.file):\(other.line); "
            + "join the two rows or give one of them another id")
      }
      places[definition.id] = definition.place
      let index = UInt32(concepts.count)
      concepts.append(
        LanguagePack.Concept(
          id: definition.id, type: definition.type, kind: definition.kind,
          isNamed: definition.isNamed
            && definition.labels.first.map { Self.isName($0.text) } ?? false,
          usage: definition.usage, role: definition.role, isBareLeft: definition.isBareLeft,
          instrumentClass: definition.type == .instrument ? InstrumentClass(rawValue: definition.kind) : nil,
          because: "lexicon:" + definition.id))
      for label in definition.labels {
        for variant in variants(of: label.text, hasPlural: definition.hasPlural) {
          try insert(variant, isExact: label.isExact, concept: index, tokenizer)
        }
        guard trie.nodeCount < PhraseTable.maximumNodes - 64 else {
          throw DataFault(
            code: "lexicon-too-large", place: definition.place,
            message: "the lexicons of a language hold more than a million different words in labels; split them")
        }
      }
    }
  }

  // Lexicons hold thousands of labels, read at each start: they are looked at as bytes and scalars.

  /// Whether a label is the name of one thing: 'Digital Compass' and 'OECD', but neither 'start-up' nor 'AI developer'.
  private static func isName(_ label: String) -> Bool {
    var hasSmall = false
    var (wordHasCapital, wordHasSmall) = (false, false)
    for scalar in label.unicodeScalars {
      switch scalar {
      case " ", "-": (wordHasCapital, wordHasSmall) = (false, false)
      case "a"..."z": (hasSmall, wordHasSmall) = (true, true)
      case "A"..."Z": wordHasCapital = true
      case "\0"..."\u{7F}": continue
      default:
        if scalar.properties.isUppercase { wordHasCapital = true }
        if scalar.properties.isLowercase { (hasSmall, wordHasSmall) = (true, true) }
      }
      if wordHasCapital, wordHasSmall { return true }
    }
    return !hasSmall
  }

  /// The label, its plural, and the spellings of its hyphens, in UTF-8.
  private func variants(of label: String, hasPlural: Bool) -> [[UInt8]] {
    let bytes = Array(label.utf8)
    var result = [bytes]
    if bytes.contains(45) {
      result.append(bytes.map { $0 == 45 ? 32 : $0 })
      result.append(bytes.filter { $0 != 45 })
    }
    if bytes.contains(38) { result.append(bytes.flatMap { $0 == 38 ? Array("and".utf8) : [$0] }) }
    guard hasPlural else { return result }
    for variant in result {
      if let plural = pluralised(variant) { result.append(plural) }
    }
    return result
  }

  /// The label with the plural of its head: the word before the first preposition, or the last word.
  private func pluralised(_ label: [UInt8]) -> [UInt8]? {
    var range = 0..<label.count
    var start = 0
    while start <= label.count {
      var end = start
      while end < label.count, label[end] != 32 { end += 1 }
      if start > 0 {
        let id = words.id(label.withUnsafeBufferPointer { Folding.hash($0, start, end) })
        if id != 0, tags[Int(id)].first == .preposition { break }
      }
      range = start..<end
      start = end + 1
    }
    let head = label[range]
    // No plural of a plural, nor of a number.
    guard let last = head.last, last != 115 || head.dropLast().last == 115,
      Scalars.isUpper(last) || Scalars.isLower(last)
        || last >= 0x80 && String(decoding: head, as: UTF8.self).last?.isLetter == true
    else { return nil }
    var plural = label
    plural.replaceSubrange(range, with: inflection.plural(head))
    return plural
  }

  private mutating func insert(_ label: [UInt8], isExact: Bool, concept: UInt32, _ tokenizer: Tokenizer) throws {
    steps.removeAll(keepingCapacity: true)
    var hasExact = false
    try label.withUnsafeBufferPointer { text in
      for token in try tokenizer.tokens(of: text) {
        var step = PhraseTrie.Step(word: id(hash: token.hash), spelling: .free, bytes: [])
        if token.isAcronym {
          step.spelling = .exact
          step.bytes = Array(text[Int(token.start)..<Int(token.end)])
          hasExact = true
        } else if isExact, token.has(.word), !token.has(.possessive) {
          step.spelling = token.has(.capitalised) ? .capital : .small
        }
        steps.append(step)
      }
    }
    trie.insert(steps, concept: concept, isExact: isExact || hasExact)
  }

  // MARK: The pack

  /// By group: which of the classes each word belongs to, as bits in their order. At most 64 classes.
  func membership(in names: [String]) -> [UInt64] {
    let indices = names.map { classNames.firstIndex(of: $0) ?? -1 }
    return classes.map { classes in
      // Most words are in no class.
      if classes.isEmpty { return 0 }
      var bits: UInt64 = 0
      for (group, index) in indices.enumerated() where index >= 0 && classes.contains(index) {
        bits |= 1 << UInt64(group)
      }
      return bits
    }
  }

  public func makePack() -> LanguagePack {
    LanguagePack(
      language: language, words: words, tags: tags, classes: classes, classNames: classNames, values: values,
      valueTexts: valueTexts, concepts: concepts,
      trie: PhraseTable(trie, isSector: concepts.map { $0.type == .sector }), suffixes: suffixes, tagging: tagging,
      program: program, openings: openings)
  }
}
