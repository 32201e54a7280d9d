import StrataModel
import StrataText

/// Finds out what became of every unit of an old version in a new one. `docs/REVISIONS.md` tells the method.
///
/// Close to linear in the units where the versions differ little: only units without a partner of equal text are
/// compared word by word. The same input gives the same alignment, always.
public struct RevisionAligner {
  /// The least similarity, 0 to 1, of a pair that stands in its place.
  public var minimumSimilarity: Double

  public static let defaultMinimumSimilarity = 0.28

  /// Units of equal text whose words are counted to weigh words, at most.
  private static let sampleSize = 2000
  /// Among fewer units a word may be in two alone by chance.
  private static let leastCounted = 16
  /// A text of fewer bytes is not known again far from its place.
  private static let shortLength = 24

  public init(minimumSimilarity: Double = Self.defaultMinimumSimilarity) {
    self.minimumSimilarity = minimumSimilarity
  }

  /// Throws where ICU's data is missing.
  public func align(_ old: [AlignmentUnit], _ new: [AlignmentUnit]) throws -> RevisionAlignment {
    let old = CountedRows.withoutNumbers(old)
    let new = CountedRows.withoutNumbers(new)
    var keys = ByteNumbers()
    let oldKeys = old.map { keys.number(Self.folded($0)) }
    let newKeys = new.map { keys.number(Self.folded($0)) }
    var sections = ByteNumbers()
    let oldSections = Self.sections(old, &sections)
    let newSections = Self.sections(new, &sections)
    var isShort = [Bool](repeating: false, count: keys.count)
    for (key, unit) in zip(oldKeys, old) { isShort[Int(key)] = unit.text.count < Self.shortLength }

    var matching = Matching(old: old.count, new: new.count)
    ExactAnchors(
      oldKeys: oldKeys, newKeys: newKeys, oldSections: oldSections, newSections: newSections, isShort: isShort
    ).run(&matching)
    var groups = Groups()
    var layer: WordLayer?
    if matching.ofOld.contains(-1), matching.ofNew.contains(-1) {
      var reader = try WordReader()
      let words = try wordLayer(old, new, matching, &reader)
      let pairs = SimilarPairs(
        layer: words, minimum: minimumSimilarity,
        siblings: Siblings(layer: words, old: old, new: new, reader: reader), names: UnitNames(old, new))
      try matchSimilar(words, pairs, &matching, &groups)
      layer = words
    }
    return LinkBuilder(old: old, new: new, oldKeys: oldKeys, newKeys: newKeys, layer: layer)
      .alignment(matching, groups)
  }

  static func folded(_ unit: AlignmentUnit) -> [UInt8] {
    FoldedText.fold(unit.text, isHeading: unit.kind == .heading || unit.kind == .title)
  }

  private static func sections(_ units: [AlignmentUnit], _ numbers: inout ByteNumbers) -> [Int32] {
    var last: ([String], Int32)?
    return units.map { unit in
      if let last, last.0 == unit.section { return last.1 }
      var path: [UInt8] = []
      for heading in unit.section { path += FoldedText.fold(heading.utf8, isHeading: true) + [0x1F] }
      let number = numbers.number(path)
      last = (unit.section, number)
      return number
    }
  }

  /// The words of all free units but furniture, and weights from these and a sample of the others.
  private func wordLayer(
    _ old: [AlignmentUnit], _ new: [AlignmentUnit], _ matching: Matching, _ reader: inout WordReader
  ) throws -> WordLayer {
    var frequency: [Int32] = []
    var counted = 0
    func read(_ unit: AlignmentUnit) throws -> WordBag {
      let bag = WordBag(try reader.words(Self.folded(unit)))
      while frequency.count < reader.count { frequency.append(0) }
      var last: Int32 = -1
      for word in bag.sorted where word != last {
        frequency[Int(word)] += 1
        last = word
      }
      counted += 1
      return bag
    }
    func free(_ units: [AlignmentUnit], _ partner: [Int]) throws -> [WordBag?] {
      try zip(units, partner).map { unit, partner in
        partner < 0 && unit.kind != .furniture ? try read(unit) : nil
      }
    }
    let oldBags = try free(old, matching.ofOld)
    let newBags = try free(new, matching.ofNew)
    let others = old.indices.filter { matching.ofOld[$0] >= 0 }
    let step = max(1, others.count / Self.sampleSize)
    for index in stride(from: 0, to: others.count, by: step) { _ = try read(old[others[index]]) }
    return WordLayer(
      old: oldBags, new: newBags, weights: WordWeights(frequency: frequency, units: counted),
      isComplete: step == 1 && counted >= Self.leastCounted, oldKinds: old.map(\.kind), newKinds: new.map(\.kind))
  }

  /// Units that became several, or came from several.
  struct Groups {
    var splits: [Partition.Group] = []
    var merges: [Partition.Group] = []
  }

  private func matchSimilar(
    _ layer: WordLayer, _ pairs: SimilarPairs, _ matching: inout Matching, _ groups: inout Groups
  ) throws {
    let candidates = Candidates.find(layer, matching)
    let scored = pairs.score(candidates)
    let oldOrder = Neighbours(layer.oldKinds)
    let newOrder = Neighbours(layer.newKinds)
    let splitting = Partition(
      wholes: layer.old, parts: layer.new, weights: layer.weights, next: newOrder.next, similarity: layer.similarity)
    let merging = Partition(
      wholes: layer.new, parts: layer.old, weights: layer.weights, next: oldOrder.next, similarity: layer.similarity)

    var bestOld = [Double](repeating: 0, count: layer.old.count)
    var bestNew = [Double](repeating: 0, count: layer.new.count)
    for pair in scored {
      bestOld[pair.old] = max(bestOld[pair.old], pair.similarity)
      bestNew[pair.new] = max(bestNew[pair.new], pair.similarity)
    }
    let splits = splitting.groups(
      candidates.map { ($0.old, $0.new) }, single: { bestOld[$0] }, partSingle: { bestNew[$0] })
    let merges = merging.groups(
      candidates.map { ($0.new, $0.old) }, single: { bestNew[$0] }, partSingle: { bestOld[$0] })
    for group in splits where group.similarity >= minimumSimilarity && matching.ofOld[group.whole] < 0 {
      guard group.parts.allSatisfy({ matching.ofNew[$0] < 0 }) else { continue }
      for part in group.parts.reversed() { matching.match(group.whole, part) }
      groups.splits.append(group)
    }
    for group in merges where group.similarity >= minimumSimilarity && matching.ofNew[group.whole] < 0 {
      guard group.parts.allSatisfy({ matching.ofOld[$0] < 0 }) else { continue }
      for part in group.parts.reversed() { matching.match(part, group.whole) }
      groups.merges.append(group)
    }
    try pairs.run(scored, &matching)
    extend(layer, splitting, merging, (oldOrder, newOrder), &matching, &groups)
  }

  /// Edited pairs that leave out what a free neighbour holds.
  private func extend(
    _ layer: WordLayer, _ splitting: Partition, _ merging: Partition, _ order: (old: Neighbours, new: Neighbours),
    _ matching: inout Matching, _ groups: inout Groups
  ) {
    let taken = Set(groups.splits.map(\.whole))
    let takenNew = Set(groups.merges.map(\.whole))
    for old in layer.old.indices where layer.old[old] != nil && !taken.contains(old) {
      let new = matching.ofOld[old]
      guard new >= 0, layer.new[new] != nil, !takenNew.contains(new), matching.ofNew[new] == old else { continue }
      let split = splitting.extended(old, new, isFree: { matching.ofNew[$0] < 0 }, previous: order.new.previous)
      let merge = merging.extended(new, old, isFree: { matching.ofOld[$0] < 0 }, previous: order.old.previous)
      if let split, split.similarity >= (merge?.similarity ?? 0) {
        for part in split.parts.reversed() { matching.match(old, part) }
        groups.splits.append(split)
      } else if let merge {
        for part in merge.parts.reversed() { matching.match(part, new) }
        groups.merges.append(merge)
      }
    }
  }
}

/// Who stands beside whom, furniture left out.
struct Neighbours {
  private(set) var next: [Int]
  private(set) var previous: [Int]

  init(_ kinds: [SegmentKind]) {
    next = Array(repeating: -1, count: kinds.count)
    previous = next
    var last = -1
    for index in kinds.indices where kinds[index] != .furniture && kinds[index] != .footnote {
      if last >= 0 {
        next[last] = index
        previous[index] = last
      }
      last = index
    }
  }
}

/// Numbers byte strings: equal ones have equal numbers, from 0.
struct ByteNumbers {
  private var numbers: [[UInt8]: Int32] = [:]
  var count: Int { numbers.count }

  mutating func number(_ bytes: [UInt8]) -> Int32 {
    if let number = numbers[bytes] { return number }
    let number = Int32(numbers.count)
    numbers[bytes] = number
    return number
  }
}
