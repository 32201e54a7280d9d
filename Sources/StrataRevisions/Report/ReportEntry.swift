import StrataModel

/// A difference as people read it: a section that moved as a whole is told once.
struct ReportEntry {
  var difference: Difference
  /// Segments of a moved heading's section that moved with it and did not change.
  var below = 0

  /// " with the 13 segments below it", or nothing.
  var company: String {
    below == 0 ? "" : below == 1 ? " with the segment below it" : " with the \(below) segments below it"
  }

  /// O(n).
  static func entries(_ shown: [Difference]) -> [ReportEntry] {
    var entries: [ReportEntry] = []
    var head: Head?
    for difference in shown {
      if let head, head.isAbove(difference) {
        entries[head.entry].below += 1
        continue
      }
      if difference.kind == .moved, [.heading, .title].contains(difference.new[0].kind) {
        head = Head(entry: entries.count, difference: difference)
      }
      entries.append(ReportEntry(difference: difference))
    }
    return entries
  }

  /// A heading that moved.
  private struct Head {
    var entry: Int
    var difference: Difference

    /// Whether a segment moved with the heading and is otherwise as it was.
    func isAbove(_ other: Difference) -> Bool {
      other.kind == .moved && other.labels.isEmpty && other.mentions.isEmpty && other.findings.isEmpty
        && other.cause == difference.cause && other.oldDocument == difference.oldDocument
        && other.newDocument == difference.newDocument
        && Self.isBelow(other.old[0], difference.old[0]) && Self.isBelow(other.new[0], difference.new[0])
    }

    private static func isBelow(_ segment: SegmentRecord, _ heading: SegmentRecord) -> Bool {
      segment.section.starts(with: heading.section + [heading.text])
    }
  }
}
