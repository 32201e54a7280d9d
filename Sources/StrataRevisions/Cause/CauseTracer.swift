import StrataModel

/// Follows segments through the steps of a cause chain and says which steps made a difference.
struct CauseTracer {
  /// Nil stands for a step whose cause is not known.
  private let causes: [Cause?]
  /// The segments before the first step, and behind each.
  private var stages: [[SegmentRecord]] = []
  /// For each step: the link of every old and of every new position.
  private var links: [(old: [Int], new: [Int], all: [AlignmentLink])] = []

  init(
    _ chain: CauseChain, _ old: RevisedDocument, _ new: RevisedDocument, _ aligner: RevisionAligner
  ) throws {
    causes = chain.steps.map(\.cause)
    guard causes.count > 1 else { return }
    stages = [old.segments] + chain.steps.dropLast().map { $0.document?.segments ?? [] } + [new.segments]
    for step in causes.indices {
      let alignment = try aligner.align(stages[step].map(AlignmentUnit.init), stages[step + 1].map(AlignmentUnit.init))
      var before = [Int](repeating: -1, count: stages[step].count)
      var after = [Int](repeating: -1, count: stages[step + 1].count)
      for (index, link) in alignment.links.enumerated() {
        for position in link.old { before[position] = index }
        for position in link.new { after[position] = index }
      }
      links.append((before, after, alignment.links))
    }
  }

  /// Sets the causes of a difference and of all it holds. `old` and `new` are positions in the documents.
  func trace(_ difference: inout Difference, old: [Int], new: [Int]) {
    guard !causes.isEmpty else { return }
    if causes.count == 1 { return set(&difference, causes[0] ?? .unknown) }
    let path = self.path(old: old, new: new)
    var parts: [Cause?] = []
    if difference.kind != .relabelled, difference.kind != .presentation { parts += textCauses(path) }
    for index in difference.labels.indices {
      let found = labelCauses(difference.labels[index].field, path)
      difference.labels[index].cause = Self.union(found)
      parts += found
    }
    for index in difference.mentions.indices {
      let found = mentionCauses(difference.mentions[index], path)
      difference.mentions[index].cause = Self.union(found)
      parts += found
    }
    difference.cause = Self.union(parts)
  }

  private func set(_ difference: inout Difference, _ cause: Cause) {
    difference.cause = cause
    for index in difference.labels.indices { difference.labels[index].cause = cause }
    for index in difference.mentions.indices { difference.mentions[index].cause = cause }
  }

  /// Together; unknown where one part is.
  private static func union(_ causes: [Cause?]) -> Cause {
    causes.contains(nil) ? .unknown : causes.reduce(.unknown) { $0.union($1 ?? .unknown) }
  }

  /// Positions at every stage, followed from the old side, or from the new one where there is no old.
  private func path(old: [Int], new: [Int]) -> [[Int]] {
    var path = [[Int]](repeating: [], count: stages.count)
    if !old.isEmpty {
      path[0] = old
      for step in causes.indices { path[step + 1] = images(path[step], links[step].old, links[step].all, \.new) }
      if !new.isEmpty { path[causes.count] = new }
    } else {
      path[causes.count] = new
      for step in causes.indices.reversed() {
        path[step] = images(path[step + 1], links[step].new, links[step].all, \.old)
      }
    }
    return path
  }

  private func images(
    _ positions: [Int], _ link: [Int], _ all: [AlignmentLink], _ side: (AlignmentLink) -> [Int]
  ) -> [Int] {
    Array(Set(positions.flatMap { side(all[link[$0]]) })).sorted()
  }

  /// The steps in which the text or its place changed, appeared or went.
  private func textCauses(_ path: [[Int]]) -> [Cause?] {
    causes.indices.compactMap { step -> Cause?? in
      let before = path[step].map { links[step].all[links[step].old[$0]] }
      let after = path[step + 1].map { links[step].all[links[step].new[$0]] }
      return (before + after).contains { $0.change != .unchanged } ? .some(causes[step]) : nil
    }
  }

  private func labelCauses(_ field: String, _ path: [[Int]]) -> [Cause?] {
    let values = stages.indices.map { stage -> String? in
      let segments = path[stage].map { stages[stage][$0] }
      if field == "sectors" { return LabelChange.sectors(of: segments) }
      return SegmentComparison.leading(segments).flatMap { LabelChange.value(of: field, in: $0) }
    }
    return causes.indices.compactMap { values[$0] != values[$0 + 1] ? .some(causes[$0]) : nil }
  }

  /// A mention is the same at two stages where one stands there with equal attributes.
  private func mentionCauses(_ change: MentionChange, _ path: [[Int]]) -> [Cause?] {
    func holds(_ stage: Int, _ mention: MentionRecord?) -> Bool {
      guard let mention else { return false }
      return path[stage].contains {
        stages[stage][$0].mentions.contains { MentionComparison.fields($0, mention).isEmpty }
      }
    }
    let states = stages.indices.map { [holds($0, change.old), holds($0, change.new)] }
    return causes.indices.compactMap { states[$0] != states[$0 + 1] ? .some(causes[$0]) : nil }
  }
}
