/// For each row of a block the candidates nearest to it, found by reading the candidates once.
///
/// The inverted index is of the block's rows, which are few; of all candidates nothing is kept but how many hold a term. A row
/// is compared by its rarest terms, until these stand in `postings` candidates (`least` terms in any case).
struct CandidateSearch {
  private let counts: [UInt32]
  private var offsets: [UInt32]
  private var rows: [UInt32]
  private var weights: [Float]
  private var best: [BestRows]
  /// The score that a further candidate must exceed.
  private var thresholds: [Float]
  /// The same among the candidates of the row's country.
  private var bestOfCountry: [BestRows]
  private var thresholdsOfCountry: [Float]
  private let countries: [UInt32]
  private var scores: [Float]
  private var touched: [UInt32]
  private var order: [(key: UInt64, weight: Float)] = []

  /// `counts`: by term, how many candidates hold it in the vectors that will be read. `countries`: of the rows, 0 for none;
  /// `ofCountry` candidates are found for each among those of its country, though other countries' share more words.
  init(
    rows block: [[SparseVector]], counts: [UInt32], count: Int, postings: Int, least: Int = 8, countries: [UInt32] = [],
    ofCountry: Int = 0
  ) {
    self.counts = counts
    self.countries = ofCountry > 0 ? countries : [UInt32](repeating: 0, count: block.count)
    bestOfCountry = [BestRows](repeating: BestRows(count: ofCountry), count: block.count)
    thresholdsOfCountry = [Float](repeating: 0, count: block.count)
    best = [BestRows](repeating: BestRows(count: count), count: block.count)
    thresholds = [Float](repeating: count > 0 ? 0 : .infinity, count: block.count)
    scores = [Float](repeating: 0, count: block.count)
    touched = [UInt32](repeating: 0, count: block.count + 1)
    offsets = [UInt32](repeating: 0, count: counts.count + 1)
    var entries: [(term: UInt32, row: UInt32, weight: Float)] = []
    var order: [(key: UInt64, weight: Float)] = []
    for (row, vectors) in block.enumerated() {
      order.removeAll(keepingCapacity: true)
      for vector in vectors {
        for (place, term) in vector.terms.enumerated() where Int(term) < counts.count && counts[Int(term)] > 0 {
          order.append((Self.key(term, counts[Int(term)]), vector.weights[place]))
        }
      }
      order.sort { $0.key < $1.key }
      var left = postings
      for (place, entry) in order.enumerated() {
        let count = Int(entry.key >> 32)
        if left < count, place >= least { break }
        left -= count
        let term = UInt32(truncatingIfNeeded: entry.key)
        entries.append((term, UInt32(row), entry.weight))
        offsets[Int(term) + 1] += 1
      }
    }
    for term in counts.indices { offsets[term + 1] += offsets[term] }
    rows = [UInt32](repeating: 0, count: entries.count)
    weights = [Float](repeating: 0, count: entries.count)
    var next = offsets
    for entry in entries {
      let place = Int(next[Int(entry.term)])
      rows[place] = entry.row
      weights[place] = entry.weight
      next[Int(entry.term)] += 1
    }
  }

  /// The rarest terms first, so that sums do not depend on the way in which they are made.
  @inline(__always)
  private static func key(_ term: UInt32, _ count: UInt32) -> UInt64 { UInt64(count) << 32 | UInt64(term) }

  /// Compares a candidate with every row of the block; candidates come in their order. O(postings of its terms).
  mutating func read(_ candidate: UInt32, _ first: SparseVector, _ second: SparseVector? = nil, country: UInt32 = 0) {
    order.removeAll(keepingCapacity: true)
    gather(first)
    if let second { gather(second) }
    order.sort { $0.key < $1.key }
    let count = scores.withUnsafeMutableBufferPointer { scores in
      touched.withUnsafeMutableBufferPointer { touched in
        rows.withUnsafeBufferPointer { rows in
          weights.withUnsafeBufferPointer { weights in
            var count = 0
            for entry in order {
              let term = Int(UInt32(truncatingIfNeeded: entry.key))
              for place in Int(offsets[term])..<Int(offsets[term + 1]) {
                let row = Int(rows[place])
                let score = scores[row]
                // Without a branch: written always, counted for a row that is new.
                touched[count] = UInt32(truncatingIfNeeded: row)
                count &+= score == 0 ? 1 : 0
                scores[row] = score + entry.weight * weights[place]
              }
            }
            return count
          }
        }
      }
    }
    for place in 0..<count {
      let row = Int(touched[place])
      let score = scores[row]
      scores[row] = 0
      // Of equals the earlier candidate stays.
      if score > thresholds[row] {
        best[row].offer(candidate, score)
        if let least = best[row].least { thresholds[row] = least }
      }
      if country != 0, country == countries[row], score > thresholdsOfCountry[row] {
        bestOfCountry[row].offer(candidate, score)
        if let least = bestOfCountry[row].least { thresholdsOfCountry[row] = least }
      }
    }
  }

  @inline(__always)
  private mutating func gather(_ vector: SparseVector) {
    for (place, term) in vector.terms.enumerated() where offsets[Int(term)] < offsets[Int(term) + 1] {
      order.append((Self.key(term, counts[Int(term)]), vector.weights[place]))
    }
  }

  /// The candidates found for a row, in no order.
  func found(_ row: Int) -> [UInt32] { best[row].rows + bestOfCountry[row].rows }
}
