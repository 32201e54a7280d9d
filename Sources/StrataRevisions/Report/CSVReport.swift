import StrataTables

/// Differences as comma-separated values (RFC 4180), one a line, for spreadsheets.
public struct CSVReport {
  private let options: ReportOptions

  static let columns = [
    "change", "cause", "severity", "findings", "oldDocument", "newDocument", "section", "oldFunction", "newFunction",
    "oldText", "newText", "labels", "mentions", "rules", "similarity", "oldId", "newId",
  ]

  public init(options: ReportOptions = ReportOptions()) { self.options = options }

  public func bytes(of comparison: RevisionComparison) -> [UInt8] {
    var out = CSVWriter.row(Self.columns)
    for difference in options.shown(comparison) { out += CSVWriter.row(cells(difference)) }
    return out
  }

  private func cells(_ difference: Difference) -> [String] {
    [
      difference.kind.rawValue, difference.cause.description, "\(difference.severity)",
      difference.findings.map { "\($0.code.rawValue): \($0.detail)" }.joined(separator: "; "),
      difference.oldDocument ?? "", difference.newDocument ?? "", difference.section.joined(separator: " › "),
      difference.old.map(\.function.rawValue).joined(separator: " "),
      difference.new.map(\.function.rawValue).joined(separator: " "),
      difference.old.map(\.text).joined(separator: "\n"), difference.new.map(\.text).joined(separator: "\n"),
      difference.labels.map { "\($0.field): \($0.old ?? "none") → \($0.new ?? "none")" }.joined(separator: "; "),
      difference.mentions.map(TerminalReport.text).joined(separator: "; "), difference.rules.joined(separator: " "),
      CarriedTable.decimal(difference.similarity), difference.old.map(\.id).joined(separator: " "),
      difference.new.map(\.id).joined(separator: " "),
    ]
  }
}
