/// What confirmed links teach: rows that resemble a row speak for the candidates they were linked to.
struct Precedents: Sendable {
  private let places: [Int]
  private let links: [[UInt32]]
  private let index: TermIndex
  private let usage: [UInt32: Float]
  private let ownLinks: [Int: [UInt32]]
  private let count: Int

  /// Likeness that must stand behind a vote before it counts in full; about one good neighbour.
  private static let doubt: Float = 1

  /// Rows with confirmed links.
  var rows: Int { places.count }

  struct Votes {
    /// By candidate; below one.
    var shares: [UInt32: Float] = [:]
  }

  /// Nil where nothing is confirmed.
  init?(confirmed: [Linker.Confirmed], profiles: [RowProfile], terms: Int, count: Int) {
    guard !confirmed.isEmpty else { return nil }
    var byRow: [Int: [UInt32]] = [:]
    for link in confirmed { byRow[link.row, default: []].append(UInt32(link.candidate)) }
    places = byRow.keys.sorted()
    links = places.map { byRow[$0] ?? [] }
    ownLinks = byRow
    index = TermIndex(
      vectors: places.map { Self.vectors(profiles[$0]) }, terms: terms)
    var usage: [UInt32: Float] = [:]
    for list in links { for candidate in list { usage[candidate, default: 0] += 1 } }
    self.usage = usage
    self.count = count
  }

  /// Rows resemble each other by their texts, their titles and their lists alike.
  private static func vectors(_ profile: RowProfile) -> [SparseVector] {
    [profile.text, profile.phrases, profile.title, profile.facets]
  }

  func votes(row: Int, profile: RowProfile, search: inout TermSearch) -> Votes {
    var votes = Votes()
    var sum: Float = 0
    let near = search.nearest(
      Self.vectors(profile), in: index, count: count + 1, postings: .max)
    for hit in near where places[Int(hit.row)] != row {
      let weight = hit.score * hit.score * hit.score
      sum += weight
      for candidate in links[Int(hit.row)] { votes.shares[candidate, default: 0] += weight }
    }
    // One distant relative is no authority: shares grow to their full size with the likeness behind them.
    for candidate in votes.shares.keys { votes.shares[candidate]? /= sum + Self.doubt }
    return votes
  }

  /// Share of the confirmed rows, other than `row`, that link to the candidate.
  func usage(_ candidate: UInt32, without row: Int) -> Float {
    var count = usage[candidate] ?? 0
    var total = Float(places.count)
    if let own = ownLinks[row] {
      total -= 1
      if own.contains(candidate) { count -= 1 }
    }
    return max(0, count / (total + 10))
  }
}
