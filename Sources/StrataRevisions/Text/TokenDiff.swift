/// The shortest edit between two sequences of numbers (Myers 1986), as runs.
public struct TokenDiff: Sendable {
  /// A stretch of both sequences: equal, or replaced (one side may be empty).
  public struct Run: Sendable, Equatable {
    public var old: Range<Int>
    public var new: Range<Int>
    public var isEqual: Bool
  }

  /// Tile both sequences; equal and unequal runs alternate.
  public private(set) var runs: [Run] = []

  /// O((n + m) d) for d differences. Beyond `limit` differences the sequences are cut where three elements stand behind
  /// each other once on each side, and the pieces compared; where nothing does, all between counts as replaced.
  public init(_ old: [Int32], _ new: [Int32], limit: Int = 2000) {
    collect(Self.pairs(old[...], new[...], limit), old.count, new.count)
  }

  /// The pairs of equal elements, in order.
  private static func pairs(_ old: ArraySlice<Int32>, _ new: ArraySlice<Int32>, _ limit: Int) -> [(Int, Int)] {
    var (left, right) = (old, new)
    var pairs: [(Int, Int)] = []
    while let one = left.first, one == right.first {
      pairs.append((left.startIndex, right.startIndex))
      left.removeFirst()
      right.removeFirst()
    }
    while let one = left.last, one == right.last {
      left.removeLast()
      right.removeLast()
    }
    if let shortest = middle(Array(left), Array(right), limit: limit) {
      pairs += shortest.map { ($0.0 + left.startIndex, $0.1 + right.startIndex) }
    } else {
      var start = (old: left.startIndex, new: right.startIndex)
      let cuts = anchors(left, right)
      for cut in cuts + (cuts.isEmpty ? [] : [(left.endIndex, right.endIndex)]) {
        pairs += Self.pairs(left[start.old..<cut.0], right[start.new..<cut.1], limit)
        start = cut
      }
    }
    for (one, other) in zip(left.endIndex..<old.endIndex, right.endIndex..<new.endIndex) { pairs.append((one, other)) }
    return pairs
  }

  /// Where three elements behind each other stand once on each side: the longest chain of such places, in order.
  private static func anchors(_ old: ArraySlice<Int32>, _ new: ArraySlice<Int32>) -> [(Int, Int)] {
    struct Triple: Hashable {
      var first: Int32
      var second: Int32
      var third: Int32
    }
    /// -1 for what stands there more than once.
    func places(_ tokens: ArraySlice<Int32>) -> [Triple: Int] {
      var places: [Triple: Int] = [:]
      for at in tokens.indices.dropLast(2) {
        let triple = Triple(first: tokens[at], second: tokens[at + 1], third: tokens[at + 2])
        if places.updateValue(at, forKey: triple) != nil { places[triple] = -1 }
      }
      return places
    }
    let newPlaces = places(new)
    let shared = places(old).compactMap { triple, at -> WeightedPair? in
      guard at >= 0, let other = newPlaces[triple], other >= 0 else { return nil }
      return WeightedPair(old: at - old.startIndex, new: other - new.startIndex, weight: 1)
    }
    return WeightedPair.heaviestChain(of: shared).map { ($0.old + old.startIndex, $0.new + new.startIndex) }
  }

  private mutating func collect(_ pairs: [(Int, Int)], _ oldCount: Int, _ newCount: Int) {
    var at = (0, 0)
    var index = 0
    while index <= pairs.count {
      let next = index < pairs.count ? pairs[index] : (oldCount, newCount)
      if next.0 > at.0 || next.1 > at.1 { runs.append(Run(old: at.0..<next.0, new: at.1..<next.1, isEqual: false)) }
      guard index < pairs.count else { break }
      var end = index + 1
      while end < pairs.count, pairs[end].0 == pairs[end - 1].0 + 1, pairs[end].1 == pairs[end - 1].1 + 1 { end += 1 }
      at = (pairs[end - 1].0 + 1, pairs[end - 1].1 + 1)
      runs.append(Run(old: next.0..<at.0, new: next.1..<at.1, isEqual: true))
      index = end
    }
  }

  /// The pairs of equal elements on a shortest edit script; nil where that has more than `limit` edits.
  private static func middle(_ old: [Int32], _ new: [Int32], limit: Int) -> [(Int, Int)]? {
    let n = old.count
    let m = new.count
    guard n > 0, m > 0 else { return [] }
    let bound = min(n + m, limit)
    var furthest = [Int](repeating: 0, count: 2 * bound + 3)
    var trace: [[Int]] = []
    let zero = bound + 1
    for d in 0...bound {
      trace.append(Array(furthest[(zero - d)...(zero + d)]))
      for k in stride(from: -d, through: d, by: 2) {
        var x: Int
        if k == -d || (k != d && furthest[zero + k - 1] < furthest[zero + k + 1]) {
          x = furthest[zero + k + 1]
        } else {
          x = furthest[zero + k - 1] + 1
        }
        while x < n, x - k < m, old[x] == new[x - k] { x += 1 }
        furthest[zero + k] = x
        if x >= n, x - k >= m { return backtrack(trace, d, n, m) }
      }
    }
    return nil
  }

  private static func backtrack(_ trace: [[Int]], _ last: Int, _ n: Int, _ m: Int) -> [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    var x = n
    var y = m
    for d in stride(from: last, to: 0, by: -1) {
      let before = trace[d]
      // `before[d + k]` is the furthest x on diagonal k after d - 1 edits.
      let k = x - y
      let isDown = k == -d || (k != d && before[d + k - 1] < before[d + k + 1])
      let previous = isDown ? k + 1 : k - 1
      let previousX = before[d + previous]
      let previousY = previousX - previous
      let startX = isDown ? previousX : previousX + 1
      while x > startX {
        x -= 1
        y -= 1
        pairs.append((x, y))
      }
      x = previousX
      y = previousY
    }
    while x > 0, y > 0 {
      x -= 1
      y -= 1
      pairs.append((x, y))
    }
    return pairs.reversed()
  }
}
