/// Who is whose partner so far, one to one.
struct Matching {
  /// Position in the new version for each old one, or -1.
  private(set) var ofOld: [Int]
  private(set) var ofNew: [Int]

  init(old: Int, new: Int) {
    ofOld = Array(repeating: -1, count: old)
    ofNew = Array(repeating: -1, count: new)
  }

  mutating func match(_ old: Int, _ new: Int) {
    ofOld[old] = new
    ofNew[new] = old
  }

  func isFree(_ old: Int, _ new: Int) -> Bool { ofOld[old] < 0 && ofNew[new] < 0 }

  /// The pairs that stand in one order in both versions, as many as possible.
  func spine(weight: (Int) -> Double = { _ in 1 }) -> [WeightedPair] {
    var pairs: [WeightedPair] = []
    for (old, new) in ofOld.enumerated() where new >= 0 {
      pairs.append(WeightedPair(old: old, new: new, weight: weight(old)))
    }
    return WeightedPair.heaviestChain(of: pairs)
  }

  /// For each position the number of spine pairs before it: free positions of one number are in one gap.
  func gaps(_ spine: [WeightedPair]) -> (old: [Int32], new: [Int32]) {
    func count(_ positions: [Int], _ length: Int) -> [Int32] {
      var gaps = [Int32](repeating: 0, count: length)
      var next = 0
      for index in 0..<length {
        gaps[index] = Int32(next)
        if next < positions.count, positions[next] == index { next += 1 }
      }
      return gaps
    }
    return (count(spine.map(\.old), ofOld.count), count(spine.map(\.new), ofNew.count))
  }
}
