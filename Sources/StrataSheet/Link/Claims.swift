/// The best two scores that any rows reach for each candidate.
struct Claims {
  private var best: [Claim]
  private var second: [Double]

  private struct Claim {
    var score = -Double.infinity
    var row = -1
  }

  /// Scores beyond this distance say nothing more.
  private static let farthest = 6.0

  init(candidates: Int) {
    best = [Claim](repeating: Claim(), count: candidates)
    second = [Double](repeating: -.infinity, count: candidates)
  }

  mutating func add(_ ranked: [Linker.Candidate], row: Int) {
    for candidate in ranked { add(candidate.candidate, Claim(score: candidate.score, row: row)) }
  }

  private mutating func add(_ candidate: Int, _ claim: Claim) {
    if (best[candidate].score, claim.row) < (claim.score, best[candidate].row) {
      second[candidate] = best[candidate].score
      best[candidate] = claim
    } else {
      second[candidate] = max(second[candidate], claim.score)
    }
  }

  /// The claims of other rows; the result does not depend on who read which row.
  mutating func join(_ other: Claims) {
    for candidate in best.indices where other.best[candidate].row >= 0 {
      add(candidate, other.best[candidate])
      second[candidate] = max(second[candidate], other.second[candidate])
    }
  }

  /// Writes the part `rival` and puts the candidates into their new order.
  func oppose(_ ranking: inout Linker.Ranking, coefficient: Double) {
    for place in ranking.candidates.indices {
      let candidate = ranking.candidates[place]
      let claim = best[candidate.candidate]
      let rival = claim.row == ranking.row ? second[candidate.candidate] : claim.score
      let distance = max(0, min(Self.farthest, rival - candidate.score)) / Self.farthest
      ranking.candidates[place].parts[LinkPart.rival.index] = Float(distance)
      ranking.candidates[place].score += coefficient * distance
    }
    ranking.candidates.sort { $0.score != $1.score ? $0.score > $1.score : $0.candidate < $1.candidate }
  }
}

/// The claims that one thread gathers; no other touches them meanwhile.
final class ClaimsBox: @unchecked Sendable {
  var claims: Claims

  init(candidates: Int) { claims = Claims(candidates: candidates) }
}

/// Results of many threads, each slot written once by one of them.
final class Slots: @unchecked Sendable {
  private let slots: UnsafeMutableBufferPointer<Linker.Ranking>

  init(count: Int) {
    slots = .allocate(capacity: count)
    slots.initialize(repeating: Linker.Ranking(row: 0, candidates: []))
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }

  func set(_ place: Int, _ ranking: Linker.Ranking) { slots[place] = ranking }
  var values: [Linker.Ranking] { Array(slots) }
}
