import StrataModel

/// A comparison for a terminal: grouped by document and section, words marked, 80 columns by default.
public struct TerminalReport {
  private let layout: TextLayout
  private let options: ReportOptions

  public init(options: ReportOptions = ReportOptions(), width: Int = 80, isColoured: Bool = false) {
    layout = TextLayout(width: max(40, width), palette: TextLayout.Palette(isColoured: isColoured))
    self.options = options
  }

  /// The report, findings first, with a line feed at its end.
  public func text(of comparison: RevisionComparison) -> String {
    var lines = findings(options.shown(comparison), namesDocument: comparison.documents.count > 1)
    var document: String?
    var section: [String]?
    for entry in ReportEntry.entries(options.shown(comparison)) {
      let difference = entry.difference
      let name = Self.name(of: difference)
      if name != document, comparison.documents.count > 1 {
        lines += [""] + layout.lines(name, first: "══ ", rest: "   ").map(layout.palette.bold)
        section = nil
      }
      document = name
      if Self.opensSection(difference, behind: section) {
        section = difference.section
        let path = Self.path(difference.section)
        lines.append("")
        lines += layout.lines(path, first: "── ", rest: "   ").map(layout.palette.bold)
      }
      lines += self.lines(of: entry)
    }
    if !lines.isEmpty { lines.append("") }
    for line in comparison.summary(options) { lines += layout.lines(line, first: "", rest: "  ") }
    return lines.drop { $0.isEmpty }.joined(separator: "\n") + "\n"
  }

  /// `--stat`: the summary alone, with findings and mentions counted.
  public func statistics(of comparison: RevisionComparison) -> String {
    var lines: [String] = []
    for line in comparison.summary(options) { lines += layout.lines(line, first: "", rest: "  ") }
    let counts = comparison.counts
    let findings = Finding.Code.allCases.compactMap { code in counts.findings[code].map { "\($0) \(code.rawValue)" } }
    if !findings.isEmpty {
      lines += layout.lines("Findings: \(findings.joined(separator: ", ")).", first: "", rest: "  ")
    }
    let mentions = MentionChange.Kind.allCases.compactMap { kind -> String? in
      let count = counts.mentions[kind, default: 0]
      return count > 0 ? "\(count) \(kind.rawValue)" : nil
    }
    if !mentions.isEmpty || counts.labels > 0 {
      let labels = counts.labels > 0 ? ["\(counts.labels) labels changed"] : []
      let text = (mentions.isEmpty ? [] : ["Mentions: " + mentions.joined(separator: ", ")]) + labels
      lines.append(text.joined(separator: "; ") + ".")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The headings above, those but the last one shortened.
  static func path(_ section: [String]) -> String {
    guard let last = section.last else { return "(top)" }
    let above = section.dropLast().map { $0.count > 32 ? $0.prefix(30) + "…" : $0[...] }
    return (above.map(String.init) + [last]).joined(separator: " › ")
  }

  static func name(of difference: Difference) -> String {
    switch (difference.oldDocument, difference.newDocument) {
    case (let old?, let new?): old == new ? new : "\(old) → \(new)"
    case (nil, let new?): new
    case (let old?, nil): old
    case (nil, nil): ""
    }
  }

  /// What a reader should see first.
  private func findings(_ differences: [Difference], namesDocument: Bool) -> [String] {
    let ranked = options.ranked(differences)
    guard !ranked.isEmpty else { return [] }
    return [layout.palette.bold("Findings")]
      + ranked.flatMap { entry in
        let mark = entry.finding.severity == 3 ? layout.palette.style("!!", "1;31") : layout.palette.style(" !", "33")
        return layout.lines(entry.text(namesDocument: namesDocument), first: "\(mark) ", rest: "   ")
      }
  }

  private func lines(of entry: ReportEntry) -> [String] {
    let difference = entry.difference
    let palette = layout.palette
    var lines: [String] = []
    let sign = Self.sign(difference.kind)
    let first = "\(sign) "
    let rest = "  "
    switch difference.kind {
    case .documentAdded:
      return layout.lines("the whole document is new: \(difference.newDocument ?? "")", first: first, rest: rest).map(
        palette.new)
    case .documentRemoved:
      return layout.lines("the whole document is gone: \(difference.oldDocument ?? "")", first: first, rest: rest).map(
        palette.old)
    case .added:
      lines += layout.lines(difference.new[0].text, first: first, rest: rest, side: .new)
    case .removed:
      lines += layout.lines(difference.old[0].text, first: first, rest: rest, side: .old)
    case .edited, .movedEdited:
      lines += layout.lines(difference.words, first: first, rest: rest)
    case .split, .merged:
      lines += layout.lines(difference.words, first: first, rest: rest, context: 200)
    case .moved, .relabelled, .presentation:
      let text = difference.new[0].text
      let short = text.count > 150 ? text.prefix(140) + " …" : text[...]
      lines += layout.lines(String(short), first: first, rest: rest)
    }
    return lines + notes(entry)
  }

  /// What stands below the text: what it is, labels, mentions, rules.
  private func notes(_ entry: ReportEntry) -> [String] {
    let difference = entry.difference
    var notes: [String] = []
    var head = difference.kind.phrase
    switch difference.kind {
    case .split: head = "split in \(difference.new.count)"
    case .merged: head = "merged from \(difference.old.count)"
    case .moved, .movedEdited:
      let from = difference.old[0].section
      if !Self.isSamePath(from, difference.new[0].section) { head += " from “\(from.last ?? "(top)")”" }
      head += entry.company
    case .presentation: head += ": " + difference.presentation.joined(separator: ", ")
    default: break
    }
    if difference.isOfCommitment { head += ", commitment" }
    if difference.cause != .text { head += ", cause \(difference.cause)" }
    notes.append(head)
    for finding in difference.findings where ![.dropped, .new].contains(finding.code) {
      notes.append("→ \(finding.code.label): \(finding.detail)")
    }
    for label in difference.labels {
      notes.append("\(label.field): \(label.old ?? "none") → \(label.new ?? "none")")
    }
    for change in difference.mentions { notes.append(Self.text(of: change)) }
    if !difference.rules.isEmpty { notes.append("by \(difference.rules.joined(separator: ", "))") }
    return notes.flatMap { layout.lines($0, first: "    ", rest: "      ").map(layout.palette.dim) }
  }

  /// Whether a difference stands in another section than the one that was told last.
  static func opensSection(_ difference: Difference, behind section: [String]?) -> Bool {
    guard difference.kind != .documentAdded, difference.kind != .documentRemoved else { return false }
    return section.map { !isSamePath(difference.section, $0) } ?? true
  }

  /// Headings that got other numbers are the same.
  private static func isSamePath(_ old: [String], _ new: [String]) -> Bool {
    func folded(_ path: [String]) -> [[UInt8]] { path.map { FoldedText.fold($0.utf8, isHeading: true) } }
    return old == new || folded(old) == folded(new)
  }

  static func text(of change: MentionChange) -> String {
    switch change.kind {
    case .gained: return "+ \(change.type.rawValue) “\(change.new!.text)”"
    case .lost: return "- \(change.type.rawValue) “\(change.old!.text)”"
    case .changed:
      let old = change.old!
      let new = change.new!
      let text = old.text == new.text ? "“\(new.text)”" : "“\(old.text)” → “\(new.text)”"
      let fields = change.fields.filter { $0 != "text" && $0 != "value" && $0 != "date" }.map { name in
        "\(name) \(value(name, of: old)) → \(value(name, of: new))"
      }
      return "~ \(new.type.rawValue) \(text)" + (fields.isEmpty ? "" : ": " + fields.joined(separator: ", "))
    }
  }

  private static func value(_ field: String, of mention: MentionRecord) -> String {
    switch field {
    case "type": mention.type.rawValue
    case "concept": mention.concept ?? "none"
    case "role": mention.role?.rawValue ?? "none"
    case "class": mention.class?.rawValue ?? "none"
    case "named": mention.named.map { $0 ? "yes" : "no" } ?? "none"
    case "currency": mention.currency ?? "none"
    case "unit": mention.unit ?? "none"
    default: ""
    }
  }

  private static func sign(_ kind: Difference.Kind) -> String {
    switch kind {
    case .added, .documentAdded: "+"
    case .removed, .documentRemoved: "-"
    case .edited: "~"
    case .moved: ">"
    case .movedEdited: "≈"
    case .split: "<"
    case .merged: "∧"
    case .relabelled: "="
    case .presentation: "·"
    }
  }
}

extension Finding.Code {
  /// A heading for people.
  public var label: String {
    switch self {
    case .actorDropped: "Actor dropped"
    case .dateDropped: "Date dropped"
    case .amountDropped: "Amount dropped"
    case .targetDropped: "Target dropped"
    case .demoted: "No longer binding"
    case .promoted: "Now a commitment"
    case .setBack: "Set back"
    case .dropped: "Dropped"
    case .new: "New"
    default: rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    }
  }
}
