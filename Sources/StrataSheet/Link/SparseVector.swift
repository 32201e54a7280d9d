/// Terms with weights, sorted by term.
struct SparseVector: Sendable {
  /// Before weighing every occurrence of a term, so that the list tells the counts.
  var terms: [UInt32] = []
  var weights: [Float] = []
  var isEmpty: Bool { terms.isEmpty }

  /// Terms in any order, each as often as it occurs; to be weighed.
  init(occurrences: [UInt32]) {
    terms = occurrences
    terms.sort()
  }

  /// The length that `weigh` would divide by, without `pivot`.
  func length(rarity: [Float]) -> Float {
    var sum: Float = 0
    Self.runs(terms) { term, count in
      let weight = Self.damped(count) * rarity[Int(term)]
      sum += weight * weight
    }
    return sum.squareRoot()
  }

  /// Turns counts into weights, `(1 + ln count) · rarity`, and divides by the vector's length; a quarter of that is the
  /// usual length `pivot`, so that one word in common with a short text is not taken for likeness (Singhal, Buckley and
  /// Mitra, Pivoted document length normalization, 1996). Terms that can meet nothing lengthen the vector and are dropped.
  ///
  /// `least` is added to every rarity, so that words of every row count a little.
  mutating func weigh(rarity: [Float], least: Float = 0, pivot: Float? = nil, isKept: (UInt32) -> Bool) {
    var sum: Float = 0
    var kept = 0
    Self.runs(terms) { term, _ in if isKept(term) { kept += 1 } }
    var keptTerms: [UInt32] = []
    var keptWeights: [Float] = []
    keptTerms.reserveCapacity(kept)
    keptWeights.reserveCapacity(kept)
    Self.runs(terms) { term, count in
      let weight = Self.damped(count) * (rarity[Int(term)] + least)
      sum += weight * weight
      if isKept(term) {
        keptTerms.append(term)
        keptWeights.append(weight)
      }
    }
    var length = sum > 0 ? sum.squareRoot() : 1
    if let pivot { length = 0.75 * length + 0.25 * pivot }
    for place in keptWeights.indices { keptWeights[place] /= length }
    terms = keptTerms
    weights = keptWeights
  }

  /// Weighs a part of what `whole` counted, on the terms that `whole` kept: 0 for those that the part lacks.
  mutating func weigh(on whole: SparseVector, rarity: [Float], least: Float) {
    var sum: Float = 0
    var place = 0
    var onWhole = [Float](repeating: 0, count: whole.terms.count)
    Self.runs(terms) { term, count in
      let weight = Self.damped(count) * (rarity[Int(term)] + least)
      sum += weight * weight
      while place < whole.terms.count, whole.terms[place] < term { place += 1 }
      if place < whole.terms.count, whole.terms[place] == term { onWhole[place] = weight }
    }
    let length = sum > 0 ? sum.squareRoot() : 1
    for place in onWhole.indices { onWhole[place] /= length }
    // One copy of the terms serves both.
    terms = whole.terms
    weights = onWhole
  }

  /// The second word of a kind tells less than the first.
  @inline(__always)
  private static func damped(_ count: Int) -> Float { count == 1 ? 1 : 1 + Float(logarithm(Double(count))) }

  /// Each distinct term of a sorted list, and how often it stands there.
  @inline(__always)
  private static func runs(_ terms: [UInt32], _ visit: (UInt32, Int) -> Void) {
    terms.withUnsafeBufferPointer { terms in
      var start = 0
      while start < terms.count {
        var end = start + 1
        while end < terms.count, terms[end] == terms[start] { end += 1 }
        visit(terms[start], end - start)
        start = end
      }
    }
  }

  /// Cosine of two vectors of length 1; O(terms of both).
  func dot(_ other: SparseVector) -> Float {
    var sum: Float = 0
    weights.withUnsafeBufferPointer { weights in
      other.weights.withUnsafeBufferPointer { others in
        Self.meet(terms, other.terms) { left, right in sum += weights[left] * others[right] }
      }
    }
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
