import StrataText

/// Recognises tables that a file writes with tabs, strokes or wide gaps between the cells: three lines or more, one below
/// the other, of as many cells each.
enum DelimitedTable {
  /// Returns the edits that make a tab of what stands between two cells.
  static func recognise(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: inout [LineRole]
  ) -> [Edit] {
    var edits: [Edit] = []
    for separator in [Separator.tab, .stroke, .gap] {
      var first = 0
      while first < lines.count {
        let cells = roles[first] == .body ? borders(text, lines[first], separator).count : 0
        var end = first + 1
        // Two columns of words are two columns of text as well.
        if cells >= (separator == .gap ? 2 : 1) {
          while end < lines.count, roles[end] == .body, borders(text, lines[end], separator).count == cells { end += 1 }
          if end - first >= 3, (first..<end).contains(where: { hasWords(text, lines[$0], separator) }) {
            for index in first..<end {
              roles[index] = .rowStart
              for border in borders(text, lines[index], separator) {
                edits.append(Edit(border.lowerBound, border.upperBound, "\t", .tableCell))
              }
            }
          }
        }
        first = end
      }
    }
    return edits
  }

  /// A cell of the line has two words: in justified text every space is as wide.
  private static func hasWords(_ text: UnsafeBufferPointer<UInt8>, _ line: Line, _ separator: Separator) -> Bool {
    LineFacts.wordCount(text, line.start, line.end) > borders(text, line, separator).count
      * (separator == .stroke ? 2 : 1) + 1
  }

  private enum Separator { case tab, stroke, gap }

  /// What stands between the cells of a line: none where the first one is a list's marker.
  private static func borders(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Line, _ separator: Separator
  ) -> [Range<Int>] {
    guard !line.isBlank else { return [] }
    var found: [Range<Int>] = []
    var at = line.start
    while at < line.end {
      let first = at
      var isBorder = false
      switch text[at] {
      case 0x09, 0x20:
        while at < line.end, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
        let blank = text[first..<at]
        switch separator {
        case .tab: isBorder = blank.contains(0x09)
        case .gap: isBorder = blank.count >= 3 && !blank.contains(0x09)
        case .stroke:
          if at + 1 < line.end, text[at] == 0x7C, text[at + 1] == 0x20 {
            at += 1
            while at < line.end, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
            isBorder = true
          }
        }
      default: at += 1
      }
      if isBorder { found.append(first..<at) }
    }
    if let first = found.first, PlainHeadings.numbering(text, line)?.textStart == first.upperBound { return [] }
    if let first = found.first, let marker = ListMarker.parse(text, line.start, line.end),
      Int(marker.extent.end) == first.lowerBound
    {
      return []
    }
    return found
  }
}
