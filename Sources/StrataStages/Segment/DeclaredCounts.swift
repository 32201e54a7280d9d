import StrataModel
import StrataText

/// Reads the counts that a page states of its own lists, and counts what is there.
enum DeclaredCounts {
  static func read(_ document: inout Document, _ text: SegmentText) {
    document.declared.removeAll()
    for index in document.segments.indices where document.segments[index].kind == .heading {
      guard let (declared, label) = text.closingCount(document.segments[index].extent) else { continue }
      let level = document.segments[index].headingLevel
      var found = 0
      for next in (index + 1)..<max(document.segments.count, index + 1) {
        let kind = document.segments[next].kind
        if kind == .heading, document.segments[next].headingLevel <= level { break }
        if kind == .item, document.segments[next].level == 0 { found += 1 }
      }
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
