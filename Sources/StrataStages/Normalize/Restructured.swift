import StrataText

/// What reStructuredText writes otherwise than Markdown: directives, notes, links and the lines under headings. Plans that
/// are kept in version control and set by documentation systems come so.
enum Restructured {
  /// ".. figure:: image.png", ".. container:: box": a name between two full stops and two colons.
  static func isDirective(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    guard var at = explicitMarkup(text, line) else { return false }
    let first = at
    while at < line.end, Scalars.isLower(text[at]) || text[at] == 0x2D || text[at] == 0x5F { at += 1 }
    return at > first && at + 1 < line.end && text[at] == 0x3A && text[at + 1] == 0x3A
  }

  /// ":width: 100%": an option of the directive above.
  static func isOption(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    guard !line.isBlank, line.indent > 0, text[line.start] == 0x3A else { return false }
    var at = line.start + 1
    while at < line.end, Scalars.isLower(text[at]) || text[at] == 0x2D { at += 1 }
    return at > line.start + 1 && at < line.end && text[at] == 0x3A
  }

  /// ".. [12] Text": a note's number and where its text begins, the line's end where it begins on the next line.
  static func note(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> (number: Int, textStart: Int)? {
    guard var at = explicitMarkup(text, line), text[at] == 0x5B else { return nil }
    at += 1
    let first = at
    while at < line.end, Scalars.isDigit(text[at]) { at += 1 }
    guard at > first, at - first <= 3, at < line.end, text[at] == 0x5D else { return nil }
    let number = (first..<at).reduce(0) { $0 * 10 + Int(text[$1] - 0x30) }
    at += 1
    while at < line.end, text[at] <= 0x20 { at += 1 }
    return (number, at)
  }

  /// "[12]_" at an offset: the number and where it ends.
  static func noteCall(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (number: Int, end: Int)? {
    var at = start + 1
    while at < end, Scalars.isDigit(text[at]) { at += 1 }
    guard at > start + 1, at - start <= 4, at + 1 < end, text[at] == 0x5D, text[at + 1] == 0x5F else { return nil }
    return ((start + 1..<at).reduce(0) { $0 * 10 + Int(text[$1] - 0x30) }, at + 2)
  }

  /// "`text <target>`__" whose backticks stand at `start` and `close`: the end of its text, its target and its end.
  static func link(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ close: Int, _ end: Int
  ) -> (textEnd: Int, target: Range<Int>, end: Int)? {
    guard close + 1 < end, text[close + 1] == 0x5F, text[close - 1] == 0x3E,
      var open = (start..<close).last(where: { text[$0] == 0x3C }), open > start + 1
    else { return nil }
    let target = open + 1..<close - 1
    while open > start + 1, text[open - 1] <= 0x20 { open -= 1 }
    return (open, target, close + 2 < end && text[close + 2] == 0x5F ? close + 3 : close + 2)
  }

  /// The level that a line of one sign gives to the line above it, nil where it is about as long as no title.
  static func underline(_ text: UnsafeBufferPointer<UInt8>, _ title: Line, _ under: Line) -> Int? {
    guard !title.isBlank, !under.isBlank, under.end - under.start >= 4, title.end - title.start <= 160 else {
      return nil
    }
    let mark = text[under.start]
    guard (under.start..<under.end).allSatisfy({ text[$0] == mark }), text[title.start] != mark else { return nil }
    let length = (title.start..<title.end).reduce(0) { $0 + (text[$1] & 0xC0 == 0x80 ? 0 : 1) }
    guard abs(under.end - under.start - length) <= 1 else { return nil }
    switch mark {
    case 0x3D: return 1
    case 0x2D: return 2
    case 0x7E: return 3
    case 0x5E: return 4
    case 0x22, 0x2B: return 5
    default: return nil
    }
  }

  /// The byte behind ".. ", nil where the line opens otherwise.
  private static func explicitMarkup(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Int? {
    guard line.end - line.start > 4, text[line.start] == 0x2E, text[line.start + 1] == 0x2E,
      text[line.start + 2] == 0x20
    else { return nil }
    var at = line.start + 3
    while at < line.end, text[at] == 0x20 { at += 1 }
    return at < line.end ? at : nil
  }
}
