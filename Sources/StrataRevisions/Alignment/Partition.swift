/// Finds units that became several, by what several units behind each other hold of one. Merging is the same
/// with the sides exchanged.
struct Partition {
  /// One whole and its parts, ascending.
  struct Group {
    var whole: Int
    var parts: [Int]
    var similarity: Double
  }

  let wholes: [WordBag?]
  let parts: [WordBag?]
  let weights: WordWeights
  /// For each part the part that follows it in the document, furniture left out, or -1.
  let next: [Int]
  let similarity: (WordBag, WordBag) -> Double

  /// Share of a part's weight that must come from the whole.
  private static let held = 0.6
  /// Share of the whole's weight that its parts must cover.
  private static let covered = 0.6
  /// How much more similar the parts together must be than the best of them alone.
  private static let gain = 0.08
  /// Share of a short part's weight that must come from the whole, and the least number of its words.
  private static let whole = 0.9
  private static let wholeWords = 4
  private static let mostParts = 16
  /// Units between two parts that are no parts themselves, at most: what was put between them.
  private static let mostBetween = 2

  /// The groups among free units that are worth more than any pair, best first. O(candidates × words).
  func groups(_ candidates: [(whole: Int, part: Int)], single: (Int) -> Double, partSingle: (Int) -> Double) -> [Group]
  {
    var partsOf: [Int: [Int]] = [:]
    for (whole, part) in candidates where isHeld(part, by: whole) { partsOf[whole, default: []].append(part) }
    var groups: [Group] = []
    for (whole, found) in partsOf where found.count > 1 {
      guard let best = bestRun(of: Set(found), in: whole) else { continue }
      // A part that is much more like another unit belongs there.
      let rival = best.parts.map(partSingle).max() ?? 0
      guard best.similarity >= single(whole) + Self.gain, best.similarity >= rival + Self.gain else { continue }
      groups.append(best)
    }
    return groups.sorted { $0.similarity != $1.similarity ? $0.similarity > $1.similarity : $0.whole < $1.whole }
  }

  private func isHeld(_ part: Int, by whole: Int) -> Bool {
    guard let wholeBag = wholes[whole], let bag = parts[part], bag.words.count > 1,
      bag.words.count < wholeBag.words.count
    else { return false }
    return bag.common(wholeBag, weights) >= Self.held * bag.weight(weights)
  }

  private func bestRun(of found: Set<Int>, in whole: Int) -> Group? {
    guard let wholeBag = wholes[whole] else { return nil }
    var best: Group?
    for start in found.sorted() {
      var run = [start]
      var bags = [parts[start]!]
      while run.count < Self.mostParts, let following = following(run.last!, in: found) {
        run.append(following)
        bags.append(parts[following]!)
        let joined = WordBag(joining: bags)
        guard joined.common(wholeBag, weights) >= Self.covered * wholeBag.weight(weights) else { continue }
        let value = similarity(wholeBag, joined)
        if value > (best?.similarity ?? 0) { best = Group(whole: whole, parts: run, similarity: value) }
      }
    }
    return best
  }

  /// The next one of some parts behind a part, where it is near.
  private func following(_ part: Int, in found: Set<Int>) -> Int? {
    Self.near(part, next).first(where: found.contains)
  }

  /// The units that follow one in an order, nearest first.
  private static func near(_ part: Int, _ order: [Int]) -> [Int] {
    var near: [Int] = []
    var at = order[part]
    while at >= 0, near.count <= mostBetween {
      near.append(at)
      at = order[at]
    }
    return near
  }

  /// Parts before and behind a part that is tied to a whole already, as long as they hold what it lacks.
  func extended(_ whole: Int, _ part: Int, isFree: (Int) -> Bool, previous: [Int]) -> Group? {
    guard let wholeBag = wholes[whole], let bag = parts[part] else { return nil }
    var group = Group(whole: whole, parts: [part], similarity: similarity(wholeBag, bag))
    var bags = [bag]
    var grew = true
    while grew, group.parts.count < Self.mostParts {
      grew = false
      let behind = Self.near(group.parts.last!, next).map { ($0, true) }
      let before = Self.near(group.parts.first!, previous).map { ($0, false) }
      for (neighbour, isBehind) in behind + before {
        guard isFree(neighbour), let added = parts[neighbour], added.words.count > 1 else { continue }
        let now = WordBag(joining: bags)
        let joined = WordBag(joining: isBehind ? bags + [added] : [added] + bags)
        let gained = joined.common(wholeBag, weights) - now.common(wholeBag, weights)
        let value = similarity(wholeBag, joined)
        let weight = added.weight(weights)
        // A short part adds little similarity, but hardly any of it is found there by chance.
        let isWhole = gained >= Self.whole * weight && added.words.count >= Self.wholeWords && value > group.similarity
        guard isWhole || (gained >= Self.held * weight && value >= group.similarity + Self.gain / 2) else { continue }
        group.parts = isBehind ? group.parts + [neighbour] : [neighbour] + group.parts
        group.similarity = value
        bags = isBehind ? bags + [added] : [added] + bags
        grew = true
        break
      }
    }
    return group.parts.count > 1 ? group : nil
  }
}
