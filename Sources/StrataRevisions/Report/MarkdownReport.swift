import StrataModel
import StrataText

/// A comparison as Markdown, fit to paste into a report.
public struct MarkdownReport {
  private let options: ReportOptions

  public init(options: ReportOptions = ReportOptions()) { self.options = options }

  /// `names` are the two versions as a person calls them.
  public func text(of comparison: RevisionComparison, names: (old: String, new: String)) -> String {
    var lines = ["# Changes from \(Markup.markdown(names.old)) to \(Markup.markdown(names.new))", ""]
    lines += comparison.summary(options).map { Markup.markdown($0) + "\n" }
    let shown = options.shown(comparison)
    let ranked = options.ranked(shown)
    if !ranked.isEmpty {
      lines += ["## Findings", ""]
      lines += ranked.map { entry in
        "- **\(entry.finding.code.label)**: "
          + Markup.markdown(entry.detail(namesDocument: comparison.documents.count > 1))
      }
      lines.append("")
    }
    var document = ""
    var section: [String]?
    for item in ReportEntry.entries(shown) {
      let difference = item.difference
      let name = TerminalReport.name(of: difference)
      if name != document, comparison.documents.count > 1 { lines += ["## \(Markup.markdown(name))", ""] }
      if name != document { section = nil }
      document = name
      if TerminalReport.opensSection(difference, behind: section) {
        section = difference.section
        lines += ["### \(Markup.markdown(TerminalReport.path(difference.section)))", ""]
      }
      lines += entry(item) + [""]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func entry(_ item: ReportEntry) -> [String] {
    let difference = item.difference
    var head = "**\(difference.kind.phrase)**\(item.company)"
    if difference.isOfCommitment { head += ", commitment" }
    if difference.cause != .text { head += ", cause: \(difference.cause)" }
    var lines = ["- \(head): \(body(difference))"]
    for finding in difference.findings where ![.dropped, .new].contains(finding.code) {
      lines.append("  - **\(finding.code.label)**: \(Markup.markdown(finding.detail))")
    }
    for label in difference.labels {
      lines.append("  - \(label.field): \(label.old ?? "none") → \(label.new ?? "none")")
    }
    for change in difference.mentions {
      // A sign at the start of an item would open a list in it.
      let text = Markup.markdown(TerminalReport.text(of: change))
      lines.append("  - " + (text.first == "-" || text.first == "+" ? "\\" : "") + text)
    }
    if !difference.rules.isEmpty {
      lines.append("  - by \(difference.rules.map { "`\($0)`" }.joined(separator: ", "))")
    }
    return lines
  }

  private func body(_ difference: Difference) -> String {
    if !difference.words.isEmpty { return marked(difference.words) }
    return Markup.markdown(
      (difference.new.isEmpty ? difference.old : difference.new).map(\.text).joined(separator: " / "))
  }

  /// Old words struck through, new ones bold. A mark stands apart from the word beside it, but a stop stays with its word:
  /// where it stands beside a mark, Markdown still reads the mark.
  private func marked(_ words: [WordRun]) -> String {
    var line = ""
    var last: WordRun?
    for run in words {
      let text = run.text.trimmed
      guard let first = text.first else { continue }
      if let last {
        let isStop = run.side == .both && ".,;:!?)%".contains(first) && !run.text.hasPrefix(" ")
        if !isStop || last.text.hasSuffix(" ") { line += " " }
      }
      switch run.side {
      case .both: line += Markup.markdown(text)
      case .old: line += "~~\(Markup.markdown(text))~~"
      case .new: line += "**\(Markup.markdown(text))**"
      }
      last = run
    }
    return line
  }
}

extension String {
  /// Without white space at its ends.
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
