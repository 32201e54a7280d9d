import StrataText

/// The numbers that headings carry: "2.3.3. Title", "IV. Title", "§ 4 Title", "Action 3: Title".
extension PlainHeadings {
  /// "Action 3: …", "Recommendation 12: …", "Aim 1 – …", "Annex B: …", "Part II: …": a word, its number and a name.
  static func isNumberedLabel(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    guard var at = labelNumber(text, line)?.end, at < line.end else { return false }
    if text[at] == 0x3A { return at + 1 < line.end }
    while at < line.end, text[at] == 0x20 { at += 1 }
    let scalar = at < line.end ? Scalars.decode(text, at: at).scalar : 0
    return scalar == 0x2013 || scalar == 0x2014 || (scalar == 0x2D && at + 1 < line.end && text[at + 1] == 0x20)
  }

  /// "Measure 3.1 Ground station": a word, a number of two levels and a name without a sign between them.
  static func isNumberedName(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    guard let number = labelNumber(text, line), number.levels >= 2 else { return false }
    var at = number.end
    if at < line.end, text[at] == 0x2E { at += 1 }
    let gap = at
    while at < line.end, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
    return at > gap && LineFacts.startsUpper(text, at: at, line.end) && LineFacts.ending(text, line) == .open
  }

  /// "Article 4", "Chapter II".
  static func isBareLabel(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    labelNumber(text, line)?.end == line.end
  }

  /// The end of the number behind a line's first word, and its levels.
  private static func labelNumber(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> (end: Int, levels: Int)? {
    var at = line.start
    guard at < line.end, Scalars.isUpper(text[at]) else { return nil }
    while at < line.end, Scalars.isLower(text[at]) || Scalars.isUpper(text[at]) { at += 1 }
    guard at - line.start >= 3, at - line.start <= 16, at < line.end, text[at] == 0x20 else { return nil }
    at += 1
    if at < line.end, text[at] == 0x23 { at += 1 }
    let first = at
    while at < line.end, Scalars.isDigit(text[at]) || (text[at] == 0x2E && at > first) { at += 1 }
    if at > first {
      let dots = (first..<at - 1).reduce(0) { $0 + (text[$1] == 0x2E ? 1 : 0) }
      return at - first <= 5 ? (at, dots + 1) : nil
    }
    // A letter or a numeral: "Annex B", "Part IV".
    while at < line.end, Scalars.isUpper(text[at]), at - first < 5 { at += 1 }
    let label = UnsafeBufferPointer(rebasing: text[first..<at])
    return label.count == 1 || ListMarker.romanValue(label) > 0 ? (at, 1) : nil
  }

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

  /// The number of a numbered heading: "1", "2.3.3.", "IV.", "[4]", "A.", "§ 4"; "PRINCIPLE 2" is none.
  static func numbering(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Numbering? {
    var at = line.start
    if text[at] == 0x5B { at += 1 }
    let (sign, length) = Scalars.decode(text, at: at)
    if sign == 0xA7 {
      at += length
      while at < line.end, Scalars.spaceLength(text, at: at) > 0 { at += Scalars.spaceLength(text, at: at) }
      guard at < line.end, Scalars.isDigit(text[at]) else { return nil }
    }
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
