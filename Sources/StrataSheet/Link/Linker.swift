import Dispatch

/// Finds for each row of one table the rows of another that it may belong to.
///
/// Candidates come from an inverted index over rarity-weighted words and pairs of words: common words are left out before
/// all pairs of rows would be read. Each candidate is compared in full, and the score's parts stay visible.
public struct Linker: Sendable {
  public let model: LinkModel
  public let rows: [LinkRow]
  public let candidates: [LinkRow]
  private let rowProfiles: [RowProfile]
  private let candidateProfiles: [RowProfile]
  private let texts: TermTexts
  private let scorer: PairScorer
  private let counts: CandidateCounts
  private let precedents: Precedents?
  /// The coefficients and calibration that suit these tables.
  public let weights: LinkModel.Weights

  /// A link that a person confirmed: places in `rows` and `candidates`.
  public struct Confirmed: Sendable, Equatable {
    public var row: Int
    public var candidate: Int

    public init(row: Int, candidate: Int) {
      self.row = row
      self.candidate = candidate
    }
  }

  /// What is linked.
  public enum Rows: Sendable {
    /// Rows of a table, most of which have their partner in the other one.
    case table
    /// Commitments of documents, most of which have none.
    case commitments
  }

  public init(
    model: LinkModel, linking kind: Rows = .table, rows: [LinkRow], candidates: [LinkRow], confirmed: [Confirmed] = []
  ) {
    self.model = model
    self.rows = rows
    self.candidates = candidates
    weights = model.weights(kind, rows: rows, candidates: candidates)
    var reader = ProfileReader(model: model)
    var rowProfiles = rows.map { reader.profile($0) }
    // Terms are numbered as they come: those below this number stand in a row.
    let known = UInt32(reader.terms.count)
    var candidateProfiles = candidates.map { reader.profile($0) }
    Self.forgetOneSidedPlaces(&rowProfiles, &candidateProfiles)
    let frequency = reader.terms.frequency
    texts = reader.terms.texts
    let total = Double(rows.count + candidates.count)
    let rarity = frequency.map { Float(logarithm((total + 1) / (Double($0) + 0.5))) }
    let themeRarity = reader.themeFrequency.map { Float(logarithm((total + 1) / (Double($0) + 0.5))) }
    reader.terms = TermTable()
    func finish(_ profiles: inout [RowProfile], _ isKept: (UInt32) -> Bool) {
      let lengths = profiles.reduce(Float(0)) { $0 + $1.text.length(rarity: rarity) }
      let pivot = lengths / Float(max(1, profiles.count))
      for place in profiles.indices {
        profiles[place].finish(rarity: rarity, themeRarity: themeRarity, pivot: pivot, isKept: isKept)
      }
    }
    // Rows may resemble each other, too: confirmed links speak for their like.
    finish(&rowProfiles) { frequency[Int($0)] > 1 }
    finish(&candidateProfiles) { $0 < known }
    precedents = Precedents(
      confirmed: confirmed, profiles: rowProfiles, terms: frequency.count, count: model.search.precedents)
    counts = CandidateCounts(candidateProfiles, terms: Int(known), themes: themeRarity.count)
    scorer = PairScorer(rarity: rarity, union: model.concepts.union(reader: model.words))
    self.rowProfiles = rowProfiles
    self.candidateProfiles = candidateProfiles
  }

  /// A place that no list knows and that only one table names says nothing: the other table may call it otherwise.
  private static func forgetOneSidedPlaces(_ rows: inout [RowProfile], _ candidates: inout [RowProfile]) {
    let left = Set(rows.map(\.country))
    let right = Set(candidates.map(\.country))
    for place in rows.indices
    where rows[place].country >= ConceptMatcher.unlisted && !right.contains(rows[place].country) {
      rows[place].country = 0
    }
    for place in candidates.indices
    where candidates[place].country >= ConceptMatcher.unlisted && !left.contains(candidates[place].country) {
      candidates[place].country = 0
    }
  }

  /// A row's candidates, best first.
  public struct Ranking: Sendable {
    public var row: Int
    public var candidates: [Candidate]
  }

  public struct Candidate: Sendable {
    public var candidate: Int
    /// Sum of coefficient times part.
    public var score: Double
    public var probability: Double
    /// By `LinkPart.index`.
    public var parts: [Float]
  }

  /// The rankings of all rows, in their order, with at most `top` candidates each; `workers` threads share the rows.
  ///
  /// With `rivals` a candidate that suits another row better counts less: right where most candidates have one row.
  public func rank(top: Int, workers: Int, rivals: Bool = false) -> [Ranking] {
    let workers = max(1, min(workers, rows.count))
    let coefficient = weights.coefficients[LinkPart.rival.index]
    let countsRivals = rivals && coefficient != 0
    let kept = max(top, Self.leastKept)
    let slots = Slots(count: rows.count)
    let claims = (0..<workers).map { _ in ClaimsBox(candidates: countsRivals ? candidates.count : 0) }
    let blocks = workers * ((rows.count + workers * Self.block - 1) / (workers * Self.block))
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      var scratch = Scratch(self)
      for block in stride(from: worker, to: blocks, by: workers) {
        let block = (rows.count * block / blocks)..<(rows.count * (block + 1) / blocks)
        let found = counts.nearest(
          rowProfiles[block], candidates: candidateProfiles, count: model.search.candidates(rows: rows.count),
          search: model.search)
        for row in block {
          let ranked = rank(row, among: found(row - block.lowerBound), scratch: &scratch)
          if countsRivals { claims[worker].claims.add(ranked, row: row) }
          slots.set(row, Ranking(row: row, candidates: Array(ranked.prefix(kept))))
        }
      }
    }
    var rankings = slots.values
    if countsRivals {
      let all = claims.dropFirst().reduce(into: claims.first?.claims ?? Claims(candidates: 0)) { $0.join($1.claims) }
      for place in rankings.indices { all.oppose(&rankings[place], coefficient: coefficient) }
    }
    for place in rankings.indices { finish(&rankings[place], top: top) }
    return rankings
  }

  /// Candidates that are kept until probabilities are known: rivals may change their order, and a lead needs a second.
  private static let leastKept = 20

  /// Rows whose candidates are searched for together: their sums fit the processor's nearest memory.
  private static let block = 4096

  private func rank(_ row: Int, among nearest: Set<UInt32>, scratch: inout Scratch) -> [Candidate] {
    var found = nearest
    var votes = Precedents.Votes()
    if let precedents {
      votes = precedents.votes(row: row, profile: rowProfiles[row], search: &scratch.precedentSearch)
      found.formUnion(votes.shares.keys)
    }
    var ranked: [Candidate] = []
    ranked.reserveCapacity(found.count)
    rowProfiles.withUnsafeBufferPointer { rows in
      candidateProfiles.withUnsafeBufferPointer { candidates in
        for candidate in found {
          scorer.compare(rows[row], candidates[Int(candidate)], into: &scratch.parts)
          scratch.parts[LinkPart.precedents.index] = votes.shares[candidate] ?? 0
          scratch.parts[LinkPart.usage.index] = precedents?.usage(candidate, without: row) ?? 0
          ranked.append(Candidate(candidate: Int(candidate), score: 0, probability: 0, parts: scratch.parts))
        }
      }
    }
    for (part, share) in Self.shares {
      let best = ranked.reduce(Float(0)) { max($0, $1.parts[part.index]) }
      guard best > 0 else { continue }
      for place in ranked.indices { ranked[place].parts[share.index] = ranked[place].parts[part.index] / best }
    }
    for place in ranked.indices {
      var score = 0.0
      for (part, coefficient) in weights.coefficients.enumerated() {
        score += coefficient * Double(ranked[place].parts[part])
      }
      ranked[place].score = score
    }
    ranked.sort { $0.score != $1.score ? $0.score > $1.score : $0.candidate < $1.candidate }
    return ranked
  }

  /// What counts in itself, and as a share of the row's best.
  private static let shares: [(LinkPart, LinkPart)] = [
    (.text, .textOfBest), (.phrases, .phrasesOfBest), (.body, .bodyOfBest),
  ]

  /// Probabilities, and only the first `top` candidates.
  private func finish(_ ranking: inout Ranking, top: Int) {
    // What the texts alone prove stays proved, whatever precedents say; and these may prove more.
    let texts = ranking.candidates.map { textScore($0) }
    let leads = Self.leads(texts)
    let allLeads = Self.leads(ranking.candidates.map(\.score))
    for place in ranking.candidates.indices.prefix(top) {
      var probability = weights.calibration.probability(score: texts[place], lead: leads[place])
      if precedents != nil, let calibration = weights.calibrationWithPrecedents {
        let score = ranking.candidates[place].score
        probability = max(probability, calibration.probability(score: score, lead: allLeads[place]))
      }
      ranking.candidates[place].probability = probability
    }
    ranking.candidates.removeSubrange(min(top, ranking.candidates.count)...)
  }

  private func textScore(_ candidate: Candidate) -> Double {
    let history = [LinkPart.precedents, .usage].map(\.index)
    return candidate.score - history.reduce(0) { $0 + weights.coefficients[$1] * Double(candidate.parts[$1]) }
  }

  /// How far each score lies before the best other one; negative for all but the best.
  private static func leads(_ scores: [Double]) -> [Double] {
    var first = 0.0
    var second = 0.0
    var best = -1
    for (place, score) in scores.enumerated() {
      if best < 0 || score > first {
        second = best < 0 ? 0 : first
        first = score
        best = place
      } else if place == 1 || score > second {
        second = score
      }
    }
    return scores.enumerated().map { $0.offset == best ? first - second : $0.element - first }
  }

  /// The words in common, the rarest first.
  public func commonWords(row: Int, candidate: Int, limit: Int) -> [(word: String, rarity: Double)] {
    let left = rowProfiles[row].text
    let right = candidateProfiles[candidate].text
    var words: [(word: String, rarity: Double)] = []
    SparseVector.meet(left.terms, right.terms) { place, _ in
      let term = Int(left.terms[place])
      words.append((texts[term], Double(scorer.rarity[term])))
    }
    words.sort { $0.rarity != $1.rarity ? $0.rarity > $1.rarity : $0.word < $1.word }
    return Array(words.prefix(limit))
  }

  private struct Scratch {
    var precedentSearch: TermSearch
    var parts = [Float](repeating: 0, count: LinkPart.allCases.count)

    init(_ linker: Linker) {
      precedentSearch = TermSearch(rows: linker.precedents?.rows ?? 0)
    }
  }
}
