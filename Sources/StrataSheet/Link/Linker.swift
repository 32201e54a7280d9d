import Dispatch

/// Finds for each row of one table the rows of another that it may belong to.
///
/// Candidates come from an inverted index over rarity-weighted words and pairs of words: the cost of a row does not
/// grow with the square of the tables. Each candidate is compared in full, and the score's parts stay visible.
public struct Linker: Sendable {
  public let model: LinkModel
  public let rows: [LinkRow]
  public let candidates: [LinkRow]
  private let rowProfiles: [RowProfile]
  private let candidateProfiles: [RowProfile]
  private let texts: [String]
  private let scorer: PairScorer
  private let index: TermIndex
  private let titleIndex: TermIndex
  private let themeIndex: TermIndex
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

  public init(model: LinkModel, rows: [LinkRow], candidates: [LinkRow], confirmed: [Confirmed] = []) {
    self.model = model
    self.rows = rows
    self.candidates = candidates
    weights = model.weights(rows: rows, candidates: candidates)
    var reader = ProfileReader(model: model)
    var rowProfiles = rows.map { reader.profile($0) }
    var candidateProfiles = candidates.map { reader.profile($0) }
    Self.forgetOneSidedPlaces(&rowProfiles, &candidateProfiles)
    let frequency = reader.terms.frequency
    let total = Double(rows.count + candidates.count)
    let rarity = frequency.map { Float(logarithm((total + 1) / (Double($0) + 0.5))) }
    let themeRarity = reader.themeFrequency.map { Float(logarithm((total + 1) / (Double($0) + 0.5))) }
    func mean(_ profiles: [RowProfile], _ vector: KeyPath<RowProfile, SparseVector>) -> Float {
      profiles.reduce(0) { $0 + $1[keyPath: vector].length(rarity: rarity) } / Float(max(1, profiles.count))
    }
    func finish(_ profile: inout RowProfile, text: Float, phrases: Float) {
      profile.titleRarity = profile.titleTerms.reduce(0) { $0 + rarity[Int($1)] }
      profile.text.weigh(rarity: rarity, pivot: text) { frequency[Int($0)] > 1 }
      profile.phrases.weigh(rarity: rarity, pivot: phrases) { frequency[Int($0)] > 1 }
      profile.title.weigh(rarity: rarity) { frequency[Int($0)] > 1 }
      profile.themes.weigh(rarity: themeRarity) { _ in true }
      profile.facets.weigh(rarity: rarity) { frequency[Int($0)] > 1 }
    }
    for (text, phrases) in [(mean(rowProfiles, \.text), mean(rowProfiles, \.phrases))] {
      for place in rowProfiles.indices { finish(&rowProfiles[place], text: text, phrases: phrases) }
    }
    for (text, phrases) in [(mean(candidateProfiles, \.text), mean(candidateProfiles, \.phrases))] {
      for place in candidateProfiles.indices { finish(&candidateProfiles[place], text: text, phrases: phrases) }
    }
    index = TermIndex(vectors: candidateProfiles.map { [$0.text, $0.phrases] }, terms: frequency.count)
    titleIndex = TermIndex(vectors: candidateProfiles.map { [$0.title] }, terms: frequency.count)
    themeIndex = TermIndex(vectors: candidateProfiles.map { [$0.themes] }, terms: themeRarity.count)
    precedents = Precedents(
      confirmed: confirmed, profiles: rowProfiles, terms: frequency.count, count: model.search.precedents)
    texts = (0..<frequency.count).map { reader.terms.text(UInt32($0)) }
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
  public func rank(top: Int, workers: Int) -> [Ranking] {
    let workers = max(1, min(workers, rows.count))
    let slots = Slots(count: rows.count)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      var scratch = Scratch(self)
      for row in stride(from: worker, to: rows.count, by: workers) {
        slots.set(row, rank(row, top: top, scratch: &scratch))
      }
    }
    return slots.values
  }

  private func rank(_ row: Int, top: Int, scratch: inout Scratch) -> Ranking {
    let profile = rowProfiles[row]
    let search = model.search
    var found: Set<UInt32> = []
    for hit in scratch.search.nearest(
      [profile.text, profile.phrases], in: index, count: search.candidates, postings: search.postings)
    { found.insert(hit.row) }
    for hit in scratch.search.nearest(
      [profile.title], in: titleIndex, count: search.candidates / 2, postings: search.postings / 2)
    { found.insert(hit.row) }
    for hit in scratch.search.nearest(
      [profile.themes], in: themeIndex, count: search.themes, postings: search.postings / 10, least: 0)
    { found.insert(hit.row) }
    var votes = Precedents.Votes()
    if let precedents {
      votes = precedents.votes(row: row, profile: profile, search: &scratch.precedentSearch)
      found.formUnion(votes.shares.keys)
    }
    var ranked: [Candidate] = []
    ranked.reserveCapacity(found.count)
    for candidate in found {
      scorer.compare(profile, candidateProfiles[Int(candidate)], into: &scratch.parts)
      scratch.parts[LinkPart.precedents.index] = votes.shares[candidate] ?? 0
      scratch.parts[LinkPart.usage.index] = precedents?.usage(candidate, without: row) ?? 0
      var score = 0.0
      for (place, coefficient) in weights.coefficients.enumerated() {
        score += coefficient * Double(scratch.parts[place])
      }
      ranked.append(Candidate(candidate: Int(candidate), score: score, probability: 0, parts: scratch.parts))
    }
    ranked.sort { $0.score != $1.score ? $0.score > $1.score : $0.candidate < $1.candidate }
    // What the texts alone prove stays proved, whatever precedents say; and these may prove more.
    let texts = ranked.map { textScore($0) }
    let leads = Self.leads(texts)
    let allLeads = Self.leads(ranked.map(\.score))
    for place in ranked.indices.prefix(top) {
      var probability = weights.calibration.probability(score: texts[place], lead: leads[place])
      if precedents != nil, let calibration = weights.calibrationWithPrecedents {
        probability = max(probability, calibration.probability(score: ranked[place].score, lead: allLeads[place]))
      }
      ranked[place].probability = probability
    }
    return Ranking(row: row, candidates: Array(ranked.prefix(top)))
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
    var search: TermSearch
    var precedentSearch: TermSearch
    var parts = [Float](repeating: 0, count: LinkPart.allCases.count)

    init(_ linker: Linker) {
      search = TermSearch(rows: linker.candidates.count)
      precedentSearch = TermSearch(rows: linker.precedents?.rows ?? 0)
    }
  }
}

/// Results of many threads, each slot written once by one of them.
private final class Slots: @unchecked Sendable {
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
