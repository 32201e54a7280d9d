import StrataText

/// Recognises tables that a file writes with tabs, strokes or wide gaps between the cells: three lines or more, one below
/// the other, of as many cells each.
enum DelimitedTable {
  /// Returns the edits that make a tab of what stands between two cells.
  static func recognise(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: inout [LineRole]
  ) -> [Edit] {
    var edits: [Edit] = []
    guard lines.contains(where: \.mayHaveCells) else { return edits }
    let found = lines.indices.map {
      roles[$0] == .body && lines[$0].mayHaveCells ? Borders(text, lines[$0]) : Borders()
    }
    for separator in Separator.allCases {
      var first = 0
      while first < lines.count {
        let cells = roles[first] == .body ? found[first][separator].count : 0
        var end = first + 1
        // Two columns of words are two columns of text as well.
        if cells >= (separator == .gap ? 2 : 1) {
          while end < lines.count, roles[end] == .body, found[end][separator].count == cells { end += 1 }
          if end - first >= 3, (first..<end).contains(where: { hasWords(text, lines[$0], cells, separator) }) {
            for index in first..<end {
              roles[index] = .rowStart
              for border in found[index][separator] {
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
  private static func hasWords(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Line, _ cells: Int, _ separator: Separator
  ) -> Bool {
    LineFacts.wordCount(text, line.start, line.end) > cells * (separator == .stroke ? 2 : 1) + 1
  }

  private enum Separator: CaseIterable { case tab, stroke, gap }

  /// What stands between the cells of a line, by the signs that part them: none where the first cell is a list's marker.
  private struct Borders {
    private var tabs: [Range<Int>] = []
    private var strokes: [Range<Int>] = []
    private var gaps: [Range<Int>] = []

    subscript(separator: Separator) -> [Range<Int>] {
      switch separator {
      case .tab: tabs
      case .stroke: strokes
      case .gap: gaps
      }
    }

    init() {}

    init(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) {
      guard !line.isBlank else { return }
      var at = line.start
      var strokeEnd = at
      while true {
        at = Self.blank(text, at, line.end)
        guard at < line.end else { break }
        let first = at
        var hasTab = false
        while at < line.end, Self.isBlank(text[at]) {
          hasTab = hasTab || text[at] == 0x09
          at += 1
        }
        if hasTab { tabs.append(first..<at) } else if at - first >= 3 { gaps.append(first..<at) }
        if first >= strokeEnd, at + 1 < line.end, text[at] == 0x7C, text[at + 1] == 0x20 {
          strokeEnd = at + 1
          while strokeEnd < line.end, Self.isBlank(text[strokeEnd]) { strokeEnd += 1 }
          strokes.append(first..<strokeEnd)
        }
      }
      guard !(tabs.isEmpty && strokes.isEmpty && gaps.isEmpty) else { return }
      let numbered = PlainHeadings.numbering(text, line)?.textStart
      let marked = ListMarker.parse(text, line.start, line.end).map { Int($0.extent.end) }
      func cells(_ found: [Range<Int>]) -> [Range<Int>] {
        guard let first = found.first, first.upperBound != numbered, first.lowerBound != marked else { return [] }
        return found
      }
      (tabs, strokes, gaps) = (cells(tabs), cells(strokes), cells(gaps))
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// The first blank from `at` on, or the end.
    private static func blank(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
      var at = ByteScan.find(text, start, end) { ByteScan.spaces($0) | ByteScan.matches(0x09, $0) }
      while at < end, !isBlank(text[at]) { at += 1 }
      return at
    }
  }
}
