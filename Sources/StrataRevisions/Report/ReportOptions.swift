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

  /// The findings of severity 2 and 3 among the differences that are shown: the gravest first, then in the order of their
  /// codes, then in that of the text.
  func ranked(_ shown: [Difference]) -> [RankedFinding] {
    let order = Dictionary(uniqueKeysWithValues: Finding.Code.allCases.enumerated().map { ($1, $0) })
    var ranked: [RankedFinding] = []
    for (place, difference) in shown.enumerated() {
      for finding in difference.findings where finding.severity > 1 {
        ranked.append(RankedFinding(finding: finding, difference: difference, place: place))
      }
    }
    return ranked.enumerated().sorted { left, right in
      let (one, other) = (left.element.finding, right.element.finding)
      return (-one.severity, order[one.code]!, left.offset) < (-other.severity, order[other.code]!, right.offset)
    }.map(\.element)
  }
}

/// A finding with what it was found in.
struct RankedFinding {
  var finding: Finding
  var difference: Difference
  /// Position of the difference among those that are shown.
  var place: Int

  /// The opening of the text, where the finding itself does not tell it.
  var excerpt: String? {
    guard ![.dropped, .new].contains(finding.code) else { return nil }
    let segments = difference.new.isEmpty ? difference.old : difference.new
    return SegmentComparison.leading(segments).map { $0.text.opening(of: 70) }
  }

  /// "Later: 2026 → 2027, in “build a government cloud …”", and the document where there are several.
  func text(namesDocument: Bool) -> String {
    finding.code.label + ": " + detail(namesDocument: namesDocument)
  }

  func detail(namesDocument: Bool) -> String {
    finding.detail + (excerpt.map { ", in “\($0)”" } ?? "")
      + (namesDocument ? " (\(TerminalReport.name(of: difference)))" : "")
  }
}

extension String {
  /// The first words, up to so many characters.
  func opening(of length: Int) -> String {
    guard count > length else { return self }
    let head = prefix(length)
    return (head.lastIndex(of: " ").map { String(head[..<$0]) } ?? String(head)) + " …"
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
