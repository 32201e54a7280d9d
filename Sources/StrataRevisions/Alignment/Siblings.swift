import StrataModel

/// How alike units of one version are among themselves: what likeness of two versions must exceed to mean anything.
final class Siblings {
  private let layer: WordLayer
  private let units: (old: [AlignmentUnit], new: [AlignmentUnit])
  private var reader: WordReader
  private var bags: (old: [Int: WordBag], new: [Int: WordBag]) = ([:], [:])
  private var known: (old: [Int: Likeness], new: [Int: Likeness]) = ([:], [:])

  struct Likeness {
    var similarity = 0.0
    var rareShare = 0.0
    /// Similarity to units with a partner of equal text.
    var toKept = 0.0

    func union(_ other: Likeness) -> Likeness {
      Likeness(
        similarity: max(similarity, other.similarity), rareShare: max(rareShare, other.rareShare),
        toKept: max(toKept, other.toKept))
    }
  }

  /// Units of the same kind that are looked at, to each side.
  private static let reach = 8
  /// Units that are passed over in the search for these, to each side, at most.
  private static let span = 64

  init(layer: WordLayer, old: [AlignmentUnit], new: [AlignmentUnit], reader: WordReader) {
    self.layer = layer
    units = (old, new)
    self.reader = reader
  }

  /// The greatest likeness of the old unit to old ones around it, or of the new unit to new ones. O(words) of 32 pairs.
  func likeness(_ old: Int, _ new: Int) throws -> Likeness {
    try likeness(of: old, in: units.old, layer.old, &bags.old, &known.old)
      .union(try likeness(of: new, in: units.new, layer.new, &bags.new, &known.new))
  }

  /// The greatest similarity of the new unit to those around it that stood in the old version as they are.
  func similarityToKept(_ new: Int) throws -> Double {
    _ = try likeness(of: new, in: units.new, layer.new, &bags.new, &known.new)
    return known.new[new]?.toKept ?? 0
  }

  private func likeness(
    of index: Int, in units: [AlignmentUnit], _ free: [WordBag?], _ bags: inout [Int: WordBag],
    _ known: inout [Int: Likeness]
  ) throws -> Likeness {
    if let value = known[index] { return value }
    guard let bag = free[index] else { return Likeness() }
    var best = Likeness()
    for step in [-1, 1] {
      var seen = 0
      var at = index + step
      while units.indices.contains(at), seen < Self.reach, abs(at - index) <= Self.span {
        if units[at].kind == units[index].kind {
          seen += 1
          let other = try free[at] ?? bags[at] ?? read(units[at])
          if free[at] == nil { bags[at] = other }
          let similarity = layer.similarity(bag, other)
          best = best.union(
            Likeness(
              similarity: similarity, rareShare: bag.rareShare(other, layer.weights),
              toKept: free[at] == nil ? similarity : 0))
        }
        at += step
      }
    }
    known[index] = best
    return best
  }

  private func read(_ unit: AlignmentUnit) throws -> WordBag {
    WordBag(try reader.words(RevisionAligner.folded(unit)))
  }
}
