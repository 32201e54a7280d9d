import StrataRevisions

/// Precision and recall of links, by kind of change.
struct AlignmentScores {
  struct Count {
    var right = 0
    var predicted = 0
    var expected = 0

    var f1: Double { predicted + expected == 0 ? 1 : 2 * Double(right) / Double(predicted + expected) }
  }

  /// A moved and edited pair counts as edited and as moved.
  static let kinds = ["unchanged", "edited", "moved", "split", "merged", "added", "removed"]
  private(set) var counts: [String: Count] = [:]
  private(set) var pairs = 0

  mutating func add(_ pair: GeneratedPair, _ predicted: [AlignmentLink]) {
    pairs += 1
    let truth = settled(pair, predicted)
    for kind in Self.kinds {
      let expected = Set(truth.filter { Self.holds(kind, $0) }.map(Self.key))
      let found = Set(predicted.filter { Self.holds(kind, $0) }.map(Self.key))
      counts[kind, default: Count()].expected += expected.count
      counts[kind, default: Count()].predicted += found.count
      counts[kind, default: Count()].right += expected.intersection(found).count
    }
  }

  /// Where the truth is either of two, the one that was predicted.
  private func settled(_ pair: GeneratedPair, _ predicted: [AlignmentLink]) -> [AlignmentLink] {
    var truth = pair.truth
    func change(_ position: Int, in links: [AlignmentLink]) -> Change? { links.first { $0.new == [position] }?.change }
    func exchange(_ left: Int, _ right: Int, _ swapOrigins: Bool) {
      guard let one = truth.firstIndex(where: { $0.new == [left] }),
        let other = truth.firstIndex(where: { $0.new == [right] })
      else { return }
      (truth[one].change, truth[other].change) = (truth[other].change, truth[one].change)
      if swapOrigins { (truth[one].old, truth[other].old) = (truth[other].old, truth[one].old) }
    }
    for (left, right) in pair.swapped
    where change(left, in: predicted) == .unchanged && change(right, in: predicted) == .moved {
      exchange(left, right, false)
    }
    for (left, right) in pair.copies {
      let isOther = truth.contains { $0.new == [left] && $0.change == .added } ? right : left
      if change(isOther, in: predicted) == .added { exchange(left, right, true) }
    }
    return truth
  }

  private static func holds(_ kind: String, _ link: AlignmentLink) -> Bool {
    switch kind {
    case "edited": link.change == .edited || link.change == .movedEdited
    case "moved": link.change == .moved || link.change == .movedEdited
    default: link.change.rawValue == kind
    }
  }

  private static func key(_ link: AlignmentLink) -> String { "\(link.old)\(link.new)" }

  var table: String {
    Self.kinds.map { kind in
      let count = counts[kind] ?? Count()
      return
        "\(kind) F1 \((count.f1 * 10000).rounded() / 10000) (\(count.right) right, \(count.predicted) said, \(count.expected) true)"
    }.joined(separator: "\n")
  }
}
