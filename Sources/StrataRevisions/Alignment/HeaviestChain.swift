/// A possible pair of an old and a new position.
struct WeightedPair: Equatable {
  var old: Int
  var new: Int
  /// Positive.
  var weight: Double
}

extension WeightedPair {
  /// The heaviest selection of pairs in which both positions rise strictly.
  ///
  /// O(p log p) for p pairs, by a Fenwick tree over the new positions. Of equally heavy selections always the
  /// same one is taken: the pair that comes first in the old version, then in the new one, stays.
  static func heaviestChain(of pairs: [WeightedPair]) -> [WeightedPair] {
    guard pairs.count > 1 else { return pairs }
    // Of one old position the new ones fall, so that none of them follows another.
    let sorted = pairs.sorted { $0.old != $1.old ? $0.old < $1.old : $0.new > $1.new }
    let width = (sorted.map(\.new).max() ?? 0) + 1
    var tree = [Int32](repeating: -1, count: width + 1)
    var total = [Double](repeating: 0, count: sorted.count)
    var previous = [Int32](repeating: -1, count: sorted.count)
    var best = -1
    for index in sorted.indices {
      var at = sorted[index].new
      var before: Int32 = -1
      while at > 0 {
        let candidate = tree[at]
        if candidate >= 0, before < 0 || total[Int(candidate)] > total[Int(before)] { before = candidate }
        at -= at & -at
      }
      previous[index] = before
      total[index] = sorted[index].weight + (before >= 0 ? total[Int(before)] : 0)
      at = sorted[index].new + 1
      while at <= width {
        if tree[at] < 0 || total[Int(tree[at])] < total[index] { tree[at] = Int32(index) }
        at += at & -at
      }
      if best < 0 || total[index] > total[best] { best = index }
    }
    var chain: [WeightedPair] = []
    while best >= 0 {
      chain.append(sorted[best])
      best = Int(previous[best])
    }
    return chain.reversed()
  }
}
