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

  /// O((n + m) d) for d differences. Beyond `limit` differences the middle counts as replaced entirely.
  public init(_ old: [Int32], _ new: [Int32], limit: Int = 2000) {
    var prefix = 0
    while prefix < old.count, prefix < new.count, old[prefix] == new[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < old.count - prefix, suffix < new.count - prefix,
      old[old.count - 1 - suffix] == new[new.count - 1 - suffix]
    { suffix += 1 }
    var pairs: [(Int, Int)] = (0..<prefix).map { ($0, $0) }
    pairs += Self.middle(Array(old[prefix..<old.count - suffix]), Array(new[prefix..<new.count - suffix]), limit: limit)
      .map { ($0.0 + prefix, $0.1 + prefix) }
    for index in stride(from: suffix, to: 0, by: -1) { pairs.append((old.count - index, new.count - index)) }
    collect(pairs, old.count, new.count)
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

  /// The pairs of equal elements on a shortest edit script.
  private static func middle(_ old: [Int32], _ new: [Int32], limit: Int) -> [(Int, Int)] {
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
    return []
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
