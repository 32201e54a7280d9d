import StrataText

/// Recognises tables that text extraction flattened: rows that open with rising numbers of two
/// levels ("1.1.", "1.2.") and whose lines are much narrower than the document's.
enum FlattenedTable {
  /// A row's lines are narrower than this share of the document's usual width, in percent.
  private static let narrow = 72
  private static let longestRow = 40

  static func recognise(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: inout [LineRole]) {
    markValueRows(text, lines, &roles)
    var starts: [(line: Int, major: Int, minor: Int)] = []
    for index in lines.indices where !lines[index].isBlank && roles[index] == .body {
      // A column of text is narrow too.
      if !lines[index].isPart, let number = twoLevelNumber(text, lines[index]) {
        starts.append((index, number.major, number.minor))
      }
    }
    guard starts.count >= 3 else { return }
    var widths = lines.indices.filter { !lines[$0].isBlank && roles[$0] == .body }.map { lines[$0].width }
    // A document may be all table: a line of running text is not narrower than about seventy characters.
    let usual = max(Rank.element(widths.count * 9 / 10, of: &widths), 4400)
    var first = 0
    while first < starts.count {
      var last = first
      while last + 1 < starts.count, follows(starts[last], starts[last + 1]),
        isRow(text, lines, roles, starts[last].line, starts[last + 1].line, usual)
      { last += 1 }
      if last - first >= 2 {
        for index in first...last {
          let stop = index < last ? starts[index + 1].line : end(text, lines, roles, starts[index].line, usual)
          mark(text, lines, &roles, starts[index].line, stop, isLast: index == last)
        }
      }
      first = last + 1
    }
  }

  /// Rows of a label and a value ("Data science 57 %"): three such lines or more, one below the other.
  private static func markValueRows(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: inout [LineRole]
  ) {
    var first = 0
    while first < lines.count {
      var end = first
      while end < lines.count, roles[end] == .body, !lines[end].isBlank, isValueRow(text, lines[end]) { end += 1 }
      if end - first >= 3 { for index in first..<end { roles[index] = .rowStart } }
      first = max(end, first + 1)
    }
  }

  /// A few words that open with a letter, and a number with its sign behind them; no sentence, date or address.
  private static func isValueRow(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    guard line.end - line.start <= 100, LineFacts.startsUpper(text, line) else { return false }
    var at = line.end
    while at > line.start, text[at - 1] == 0x25 || text[at - 1] == 0x20 { at -= 1 }
    let end = at
    while at > line.start, Scalars.isDigit(text[at - 1]) || text[at - 1] == 0x2E || text[at - 1] == 0x2C { at -= 1 }
    guard at < end, Scalars.isDigit(text[at]), Scalars.isDigit(text[end - 1]), at > line.start, text[at - 1] == 0x20
    else { return false }
    let words = LineFacts.wordCount(text, line.start, at)
    return words >= 1 && words <= 8 && ListMarker.parse(text, line.start, line.end) == nil
      && !(line.start..<at).contains(where: { text[$0] == 0x2E && $0 + 1 < at && text[$0 + 1] == 0x20 })
  }

  /// "1.3" after "1.2", or "2.1" after "1.3".
  private static func follows(
    _ first: (line: Int, major: Int, minor: Int), _ second: (line: Int, major: Int, minor: Int)
  ) -> Bool {
    (second.major == first.major && second.minor == first.minor + 1)
      || (second.major == first.major + 1 && second.minor == 1)
  }

  private static func twoLevelNumber(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> (major: Int, minor: Int)? {
    var at = line.start
    func number() -> Int? {
      let first = at
      var value = 0
      while at < line.end, Scalars.isDigit(text[at]), at - first < 3 {
        value = value * 10 + Int(text[at] - 0x30)
        at += 1
      }
      return at > first ? value : nil
    }
    guard let major = number(), at < line.end, text[at] == 0x2E else { return nil }
    at += 1
    guard let minor = number(), at < line.end else { return nil }
    if text[at] == 0x2E { at += 1 }
    guard at < line.end, text[at] == 0x20 || text[at] == 0x09 else { return nil }
    return (major, minor)
  }

  private static func isRow(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ from: Int, _ to: Int, _ usual: Int
  ) -> Bool {
    guard to - from <= longestRow + 20 else { return false }
    let body = (from..<to).filter { !lines[$0].isBlank && roles[$0] == .body }
    guard body.count >= 2 else { return false }
    // A numbered heading with its list.
    if let marker = ListMarker.parse(text, lines[body[1]].start, lines[body[1]].end), marker.marker == .bullet {
      return false
    }
    let narrowLines = body.filter { lines[$0].width * 100 < usual * narrow }
    return narrowLines.count * 10 >= body.count * 8
  }

  /// The line after the last row: at furniture, a note, or a line as wide as running text.
  private static func end(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ from: Int, _ usual: Int
  ) -> Int {
    var at = from + 1
    while at < lines.count, at - from < longestRow {
      if !lines[at].isBlank, (roles[at] != .body && roles[at] != .rule) || lines[at].width * 100 > usual * 85 {
        return at
      }
      at += 1
    }
    return at
  }

  private static func mark(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: inout [LineRole], _ from: Int, _ to: Int, isLast: Bool
  ) {
    roles[from] = .rowStart
    var crossed = false
    for index in (from + 1)..<max(to, from + 1) where !lines[index].isBlank {
      if roles[index] != .body, roles[index] != .rule {
        crossed = true
        continue
      }
      // Behind a page break only a line that goes on in mid-sentence still belongs to the row.
      if crossed, !LineFacts.startsLower(text, lines[index]) { return }
      crossed = false
      // A heading between two rows: a number of one level, or capitals.
      if LineFacts.isCapitals(text, lines[index].start, lines[index].end), lines[index].end - lines[index].start > 8 {
        return
      }
      roles[index] = .rowContinuation
    }
  }
}
