/// Ties units of equal text.
struct ExactAnchors {
  let oldKeys: [Int32]
  let newKeys: [Int32]
  let oldSections: [Int32]
  let newSections: [Int32]
  /// Keys of texts that are too short to be known again far from their place.
  let isShort: [Bool]

  /// Largest number of pairs that repeated texts of one key may give in a gap.
  private static let repeatLimit = 24

  /// O(n log n) for n units on both sides together.
  func run(_ matching: inout Matching) {
    matchUnique(&matching)
    grow(&matching, from: matching.spine())
    matchInGaps(&matching)
    grow(
      &matching,
      from: matching.ofOld.enumerated().compactMap {
        $1 >= 0 ? WeightedPair(old: $0, new: $1, weight: 1) : nil
      })
    matchRest(&matching)
  }

  /// Texts that stand once on each side.
  private func matchUnique(_ matching: inout Matching) {
    var oldCount = [Int32](repeating: 0, count: isShort.count)
    var newCount = oldCount
    var place = [Int32](repeating: -1, count: isShort.count)
    for key in oldKeys { oldCount[Int(key)] += 1 }
    for (index, key) in newKeys.enumerated() {
      newCount[Int(key)] += 1
      place[Int(key)] = Int32(index)
    }
    for (index, key) in oldKeys.enumerated() where oldCount[Int(key)] == 1 && newCount[Int(key)] == 1 {
      matching.match(index, Int(place[Int(key)]))
    }
  }

  /// Neighbours of pairs, in both directions, as far as the texts are equal.
  private func grow(_ matching: inout Matching, from pairs: [WeightedPair]) {
    for step in [1, -1] {
      for pair in pairs {
        var old = pair.old + step
        var new = pair.new + step
        while oldKeys.indices.contains(old), newKeys.indices.contains(new), matching.isFree(old, new),
          oldKeys[old] == newKeys[new]
        {
          matching.match(old, new)
          old += step
          new += step
        }
      }
    }
  }

  /// Repeated texts between two pairs of the spine, in order.
  private func matchInGaps(_ matching: inout Matching) {
    let gaps = matching.gaps(matching.spine())
    var places: [Int64: [Int]] = [:]
    for (index, key) in newKeys.enumerated() where matching.ofNew[index] < 0 {
      places[Int64(gaps.new[index]) << 32 | Int64(key), default: []].append(index)
    }
    var pairs: [WeightedPair] = []
    for (index, key) in oldKeys.enumerated() where matching.ofOld[index] < 0 {
      guard let found = places[Int64(gaps.old[index]) << 32 | Int64(key)] else { continue }
      for new in found.prefix(Self.repeatLimit) {
        pairs.append(WeightedPair(old: index, new: new, weight: oldSections[index] == newSections[new] ? 1.5 : 1))
      }
    }
    for pair in WeightedPair.heaviestChain(of: pairs) { matching.match(pair.old, pair.new) }
  }

  /// What is left: within the same section, then anywhere; a short text is not looked for elsewhere.
  private func matchRest(_ matching: inout Matching) {
    for isAnywhere in [false, true] {
      var places: [Int64: [Int]] = [:]
      for (index, key) in newKeys.enumerated().reversed() where matching.ofNew[index] < 0 {
        let section = isAnywhere ? 0 : newSections[index]
        places[Int64(section) << 32 | Int64(key), default: []].append(index)
      }
      for (index, key) in oldKeys.enumerated() where matching.ofOld[index] < 0 {
        if isAnywhere, isShort[Int(key)] { continue }
        let section = isAnywhere ? 0 : oldSections[index]
        if let new = places[Int64(section) << 32 | Int64(key)]?.popLast() { matching.match(index, new) }
      }
    }
  }
}
