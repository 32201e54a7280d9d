import StrataModel
import StrataText

/// Amounts, dates and targets: the grammar's token patterns with their attributes.
struct EntityMatcher {
  struct Found {
    var start: Int
    var end: Int
    var rule: Int
    var value: String?
    var currency: String?
    var date: String?
    var unit: String?
  }

  private let pack: LanguagePack
  private let rules: ExtractRules
  private let index: RuleIndex
  private(set) var found: [Found] = []
  private var match = PatternMatch()

  init(_ tables: ExtractTables) {
    pack = tables.pack
    rules = tables.rules
    index = tables.entities
  }

  /// Finds entities left to right: at each token the longest match wins, among equal ones the first rule.
  /// `isTaken` says which tokens belong to names of the lexicon.
  mutating func run(
    _ tokens: UnsafeMutableBufferPointer<Token>, _ items: UnsafeBufferPointer<PatternItem>,
    _ text: UnsafeBufferPointer<UInt8>, isTaken: UnsafePointer<Bool>
  ) {
    found.removeAll(keepingCapacity: true)
    let tables = pack.patterns
    var place = 0
    while place < tokens.count {
      let candidates = index.rules(items, at: place, step: 1)
      guard !candidates.isEmpty, !isTaken[place] else {
        place += 1
        continue
      }
      var best: Found?
      _ = candidates.first(of: rules.entityTests.count) { number in
        if let candidate = attempt(number, place, tokens, items, text, tables, isTaken), candidate.end > best?.end ?? 0
        {
          best = candidate
        }
        return false
      }
      if let best {
        found.append(best)
        place = max(place + 1, best.end)
      } else {
        place += 1
      }
    }
  }

  private mutating func attempt(
    _ number: Int, _ index: Int, _ tokens: UnsafeMutableBufferPointer<Token>,
    _ items: UnsafeBufferPointer<PatternItem>, _ text: UnsafeBufferPointer<UInt8>, _ tables: PatternTables,
    _ isTaken: UnsafePointer<Bool>
  ) -> Found? {
    let rule = rules.entityTests[number]
    match = PatternMatch()
    guard rule.pattern.match(items, at: index, tables, into: &match) else { return nil }
    let span = rule.span < 0 ? index..<match.end : match.range(rule.span) ?? index..<match.end
    guard let first = span.first else { return nil }
    for token in span where token > first && tokens[token].has(.cellStart) || isTaken[token] && rule.type != .target {
      return nil
    }
    if let before = rule.before, !before.matches(items, at: index, tables) { return nil }
    if let after = rule.after, !after.matches(items, at: match.end, tables) { return nil }
    if let not = rule.notBefore, not.matches(items, at: index, tables) { return nil }
    if let not = rule.notAfter, not.matches(items, at: match.end, tables) { return nil }
    let attributes = rules.entityAttributes[number]
    return Found(
      start: span.lowerBound, end: span.upperBound, rule: number, value: fill(attributes.value, tokens, text),
      currency: fill(attributes.currency, tokens, text), date: fill(attributes.date, tokens, text),
      unit: fill(attributes.unit, tokens, text))
  }

  // MARK: Attributes

  private func fill(
    _ template: AttributeTemplate?, _ tokens: UnsafeMutableBufferPointer<Token>, _ text: UnsafeBufferPointer<UInt8>
  ) -> String? {
    guard let template else { return nil }
    var result = ""
    for part in template.parts {
      switch part {
      case .text(let literal): result += literal
      case .capture(let capture, let width):
        guard let range = match.range(capture) else { return nil }
        var piece = self.text(range, tokens, text)
        while piece.count < width { piece = "0" + piece }
        result += piece
      case .completed(let capture, let other):
        guard let range = match.range(capture), let from = match.range(other) else { return nil }
        let piece = self.text(range, tokens, text)
        let whole = self.text(from, tokens, text)
        result += whole.prefix(max(0, whole.count - piece.count)) + piece
      case .product(let capture, let other):
        guard let range = match.range(capture), let number = number(range, tokens, text) else { return nil }
        let scale = match.range(other).flatMap { self.number($0, tokens, text) } ?? 1
        result += Self.decimal(number * scale)
      }
    }
    return result
  }

  /// The value of a word of the grammar, digits alone for numbers, otherwise the text as it stands.
  private func text(
    _ range: Range<Int>, _ tokens: UnsafeMutableBufferPointer<Token>, _ text: UnsafeBufferPointer<UInt8>
  ) -> String {
    guard let first = range.first, let last = range.last else { return "" }
    if range.count == 1, let value = pack.value(tokens[first].word) { return value }
    if range.allSatisfy({ tokens[$0].has(.number) }), let number = number(range, tokens, text) {
      return Self.decimal(number)
    }
    let bytes = text[Int(tokens[first].start)..<Int(tokens[last].end)].map { $0 == 10 ? 32 : $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The number that the tokens write: digits in groups, a decimal mark, number words, a scale glued to the digits.
  private func number(
    _ range: Range<Int>, _ tokens: UnsafeMutableBufferPointer<Token>, _ text: UnsafeBufferPointer<UInt8>
  ) -> Double? {
    var digits = ""
    var scale = 1.0
    for index in range {
      let token = tokens[index]
      if token.has(.number) || token.has(.digitsThenLetters) {
        var at = Int(token.start)
        while at < Int(token.end), text[at] >= 48 && text[at] <= 57 || text[at] == 44 || text[at] == 46 {
          digits.append(Character(UnicodeScalar(text[at])))
          at += 1
        }
        if at < Int(token.end) {
          let word = pack.words.id(Folding.hash(text, at, Int(token.end)))
          guard let factor = pack.value(word).flatMap(Double.init) else { return nil }
          scale *= factor
        }
      } else if let value = pack.value(token.word).flatMap(Double.init) {
        guard digits.isEmpty else { return nil }
        return value * scale
      } else {
        return nil
      }
    }
    return Self.parse(digits).map { $0 * scale }
  }

  /// A mark before exactly three digits groups thousands, unless it is the only one and a point; any other is the
  /// decimal mark.
  static func parse(_ digits: String) -> Double? {
    let parts = digits.split(whereSeparator: { $0 == "," || $0 == "." }).map(String.init)
    guard let first = parts.first else { return nil }
    if parts.count == 1 { return Double(first) }
    let marks = digits.filter { $0 == "," || $0 == "." }
    let groups = parts.dropFirst().allSatisfy { $0.count == 3 } && first.count <= 3
    if groups, Set(marks).count == 1, marks.count > 1 || marks.first == "," { return Double(parts.joined()) }
    if Set(marks).count == 1, marks.count > 1 { return nil }
    return Double(parts.dropLast().joined() + "." + (parts.last ?? "0"))
  }

  static func decimal(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }
}
