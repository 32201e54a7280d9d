import StrataModel

/// Ties units whose texts are alike.
struct SimilarPairs {
  let layer: WordLayer
  /// The least similarity of a pair that stands in its place.
  let minimum: Double
  let siblings: Siblings
  let names: UnitNames

  /// A pair is clear where it is this similar, and this much better than any other pair of either unit.
  private static let clear = (similarity: 0.6, lead: 0.2)
  /// What a pair of two kinds of block needs.
  private static let acrossKinds = 0.75
  /// How much more a pair needs that is both moved and edited.
  private static let movedSurplus = 0.15
  /// A moved and edited pair must be more alike by this than either is to the units around it, unless it is nearly equal.
  private static let siblingLead = 0.05
  /// Rows of a table share the words of its closed vocabularies; two versions of one row share rarer words, too.
  private static let rowRareShare = 0.25
  /// A moved and edited pair is no chance where it shares so much of its rare words, and more by `lead` than the units around.
  private static let movedRare = (share: 0.4, lead: 0.12)
  /// So many words that stand in these two units and in no other make one the successor of the other, wherever it stands.
  private static let wordsAlone = 4
  /// How much less a pair needs that stands alone between two pairs, unless a person asks for more than usual.
  private static let aloneFactor = 0.7
  private var loneMinimum: Double {
    minimum > RevisionAligner.defaultMinimumSimilarity ? minimum : minimum * Self.aloneFactor
  }

  struct Scored {
    var old: Int
    var new: Int
    var similarity: Double
  }

  /// Every candidate with its similarity, where it is worth keeping. O(candidates × words).
  func score(_ candidates: [(old: Int, new: Int)]) -> [Scored] {
    candidates.compactMap { old, new in
      guard let left = layer.old[old], let right = layer.new[new] else { return nil }
      let similarity = layer.similarity(left, right)
      guard similarity >= loneMinimum else { return nil }
      if !WordLayer.isCompatible(layer.oldKinds[old], layer.newKinds[new]), similarity < Self.acrossKinds { return nil }
      if layer.oldKinds[old] == .row, layer.newKinds[new] == .row,
        left.rareShare(right, layer.weights) < Self.rowRareShare
      {
        return nil
      }
      return Scored(old: old, new: new, similarity: similarity)
    }
  }

  /// Matches in four steps: units of one name; pairs that are clear wherever they stand; the heaviest chain between these, so
  /// that near-duplicates keep their order; what is left, best first. O(p log p) for p scored pairs.
  func run(_ scored: [Scored], _ matching: inout Matching) throws {
    for pair in scored where names.isSame(pair.old, pair.new) && matching.isFree(pair.old, pair.new) {
      matching.match(pair.old, pair.new)
    }
    try matchClear(scored, &matching)
    try matchChain(scored, &matching)
    try matchLone(scored, &matching)
    try matchMoved(scored, &matching)
  }

  private func matchClear(_ scored: [Scored], _ matching: inout Matching) throws {
    let gaps = matching.gaps(matching.spine())
    var bestOld: [Int: (first: Double, second: Double)] = [:]
    var bestNew: [Int: (first: Double, second: Double)] = [:]
    func note(_ value: Double, _ key: Int, _ table: inout [Int: (first: Double, second: Double)]) {
      let now = table[key] ?? (0, 0)
      table[key] = value > now.first ? (value, now.first) : (now.first, max(now.second, value))
    }
    for pair in scored where matching.isFree(pair.old, pair.new) {
      note(pair.similarity, pair.old, &bestOld)
      note(pair.similarity, pair.new, &bestNew)
    }
    for pair in scored
    where pair.similarity >= max(minimum, Self.clear.similarity) && matching.isFree(pair.old, pair.new) {
      guard let row = bestOld[pair.old], let column = bestNew[pair.new], row.first == pair.similarity,
        column.first == pair.similarity, max(row.second, column.second) <= pair.similarity - Self.clear.lead
      else { continue }
      if try isOfCopy(pair) { continue }
      if gaps.old[pair.old] != gaps.new[pair.new], try !siblings.areDistinct(pair.old, pair.new, pair.similarity) {
        continue
      }
      matching.match(pair.old, pair.new)
    }
  }

  private func isOfCopy(_ pair: Scored) throws -> Bool {
    try siblings.isCopied(pair.new, ratherThan: pair.old, pair.similarity)
  }

  private func matchChain(_ scored: [Scored], _ matching: inout Matching) throws {
    let gaps = matching.gaps(matching.spine())
    var pairs: [WeightedPair] = []
    for pair in scored
    where pair.similarity >= minimum && gaps.old[pair.old] == gaps.new[pair.new] && matching.isFree(pair.old, pair.new)
    {
      if try isOfCopy(pair) { continue }
      // Squared, so that one good pair outweighs two poor ones.
      let surplus = pair.similarity - minimum + 0.15
      pairs.append(WeightedPair(old: pair.old, new: pair.new, weight: surplus * surplus))
    }
    for pair in WeightedPair.heaviestChain(of: pairs) { matching.match(pair.old, pair.new) }
  }

  /// The only two free units of one group of kinds in a gap.
  private func matchLone(_ scored: [Scored], _ matching: inout Matching) throws {
    let gaps = matching.gaps(matching.spine())
    var oldCount: [Int32: Int] = [:]
    var newCount: [Int32: Int] = [:]
    for (index, bag) in layer.old.enumerated() where bag != nil && matching.ofOld[index] < 0 {
      oldCount[gaps.old[index], default: 0] += 1
    }
    for (index, bag) in layer.new.enumerated() where bag != nil && matching.ofNew[index] < 0 {
      newCount[gaps.new[index], default: 0] += 1
    }
    for pair in scored where matching.isFree(pair.old, pair.new) {
      let gap = gaps.old[pair.old]
      if gap == gaps.new[pair.new], oldCount[gap] == 1, newCount[gap] == 1, try !isOfCopy(pair) {
        matching.match(pair.old, pair.new)
      }
    }
  }

  private func isRare(_ pair: Scored, beyond siblings: Double) -> Bool {
    guard let left = layer.old[pair.old], let right = layer.new[pair.new] else { return false }
    let share = left.rareShare(right, layer.weights)
    return share >= max(Self.movedRare.share, siblings + Self.movedRare.lead)
  }

  /// Whether likeness tells more than that of units which stand together.
  private func isBeyondSiblings(_ pair: Scored) throws -> Bool {
    let likeness = try siblings.likeness(pair.old, pair.new)
    let isClear = pair.similarity >= min(Self.acrossKinds, likeness.similarity + Self.siblingLead)
    if isClear || isRare(pair, beyond: likeness.rareShare),
      try siblings.areDistinct(pair.old, pair.new, pair.similarity)
    {
      return true
    }
    return try siblings.hasLeftFamily(
      pair.old, pair.new, leastShare: Self.movedRare.share, lead: Self.movedRare.lead)
  }

  private func matchMoved(_ scored: [Scored], _ matching: inout Matching) throws {
    let gaps = matching.gaps(matching.spine())
    let sorted = scored.sorted {
      if $0.similarity != $1.similarity { return $0.similarity > $1.similarity }
      let left = abs(gaps.old[$0.old] - gaps.new[$0.new])
      let right = abs(gaps.old[$1.old] - gaps.new[$1.new])
      if left != right { return left < right }
      return ($0.old, $0.new) < ($1.old, $1.new)
    }
    for pair in sorted where matching.isFree(pair.old, pair.new) {
      if gaps.old[pair.old] == gaps.new[pair.new] {
        if pair.similarity >= minimum, try !isOfCopy(pair) { matching.match(pair.old, pair.new) }
      } else if pair.similarity >= minimum + Self.movedSurplus {
        // Rows of a table, or headings of one form, are alike without being versions of each other.
        if try !isOfCopy(pair), try isBeyondSiblings(pair) { matching.match(pair.old, pair.new) }
      }
    }
    // What was rewritten throughout and put elsewhere is known by words that nothing else holds.
    for pair in sorted where matching.isFree(pair.old, pair.new) && layer.isComplete {
      guard let left = layer.old[pair.old], let right = layer.new[pair.new] else { continue }
      if left.sharedAlone(right, layer.weights) >= Self.wordsAlone { matching.match(pair.old, pair.new) }
    }
  }
}
