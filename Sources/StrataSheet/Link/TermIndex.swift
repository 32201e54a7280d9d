/// Which rows hold a term, and with what weight: one run of postings for each term.
struct TermIndex: Sendable {
  private var offsets: [UInt32]
  private var rows: [UInt32]
  private var weights: [Float]

  /// O(postings).
  init(vectors: [[SparseVector]], terms: Int) {
    offsets = [UInt32](repeating: 0, count: terms + 1)
    for list in vectors { for vector in list { for term in vector.terms { offsets[Int(term) + 1] += 1 } } }
    for term in 0..<terms { offsets[term + 1] += offsets[term] }
    rows = [UInt32](repeating: 0, count: Int(offsets[terms]))
    weights = [Float](repeating: 0, count: Int(offsets[terms]))
    var next = offsets
    for (row, list) in vectors.enumerated() {
      for vector in list {
        for (index, term) in vector.terms.enumerated() {
          let place = Int(next[Int(term)])
          rows[place] = UInt32(row)
          weights[place] = vector.weights[index]
          next[Int(term)] += 1
        }
      }
    }
  }

  func count(_ term: UInt32) -> Int { Int(offsets[Int(term) + 1] - offsets[Int(term)]) }

  /// Adds `weight` times the term's weight in each row; rows met for the first time are appended to `touched`.
  func add(_ term: UInt32, weight: Float, to scores: inout [Float], touched: inout [UInt32]) {
    let range = Int(offsets[Int(term)])..<Int(offsets[Int(term) + 1])
    scores.withUnsafeMutableBufferPointer { scores in
      for place in range {
        let row = rows[place]
        if scores[Int(row)] == 0 { touched.append(row) }
        scores[Int(row)] += weight * weights[place]
      }
    }
  }
}

/// Sums over an index, reused from row to row.
struct TermSearch {
  private var scores: [Float]
  private var touched: [UInt32] = []
  private var order: [(term: UInt32, weight: Float, count: Int)] = []

  init(rows: Int) { scores = [Float](repeating: 0, count: rows) }

  /// The rows nearest to the vectors, best first; ties in the order of rows. Terms are read from the rarest on, until
  /// `postings` entries have been read (`least` terms in any case).
  mutating func nearest(
    _ vectors: [SparseVector], in index: TermIndex, count: Int, postings: Int, least: Int = 8
  ) -> [(row: UInt32, score: Float)] {
    order.removeAll(keepingCapacity: true)
    for vector in vectors {
      for (place, term) in vector.terms.enumerated() {
        let count = index.count(term)
        if count > 0 { order.append((term, vector.weights[place], count)) }
      }
    }
    order.sort { ($0.count, $0.term) < ($1.count, $1.term) }
    var left = postings
    for (place, entry) in order.enumerated() {
      if left < entry.count, place >= least { break }
      left -= entry.count
      index.add(entry.term, weight: entry.weight, to: &scores, touched: &touched)
    }
    var best = BestRows(count: count)
    for row in touched {
      best.offer(row, scores[Int(row)])
      scores[Int(row)] = 0
    }
    touched.removeAll(keepingCapacity: true)
    return best.sorted()
  }
}

/// The best so many rows of a stream; a heap whose root is the worst of them.
struct BestRows {
  private var heap: [(row: UInt32, score: Float)] = []
  private let count: Int

  init(count: Int) {
    self.count = count
  }

  var rows: [UInt32] { heap.map(\.row) }

  /// The worst score of a full list.
  var least: Float? { heap.count == count ? heap.first?.score : nil }

  /// O(log count), and O(1) for most rows of a long stream.
  mutating func offer(_ row: UInt32, _ score: Float) {
    if heap.count == count {
      guard count > 0, precedes((row, score), heap[0]) else { return }
      heap[0] = (row, score)
      var at = 0
      while true {
        var worst = at
        let left = 2 * at + 1
        if left < heap.count, precedes(heap[worst], heap[left]) { worst = left }
        if left + 1 < heap.count, precedes(heap[worst], heap[left + 1]) { worst = left + 1 }
        if worst == at { return }
        heap.swapAt(at, worst)
        at = worst
      }
    }
    heap.append((row, score))
    var at = heap.count - 1
    while at > 0, precedes(heap[(at - 1) / 2], heap[at]) {
      heap.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }

  func sorted() -> [(row: UInt32, score: Float)] { heap.sorted { precedes($0, $1) } }

  @inline(__always)
  private func precedes(_ left: (row: UInt32, score: Float), _ right: (row: UInt32, score: Float)) -> Bool {
    left.score != right.score ? left.score > right.score : left.row < right.row
  }
}
