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
      try compare(left, right, (old, new), &result)
    }
    return result
  }

  private func compare(
    _ old: RevisedDocument?, _ new: RevisedDocument?, _ sides: (old: Revision, new: Revision),
    _ result: inout RevisionComparison
  ) throws {
    let alignment = try aligner.align(
      (old?.segments ?? []).map(AlignmentUnit.init), (new?.segments ?? []).map(AlignmentUnit.init))
    var found = try differences(alignment, old, new, isSameEngine: Self.isSameEngine(old, new, sides))
    try setCauses(&found, old, new, sides)
    result.counts.add(alignment, found.map(\.difference), old, new)
    result.documents.append(ComparedDocument(old: old, new: new, links: alignment.links, shared: alignment.shared))
    if let whole = wholeDocument(old, new, sides) {
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
    _ alignment: RevisionAlignment, _ old: RevisedDocument?, _ new: RevisedDocument?, isSameEngine: Bool
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
      settle(&difference, isSameEngine: isSameEngine)
      if difference.kind == .relabelled, difference.labels.isEmpty, difference.mentions.isEmpty {
        if difference.presentation.isEmpty { continue }
        difference.kind = .presentation
      }
      difference.findings = rules.findings(of: difference)
      found.append(Found(difference: difference, link: link))
    }
    return found
  }

  private static func isSameEngine(
    _ old: RevisedDocument?, _ new: RevisedDocument?, _ sides: (old: Revision, new: Revision)
  ) -> Bool {
    guard let before = sides.old.program, let after = sides.new.program else { return false }
    return old?.digest == new?.digest && before.isSame(as: after)
  }

  /// Furniture that came, went or moved is a matter of the page. So is a line of equal text that the layout makes a
  /// heading on one side and a paragraph on the other: what it is read as follows from that.
  private func settle(_ difference: inout Difference, isSameEngine: Bool) {
    let segments = difference.old + difference.new
    if isSameEngine, difference.kind == .relabelled, let old = difference.old.first, let new = difference.new.first,
      Self.isLine(old.kind) != Self.isLine(new.kind)
    {
      difference.labels = []
      difference.mentions = []
      return
    }
    guard segments.allSatisfy({ $0.kind == .furniture }), difference.kind != .relabelled else { return }
    difference.kind = .presentation
    difference.presentation = ["furniture"]
  }

  private static func isLine(_ kind: SegmentKind) -> Bool { [.title, .heading, .furniture].contains(kind) }

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
    _ found: inout [Found], _ old: RevisedDocument?, _ new: RevisedDocument?,
    _ sides: (old: Revision, new: Revision)
  ) throws {
    guard let old, let new else {
      let cause = Self.causeOfAbsence(old, new, sides)
      for index in found.indices { found[index].difference.cause = cause }
      return
    }
    guard !found.isEmpty else { return }
    let programs = (sides.old.program, sides.new.program)
    var reruns = CauseChain.Reruns()
    if CauseChain.needsCrossing(old, new, programs: programs) { reruns = try rerun(old, new) }
    let chain = CauseChain(old, new, programs: programs, reruns: reruns)
    let tracer = try CauseTracer(chain, old, new, aligner)
    for index in found.indices {
      tracer.trace(&found[index].difference, old: found[index].link.old, new: found[index].link.new)
    }
  }

  /// Why one side has a document that the other has not: the other run never saw its file, or saw it and made nothing of
  /// it.
  private static func causeOfAbsence(
    _ old: RevisedDocument?, _ new: RevisedDocument?, _ sides: (old: Revision, new: Revision)
  ) -> Cause {
    let other = old == nil ? sides.old : sides.new
    guard let document = old ?? new, let inputs = other.inputs, let before = sides.old.program,
      let after = sides.new.program
    else { return .unknown }
    guard let seen = inputs[document.record.path] else { return .text }
    let isSameRule = other.pipeline?.digest == document.digest
    let isSameProgram = before.isSame(as: after)
    if isSameRule, isSameProgram { return .text }
    guard seen == document.record.sha256, isSameRule || isSameProgram else { return .unknown }
    return isSameRule ? .program : .rule
  }

  private func wholeDocument(
    _ old: RevisedDocument?, _ new: RevisedDocument?, _ sides: (old: Revision, new: Revision)
  ) -> Difference? {
    guard old == nil || new == nil else { return nil }
    var difference = Difference(kind: old == nil ? .documentAdded : .documentRemoved, old: [], new: [], similarity: 0)
    difference.oldDocument = old?.id
    difference.newDocument = new?.id
    difference.cause = Self.causeOfAbsence(old, new, sides)
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
