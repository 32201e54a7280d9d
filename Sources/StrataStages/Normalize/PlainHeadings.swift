import StrataText

/// Recognises headings of plain text by numbering, capitals, brevity, the absence of closing
/// punctuation, and the table of contents as a witness.
enum PlainHeadings {
  private static let longest = 160
  private static let mostWords = 16

  static func recognise(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ markers: [ListMarker?],
    _ wrapping: Wrapping, contents: ListedTitles, _ functionWords: FunctionWords
  ) -> [Bool] {
    var headings = [Bool](repeating: false, count: lines.count)
    var previous: Int?
    var blank = 0
    var broken = true
    for index in lines.indices {
      if lines[index].isBlank {
        blank += 1
        continue
      }
      guard roles[index] == .body else {
        if roles[index].isFurniture || roles[index].isNote { broken = true }
        if roles[index] == .rowStart || roles[index] == .rowContinuation || roles[index] == .tableHeader
          || roles[index] == .tableHeaderContinuation
        {
          previous = index
          broken = true
        }
        continue
      }
      headings[index] =
        isHeading(
          text, lines, roles, markers, wrapping, index, previous: previous, blank: blank, broken: broken, headings,
          contents)
        && (!functionWords.end(text, lines[index]) || isLabelledApart(text, lines, index))
      previous = index
      blank = 0
      broken = false
    }
    return headings
  }

  /// "Chapter 1: Where we are", with nothing below it that could go on.
  private static func isLabelledApart(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ index: Int) -> Bool {
    isNumberedLabel(text, lines[index]) && (index + 1 >= lines.count || lines[index + 1].isBlank)
  }

  /// Four brief lines or more one below the other, some of which look like headings and nothing else proves to be, are an
  /// address or the labels of a chart: blocks of their own, but no headings. `units` tells which lines are those of a wrapped
  /// heading.
  static func chains(
    _ headings: [Bool], _ units: [Int], _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole],
    _ markers: [ListMarker?], _ wrapping: Wrapping, _ contents: ListedTitles
  ) -> [Bool] {
    func isMerelyBrief(_ index: Int) -> Bool {
      guard !lines[index].isBlank, roles[index] == .body, units.isEmpty || units[index] == 0 else { return false }
      let line = lines[index]
      guard headings[index] else {
        return wrapping.isHard && markers[index] == nil && LineFacts.ending(text, line) == .open
          && !LineFacts.startsLower(text, line) && line.width * 100 < wrapping.usual * 50
          && LineFacts.wordCount(text, line.start, line.end) <= 6
      }
      return numbering(text, line) == nil && !LineFacts.isCapitals(text, line.start, line.end)
        && !isNumberedLabel(text, line) && !isNumberedName(text, line) && !isBareLabel(text, line)
        && !endsInCount(text, line) && text[line.end - 1] != 0x3F && LineFacts.ending(text, line) != .colon
        && !contents.contains(LetterHash(text, line.start, line.end))
    }
    var chains = [Bool](repeating: false, count: lines.count)
    var first = 0
    while first < lines.count {
      var end = first
      while end < lines.count, isMerelyBrief(end) { end += 1 }
      // The last one may be the heading of what follows, but then it is one of many brief lines.
      if end - first >= 4, (first..<end).filter({ headings[$0] }).count >= 2 {
        for index in first..<end { chains[index] = true }
      }
      first = max(end, first + 1)
    }
    return chains
  }

  private static func isHeading(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ markers: [ListMarker?],
    _ wrapping: Wrapping, _ index: Int, previous: Int?, blank: Int, broken: Bool, _ headings: [Bool],
    _ contents: ListedTitles
  ) -> Bool {
    let line = lines[index]
    guard line.end - line.start <= longest, line.end - line.start >= 3 else { return false }
    if let marker = markers[index], marker.marker != .number, marker.marker != .letter { return false }
    let ending = LineFacts.ending(text, line)
    let words = LineFacts.wordCount(text, line.start, line.end)
    guard words <= mostWords, ending != .comma, ending != .semicolon, ending != .hyphen else { return false }
    let numbering = numbering(text, line)
    if words <= 4, standsAboveContents(lines, roles, index) { return true }
    guard LineFacts.startsUpper(text, line) || numbering != nil else { return false }
    let isQuestion = text[line.end - 1] == 0x3F && words <= 10
    let isCapitals = LineFacts.isCapitals(text, line.start, line.end)
    if ending == .terminal, !isCapitals, text[line.end - 1] == 0x2E || (numbering == nil && !isQuestion) {
      return false
    }

    let next = following(lines, roles, index)
    let nextIsAdjacent = next.map { $0.blank == 0 && roles[$0.line] == .body } ?? false
    // The line before closes a block, so that this one opens one.
    let opens: Bool
    if let previous, blank == 0, !broken {
      let before = LineFacts.ending(text, lines[previous])
      opens =
        headings[previous] || before == .terminal || before == .colon || before == .semicolon
        || wrapping.fitsClearly(text, line, after: lines[previous], at: previous)
        || (wrapping.spaceTells && !lines[previous].hasTrailingSpace)
    } else {
      opens = true
    }
    // A number of two levels at a line's start, and nothing that goes on: it opens by itself.
    let opensItself =
      (numbering?.levels ?? 0) >= 2 && words <= 12
      && (next.map { !LineFacts.startsLower(text, lines[$0.line]) } ?? true)
    // "Action items (4)": also between two lists that nothing keeps apart.
    let isCounted = endsInCount(text, line) && words <= 12
    let standsAtList =
      words <= 6
      && (next.map { nextIsAdjacent && markers[$0.line] != nil } ?? false
        || previous.map { blank == 0 && markers[$0] != nil } ?? false)
    guard opens || opensItself || numbering?.isPadded == true || (isCounted && standsAtList) else { return false }
    if contents.contains(text, line) || isCounted { return true }
    // A line that the next one goes on with is no heading of its own, unless numbers or capitals say so.
    var goesOn = false
    if let next, nextIsAdjacent {
      goesOn = LineFacts.startsLower(text, lines[next.line]) && markers[next.line] == nil
    }
    if isNumberedLabel(text, line) || isNumberedName(text, line), !goesOn, words <= 14 {
      return next == nil || isShort(lines, index, next?.line, wrapping) || blank > 0
    }
    if let numbering {
      if numbering.levels >= 2 {
        return !goesOn || line.width * 100 >= wrapping.width(at: index) * 70
      }
      if numbering.isPadded { return !goesOn || words <= 4 }
      // One level: a heading where no sibling in a list stands nearby.
      guard !goesOn, words <= 12, LineFacts.startsUpper(text, at: numbering.textStart, line.end) else { return false }
      if isCapitals { return !isCapitalProse(text, lines, roles, index) }
      guard !numbering.hasListSibling(text, lines, markers, index) else { return false }
      return isShort(lines, index, next?.line, wrapping)
    }
    if isCapitals, words >= 2 || line.end - line.start >= 6 {
      if let previous, blank == 0, !broken, !headings[previous], goesOnInCapitals(text, lines[previous]) {
        return false
      }
      return !isCapitalProse(text, lines, roles, index)
    }
    guard wrapping.isHard else { return isBriefInLooseText(text, lines, index, next, words, ending, blank, markers) }
    if goesOn || LineFacts.isLabelled(text, line) { return false }
    guard let next else { return false }
    // "What is a data space?": a question of its own, not the end of a paragraph.
    if isQuestion, !LineFacts.startsUpper(text, lines[next.line]) || !isShort(lines, index, next.line, wrapping) {
      return false
    }
    if ending == .colon {
      return words <= 8 && (markers[next.line] != nil || roles[next.line] == .rowStart) && !hasVerbEnding(text, line)
        && isShort(lines, index, next.line, wrapping)
    }
    guard roles[next.line] == .body || roles[next.line] == .rowStart || roles[next.line].isFurniture else {
      return false
    }
    // Lines of verse and of tables are short too: a heading stands above something wider, or above a list.
    if wrapping.spaceTells, !line.hasTrailingSpace, words <= 12, ending == .open { return true }
    let isProse = standsInColumn(text, lines, next.line)
    return (isShort(lines, index, next.line, wrapping, inColumn: isProse) || markers[next.line] != nil) && words <= 14
  }

  /// A paragraph set in capitals, not a heading that closes with a full stop or a colon: it has many words, or a line of it
  /// cuts a word or a clause.
  private static func isCapitalProse(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ index: Int
  ) -> Bool {
    var at = index
    while at < lines.count, !lines[at].isBlank, roles[at] == .body,
      LineFacts.isCapitals(text, lines[at].start, lines[at].end)
    {
      switch LineFacts.ending(text, lines[at]) {
      case .hyphen, .comma: return at > index || LineFacts.ending(text, lines[at]) == .hyphen
      case .terminal, .colon: return LineFacts.wordCount(text, lines[index].start, lines[at].end) > 24
      default: at += 1
      }
    }
    return false
  }

  /// A line of a paragraph set in capitals that is not its last one.
  private static func goesOnInCapitals(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    switch LineFacts.ending(text, line) {
    case .terminal, .colon: false
    default: LineFacts.isCapitals(text, line.start, line.end)
    }
  }

  /// "Action items (4)".
  private static func endsInCount(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    guard text[line.end - 1] == 0x29 else { return false }
    var at = line.end - 1
    while at > line.start, Scalars.isDigit(text[at - 1]) { at -= 1 }
    return at < line.end - 1 && line.end - 1 - at <= 3 && at > line.start + 1 && text[at - 1] == 0x28
      && text[at - 2] == 0x20
  }

  /// Text whose lines are whole blocks: a brief line between blank lines, or above a block.
  private static func isBriefInLooseText(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ index: Int, _ next: (line: Int, blank: Int)?, _ words: Int,
    _ ending: LineFacts.Ending, _ blank: Int, _ markers: [ListMarker?]
  ) -> Bool {
    guard let next, words <= 12 else { return false }
    if ending == .colon { return words <= 6 && markers[next.line] != nil && !hasVerbEnding(text, lines[index]) }
    if LineFacts.isLabelled(text, lines[index]) { return false }
    return lines[next.line].end - lines[next.line].start > 2 * (lines[index].end - lines[index].start)
      || markers[next.line] != nil
  }

  /// "must:", "will:", "shall:" announce a list in a sentence; a heading has no verb.
  private static func hasVerbEnding(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    LineFacts.wordCount(text, line.start, line.end) > 6
  }

  /// Much shorter than the lines around it, or than a good part of the document's where those may be short by chance.
  private static func isShort(
    _ lines: [Line], _ index: Int, _ next: Int?, _ wrapping: Wrapping, inColumn: Bool = false
  ) -> Bool {
    guard let next else { return false }
    let floor = inColumn ? 0 : wrapping.usual * 6 / 10
    let reference = max(wrapping.width(at: index), min(wrapping.usual, max(lines[next].width, floor)))
    return lines[index].width * 100 <= reference * 80
  }

  /// Four lines of running text stand below: a column, however narrow.
  private static func standsInColumn(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ next: Int) -> Bool {
    guard next + 3 < lines.count else { return false }
    let column = lines[next...next + 3]
    return column.allSatisfy { !$0.isBlank } && column.filter { LineFacts.startsLower(text, $0) }.count >= 2
  }

  private static func standsAboveContents(_ lines: [Line], _ roles: [LineRole], _ index: Int) -> Bool {
    var at = index + 1
    while at < lines.count, lines[at].isBlank || roles[at] == .pageNumber { at += 1 }
    return at < lines.count && roles[at] == .contents
  }

  private static func following(_ lines: [Line], _ roles: [LineRole], _ index: Int) -> (line: Int, blank: Int)? {
    var at = index + 1
    var blank = 0
    while at < lines.count {
      if lines[at].isBlank {
        blank += 1
      } else if !roles[at].isNote, !roles[at].isFurniture {
        return (at, blank)
      } else {
        blank += 1
      }
      at += 1
    }
    return nil
  }
}
