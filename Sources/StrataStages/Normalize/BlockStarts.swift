import StrataModel
import StrataText

/// Where a line of plain text opens a block of its own.
extension PlainLayout {
  func startsBlock(_ index: Int, after previous: Int?, blank: Int, broken: Bool) -> Bool {
    guard let block = current, let previous else { return true }
    let line = lines[index]
    let last = lines[previous]
    switch roles[index] {
    case .rowStart, .tableHeader: return true
    case .rowContinuation, .tableHeaderContinuation: return block.role != .row
    default: if block.role == .row { return true }
    }
    let ending = LineFacts.ending(text, last)
    let lower = LineFacts.startsLower(text, line)
    // "5.2." on a line of its own is the number of the heading below it.
    if block.lineCount == 1, blank == 0, !broken, SpecialLine.isBareNumber(text, last) { return false }
    if chains[index] || chains[previous] && !lower { return true }
    if headings[index] {
      if !units.isEmpty, units[index] + units[previous] > 0 { return units[index] != units[previous] }
      // The second line of a heading.
      return (!marks.isEmpty && marks[index] != nil)
        || !(block.role == .heading && headings[previous] && blank == 0 && !broken && continuesHeading(previous, index))
    }
    if block.role == .heading {
      return (!marks.isEmpty && marks[previous] != nil)
        || !(blank == 0 && !broken && ending == .open && goesOnWithHeading(index, last, block))
    }
    if let marker = markers[index], accepts(marker, index, previous, blank: blank, ending: ending) { return true }
    guard wrapping.isHard else {
      // Every line is a block, but for one that a page break or a converter cut in mid-sentence.
      guard ending.breaksOff, lower, block.role == .text else { return true }
      // Indented like the text of its item, a line goes on with it.
      if block.markerExtent != nil, blank == 0, line.indent > block.indent, markers[index] == nil { return false }
      return last.end - last.start < 40 || markers[index] != nil
    }
    if blank > 0, !broken {
      return !(ending.breaksOff && lower && last.width * 2 > wrapping.usual)
    }
    if ending == .hyphen { return false }
    let fits = wrapping.fits(text, line, after: last, at: previous)
    // "Mechanism: …", "Ambition #1: …": labelled lines one below the other. A label of one word or two hardly opens a line
    // by chance where another opens the block.
    if !lower, LineFacts.isLabelled(text, line), LineFacts.isLabelled(text, block.start, block.end),
      fits || last.width * 100 < wrapping.usual * 70
        || ending == .terminal && LineFacts.haveOneLabel(text, line.start, block.start)
        || ending != .comma && LineFacts.isLabelled(text, line, upTo: 2)
          && LineFacts.isLabelled(text, block.start, block.end, upTo: 2)
    {
      return true
    }
    if endsInCapitals(block, previous, before: index) { return true }
    switch ending {
    case .terminal, .colon, .semicolon:
      // A full stop closes a list whose items close with semicolons.
      if ending == .terminal, LineFacts.startsUpper(text, line), block.markerExtent != nil,
        itemEnding == .semicolon || itemEnding == .comma
      {
        return true
      }
      if wrapping.spaceTells { return !last.hasTrailingSpace || (fits && !lower) }
      if broken { return !lower }
      return fits && (!lower || (ending == .semicolon && wrapping.fitsClearly(text, line, after: last, at: previous)))
    case .open, .comma, .hyphen, .other:
      if lower { return false }
      if broken {
        // A line that ends far from the margin closes its block, whatever the page's end cuts.
        return ending != .hyphen
          && (changesColumn(previous, index)
            || ending == .open && wrapping.fitsClearly(text, line, after: last, at: previous))
      }
      if wrapping.spaceTells, last.hasTrailingSpace { return LineFacts.isLabelled(text, line) && fits }
      if ending == .comma { return opensAlike(block, index) }
      return wrapping.fitsClearly(text, line, after: last, at: previous)
    }
  }

  /// The line goes on in lower case with a heading: one as wide as its column, or one of few words in large type; also
  /// behind a dash ("2 A good start / – but challenges").
  private func goesOnWithHeading(_ index: Int, _ last: Line, _ block: DraftBlock) -> Bool {
    let line = lines[index]
    if let marker = markers[index] {
      guard marker.marker == .dash, !hasNeighbour(marker, index), marker.textStart < line.end,
        Scalars.isLowercase(Scalars.decode(text, at: marker.textStart).scalar)
      else { return false }
    } else if !LineFacts.startsLower(text, line) {
      return false
    } else if last.width * 10 >= wrapping.width(at: index - 1) * 6 {
      return !LineFacts.isCapitals(text, block.start, last.end) || LineFacts.isCapitals(text, line.start, line.end)
    }
    // To its end: the lines in lower case are few and short.
    var end = index
    while end + 1 < lines.count, !lines[end + 1].isBlank, roles[end + 1] == .body,
      LineFacts.startsLower(text, lines[end + 1])
    { end += 1 }
    return LineFacts.isCapitals(text, block.start, last.end) == LineFacts.isCapitals(text, line.start, line.end)
      && (index...end).allSatisfy {
        LineFacts.ending(text, lines[$0]) == .open && lines[$0].width * 10 < wrapping.usual * 6
      } && LineFacts.wordCount(text, block.start, lines[end].end) <= 14
  }

  private func continuesHeading(_ previous: Int, _ index: Int) -> Bool {
    let first = LineFacts.isCapitals(text, lines[previous].start, lines[previous].end)
    let second = LineFacts.isCapitals(text, lines[index].start, lines[index].end)
    guard first == second, !Scalars.isDigit(text[lines[index].start]),
      !closesHeading(previous)
    else { return false }
    // "Actions:" names what stands below it.
    if !first, LineFacts.ending(text, lines[index]) == .colon,
      LineFacts.wordCount(text, lines[index].start, lines[index].end) <= 3
    {
      return false
    }
    if first || LineFacts.startsLower(text, lines[index]) { return true }
    // Below a title with a number of two levels another one without may stand.
    let isNumbered = (PlainHeadings.numbering(text, lines[previous])?.levels ?? 0) >= 2
    return lines[previous].hasTrailingSpace && (!isNumbered || wrapping.spaceTells)
  }

  private func closesHeading(_ index: Int) -> Bool {
    switch LineFacts.ending(text, lines[index]) {
    case .colon, .terminal: true
    default: false
    }
  }

  /// A block set in capitals, of some length, is over where a line is not.
  private func endsInCapitals(_ block: borrowing DraftBlock, _ previous: Int, before index: Int) -> Bool {
    block.markerExtent == nil && lines[previous].end - block.start >= 30
      && LineFacts.isCapitals(text, block.start, lines[previous].end)
      && LineFacts.startsUpper(text, lines[index])
      && text[lines[index].start..<lines[index].end].contains(where: Scalars.isLower)
  }

  /// "Having regard to …, / Having regard to …,": clauses one below the other that open with the same two words.
  private func opensAlike(_ block: borrowing DraftBlock, _ index: Int) -> Bool {
    var first = block.start
    var second = lines[index].start
    let end = lines[index].end
    var words = 0
    while second < end, text[first] == text[second] {
      if text[first] == 0x20 { words += 1 }
      if words == 2 { return second - lines[index].start >= 8 && LineFacts.startsUpper(text, lines[index]) }
      first += 1
      second += 1
    }
    return false
  }

  /// A glyph in the middle of a paragraph is no bullet ("unique advantage – already today").
  private func accepts(
    _ marker: ListMarker, _ index: Int, _ previous: Int, blank: Int, ending: LineFacts.Ending
  ) -> Bool {
    let isWeak =
      marker.marker == .dash || marker.label == "o" || marker.label == "*" || marker.label == "+"
      || marker.label == ">"
    if marker.isCertain { return true }
    if marker.marker == .number || marker.marker == .letter {
      if goesOnInside(marker, index, previous) { return false }
      if ending == .open || ending == .comma, blank == 0 {
        return hasNeighbour(marker, index) && !(marker.ordinal > 20)
      }
      return true
    }
    guard isWeak, blank == 0, ending == .open || ending == .comma else { return true }
    if let other = markers[previous], other.matches(marker) { return true }
    return current?.markerExtent != nil || hasNeighbour(marker, index)
  }

  /// The number or letter before this one stands in the middle of the paragraph: "namely i) ports; ii) ferries; / iii) cranes".
  private func goesOnInside(_ marker: ListMarker, _ index: Int, _ previous: Int) -> Bool {
    guard wrapping.isHard, let block = current, block.markerExtent == nil, block.role == .text else { return false }
    var at = block.start
    while at < lines[previous].end {
      defer { at += 1 }
      guard at > block.start, text[at - 1] == 0x20, text[at] > 0x20,
        let other = ListMarker.parse(text, at, lines[previous].end), other.matches(marker), other.marker != .bullet,
        other.isFollowed(by: marker)
      else { continue }
      return true
    }
    return false
  }

  /// A line nearby opens with a marker of the same list.
  private func hasNeighbour(_ marker: ListMarker, _ index: Int) -> Bool {
    for other in max(0, index - 12)...min(lines.count - 1, index + 12) where other != index {
      guard let near = markers[other], near.matches(marker) else { continue }
      if marker.marker == .number || marker.marker == .letter {
        if marker.isFollowed(by: near) || near.isFollowed(by: marker) { return true }
      } else {
        return true
      }
    }
    return false
  }
}
