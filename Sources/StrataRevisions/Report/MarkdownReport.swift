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
    let grave = shown.flatMap { difference in difference.findings.filter { $0.severity > 1 } }
      .enumerated().sorted {
        $0.element.severity != $1.element.severity ? $0.element.severity > $1.element.severity : $0.offset < $1.offset
      }
    if !grave.isEmpty {
      lines += ["## Findings", ""]
      lines += grave.map { "- **\($0.element.code.label)**: \(Markup.markdown($0.element.detail))" } + [""]
    }
    var document = ""
    var section: [String]?
    for difference in shown {
      let name = TerminalReport.name(of: difference)
      if name != document, comparison.documents.count > 1 { lines += ["## \(Markup.markdown(name))", ""] }
      if name != document { section = nil }
      document = name
      if difference.section != section, difference.kind != .documentAdded, difference.kind != .documentRemoved {
        section = difference.section
        lines += ["### \(Markup.markdown(TerminalReport.path(difference.section)))", ""]
      }
      lines += entry(difference) + [""]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func entry(_ difference: Difference) -> [String] {
    var head = "**\(difference.kind.phrase)**"
    if difference.isOfCommitment { head += ", commitment" }
    if difference.cause != .text { head += ", cause: \(difference.cause)" }
    var lines = ["- \(head): \(body(difference))"]
    for finding in difference.findings where ![.dropped, .new].contains(finding.code) {
      lines.append("  - **\(finding.code.label)**: \(Markup.markdown(finding.detail))")
    }
    for label in difference.labels {
      lines.append("  - \(label.field): \(label.old ?? "none") → \(label.new ?? "none")")
    }
    for change in difference.mentions { lines.append("  - \(Markup.markdown(TerminalReport.text(of: change)))") }
    if !difference.rules.isEmpty {
      lines.append("  - by \(difference.rules.map { "`\($0)`" }.joined(separator: ", "))")
    }
    return lines
  }

  private func body(_ difference: Difference) -> String {
    if !difference.words.isEmpty {
      return difference.words.map { run in
        let text = Markup.markdown(run.text.trimmed)
        switch run.side {
        case .both: return text
        case .old: return "~~\(text)~~"
        case .new: return "**\(text)**"
        }
      }.joined(separator: " ")
    }
    return Markup.markdown(
      (difference.new.isEmpty ? difference.old : difference.new).map(\.text).joined(separator: " / "))
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
