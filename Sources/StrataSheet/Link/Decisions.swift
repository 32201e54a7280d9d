/// What becomes of a row: linked, for review, or none.
public enum LinkDecision: String, Sendable, CaseIterable {
  case linked, candidate, none
}

/// How many rows may share a candidate, and how many candidates a row may have.
public enum LinkCardinality: String, Sendable, CaseIterable {
  case oneToOne = "one-to-one"
  case manyToOne = "many-to-one"
  case manyToMany = "many-to-many"
}

/// Decides from probabilities, in the order of probability, so that the surest link takes a candidate first.
public struct DecisionRule: Sendable {
  public var thresholds: LinkModel.Thresholds
  public var cardinality: LinkCardinality

  public init(thresholds: LinkModel.Thresholds, cardinality: LinkCardinality) {
    self.thresholds = thresholds
    self.cardinality = cardinality
  }

  public struct Verdict: Sendable, Equatable {
    public var decision: LinkDecision
    public var because: String

    public init(_ decision: LinkDecision, _ because: String) {
      self.decision = decision
      self.because = because
    }
  }

  /// A verdict for every candidate of every ranking, in the same order.
  public func verdicts(_ rankings: [Linker.Ranking]) -> [[Verdict]] {
    var verdicts = rankings.map { ranking in
      ranking.candidates.map { candidate in
        candidate.probability >= thresholds.candidate
          ? Verdict(.candidate, "below-threshold:linked") : Verdict(.none, "below-threshold:candidate")
      }
    }
    var sure: [(ranking: Int, place: Int, probability: Double)] = []
    for (number, ranking) in rankings.enumerated() {
      for (place, candidate) in ranking.candidates.enumerated() where candidate.probability >= thresholds.linked {
        sure.append((number, place, candidate.probability))
      }
    }
    sure.sort { ($1.probability, $0.ranking, $0.place) < ($0.probability, $1.ranking, $1.place) }
    var takenRows: Set<Int> = []
    var takenCandidates: [Int: Int] = [:]
    for link in sure {
      let candidate = rankings[link.ranking].candidates[link.place].candidate
      if cardinality != .manyToMany, takenRows.contains(link.ranking) {
        verdicts[link.ranking][link.place] = Verdict(.candidate, "row-linked-better")
      } else if cardinality == .oneToOne, takenCandidates[candidate] != nil {
        verdicts[link.ranking][link.place] = Verdict(.candidate, "candidate-linked-better")
      } else {
        verdicts[link.ranking][link.place] = Verdict(.linked, "probability")
        takenRows.insert(link.ranking)
        takenCandidates[candidate] = link.ranking
      }
    }
    return verdicts
  }
}
