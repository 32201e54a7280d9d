import StrataModel
import StrataText

/// Headings of Markdown: `#` signs before them or a line of signs below.
extension MarkdownLayout {
  mutating func readHeading(_ index: Int, _ line: Line, _ blank: Int) -> Int? {
    if text[line.start] == 0x23 {
      var at = line.start
      while at < line.end, text[at] == 0x23 { at += 1 }
      let level = at - line.start
      guard level <= 6, at < line.end else { return nil }
      // "#Heading" is meant as a heading; "#hashtag" and "#1" are not.
      if text[at] != 0x20, text[at] != 0x09, level == 1, !LineFacts.startsUpper(text, at: at, line.end) { return nil }
      while at < line.end, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
      var end = line.end
      while end > at, text[end - 1] == 0x23 { end -= 1 }
      if end < line.end, end > at, text[end - 1] > 0x20 { end = line.end }
      while end > at, text[end - 1] <= 0x20 { end -= 1 }
      guard end > at else { return nil }
      close()
      edits.append(Edit(line.start, at, "", .markup))
      if end < line.end { edits.append(Edit(end, line.end, "", .markup)) }
      let last = end < line.end ? index : closingLine(ofLinkAt: at, from: index)
      appendHeading(Extent(at, last > index ? lines[last].end : end), level, blank)
      return last + 1
    }
    guard index + 1 < lines.count, current == nil || blank > 0, !lines[index + 1].isBlank, line.end - line.start <= 120
    else {
      return nil
    }
    let under = lines[index + 1]
    let mark = text[under.start]
    guard mark == 0x3D || mark == 0x2D, (under.start..<under.end).allSatisfy({ text[$0] == mark }),
      under.end - under.start >= (mark == 0x3D ? 2 : 3), listMarker(line, index, blank) == nil
    else { return nil }
    close()
    edits.append(Edit(under.start, under.end, "", .markup))
    appendHeading(line.extent, mark == 0x3D ? 1 : 2, blank)
    return index + 2
  }

  /// The line on which a heading's link closes that a converter wrapped, label or target; the heading's own where none is open.
  private func closingLine(ofLinkAt start: Int, from index: Int) -> Int {
    for last in index..<min(index + 5, lines.count) {
      guard !lines[last].isBlank else { break }
      if !isLinkOpen(start, lines[last].end) { return last }
    }
    return index
  }

  private func isLinkOpen(_ start: Int, _ end: Int) -> Bool {
    var brackets = 0
    var parentheses = 0
    var at = start
    while at < end {
      switch text[at] {
      case 0x5C: at += 1
      case 0x5B: brackets += 1
      case 0x5D: brackets -= 1
      case 0x28 where parentheses > 0 || at > start && text[at - 1] == 0x5D: parentheses += 1
      case 0x29 where parentheses > 0: parentheses -= 1
      default: break
      }
      at += 1
    }
    return brackets > 0 || parentheses > 0
  }

  /// `* ### Title`: a heading that a list of cards holds.
  mutating func readHeadingItem(_ marker: ListMarker, _ index: Int, _ line: Line, _ blank: Int) -> Int? {
    var rest = line
    rest.start = marker.textStart
    guard let mark = SpecialLine.headingMark(text, rest) else { return nil }
    close()
    edits.append(Edit(line.start, mark.textStart, "", .markup))
    appendHeading(Extent(mark.textStart, line.end), mark.level, blank)
    return index + 1
  }

  mutating func appendHeading(_ extent: Extent<Decoded>, _ level: Int, _ blank: Int) {
    var block = DraftBlock(extent, role: .heading)
    block.level = level
    block.isMarkup = true
    block.blankLinesBefore = blank
    block.page = page
    blocks.append(block)
    endList()
  }
}
