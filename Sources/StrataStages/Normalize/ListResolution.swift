import StrataModel
import StrataText

/// Decides which blocks with a marker are list items, and how deep they stand.
enum ListResolution {
  /// `found` are the markers by the index of their block.
  static func resolve(_ draft: inout Draft, markers found: [Int: ListMarker]) {
    guard !found.isEmpty else { return }
    var markers = [ListMarker?](repeating: nil, count: draft.blocks.count)
    for (index, marker) in found { markers[index] = marker }
    // Blocks whose marker makes them items.
    var isItem = [Bool](repeating: false, count: draft.blocks.count)
    for index in markers.indices {
      guard let marker = markers[index] else { continue }
      guard draft.blocks[index].role == .text || draft.blocks[index].role == .heading else { continue }
      if marker.isCertain {
        isItem[index] = true
        continue
      }
      let isNumbered = marker.marker == .number || marker.marker == .letter
      if isNumbered, draft.blocks[index].role == .text, marker.marker == .number, isBrief(draft, index),
        !isListed(draft, markers, index, marker)
      {
        draft.blocks[index].role = .heading
        continue
      }
      isItem[index] = isNumbered ? isListed(draft, markers, index, marker) : draft.blocks[index].role == .text
    }
    addRunning(&isItem, draft, markers)
    var nesting = ListNesting(step: 2)
    for index in draft.blocks.indices {
      guard isItem[index], let marker = markers[index] else {
        let role = draft.blocks[index].role
        if role == .heading || role == .row || (role == .text && !standsInside(draft, index, isItem, markers, nesting))
        {
          nesting.removeAll()
        }
        continue
      }
      draft.blocks[index].role = .item
      draft.blocks[index].marker = marker.marker
      draft.blocks[index].label = marker.label
      draft.blocks[index].level = nesting.place(marker, indent: draft.blocks[index].indent)
      draft.edits.append(Edit(Int(marker.extent.start), Int(marker.extent.end), "", .listMarker))
      draft.blocks[index].ranges[0].start = UInt32(marker.textStart)
    }
  }

  /// Paragraphs that are numbered through the document, whatever stands between them: three numbers or more that follow one
  /// another, none of them on a line with the form of a heading.
  private static func addRunning(_ isItem: inout [Bool], _ draft: Draft, _ markers: [ListMarker?]) {
    var runs: [[Int]] = []
    for index in markers.indices {
      guard let marker = markers[index], marker.marker == .number else { continue }
      let role = draft.blocks[index].role
      guard role == .text || role == .item,
        LineFacts.ending(draft.text, draft.blocks[index].start, draft.blocks[index].end) != .open
      else { continue }
      let run = runs.lastIndex { run in
        guard let last = run.last, let before = markers[last] else { return false }
        return before.matches(marker) && before.ordinal + 1 == marker.ordinal
      }
      if let run { runs[run].append(index) } else if marker.ordinal == 1 { runs.append([index]) }
    }
    for run in runs where run.count >= 3 && run.contains(where: { isItem[$0] }) {
      for index in run { isItem[index] = true }
    }
  }

  /// A paragraph inside an item: indented like the item's text, with the list going on behind it.
  private static func standsInside(
    _ draft: Draft, _ index: Int, _ isItem: [Bool], _ markers: [ListMarker?], _ nesting: ListNesting
  ) -> Bool {
    guard let top = nesting.top, draft.blocks[index].indent > top.indent else { return false }
    var next = index + 1
    while next < draft.blocks.count, draft.blocks[next].role == .furniture { next += 1 }
    return next < isItem.count && isItem[next] && (markers[next].map { $0.matches(top.marker) } ?? false)
  }

  /// A numbered line with the form of a heading: short, no closing punctuation.
  private static func isBrief(_ draft: Draft, _ index: Int) -> Bool {
    let block = draft.blocks[index]
    guard block.ranges.count == 1, let marker = block.markerExtent else { return false }
    return LineFacts.ending(draft.text, block.start, block.end) == .open
      && LineFacts.wordCount(draft.text, block.start, block.end) <= 14
      && LineFacts.startsUpper(draft.text, at: Int(marker.end) + 1, block.end)
  }

  /// Both are set in capitals or neither is: a numbered heading may go on with the number of the list above it.
  private static func isAlike(_ draft: Draft, _ first: Int, _ second: Int) -> Bool {
    func isCapitals(_ index: Int) -> Bool {
      LineFacts.isCapitals(draft.text, draft.blocks[index].start, draft.blocks[index].end)
    }
    return isCapitals(first) == isCapitals(second)
  }

  /// A number or letter opens an item where a sibling stands next to it; numbered headings have
  /// their text between them.
  private static func isListed(
    _ draft: Draft, _ markers: [ListMarker?], _ index: Int, _ marker: ListMarker
  ) -> Bool {
    func sibling(_ step: Int) -> (found: Bool, paragraphs: Int) {
      var at = index + step
      var paragraphs = 0
      var seen = 0
      while draft.blocks.indices.contains(at), seen < 24 {
        seen += 1
        switch draft.blocks[at].role {
        case .furniture, .footnote: break
        case .heading, .row:
          if let near = markers[at], near.matches(marker), marker.isFollowed(by: near, step: step) {
            return (isAlike(draft, at, index), paragraphs)
          }
          return (false, paragraphs)
        default:
          if let near = markers[at] {
            if near.matches(marker) {
              return (marker.isFollowed(by: near, step: step) && isAlike(draft, at, index), paragraphs)
            }
          } else {
            paragraphs += 1
          }
        }
        at += step
      }
      return (false, paragraphs)
    }
    let after = sibling(1)
    let before = sibling(-1)
    let isHeadingLike = draft.blocks[index].role == .heading
    if after.found, after.paragraphs == 0 { return true }
    if before.found, before.paragraphs == 0 { return true }
    if isHeadingLike { return false }
    if isBrief(draft, index) { return false }
    return (after.found && after.paragraphs <= 2) || (before.found && before.paragraphs <= 2)
  }
}
