/// Terms with weights, sorted by term.
struct SparseVector: Sendable {
  var terms: [UInt32] = []
  var weights: [Float] = []
  var isEmpty: Bool { terms.isEmpty }

  /// Counts of terms, from terms in any order.
  init(counting list: inout [UInt32]) {
    list.sort()
    for term in list {
      if terms.last == term {
        weights[weights.count - 1] += 1
      } else {
        terms.append(term)
        weights.append(1)
      }
    }
  }

  /// Counts of those terms of `list` that `terms` holds, 0 for the others: on the same terms, so that both vectors share them.
  init(counting list: inout [UInt32], on terms: [UInt32]) {
    list.sort()
    self.terms = terms
    weights = [Float](repeating: 0, count: terms.count)
    var place = 0
    for term in list {
      while place < terms.count, terms[place] < term { place += 1 }
      if place < terms.count, terms[place] == term { weights[place] += 1 }
    }
  }

  /// The length that `weigh` would divide by, without `pivot`.
  func length(rarity: [Float]) -> Float {
    var sum: Float = 0
    for index in 0..<terms.count {
      let weight = (1 + Float(logarithm(Double(weights[index])))) * rarity[Int(terms[index])]
      sum += weight * weight
    }
    return sum.squareRoot()
  }

  /// Turns counts into weights, `(1 + ln count) · rarity`, and divides by the vector's length; a quarter of that is the
  /// usual length `pivot`, so that one word in common with a short text is not taken for likeness (Singhal, Buckley and
  /// Mitra, Pivoted document length normalization, 1996). Terms that stand in one row alone can meet nothing; they lengthen
  /// the vector and are dropped.
  ///
  /// `least` is added to every rarity, so that words of every row count a little.
  mutating func weigh(rarity: [Float], least: Float = 0, pivot: Float? = nil, isShared: (UInt32) -> Bool) {
    var sum: Float = 0
    var kept = 0
    for index in 0..<terms.count {
      let term = terms[index]
      let count = weights[index]
      let weight = count > 0 ? (1 + Float(logarithm(Double(count)))) * (rarity[Int(term)] + least) : 0
      sum += weight * weight
      if isShared(term) {
        terms[kept] = term
        weights[kept] = weight
        kept += 1
      }
    }
    var length = sum > 0 ? sum.squareRoot() : 1
    if let pivot { length = 0.75 * length + 0.25 * pivot }
    terms = Array(terms[..<kept])
    weights = weights[..<kept].map { $0 / length }
  }

  /// Cosine of two vectors of length 1; O(terms of both).
  func dot(_ other: SparseVector) -> Float {
    var sum: Float = 0
    Self.meet(terms, other.terms) { left, right in sum += weights[left] * other.weights[right] }
    return sum
  }

  /// `dot`, and the same with other weights on both sides' terms.
  func dot(_ other: SparseVector, and weights2: [Float], _ others2: [Float]) -> (Float, Float) {
    var first: Float = 0
    var second: Float = 0
    Self.meet(terms, other.terms) { left, right in
      first += weights[left] * other.weights[right]
      second += weights2[left] * others2[right]
    }
    return (first, second)
  }

  /// Calls `visit` with the places of every term that both sorted lists hold.
  @inline(__always)
  static func meet(_ left: [UInt32], _ right: [UInt32], _ visit: (Int, Int) -> Void) {
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        var i = 0
        var j = 0
        while i < left.count, j < right.count {
          let a = left[i]
          let b = right[j]
          if a == b { visit(i, j) }
          i += a <= b ? 1 : 0
          j += b <= a ? 1 : 0
        }
      }
    }
  }
}
