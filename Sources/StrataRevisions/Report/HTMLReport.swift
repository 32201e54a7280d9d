import StrataModel
import StrataText

/// A comparison as one self-contained page: two columns, filters, `n` and `p` go from change to change.
public struct HTMLReport {
  private let options: ReportOptions

  public init(options: ReportOptions = ReportOptions()) { self.options = options }

  /// `names` are the two versions as a person calls them.
  public func text(of comparison: RevisionComparison, names: (old: String, new: String)) -> String {
    let shown = options.shown(comparison)
    var body = ""
    var document = ""
    var section: [String]?
    for (place, difference) in shown.enumerated() {
      let name = TerminalReport.name(of: difference)
      if name != document, comparison.documents.count > 1 { body += "<h2>\(Markup.html(name))</h2>\n" }
      if name != document { section = nil }
      document = name
      if TerminalReport.opensSection(difference, behind: section) {
        section = difference.section
        body += "<h3>\(Markup.html(TerminalReport.path(difference.section)))</h3>\n"
      }
      body += row(difference, place)
    }
    let summary = comparison.summary(options).map { "<p>\(Markup.html($0))</p>" }.joined(separator: "\n")
    let title = "\(Markup.html(names.old)) → \(Markup.html(names.new))"
    return """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>
      \(HTMLPage.style)
      </style></head><body>
      <header><h1>\(title)</h1>
      <div class="summary">\(summary)</div>
      \(findings(shown, namesDocument: comparison.documents.count > 1))
      <form id="filters" aria-label="Filters">
      <fieldset><legend>Change</legend>\(boxes("change", shown.map(\.kind.rawValue), Difference.Kind.allCases.map(\.rawValue)))</fieldset>
      <fieldset><legend>Finding</legend>\(boxes("finding", shown.flatMap { $0.findings.map(\.code.rawValue) }, Finding.Code.allCases.map(\.rawValue), isChecked: false))
      <label><input type="checkbox" name="commitment" value="commitment"> commitments alone (\(shown.count(where: \.isOfCommitment)))</label></fieldset>
      <p class="hint"><output id="count"></output> <kbd>n</kbd> next, <kbd>p</kbd> previous</p>
      </form></header>
      <main><div class="head" aria-hidden="true"><span>\(Markup.html(names.old))</span><span>\(Markup.html(names.new))</span></div>
      \(body)</main>
      <script>
      \(HTMLPage.script)
      </script></body></html>

      """
  }

  private func boxes(_ group: String, _ values: [String], _ order: [String], isChecked: Bool = true) -> String {
    order.compactMap { value in
      let count = values.count { $0 == value }
      guard count > 0 else { return nil }
      return
        "<label><input type=\"checkbox\" name=\"\(group)\" value=\"\(value)\"\(isChecked ? " checked" : "")> \(value) (\(count))</label>"
    }.joined(separator: "\n")
  }

  /// The grave findings, the gravest first, each with a link to its change.
  private func findings(_ shown: [Difference], namesDocument: Bool) -> String {
    let ranked = options.ranked(shown)
    guard !ranked.isEmpty else { return "" }
    let list = ranked.map { entry in
      "<li><a class=\"s\(entry.finding.severity)\" href=\"#c\(entry.place)\">\(entry.finding.code.label)</a>: "
        + "\(Markup.html(entry.detail(namesDocument: namesDocument)))</li>"
    }
    return "<details class=\"findings\" open><summary>Findings (\(ranked.count))</summary><ol>\n"
      + list.joined(separator: "\n") + "\n</ol></details>"
  }

  private func row(_ difference: Difference, _ place: Int) -> String {
    let findings = difference.findings.map(\.code.rawValue).joined(separator: " ")
    return """
      <article id="c\(place)" class="change \(difference.kind.rawValue)" data-change="\(difference.kind.rawValue)" data-finding="\(findings)" data-severity="\(difference.severity)"\(difference.isOfCommitment ? " data-commitment" : "") tabindex="-1">
      <div class="cell old">\(side(difference, .old))</div><div class="cell new">\(side(difference, .new))</div>
      <div class="notes">\(notes(difference))</div></article>

      """
  }

  private func side(_ difference: Difference, _ side: WordRun.Side) -> String {
    if difference.kind == .documentAdded || difference.kind == .documentRemoved {
      let name = side == .old ? difference.oldDocument : difference.newDocument
      return name.map { "<p><b>\(Markup.html($0))</b></p>" } ?? ""
    }
    let segments = side == .old ? difference.old : difference.new
    let texts =
      difference.words.isEmpty ? segments.map { Markup.html($0.text) } : marked(difference.words, segments, side)
    return zip(segments, texts).map { "<p title=\"\(Markup.html($0.id))\">\($1)</p>" }.joined()
  }

  /// The marked words of one side, each segment with its own. The words tell the texts one behind the other, equal but for
  /// white space.
  private func marked(_ words: [WordRun], _ segments: [SegmentRecord], _ side: WordRun.Side) -> [String] {
    var texts: [String] = []
    var rest = segments.map { $0.text.unicodeScalars.count { !$0.properties.isWhitespace } }[...]
    var text = ""
    for run in words where run.side == .both || run.side == side {
      var piece = String.UnicodeScalarView()
      func endPiece() {
        let escaped = Markup.html(String(piece))
        text +=
          run.side == .both || piece.isEmpty
          ? escaped : side == .old ? "<del>\(escaped)</del>" : "<ins>\(escaped)</ins>"
        piece = String.UnicodeScalarView()
      }
      for scalar in run.text.unicodeScalars {
        let isSpace = scalar.properties.isWhitespace
        if rest.first == 0, !isSpace, rest.count > 1 {
          endPiece()
          texts.append(text)
          text = ""
          rest.removeFirst()
        }
        if !isSpace, let left = rest.first { rest[rest.startIndex] = left - 1 }
        piece.append(scalar)
      }
      endPiece()
    }
    return texts + [text] + Array(repeating: "", count: max(0, segments.count - texts.count - 1))
  }

  private func notes(_ difference: Difference) -> String {
    var notes = ["<span class=\"kind\">\(difference.kind.phrase)</span>"]
    if difference.isOfCommitment { notes.append("commitment") }
    if difference.cause != .text { notes.append("cause: \(difference.cause)") }
    for finding in difference.findings {
      notes.append(
        "<b class=\"finding s\(finding.severity)\">\(finding.code.label): \(Markup.html(finding.detail))</b>")
    }
    for label in difference.labels { notes.append("\(label.field): \(label.old ?? "none") → \(label.new ?? "none")") }
    for change in difference.mentions { notes.append(Markup.html(TerminalReport.text(of: change))) }
    if !difference.rules.isEmpty {
      notes.append("by " + difference.rules.map { "<code>\(Markup.html($0))</code>" }.joined(separator: ", "))
    }
    if !difference.presentation.isEmpty {
      notes.append("presentation: " + difference.presentation.joined(separator: ", "))
    }
    return notes.joined(separator: " · ")
  }
}
