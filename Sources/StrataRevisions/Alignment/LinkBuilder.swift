import StrataModel

/// Turns partners and groups into links: what moved, what was edited, in which order they are told.
struct LinkBuilder {
  let old: [AlignmentUnit]
  let new: [AlignmentUnit]
  let oldKeys: [Int32]
  let newKeys: [Int32]
  let layer: WordLayer?

  func alignment(_ matching: Matching, _ groups: RevisionAligner.Groups) -> RevisionAlignment {
    var links: [AlignmentLink] = []
    var isUsedOld = [Bool](repeating: false, count: old.count)
    var isUsedNew = [Bool](repeating: false, count: new.count)
    func add(_ link: AlignmentLink) {
      links.append(link)
      for index in link.old { isUsedOld[index] = true }
      for index in link.new { isUsedNew[index] = true }
    }
    for group in groups.splits {
      add(AlignmentLink(old: [group.whole], new: group.parts, change: .split, similarity: group.similarity))
    }
    for group in groups.merges {
      add(AlignmentLink(old: group.parts, new: [group.whole], change: .merged, similarity: group.similarity))
    }
    for (index, partner) in matching.ofOld.enumerated() where partner >= 0 && !isUsedOld[index] && !isUsedNew[partner] {
      let isEqual = oldKeys[index] == newKeys[partner] || isEqualText(index, partner)
      add(
        AlignmentLink(
          old: [index], new: [partner], change: isEqual ? .unchanged : .edited,
          similarity: isEqual ? 1 : similarity(index, partner)))
    }
    let stays = markMoved(&links)
    for index in new.indices where !isUsedNew[index] {
      links.append(AlignmentLink(old: [], new: [index], change: .added, similarity: 0))
    }
    for index in old.indices where !isUsedOld[index] {
      links.append(AlignmentLink(old: [index], new: [], change: .removed, similarity: 0))
    }
    return RevisionAlignment(links: ordered(links, after: stays), shared: shared(links))
  }

  /// A heading's number is no part of its text; where a paragraph became a heading, or the reverse, it may stand in both.
  private func isEqualText(_ old: Int, _ new: Int) -> Bool {
    let left = self.old[old]
    let right = self.new[new]
    return left.kind != right.kind
      && FoldedText.fold(left.text, isHeading: false) == FoldedText.fold(right.text, isHeading: false)
  }

  private func similarity(_ old: Int, _ new: Int) -> Double {
    guard let layer, let left = layer.old[old], let right = layer.new[new] else { return 1 }
    return layer.similarity(left, right)
  }

  /// What is not on the heaviest chain of links moved. A heading outweighs one item, so that an item that goes
  /// to the next section moved and the heading did not; else the longer text stays.
  ///
  /// The old positions of the links that stay.
  private func markMoved(_ links: inout [AlignmentLink]) -> Set<Int> {
    let pairs = links.compactMap { link -> WeightedPair? in
      guard !Self.isOfPage(old[link.old[0]].kind), !Self.isOfPage(new[link.new[0]].kind) else { return nil }
      let unit = old[link.old[0]]
      let weight = (unit.kind == .heading ? 1.6 : 1) + Double(min(unit.text.count, 999)) / 100_000
      return WeightedPair(old: link.old[0], new: link.new[0], weight: weight)
    }
    let stays = Set(WeightedPair.heaviestChain(of: pairs).map(\.old))
    for index in links.indices where !stays.contains(links[index].old[0]) {
      let link = links[index]
      if Self.isOfPage(old[link.old[0]].kind) || Self.isOfPage(new[link.new[0]].kind) { continue }
      switch links[index].change {
      case .unchanged: links[index].change = .moved
      case .edited: links[index].change = .movedEdited
      default: break
      }
    }
    return stays
  }

  /// Where notes and furniture stand is a matter of the page.
  private static func isOfPage(_ kind: SegmentKind) -> Bool { kind == .footnote || kind == .furniture }

  /// By the place in the new version; what was removed comes behind what it followed in the old one and what stayed in its place.
  private func ordered(_ links: [AlignmentLink], after stays: Set<Int>) -> [AlignmentLink] {
    var anchor = [Int](repeating: -1, count: old.count)
    for link in links where link.old.first.map(stays.contains) == true {
      for index in link.old { anchor[index] = link.new.last ?? -1 }
    }
    var last = -1
    for index in anchor.indices {
      if anchor[index] >= 0 { last = max(last, anchor[index]) }
      anchor[index] = last
    }
    func key(_ link: AlignmentLink) -> (Int, Int, Int) {
      if let new = link.new.first { return (new, 0, 0) }
      return (anchor[link.old[0]], 1, link.old[0])
    }
    return links.map { (key($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private func shared(_ links: [AlignmentLink]) -> Double {
    var total = 0
    var tied = 0.0
    for link in links {
      let bytes = link.old.reduce(0) { $0 + weight(old[$1]) } + link.new.reduce(0) { $0 + weight(new[$1]) }
      total += bytes
      if !link.old.isEmpty, !link.new.isEmpty { tied += Double(bytes) * link.similarity }
    }
    return total == 0 ? 1 : tied / Double(total)
  }

  private func weight(_ unit: AlignmentUnit) -> Int { unit.kind == .furniture ? 0 : unit.text.count }
}
