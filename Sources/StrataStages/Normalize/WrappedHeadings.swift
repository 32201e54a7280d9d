import StrataText

/// Headings of two or three lines in hard-wrapped text: a block of few words that opens with a capital and ends
/// without punctuation, above text or another heading.
enum WrappedHeadings {
  private static let mostLines = 4
  /// A title that the contents list may be set in a large type.
  private static let mostLinesListed = 6
  private static let mostWords = 18
  /// A number says that it is a title, however long.
  private static let mostWordsNumbered = 24

  /// Marks their lines; returns for each line the number of its heading, 0 where it belongs to none.
  static func add(
    to headings: inout [Bool], _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole],
    _ markers: [ListMarker?], _ wrapping: Wrapping, contents: ListedTitles, _ functionWords: FunctionWords
  ) -> [Int] {
    var units = [Int](repeating: 0, count: lines.count)
    if !contents.isEmpty { addListed(to: &headings, &units, text, lines, roles, wrapping, contents) }
    for first in lines.indices.reversed() {
      guard isPlain(first, lines, roles, markers) || isLoneNumber(first, text, lines, roles, markers), !headings[first],
        opensTitle(text, lines[first]),
        LineFacts.ending(text, lines[first]) == .open,
        !LineFacts.isLabelled(text, lines[first]) || PlainHeadings.isNumberedLabel(text, lines[first]),
        opens(first, text, lines, roles, headings, wrapping)
      else { continue }
      guard let last = lastLine(from: first, text, lines, roles, markers, headings, functionWords),
        !functionWords.end(text, lines[last]),
        stands(first, last, text, lines, roles, markers, headings, wrapping)
      else { continue }
      for index in first...last {
        headings[index] = true
        units[index] = first + 1
      }
    }
    return units
  }

  /// Titles that the table of contents lists, on one line or several: what follows them is no part of them.
  private static func addListed(
    to headings: inout [Bool], _ units: inout [Int], _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line],
    _ roles: [LineRole], _ wrapping: Wrapping, _ contents: ListedTitles
  ) {
    var first = 0
    while first < lines.count {
      defer { first += 1 }
      guard roles[first] == .body, !lines[first].isBlank, contents.mayBegin(text, lines[first]) else { continue }
      let isTitle = headings[first] || isNamed(text, lines[first])
      guard isTitle || opens(first, text, lines, roles, headings, wrapping) else { continue }
      var title = LetterHash()
      for last in first..<min(first + mostLinesListed, lines.count) {
        guard roles[last] == .body, !lines[last].isBlank, contents.mayGoOn(title) else { break }
        title.add(text, last > first ? lines[last - 1].end : lines[first].start, lines[last].end)
        guard isTitle || last > first,
          LineFacts.ending(text, lines[last]) != .comma,
          headings[first] || text[lines[last].end - 1] != 0x2E, contents.contains(title)
        else { continue }
        for index in first...last {
          headings[index] = true
          units[index] = first + 1
        }
        first = last
        break
      }
    }
  }

  /// A line that may be a title of several words: where the contents list it in full, what stands before it is at its end.
  private static func isNamed(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    opensTitle(text, line) && LineFacts.wordCount(text, line.start, line.end) >= 4
  }

  /// With a capital or a number.
  private static func opensTitle(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    LineFacts.startsUpper(text, line) || PlainHeadings.numbering(text, line) != nil
  }

  private static func isPlain(_ index: Int, _ lines: [Line], _ roles: [LineRole], _ markers: [ListMarker?]) -> Bool {
    !lines[index].isBlank && roles[index] == .body && markers[index] == nil
  }

  /// "3. Ports will share data": a number of one level that no item near by goes on with.
  private static func isLoneNumber(
    _ index: Int, _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ markers: [ListMarker?]
  ) -> Bool {
    guard !lines[index].isBlank, roles[index] == .body, markers[index]?.marker == .number,
      let numbering = PlainHeadings.numbering(text, lines[index])
    else { return false }
    return !numbering.hasListSibling(text, lines, markers, index)
  }

  /// What stands before the line is closed.
  private static func opens(
    _ index: Int, _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ headings: [Bool],
    _ wrapping: Wrapping
  ) -> Bool {
    guard index > 0, !lines[index - 1].isBlank, roles[index - 1] == .body else { return true }
    if headings[index - 1] { return true }
    return LineFacts.ending(text, lines[index - 1]) == .terminal
  }

  /// The last line of the block, where it has two or three lines that go on in lower case.
  private static func lastLine(
    from first: Int, _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole],
    _ markers: [ListMarker?], _ headings: [Bool], _ functionWords: FunctionWords
  ) -> Int? {
    // "The role of technology in / Finland": a name goes on with what ends in a preposition.
    func goesOn(_ index: Int) -> Bool {
      functionWords.end(text, lines[index])
        || !headings[index + 1] && LineFacts.startsLower(text, lines[index + 1])
    }
    let isNumbered = PlainHeadings.numbering(text, lines[first]) != nil
    var last = first
    while last + 1 < lines.count, last - first + 1 <= mostLines, isPlain(last + 1, lines, roles, markers), goesOn(last)
    {
      last += 1
      // A numbered title may be a question.
      if text[lines[last].end - 1] == 0x3F, isNumbered { break }
      guard LineFacts.ending(text, lines[last]) == .open else { return nil }
    }
    guard last > first, last - first < mostLines else { return nil }
    let words = (first...last).reduce(0) { $0 + LineFacts.wordCount(text, lines[$1].start, lines[$1].end) }
    return words <= (isNumbered ? mostWordsNumbered : mostWords) ? last : nil
  }

  /// The last line is short, and text, a list or a heading stands below it.
  private static func stands(
    _ first: Int, _ last: Int, _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole],
    _ markers: [ListMarker?], _ headings: [Bool], _ wrapping: Wrapping
  ) -> Bool {
    var next = last + 1
    while next < lines.count, lines[next].isBlank || roles[next].isFurniture || roles[next].isNote { next += 1 }
    guard next < lines.count, roles[next] == .body else { return false }
    if headings[next] || markers[next] != nil {
      return last - first < 3 && lines[last].width * 100 <= wrapping.width(at: last) * 80
    }
    guard LineFacts.startsUpper(text, lines[next]) else { return false }
    // A number of two levels opens no sentence.
    if (PlainHeadings.numbering(text, lines[first])?.levels ?? 0) >= 2, last - first < 3,
      lines[last].width * 100 <= wrapping.usual * 60
    {
      return true
    }
    guard lines[next].width > lines[last].width * 5 / 4 else { return false }
    if next > last + 1 { return last - first < 3 }
    // White space stands at the breaks inside, and none at the end.
    if wrapping.spaceTells, !lines[last].hasTrailingSpace,
      lines[first..<last].allSatisfy({ $0.hasTrailingSpace })
    {
      return true
    }
    guard last - first < 3 else { return false }
    return wrapping.fitsClearly(text, lines[next], after: lines[last], at: last)
      && lines[next].width * 100 >= wrapping.width(at: next) * 70
  }
}
