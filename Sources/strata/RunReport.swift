import StrataModel
import StrataPipeline

/// The last lines of a run, for people.
enum RunReport {
  static func text(of outcome: Batch.Outcome, output: String) -> String {
    let counts = outcome.summary.counts
    var lines: [String] = []
    let unchanged = counts.unchanged > 0 ? ", \(Count.grouped(counts.unchanged)) of them unchanged" : ""
    let speed = outcome.seconds > 0 ? Double(counts.bytes) / outcome.seconds : 0
    lines.append(
      "\(Count.of(counts.documents, "document"))\(unchanged) in \(Quantity.decimal(outcome.seconds)) s "
        + "(\(Quantity.bytes(Double(counts.bytes))), \(Quantity.bytes(speed))/s) -> \(output)")
    add("segments", counts.segments, list(SegmentKind.allCases.map(\.rawValue), counts.byKind), to: &lines)
    let duplicates = outcome.summary.duplicates
    add(
      "commitments", counts.commitments,
      duplicates == 1
        ? "1 segment repeats an earlier one and is not counted"
        : duplicates > 0 ? "\(Count.grouped(duplicates)) segments repeat an earlier one and are not counted" : "",
      to: &lines)
    add("mentions", counts.mentions, list(MentionType.allCases.map(\.rawValue), counts.byMentionType), to: &lines)
    add("warnings", counts.warnings, sorted(outcome.summary.warnings), to: &lines)
    add(
      "rejected", counts.rejected,
      sorted(outcome.summary.rejected) + (counts.rejected > 0 ? "; see \(output)/rejected.jsonl" : ""), to: &lines)
    let skipped = outcome.corpus.skipped.values.reduce(0, +)
    if skipped > 0 { add("passed over", skipped, sorted(outcome.corpus.skipped), to: &lines) }
    for warning in outcome.corpus.warnings { lines.append("  \(warning.code): \(warning.message)") }
    for count in outcome.summary.declared {
      lines.append("  \(count.document): the page says \(count.declared) '\(count.label)', found \(count.found)")
    }
    let more = outcome.summary.declaredCount - outcome.summary.declared.count
    if more > 0 {
      lines.append("  … and \(more) more declared counts that disagree")
    }
    return lines.joined(separator: "\n")
  }

  private static func add(_ label: String, _ count: Int, _ detail: String, to lines: inout [String]) {
    let name = label + String(repeating: " ", count: max(0, 12 - label.count))
    let number = Count.grouped(count)
    let padded = String(repeating: " ", count: max(0, 10 - number.count)) + number
    lines.append("  \(name)\(padded)" + (detail.isEmpty ? "" : "   \(detail)"))
  }

  private static func list(_ order: [String], _ counts: [String: Int]) -> String {
    order.compactMap { name in counts[name].map { "\(Count.grouped($0)) \(name)" } }.joined(separator: ", ")
  }

  private static func sorted(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\(Count.grouped($0.value)) \($0.key)" }
      .joined(separator: ", ")
  }
}
