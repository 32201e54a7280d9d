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
  private let rules: ExtractRules
  private let index: RuleIndex
  private let found = GrowingMemory<Found>()

  init(_ tables: ExtractTables) {
    pack = tables.pack
    rules = tables.rules
    index = tables.entities
  }

  /// The properties of items by which an entity may begin, whatever the word.
  var flags: UInt32 { index.flags }

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
    var place = 0
    while place < tokens.count {
      guard facts[place].traces.contains(.entity) || items[place].flags & index.flags != 0 else {
        place += 1
        continue
      }
      let candidates = index.rules(items, at: place, step: 1)
      guard !candidates.isEmpty, !isTaken[place] else {
        place += 1
        continue
      }
      var best: Found?
      _ = candidates.first(of: rules.entityTests.count) { number in
        if let candidate = attempt(number, place, tokens, items, tables, isTaken), candidate.end > best?.end ?? 0 {
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
    return first..<found.count
  }

  private func attempt(
    _ number: Int, _ index: Int, _ tokens: UnsafeBufferPointer<Token>,
    _ items: UnsafeBufferPointer<PatternItem>, _ tables: PatternTables, _ isTaken: UnsafePointer<Bool>
  ) -> Found? {
    let rule = rules.entityTests[number]
    var match = PatternMatch()
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
    return Found(start: span.lowerBound, end: span.upperBound, rule: number, match: match)
  }
}
