/// What of a comparison is shown.
public struct ReportOptions: Sendable {
  /// Only differences of commitments.
  public var onlyCommitments = false
  /// Presentation, too.
  public var showsPresentation = false

  public init(onlyCommitments: Bool = false, showsPresentation: Bool = false) {
    self.onlyCommitments = onlyCommitments
    self.showsPresentation = showsPresentation
  }

  /// The differences that are shown, in their order.
  public func shown(_ comparison: RevisionComparison) -> [Difference] {
    comparison.differences.filter { difference in
      if difference.kind == .presentation, !showsPresentation { return false }
      if onlyCommitments {
        return difference.isOfCommitment
      }
      return true
    }
  }
}

extension RevisionComparison {
  /// The lines that stand at the end of a report: commitments, segments, presentation, cause, strangers.
  public func summary(_ options: ReportOptions = ReportOptions()) -> [String] {
    var lines = [counts.commitments.sentence]
    var parts: [String] = []
    func part(_ count: Int, _ text: String) { if count > 0 { parts.append("\(count) \(text)") } }
    part(counts.unchanged, "unchanged")
    for kind in Difference.Kind.allCases where ![.presentation, .documentAdded, .documentRemoved].contains(kind) {
      part(counts.kinds[kind, default: 0], kind.phrase)
    }
    lines.append(
      "\(counts.oldSegments) segments before, \(counts.newSegments) after: \(parts.isEmpty ? "none" : parts.joined(separator: ", "))."
    )
    let added = counts.kinds[.documentAdded, default: 0]
    let removed = counts.kinds[.documentRemoved, default: 0]
    if added + removed > 0 {
      lines.append("Documents: \(documents.count - added - removed) on both sides, \(added) added, \(removed) removed.")
    }
    if let count = counts.kinds[.presentation], count > 0 {
      let list = counts.presentation.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
      lines.append("Presentation only: \(count) (\(list.joined(separator: ", "))).")
    }
    if !counts.causes.isEmpty {
      let list = counts.causes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
      lines.append("Cause: \(list.joined(separator: ", ")).")
    }
    if !changedDataFiles.isEmpty {
      lines.append("Pipeline files that differ: \(changedDataFiles.joined(separator: ", ")).")
    }
    for stranger in counts.strangers {
      lines.append(
        "Little is shared in \(stranger.document): \(Int((stranger.shared * 100).rounded())) % of the text has a "
          + "partner. Read it as another document rather than as a revision.")
    }
    return lines
  }
}

extension Difference.Kind {
  /// For people.
  public var phrase: String {
    switch self {
    case .movedEdited: "moved and edited"
    case .relabelled: "read otherwise"
    case .documentAdded: "document added"
    case .documentRemoved: "document removed"
    default: rawValue
    }
  }
}
