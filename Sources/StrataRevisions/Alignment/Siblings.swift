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
    fileprivate var near: [Near] = []

    fileprivate func union(_ other: Likeness) -> Likeness {
      Likeness(
        similarity: max(similarity, other.similarity), rareShare: max(rareShare, other.rareShare),
        near: near + other.near)
    }
  }

  /// A unit nearby.
  fileprivate struct Near {
    var bag: WordBag
    var similarity: Double
    var rareShare: Double
    /// Whether it has a partner of equal text.
    var isKept: Bool
  }

  /// Units of the same kind that are looked at, to each side.
  private static let reach = 8
  /// Units that are passed over in the search for these, to each side, at most.
  private static let span = 64
  /// What is more alike by this to a unit around it that stayed as it was than to what it would succeed was copied from that
  /// unit, and succeeds nothing.
  private static let copyLead = 0.2
  /// Rareness of words by which one unit must tell more than another: about one word that few units hold.
  private static let telling = 0.5
  /// Units around that are less alike than a pair by more than this are none of its near-duplicates.
  private static let nearLead = 0.1
  /// So alike, two units are versions of each other whatever stands around them.
  private static let nearlyEqual = 0.9
  /// Rareness of words that ties units which stand apart: less than it takes to part two that stand together.
  private static let tying = 0.3
  /// Units around that share so much of their rare words are of one family.
  private static let familyShare = 0.5

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

  /// Whether the new unit is a copy of one around it that stood in the old version as it is, rather than the successor of the old
  /// unit: much more alike to that one, or sharing rarer words with it alone than with the old unit alone.
  func isCopied(_ new: Int, ratherThan old: Int, _ similarity: Double) throws -> Bool {
    guard let oldBag = layer.old[old], let newBag = layer.new[new] else { return false }
    return try likeness(of: new, in: units.new, layer.new, &bags.new, &known.new).near.contains { near in
      guard near.isKept, near.similarity > similarity else { return false }
      if near.similarity > similarity + Self.copyLead { return true }
      let alone = newBag.sharedApart(oldBag, near.bag, layer.weights)
      return alone.second >= alone.first + Self.telling
    }
  }

  /// Whether the two share words that their near-duplicates in both versions do not hold: what ties units that stand apart.
  func areDistinct(_ old: Int, _ new: Int, _ similarity: Double) throws -> Bool {
    guard similarity < Self.nearlyEqual, let oldBag = layer.old[old], let newBag = layer.new[new] else { return true }
    return try likeness(old, new).near.allSatisfy { near in
      near.similarity < similarity - Self.nearLead
        || newBag.sharedApart(oldBag, near.bag, layer.weights).first >= Self.tying
    }
  }

  /// Whether the new unit is what left the family of the old one, the near-duplicates around it: it stands where none of them do, is
  /// tied to the family by rare words, and nobody who stayed in the family has a better claim to it than the old unit. Of a
  /// family of which nothing stayed nobody is missing.
  func hasLeftFamily(_ old: Int, _ new: Int, leastShare: Double, lead: Double) throws -> Bool {
    guard let oldBag = layer.old[old], let newBag = layer.new[new] else { return false }
    let share = oldBag.rareShare(newBag, layer.weights)
    func isAbove(_ near: [Near]) -> Bool { near.allSatisfy { share >= $0.rareShare + lead } }
    let around = try likeness(of: old, in: units.old, layer.old, &bags.old, &known.old).near
    let family = around.filter { $0.rareShare >= Self.familyShare }
    guard share >= leastShare, family.contains(where: \.isKept),
      isAbove(around.filter { $0.rareShare < Self.familyShare }),
      isAbove(try likeness(of: new, in: units.new, layer.new, &bags.new, &known.new).near)
    else { return false }
    return family.allSatisfy { near in
      let alone = newBag.sharedApart(oldBag, near.bag, layer.weights)
      return alone.second <= alone.first
    }
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
          let rareShare = bag.rareShare(other, layer.weights)
          best = best.union(
            Likeness(
              similarity: similarity, rareShare: rareShare,
              near: [Near(bag: other, similarity: similarity, rareShare: rareShare, isKept: free[at] == nil)]))
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
