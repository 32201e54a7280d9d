import StrataModel
import StrataText

/// Lists of links, menus and their headings.
extension Captions {
  /// Lists whose items are links and little else are navigation.
  func markNavigation(_ document: inout Document, _ text: SegmentText) {
    var run: [Int] = []
    var links = 0
    var inside = 0
    func close(_ document: inout Document) {
      // Few links are navigation where they point into their own page or a label says so ("Related content").
      let isLabelled = run.first.map { $0 > 0 && isLabel(document.segments[$0 - 1]) } ?? false
      if run.count >= 4 && links * 10 >= run.count * 7
        || run.count >= 2 && links == run.count && (inside == run.count || isLabelled)
      {
        for index in run { Self.demote(&document.segments[index], "navigation") }
      }
      run.removeAll(keepingCapacity: true)
      links = 0
      inside = 0
    }
    for index in document.segments.indices {
      let kind = document.segments[index].kind
      if kind == .furniture { continue }
      guard kind == .item else {
        close(&document)
        if kind == .paragraph, pointsIntoPage(document.segments[index]) || isMenu(document.segments[index], text) {
          Self.demote(&document.segments[index], "navigation")
        }
        continue
      }
      run.append(index)
      guard !document.segments[index].links.isEmpty else { continue }
      // The label, and signs such as arrows or "(external link)" behind it.
      let extent = document.segments[index].extent
      let linked = document.segments[index].links.reduce(0) { $0 + $1.extent.count }
      if linked * 10 >= extent.count * 6, document.segments[index].links[0].extent.start <= extent.start + 2 {
        links += 1
        if document.segments[index].links.allSatisfy({ $0.target.hasPrefix("#") }) { inside += 1 }
      }
    }
    close(&document)
    markMenuHeadings(&document)
  }

  /// A paragraph that is one link into its own page, or a button: "Back to contents", "Copy link".
  private func pointsIntoPage(_ segment: Segment) -> Bool {
    guard segment.links.count == 1, let link = segment.links.first, link.extent.count + 2 >= segment.extent.count else {
      return false
    }
    return link.target.hasPrefix("#") || link.target.hasPrefix("javascript:")
  }

  private func isLabel(_ segment: Segment) -> Bool {
    segment.kind == .furniture && segment.because.first == "furniture:caption"
  }

  /// Two links or more and nothing between them: "Yes No", "Facebook LinkedIn".
  private func isMenu(_ segment: Segment, _ text: SegmentText) -> Bool {
    guard segment.links.count >= 2, segment.links.allSatisfy({ text.wordCount($0.extent) <= 4 }) else { return false }
    let linked = segment.links.reduce(0) { $0 + $1.extent.count }
    // A space or a sign stands between two.
    return segment.extent.count - linked <= 3 * segment.links.count && text.ending(segment.extent) == .open
  }

  /// A heading with nothing but navigation below it ("On this page") belongs to the navigation.
  private func markMenuHeadings(_ document: inout Document) {
    var heading: Int?
    var entries = 0
    for index in document.segments.indices {
      let kind = document.segments[index].kind
      if kind == .furniture {
        if document.segments[index].because.first == "furniture:navigation" { entries += 1 }
        // What follows a label ("On this page") is the label's.
        if isLabel(document.segments[index]) { heading = nil }
        continue
      }
      if let heading, entries >= 3, kind == .heading { Self.demote(&document.segments[heading], "navigation") }
      heading = kind == .heading ? index : nil
      entries = 0
    }
  }
}
