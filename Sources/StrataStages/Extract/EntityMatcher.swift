import StrataModel
import StrataText

/// Amounts, dates and targets: the grammar's token patterns.
struct EntityMatcher {
  struct Found: BitwiseCopyable {
    var start: Int
    var end: Int
    var rule: Int
    /// The captures that the attributes are written from.
    var match: PatternMatch
  }

  private let pack: LanguagePack
  private let rules: EntityRules
  private let found = GrowingMemory<Found>()

  init(_ tables: ExtractTables) {
    pack = tables.pack
    rules = tables.entities
  }

  /// The properties of items by which an entity may begin, whatever the word.
  var flags: UInt32 { rules.pattern.flags }

  /// Forgets what was found in the batch before.
  func beginBatch() { found.removeAll() }

  /// Those of the batch with the numbers; valid until the matcher runs again.
  subscript(range: Range<Int>) -> UnsafeBufferPointer<Found> { found[range] }

  /// Finds entities of a segment left to right: at each token the longest match wins, among equal ones the first rule.
  /// `isTaken` says which tokens belong to names of the lexicon. Gives their numbers in the batch.
  func run(
    _ tokens: UnsafeBufferPointer<Token>, _ items: UnsafeBufferPointer<PatternItem>,
    _ facts: UnsafePointer<WordFacts>, isTaken: UnsafePointer<Bool>
  ) -> Range<Int> {
    let first = found.count
    let tables = pack.patterns
    let flags = self.flags
    var place = 0
    while place < tokens.count {
      guard facts[place].traces.contains(.entity) || items[place].flags & flags != 0 else {
        place += 1
        continue
      }
      guard !isTaken[place] else {
        place += 1
        continue
      }
      var candidates = rules.pattern.rules(items, at: place, step: 1)
      if !candidates.isEmpty { candidates.formIntersection(rules.before.rules(items, at: place &- 1, step: -1)) }
      var best: Found?
      if !candidates.isEmpty {
        var attempts = Attempts()
        _ = candidates.first(of: rules.count) { number in
          if let candidate = attempt(number, place, tokens, items, tables, isTaken, best?.end ?? 0, &attempts) {
            best = candidate
          }
          return false
        }
      }
      if let best {
        found.append(best)
        place = max(place + 1, best.end)
      } else {
        place += 1
      }
    }
    return first..<found.count
  }

  /// What is known of the patterns that were tried at a place.
  private struct Attempts {
    /// Rules whose pattern does not match.
    var failed = RuleSet()
    /// Number of the pattern that matched last, -1 before one did.
    var number: Int32 = -1
    var match = PatternMatch()
  }

  /// What the rule finds, where that ends behind `end`.
  private func attempt(
    _ number: Int, _ index: Int, _ tokens: UnsafeBufferPointer<Token>,
    _ items: UnsafeBufferPointer<PatternItem>, _ tables: PatternTables, _ isTaken: UnsafePointer<Bool>, _ end: Int,
    _ attempts: inout Attempts
  ) -> Found? {
    let rule = rules.tests.base + number
    if attempts.number != rule.pointee.pattern.number {
      if attempts.failed.contains(number) { return nil }
      var match = PatternMatch()
      guard rule.pointee.pattern.match(items, at: index, tables, into: &match) else {
        attempts.failed.formUnion(rules.alike[number])
        return nil
      }
      attempts.number = rule.pointee.pattern.number
      attempts.match = match
    }
    let matchEnd = attempts.match.end
    let slot = rule.pointee.span
    let span = slot < 0 ? index..<matchEnd : attempts.match.range(slot) ?? index..<matchEnd
    guard span.upperBound > end, let first = span.first else { return nil }
    for token in span
    where token > first && tokens[token].has(.cellStart) || isTaken[token] && rule.pointee.type != .target {
      return nil
    }
    if let before = rule.pointee.before, !before.holds(items, at: index, tables) { return nil }
    if let after = rule.pointee.after, !after.matches(items, at: matchEnd, tables) { return nil }
    if let not = rule.pointee.notBefore, not.matches(items, at: index, tables) { return nil }
    if let not = rule.pointee.notAfter, not.matches(items, at: matchEnd, tables) { return nil }
    return Found(start: span.lowerBound, end: span.upperBound, rule: number, match: attempts.match)
  }
}
