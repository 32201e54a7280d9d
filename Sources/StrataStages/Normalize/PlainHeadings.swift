import StrataText

/// Recognises headings of plain text by numbering, capitals, brevity, the absence of closing
/// punctuation, and the table of contents as a witness.
enum PlainHeadings {
  private static let longest = 160
  private static let mostWords = 16

  static func recognise(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ markers: [ListMarker?],
    _ wrapping: Wrapping, contents: ListedTitles, _ functionWords: Set<String>
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
        && !functionWords.contains(lastWord(text, lines[index]))
      previous = index
      blank = 0
      broken = false
    }
    return headings
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
    if isNumberedLabel(text, line), !goesOn, words <= 14 {
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

  /// "Action 3: …", "Recommendation 12: …", "Aim 1 – …": a word and its number.
  static func isNumberedLabel(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    var at = line.start
    guard at < line.end, Scalars.isUpper(text[at]) else { return false }
    while at < line.end, Scalars.isLower(text[at]) || Scalars.isUpper(text[at]) { at += 1 }
    guard at - line.start >= 3, at - line.start <= 16, at < line.end, text[at] == 0x20 else { return false }
    at += 1
    if at < line.end, text[at] == 0x23 { at += 1 }
    let first = at
    while at < line.end, Scalars.isDigit(text[at]) || (text[at] == 0x2E && at > first) { at += 1 }
    guard at > first, at - first <= 5, at < line.end else { return false }
    if text[at] == 0x3A { return at + 1 < line.end }
    while at < line.end, text[at] == 0x20 { at += 1 }
    let scalar = at < line.end ? Scalars.decode(text, at: at).scalar : 0
    return scalar == 0x2013 || scalar == 0x2014 || (scalar == 0x2D && at + 1 < line.end && text[at + 1] == 0x20)
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

  /// The last word in lower case; a heading does not end with "of".
  static func lastWord(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> String {
    var start = line.end
    while start > line.start, Scalars.isLower(text[start - 1]) { start -= 1 }
    return String(decoding: UnsafeBufferPointer(rebasing: text[start..<line.end]), as: UTF8.self)
  }

  // MARK: Numbering

  struct Numbering {
    /// "2.3.3." has three levels, "IV" one.
    var levels: Int
    var textStart: Int
    var value: Int
    /// "03 foreword": two digits with a leading zero number chapters, whatever the case behind them.
    var isPadded = false

    /// A line nearby carries the number before or after this one.
    func hasListSibling(
      _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ markers: [ListMarker?], _ index: Int
    ) -> Bool {
      for near in max(0, index - 4)...min(lines.count - 1, index + 4) where near != index {
        if let marker = markers[near], marker.marker == .number, abs(marker.ordinal - value) == 1 { return true }
      }
      return false
    }
  }

  /// The number of a numbered heading: "1", "2.3.3.", "IV.", "[4]", "A.", "PRINCIPLE 2" is none.
  static func numbering(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Numbering? {
    var at = line.start
    if text[at] == 0x5B { at += 1 }
    var levels = 0
    var value = 0
    while at < line.end, Scalars.isDigit(text[at]) {
      let first = at
      value = 0
      while at < line.end, Scalars.isDigit(text[at]), at - first < 3 {
        value = value * 10 + Int(text[at] - 0x30)
        at += 1
      }
      if at < line.end, Scalars.isDigit(text[at]) { return nil }
      levels += 1
      guard at < line.end, text[at] == 0x2E else { break }
      at += 1
    }
    if levels == 0 {
      // Roman and lettered parts: "IV. Title", "B. Title".
      let first = at
      while at < line.end, Scalars.isUpper(text[at]), at - first < 5 { at += 1 }
      guard at > first, at < line.end, text[at] == 0x2E || text[at] == 0x29 else { return nil }
      let word = UnsafeBufferPointer(rebasing: text[first..<at])
      let roman = ListMarker.romanValue(word)
      guard roman > 0 || word.count == 1 else { return nil }
      value = roman > 0 ? roman : Int(word[0]) - 0x40
      levels = 1
      at += 1
    }
    if levels == 1, at - line.start == 2, text[line.start] == 0x30, at < line.end {
      var start = at
      while start < line.end, text[start] == 0x20 { start += 1 }
      if start < line.end, Scalars.isLetter(Scalars.decode(text, at: start).scalar) {
        return Numbering(levels: 1, textStart: start, value: value, isPadded: true)
      }
    }
    if at < line.end, text[at] == 0x5D || text[at] == 0x29 { at += 1 }
    let number = at
    while at < line.end, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
    guard at > number, at < line.end else { return nil }
    let (scalar, _) = Scalars.decode(text, at: at)
    guard Scalars.isUppercase(scalar) || (levels >= 2 && Scalars.isLetter(scalar)) || scalar == 0x22 || scalar == 0x201C
    else { return nil }
    return Numbering(levels: levels, textStart: at, value: value)
  }
}

extension LineFacts {
  static func startsUpper(_ text: UnsafeBufferPointer<UInt8>, at start: Int, _ end: Int) -> Bool {
    start < end && Scalars.isUppercase(Scalars.decode(text, at: start).scalar)
  }

  /// "Coordinator: Ministry of …": a label of at most four words, a colon, and something behind it.
  static func isLabelled(_ text: UnsafeBufferPointer<UInt8>, _ line: Line, upTo words: Int = 4) -> Bool {
    isLabelled(text, line.start, line.end, upTo: words)
  }

  /// Two texts that open with the same label, or with labels that count: "Measure 2.1: …", "Measure 2.2: …".
  static func haveOneLabel(_ text: UnsafeBufferPointer<UInt8>, _ first: Int, _ second: Int) -> Bool {
    func skipNumber(_ index: inout Int) {
      while index < text.count, Scalars.isDigit(text[index]) || text[index] == 0x2E { index += 1 }
    }
    var one = first
    var other = second
    while max(one, other) < text.count {
      if Scalars.isDigit(text[one]), Scalars.isDigit(text[other]) {
        skipNumber(&one)
        skipNumber(&other)
        continue
      }
      guard text[one] == text[other] else { return false }
      if text[one] == 0x3A { return true }
      one += 1
      other += 1
    }
    return false
  }

  /// Opens with a capital, a few words and a colon.
  static func isLabelled(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, upTo limit: Int = 4) -> Bool {
    guard startsUpper(text, at: start, end) else { return false }
    var at = start
    var words = 1
    while at < end, words <= limit {
      if text[at] == 0x3A { return at + 1 < end && text[at + 1] == 0x20 }
      if text[at] == 0x20 { words += 1 }
      at += 1
    }
    return false
  }
}
