import StrataTables

/// The commitments that no row of the mastersheet stands for, and what is missing.
public struct GapList: Sendable {
  public var gaps: [Gap]

  public struct Gap: Sendable {
    public var strategy: String
    public var strategyTitle: String
    public var commitment: String
    /// What a row for it could be called.
    public var title: String
    public var text: String
    /// `announced` where the page lists it so (or lists nothing), else `unaccounted`.
    public var listed: String
    public var occurrences: Int
    public var action: String
    public var sectors: [String]
    public var candidates: [TrackerPage.Candidate]
    /// Why none of the candidates was good enough.
    public var why: String
    /// What would make one good enough.
    public var remedy: String
  }

  /// `withUnaccounted`: also what the page itself does not list as announced.
  public init(_ pages: [TrackerPage], title: ShortTitle, threshold: Double, withUnaccounted: Bool) {
    gaps = pages.flatMap { page in
      let lists = [("announced", page.announced)] + (withUnaccounted ? [("unaccounted", page.unaccounted)] : [])
      return lists.flatMap { listed, entries in
        entries.map { entry in
          let commitment = entry.commitment
          let candidates = Array(entry.candidates.prefix(3))
          let name = title.make(commitment.text)
          return Gap(
            strategy: page.strategy.id, strategyTitle: page.strategy.title, commitment: commitment.id, title: name,
            text: commitment.text, listed: listed, occurrences: commitment.occurrences, action: commitment.action ?? "",
            sectors: commitment.sectors, candidates: candidates, why: Self.why(candidates, threshold: threshold),
            remedy: Self.remedy(candidates, commitment: commitment.id))
        }
      }
    }
  }

  static func why(_ candidates: [TrackerPage.Candidate], threshold: Double) -> String {
    guard let best = candidates.first else { return "no row shares a telling word with it" }
    if best.because.hasPrefix("judgement:rejected") {
      let others = candidates.dropFirst().first
      return "\(best.because.dropFirst("judgement:".count))"
        + (others.map { "; next best \(Self.percent($0.probability))" } ?? "")
    }
    if best.because == "rejection-reopened" { return "rejected before; one of the two has changed since" }
    if best.because == "candidate-linked-better" {
      return "row \(best.key) is linked to a commitment that fits it better"
    }
    var reasons: [String] = []
    let against: [(String, String)] = [
      ("otherCountry", "it is of another country"), ("otherActs", "it names another legal act"),
      ("otherYear", "its title names another year"), ("otherNumbers", "its title names another number"),
      ("otherDates", "its dates are more than two years apart"),
    ]
    for (part, text) in against where best.parts[part] != nil { reasons.append(text) }
    if best.parts["titleInText", default: 0] < 0.5 { reasons.append("less than half of its title is said here") }
    reasons.append(
      best.words.isEmpty
        ? "they share no telling word" : "what they share is only: \(best.words.prefix(5).joined(separator: ", "))")
    if let second = candidates.dropFirst().first, best.probability >= 0.2, second.probability * 2 > best.probability {
      reasons.append("row \(second.key) fits about as well (\(percent(second.probability)))")
    }
    return
      "the nearest row, \(best.key) '\(best.title)', comes to \(percent(best.probability)) of the \(percent(threshold)) "
      + "that make a link: \(reasons.joined(separator: "; "))"
  }

  static func remedy(_ candidates: [TrackerPage.Candidate], commitment: String) -> String {
    if let best = candidates.first, best.probability >= 0.2, !best.because.hasPrefix("judgement:rejected") {
      return "if row \(best.key) is meant: strata sheet accept \(commitment) \(best.key) (or say in the row's title or "
        + "description what is said here); if not: strata sheet accept \(commitment) --new-row"
    }
    return "a row of its own: strata sheet accept \(commitment) --new-row; the next push proposes it"
  }

  /// Candidates below are not worth a line.
  static let shown = 0.05

  static func percent(_ value: Double) -> String { "\(Int((value * 100).rounded())) %" }

  /// The list as a table, one gap a row.
  public func table() -> Table {
    var table = Table(
      name: "gaps",
      columns: [
        "strategy", "strategyTitle", "commitment", "title", "text", "listed", "occurrences", "action", "sectors",
        "candidate",
        "candidateTitle", "probability", "otherCandidates", "why", "remedy",
      ])
    table.rows = gaps.enumerated().map { place, gap in
      let best = gap.candidates.first
      return Table.Row(
        cells: [
          gap.strategy, gap.strategyTitle, gap.commitment, gap.title, gap.text, gap.listed, String(gap.occurrences),
          gap.action,
          gap.sectors.joined(separator: "; "), best?.key ?? "", best?.title ?? "",
          best.map { Self.decimal($0.probability) } ?? "",
          gap.candidates.dropFirst().filter { $0.probability >= Self.shown }.map {
            "\($0.key) \($0.title) \(Self.percent($0.probability))"
          }.joined(separator: "; "), gap.why, gap.remedy,
        ], number: place + 2)
    }
    return table
  }

  /// Two decimals.
  static func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
