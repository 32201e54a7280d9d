import StrataModel

/// The grammar's rules for extraction, compiled against a language pack's vocabulary.
public struct ExtractRules: Sendable {
  /// What the chunker asks the grammar for, each a pattern over a token.
  public static let chunkingKeys = [
    "dropped", "joiner", "comma", "connector", "article", "demonstrative", "indefinite", "postmodifier", "open",
    "close",
    "quote", "field", "bound", "apposition", "dash", "address", "solid", "degree", "honorific",
    "calendar",
  ]
  public static let outcomes = ["actor", "instrument", "none"]

  /// The tests of an entity rule.
  struct EntityTests: Sendable, BitwiseCopyable {
    var type: MentionType
    var pattern: Pattern
    var before: Pattern?
    var after: Pattern?
    var notBefore: Pattern?
    var notAfter: Pattern?
    /// Index of the capture that is the mention, or -1 for the whole match.
    var span: Int
  }

  /// What an entity rule writes into its mention.
  struct EntityAttributes: Sendable {
    var because: String
    var value: AttributeTemplate?
    var currency: AttributeTemplate?
    var date: AttributeTemplate?
    var unit: AttributeTemplate?
  }

  struct PhraseRule: Sendable, BitwiseCopyable {
    /// Bits of head groups; 0 for any phrase.
    var heads: UInt64
    var when: UInt32
    var unless: UInt32
    var before: Pattern?
    var after: Pattern?
    /// Over one token of the phrase, from its first kept word up to its end.
    var contains: Pattern?
    /// At the head.
    var head: Pattern?
    var type: MentionType?
    var role: Role?
    var kind: InstrumentClass?
  }

  struct HeadGroup: Sendable, BitwiseCopyable {
    var type: MentionType
    var kind: InstrumentClass?
    var features: UInt32
  }

  struct Chunking: Sendable {
    var dropped, joiner, comma, connector, article, demonstrative, indefinite, postmodifier, open, close,
      quote: Pattern?
    /// Nouns before which a sector's name still counts as a noun ("the AI sector").
    var field: Pattern?
    /// Adjectives that a sector's name may be bound to ("defence-relevant").
    var bound: Pattern?
    /// What may stand between actors that play one part ("including", "such as").
    var apposition: Pattern?
    /// Between an acronym and the name it stands for.
    var dash: Pattern?
    /// Opens a network address, which goes on to the next space.
    var address: Pattern?
    /// The connector that goes on even after a single capitalised word at a sentence's start ("Ministry of Finance").
    var solid: Pattern?
    /// Makes a comparison of the adjective behind it ("the most vulnerable").
    var degree: Pattern?
    /// Opens the name of a person ("Ms").
    var honorific: Pattern?
    /// Names of days and months, which say when ("the Council on Monday").
    var calendar: Pattern?

    /// By bit of `Marks`.
    var patterns: [Pattern?] {
      [
        dropped, joiner, comma, connector, article, demonstrative, indefinite, postmodifier, open, close, quote, field,
        bound, apposition, dash, address, solid, degree, honorific, calendar,
      ]
    }
  }

  let entityTests: [EntityTests]
  let entityAttributes: [EntityAttributes]
  let decisions: [PhraseRule]
  /// Indices of the decisions that can make something of a phrase that is nothing yet.
  let openDecisions: [Int]
  /// `rule:` and the ids of the decisions.
  let decisionNames: [String]
  /// Rules with a context, and those without one, which are asked last.
  let roles: [PhraseRule]
  let defaultRoles: [PhraseRule]
  let heads: [HeadGroup]
  /// By word id: head groups as bits.
  let headBits: [UInt64]
  let chunking: Chunking
  /// Groups whose nouns act as well as serve ("alliance"): rules look at them in names of the lexicon too.
  let ambiguousHeads: UInt64
  /// Groups that need evidence; their nouns may stand before a shared head ("funding and state-aid rules").
  let weakHeads: UInt64

  /// Compiles the rules; their words join the builder's vocabulary.
  public init(grammar: GrammarDefinition, builder: inout LanguagePackBuilder) throws {
    func pattern(_ text: PatternText?, _ isBackwards: Bool = false) throws -> Pattern? {
      try text.map { try builder.pattern($0, isBackwards: isBackwards) }
    }
    // Rules that differ in their contexts alone share a pattern, which is then matched once for all of them.
    var known: [String: (pattern: Pattern, captures: [String])] = [:]
    var tests: [EntityTests] = []
    var attributes: [EntityAttributes] = []
    for rule in grammar.entities {
      let (compiled, captures) = try known[rule.pattern.text] ?? builder.capturing(rule.pattern)
      known[rule.pattern.text] = (compiled, captures)
      guard !builder.beginnings(of: compiled).isOpen else {
        throw DataFault(
          code: "grammar-entity", place: rule.place,
          message: "the pattern of '\(rule.id)' must begin with a word class or a property, not with a word, "
            + "a part of speech or '_'; it is tried only where one of these stands")
      }
      tests.append(
        EntityTests(
          type: rule.type, pattern: compiled, before: try pattern(rule.before, true), after: try pattern(rule.after),
          notBefore: try pattern(rule.notBefore, true), notAfter: try pattern(rule.notAfter),
          span: captures.firstIndex(of: "span") ?? -1))
      attributes.append(
        EntityAttributes(
          because: "rule:" + rule.id, value: try AttributeTemplate(rule.value, captures, rule.place),
          currency: try AttributeTemplate(rule.currency, captures, rule.place),
          date: try AttributeTemplate(rule.date, captures, rule.place),
          unit: try AttributeTemplate(rule.unit, captures, rule.place)))
    }
    entityTests = tests
    entityAttributes = attributes

    guard grammar.heads.count <= 64 else {
      throw DataFault(
        code: "grammar-too-many-heads", place: grammar.heads[64].place, message: "more than 64 head groups; join some")
    }
    heads = grammar.heads.map { group in
      HeadGroup(
        type: group.type, kind: group.type == .instrument ? InstrumentClass(rawValue: group.kind) : nil,
        features: Self.features(ofKind: group.kind))
    }
    let names = grammar.heads.map(\.id)
    var ambiguous: UInt64 = 0
    for (index, group) in grammar.heads.enumerated() where group.isAmbiguous { ambiguous |= 1 << UInt64(index) }
    ambiguousHeads = ambiguous
    var weak: UInt64 = 0
    for (index, group) in grammar.heads.enumerated() where group.isWeak { weak |= 1 << UInt64(index) }
    weakHeads = weak
    func rule(_ definition: GrammarDefinition.PhraseRule) throws -> PhraseRule {
      var bits: UInt64 = 0
      for name in definition.heads {
        guard let index = names.firstIndex(of: name) else {
          throw DataFault(
            code: "grammar-head", place: definition.place,
            message: "rule '\(definition.id)' names the unknown head group '\(name)'"
              + Suggestion.text(for: name, among: names))
        }
        bits |= 1 << UInt64(index)
      }
      func mask(_ features: [String]) -> UInt32 { features.reduce(0) { $0 | (PhraseFeatures.names[$1] ?? 0) } }
      return PhraseRule(
        heads: bits, when: mask(definition.when), unless: mask(definition.unless),
        before: try pattern(definition.before, true), after: try pattern(definition.after),
        contains: try pattern(definition.contains), head: try pattern(definition.head),
        type: MentionType(rawValue: definition.outcome), role: Role(rawValue: definition.outcome),
        kind: definition.kind.flatMap { InstrumentClass(rawValue: $0) })
    }
    decisions = try grammar.decisions.map(rule)
    let concept = PhraseFeatures.country | PhraseFeatures.known | PhraseFeatures.generic | PhraseFeatures.learned
    openDecisions = decisions.indices.filter { [decisions] index in
      let rule = decisions[index]
      return rule.heads == 0 && rule.type != nil && rule.when & concept == 0
        && (rule.type == .actor || rule.kind != nil)
    }
    decisionNames = grammar.decisions.map { "rule:" + $0.id }
    roles = try grammar.roles.filter { $0.before != nil || $0.after != nil }.map(rule)
    defaultRoles = try grammar.roles.filter { $0.before == nil && $0.after == nil }.map(rule)
    let keys = grammar.chunking
    chunking = Chunking(
      dropped: try pattern(keys["dropped"]), joiner: try pattern(keys["joiner"]), comma: try pattern(keys["comma"]),
      connector: try pattern(keys["connector"]), article: try pattern(keys["article"]),
      demonstrative: try pattern(keys["demonstrative"]), indefinite: try pattern(keys["indefinite"]),
      postmodifier: try pattern(keys["postmodifier"]), open: try pattern(keys["open"]),
      close: try pattern(keys["close"]), quote: try pattern(keys["quote"]),
      field: try pattern(keys["field"]), bound: try pattern(keys["bound"]),
      apposition: try pattern(keys["apposition"]), dash: try pattern(keys["dash"]),
      address: try pattern(keys["address"]), solid: try pattern(keys["solid"]),
      degree: try pattern(keys["degree"]), honorific: try pattern(keys["honorific"]),
      calendar: try pattern(keys["calendar"]))
    headBits = builder.membership(in: names)
  }

  static func features(ofKind kind: String) -> UInt32 {
    switch kind {
    case "country": return PhraseFeatures.country
    case "person": return PhraseFeatures.person
    case "group", "company": return PhraseFeatures.group
    case "institution", "body", "agency", "ministry", "court", "bank": return PhraseFeatures.institution
    default: return 0
    }
  }
}

/// How an attribute is put together from the captures of a pattern: text with `{name}` for the capture's number
/// or its word's value, `{name:2}` padded with zeros, `{name~other}` completed to the length of another ("20" after
/// "2019" is 2020), `{name*other}` multiplied.
struct AttributeTemplate: Sendable {
  enum Part: Sendable {
    case text(String)
    case capture(Int, width: Int)
    case completed(Int, from: Int)
    case product(Int, Int)
    case dottedDay(Int)
  }
  var parts: [Part] = []

  init?(_ text: String?, _ captures: [String], _ place: DataPlace) throws {
    guard let text else { return nil }
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw DataFault(code: "grammar-template", place: place, message: "'{' without '}' in '\(text)'")
      }
      let body = rest[rest.index(after: open)..<close]
      func index(_ name: Substring) throws -> Int {
        guard let index = captures.firstIndex(of: String(name)) else {
          throw DataFault(
            code: "grammar-template", place: place,
            message: "'\(text)' names '\(name)', but the pattern captures " + captures.joined(separator: ", ")
              + Suggestion.text(for: String(name), among: captures))
        }
        return index
      }
      if body.hasSuffix("@day") {
        parts.append(.dottedDay(try index(body.dropLast(4))))
      } else if let mark = body.firstIndex(where: { ":~*".contains($0) }) {
        let name = body[..<mark]
        let other = body[body.index(after: mark)...]
        switch body[mark] {
        case ":": parts.append(.capture(try index(name), width: Int(other) ?? 0))
        case "~": parts.append(.completed(try index(name), from: try index(other)))
        default: parts.append(.product(try index(name), try index(other)))
        }
      } else {
        parts.append(.capture(try index(body), width: 0))
      }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
  }
}
