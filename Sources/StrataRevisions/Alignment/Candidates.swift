import StrataModel

/// What similarity is computed from: the words of every unit that has no partner of equal text.
struct WordLayer {
  var old: [WordBag?]
  var new: [WordBag?]
  let weights: WordWeights
  /// Whether the weights count every unit, not a sample, and enough of them.
  let isComplete: Bool
  let oldKinds: [SegmentKind]
  let newKinds: [SegmentKind]

  /// 0 to 1: the mean of two shares, of the common words by weight and of the longest common subsequence.
  func similarity(_ left: WordBag, _ right: WordBag) -> Double {
    let total = left.words.count + right.words.count
    if total == 0 { return 1 }
    let shared = 2 * left.common(right, weights) / (left.weight(weights) + right.weight(weights))
    if shared < 0.15 { return shared / 2 }
    let (short, long) = left.words.count <= right.words.count ? (left, right) : (right, left)
    let inOrder = 2 * Double(CommonSubsequence(short).length(with: long.words)) / Double(total)
    return (shared + inOrder) / 2
  }

  /// Whether two kinds of block can be versions of each other without being nearly equal.
  static func isCompatible(_ left: SegmentKind, _ right: SegmentKind) -> Bool {
    group(left) == group(right)
  }

  private static func group(_ kind: SegmentKind) -> Int {
    switch kind {
    case .title, .heading: 0
    case .paragraph, .item, .row: 1
    case .footnote: 2
    case .furniture: 3
    }
  }
}

/// Which units without a partner might belong together.
struct Candidates {
  /// Gaps of at most this many pairs are compared entirely.
  private static let gapLimit = 900
  /// Neighbours, to each side of the same relative place, that are compared in larger gaps.
  private static let reach = 4
  /// Units that share rare words, at most.
  private static let best = 8
  /// A word or pair of words in more units than this is not rare.
  private static let rareLimit = 40

  /// Pairs of free positions, without repeats, ascending.
  ///
  /// Linear in the words of the free units, times a constant: every posting list is cut at `rareLimit`.
  static func find(_ layer: WordLayer, _ matching: Matching) -> [(old: Int, new: Int)] {
    var found: Set<Int64> = []
    let gaps = matching.gaps(matching.spine())
    addFromGaps(gaps, layer, matching, &found)
    addFromIndex(layer, &found)
    return found.sorted().map { (Int($0 >> 32), Int($0 & 0xFFFF_FFFF)) }
  }

  private static func addFromGaps(
    _ gaps: (old: [Int32], new: [Int32]), _ layer: WordLayer, _ matching: Matching, _ found: inout Set<Int64>
  ) {
    var oldByGap: [Int32: [Int]] = [:]
    var newByGap: [Int32: [Int]] = [:]
    for (index, gap) in gaps.old.enumerated() where layer.old[index] != nil { oldByGap[gap, default: []].append(index) }
    for (index, gap) in gaps.new.enumerated() where layer.new[index] != nil { newByGap[gap, default: []].append(index) }
    for (gap, olds) in oldByGap {
      guard let news = newByGap[gap] else { continue }
      if olds.count * news.count <= gapLimit {
        for old in olds { for new in news { found.insert(Int64(old) << 32 | Int64(new)) } }
        continue
      }
      for (rank, old) in olds.enumerated() {
        let center = rank * news.count / olds.count
        for near in max(0, center - reach)..<min(news.count, center + reach + 1) {
          found.insert(Int64(old) << 32 | Int64(news[near]))
        }
      }
    }
  }

  private static func addFromIndex(_ layer: WordLayer, _ found: inout Set<Int64>) {
    var postings: [Int64: [Int32]] = [:]
    for (index, bag) in layer.new.enumerated() {
      guard let bag else { continue }
      for term in terms(of: bag) { postings[term, default: []].append(Int32(index)) }
    }
    for (index, bag) in layer.old.enumerated() {
      guard let bag else { continue }
      var scores: [Int32: Double] = [:]
      for term in terms(of: bag) {
        guard let units = postings[term], units.count <= rareLimit else { continue }
        let weight = 1 / Double(units.count + 1)
        for unit in units { scores[unit, default: 0] += weight }
      }
      let top = scores.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.prefix(best)
      for (new, _) in top { found.insert(Int64(index) << 32 | Int64(new)) }
    }
  }

  /// The distinct words, and the distinct pairs of neighbours; sorted, so that sums come out the same always.
  private static func terms(of bag: WordBag) -> [Int64] {
    var terms = bag.words.map { -Int64($0) - 1 }
    for index in bag.words.indices.dropFirst() {
      terms.append(Int64(bag.words[index - 1]) << 31 | Int64(bag.words[index]))
    }
    terms.sort()
    var distinct: [Int64] = []
    for term in terms where distinct.last != term { distinct.append(term) }
    return distinct
  }
}
