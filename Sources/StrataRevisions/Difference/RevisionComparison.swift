import StrataModel
import StrataText

/// What changed between two revisions: the whole result of `strata diff`.
public struct RevisionComparison: Sendable {
  /// In the order of the new documents and, within one, of the new text; what was removed stands behind what it
  /// followed.
  public var differences: [Difference]
  public var counts: ComparisonCounts
  /// One for each pair of documents.
  public var documents: [ComparedDocument]
  /// Data files of the pipeline that differ, where both sides name them.
  public var changedDataFiles: [String]

  /// True where anything but presentation differs.
  public var isDifferent: Bool { differences.contains { $0.kind != .presentation } }
}

/// A pair of documents and its links: what other programs of the house build upon.
public struct ComparedDocument: Sendable {
  public var old: RevisedDocument?
  public var new: RevisedDocument?
  public var links: [AlignmentLink]
  /// Share of the text of both sides, 0 to 1, that has a partner.
  public var shared: Double
}

/// Compares two revisions document by document.
public struct RevisionComparer {
  public var aligner: RevisionAligner
  public var obligation: ObligationWords
  /// Runs an old text again, where the cause of differences can't be told otherwise. Gets the two documents.
  public var rerun: (RevisedDocument, RevisedDocument) throws -> CauseChain.Reruns = { _, _ in CauseChain.Reruns() }

  public init(aligner: RevisionAligner = RevisionAligner(), obligation: ObligationWords = .none) {
    self.aligner = aligner
    self.obligation = obligation
  }

  /// Throws `RevisionFault` for pairs that cannot be, and what `rerun` throws.
  public func compare(
    _ old: Revision, _ new: Revision, ties: [(old: String, new: String)] = []
  ) throws -> RevisionComparison {
    var result = RevisionComparison(
      differences: [], counts: ComparisonCounts(), documents: [], changedDataFiles: Self.changedFiles(old, new))
    for pair in try DocumentPairs.find(old, new, ties: ties) {
      let left = pair.old.map { old.documents[$0] }
      let right = pair.new.map { new.documents[$0] }
      try compare(left, right, programs: (old.program, new.program), &result)
    }
    return result
  }

  private func compare(
    _ old: RevisedDocument?, _ new: RevisedDocument?, programs: (String?, String?), _ result: inout RevisionComparison
  ) throws {
    let alignment = try aligner.align(
      (old?.segments ?? []).map(AlignmentUnit.init), (new?.segments ?? []).map(AlignmentUnit.init))
    var found = try differences(alignment, old, new)
    try setCauses(&found, old, new, programs)
    result.counts.add(alignment, found.map(\.difference), old, new)
    result.documents.append(ComparedDocument(old: old, new: new, links: alignment.links, shared: alignment.shared))
    if let whole = wholeDocument(old, new) {
      result.differences.append(whole)
      result.counts.kinds[whole.kind, default: 0] += 1
    }
    var told = found.map(\.difference)
    RuleNames.name(&told)
    result.differences += told
  }

  /// A difference with the positions of its segments.
  private struct Found {
    var difference: Difference
    var link: AlignmentLink
  }

  private func differences(
    _ alignment: RevisionAlignment, _ old: RevisedDocument?, _ new: RevisedDocument?
  ) throws -> [Found] {
    let comparison = SegmentComparison(
      oldUnit: old?.record.offsets ?? .codepoint, newUnit: new?.record.offsets ?? .codepoint,
      boundaries: try WordBoundaries())
    let rules = FindingRules(obligation: obligation)
    var found: [Found] = []
    for link in alignment.links {
      var difference = Difference(
        kind: Self.kind(link.change), old: link.old.map { old!.segments[$0] }, new: link.new.map { new!.segments[$0] },
        similarity: link.similarity)
      difference.oldDocument = old?.id
      difference.newDocument = new?.id
      try comparison.compare(&difference)
      settle(&difference)
      if difference.kind == .relabelled, difference.labels.isEmpty, difference.mentions.isEmpty {
        if difference.presentation.isEmpty { continue }
        difference.kind = .presentation
      }
      difference.findings = rules.findings(of: difference)
      found.append(Found(difference: difference, link: link))
    }
    return found
  }

  /// Furniture that came, went or moved is a matter of the page.
  private func settle(_ difference: inout Difference) {
    let segments = difference.old + difference.new
    guard segments.allSatisfy({ $0.kind == .furniture }), difference.kind != .relabelled else { return }
    difference.kind = .presentation
    difference.presentation = ["furniture"]
  }

  private static func kind(_ change: Change) -> Difference.Kind {
    switch change {
    case .unchanged: .relabelled
    case .edited: .edited
    case .moved: .moved
    case .movedEdited: .movedEdited
    case .split: .split
    case .merged: .merged
    case .added: .added
    case .removed: .removed
    }
  }

  private func setCauses(
    _ found: inout [Found], _ old: RevisedDocument?, _ new: RevisedDocument?, _ programs: (String?, String?)
  ) throws {
    guard let old, let new else {
      for index in found.indices { found[index].difference.cause = .text }
      return
    }
    guard !found.isEmpty else { return }
    var reruns = CauseChain.Reruns()
    if CauseChain.needsCrossing(old, new, programs: programs) { reruns = try rerun(old, new) }
    let chain = CauseChain(old, new, programs: programs, reruns: reruns)
    let tracer = try CauseTracer(chain, old, new, aligner)
    for index in found.indices {
      tracer.trace(&found[index].difference, old: found[index].link.old, new: found[index].link.new)
    }
  }

  private func wholeDocument(_ old: RevisedDocument?, _ new: RevisedDocument?) -> Difference? {
    guard old == nil || new == nil else { return nil }
    var difference = Difference(kind: old == nil ? .documentAdded : .documentRemoved, old: [], new: [], similarity: 0)
    difference.oldDocument = old?.id
    difference.newDocument = new?.id
    difference.cause = .text
    return difference
  }

  private static func changedFiles(_ old: Revision, _ new: Revision) -> [String] {
    guard !old.dataFiles.isEmpty, !new.dataFiles.isEmpty else { return [] }
    var digests: [String: String] = [:]
    for file in old.dataFiles { digests[file.path] = file.sha256 }
    var changed: [String] = []
    for file in new.dataFiles where digests.removeValue(forKey: file.path) != file.sha256 { changed.append(file.path) }
    return (changed + digests.keys).sorted()
  }
}
