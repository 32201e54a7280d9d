import Testing

@testable import StrataRevisions

@Suite struct TokenDiffTests {
  /// Runs tile both sides, equal runs are equal, and no shorter edit exists (checked against the plain table).
  @Test func runsTileAndAreShortest() {
    var random = SeededGenerator(state: 5)
    for _ in 0..<400 {
      let old = (0..<Int.random(in: 0...14, using: &random)).map { _ in Int32.random(in: 0...4, using: &random) }
      let new = (0..<Int.random(in: 0...14, using: &random)).map { _ in Int32.random(in: 0...4, using: &random) }
      let runs = TokenDiff(old, new).runs
      #expect(runs.flatMap { Array($0.old) } == Array(old.indices))
      #expect(runs.flatMap { Array($0.new) } == Array(new.indices))
      for run in runs where run.isEqual { #expect(Array(old[run.old]) == Array(new[run.new])) }
      let common = runs.filter(\.isEqual).reduce(0) { $0 + $1.old.count }
      #expect(common == Self.longestCommon(old, new))
      #expect(CommonSubsequence(WordBag(old)).length(with: new) == common)
    }
  }

  private static func longestCommon(_ old: [Int32], _ new: [Int32]) -> Int {
    var row = [Int](repeating: 0, count: new.count + 1)
    for left in old {
      var diagonal = 0
      for (index, right) in new.enumerated() {
        let above = row[index + 1]
        row[index + 1] = left == right ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return row[new.count]
  }

  /// Beyond the limit a long text is still told word by word, and nothing is paired that differs.
  @Test func manyDifferencesAreFoundBetweenAnchors() {
    var random = SeededGenerator(state: 7)
    let old = (0..<3000).map { _ in Int32.random(in: 0...300, using: &random) }
    let places = Set((0..<200).map { _ in Int.random(in: 0..<3000, using: &random) })
    let new = old.enumerated().map { places.contains($0) ? Int32(999) : $1 }
    for limit in [5, 40] {
      let runs = TokenDiff(old, new, limit: limit).runs
      #expect(runs.flatMap { Array($0.old) } == Array(old.indices))
      #expect(runs.flatMap { Array($0.new) } == Array(new.indices))
      for run in runs where run.isEqual { #expect(Array(old[run.old]) == Array(new[run.new])) }
      let common = runs.filter(\.isEqual).reduce(0) { $0 + $1.old.count }
      #expect(common > 3000 - places.count * 3 / 2 && common <= 3000 - places.count)
    }
    #expect(TokenDiff(Array(0..<50), Array(50..<100), limit: 5).runs.map(\.isEqual) == [false])
  }

  @Test func longSubsequencesCrossBlocks() {
    let words = (0..<200).map { Int32($0 % 70) }
    #expect(CommonSubsequence(WordBag(words)).length(with: words) == 200)
    #expect(CommonSubsequence(WordBag(words)).length(with: words.filter { $0 != 3 }) == 197)
  }

  @Test func chainsAreHeaviest() {
    let pairs = [(0, 3, 1.0), (1, 0, 1), (2, 1, 1), (3, 2, 1), (0, 0, 0.5)].map {
      WeightedPair(old: $0.0, new: $0.1, weight: $0.2)
    }
    #expect(WeightedPair.heaviestChain(of: pairs).map(\.new) == [0, 1, 2])
  }
}
