import StrataModel
import StrataText

/// Reads the counts that a page states of its own lists, and counts what is there: items, or the rows of Markdown tables
/// where there are none.
enum DeclaredCounts {
  static func read(_ document: inout Document, _ text: SegmentText) {
    document.declared.removeAll()
    for index in document.segments.indices where document.segments[index].kind == .heading {
      guard let (declared, label) = text.closingCount(document.segments[index].extent) else { continue }
      let level = document.segments[index].headingLevel
      var items = 0
      var rows = 0
      for next in (index + 1)..<max(document.segments.count, index + 1) {
        let kind = document.segments[next].kind
        if kind == .heading, document.segments[next].headingLevel <= level { break }
        if kind == .item, document.segments[next].level == 0 { items += 1 }
        // The first row of a table names the columns.
        if kind == .row, document.segments[next - 1].kind == .row { rows += 1 }
      }
      let found = items == 0 && document.mediaType == "text/markdown" ? rows : items
      // "Indicators (1)" with a note 1: the number calls it.
      let isCall = found == 0 && document.segments.contains { $0.kind == .footnote && $0.note == declared }
      if isCall { continue }
      let name = text.string(label)
      document.declared.append(DeclaredCount(label: name, declared: declared, found: found, segment: index))
      if declared != found {
        document.warnings.append(
          Warning(
            code: "declared-count", message: "The page declares \(declared) under \"\(name)\"; \(found) found",
            at: document.alignment.source(of: document.segments[index].extent).first.map { Int($0.start) }))
      }
    }
  }
}
