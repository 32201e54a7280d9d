import StrataText

/// Lines whose kind their own characters tell.
enum SpecialLine {
  /// A ruled line: three or more of `-`, `_`, `=`, `*`, `~` or a box character, also spaced out; a grid's `+---+`.
  static func isRule(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    if text[line.start] == 0x2B, line.end - line.start >= 5, text[line.end - 1] == 0x2B {
      return (line.start..<line.end).allSatisfy { text[$0] == 0x2B || text[$0] == 0x2D || text[$0] == 0x3D }
    }
    let first = Scalars.decode(text, at: line.start).scalar
    switch first {
    case 0x2D, 0x5F, 0x3D, 0x2A, 0x7E, 0x23, 0x2014, 0x2500...0x257F: break
    default: return false
    }
    var count = 0
    var at = line.start
    while at < line.end {
      let (scalar, length) = Scalars.decode(text, at: at)
      if scalar == first { count += 1 } else if scalar != 0x20, scalar != 0x09 { return false }
      at += length
    }
    return count >= 3 && (first != 0x23 || count > 6)
  }

  /// A directive of a site generator: `{include x}`, `{: .class}`, `{% … %}`, `{{ … }}`.
  static func isDirective(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    guard line.end - line.start >= 3, text[line.start] == 0x7B, text[line.end - 1] == 0x7D else { return false }
    var depth = 0
    for index in line.start..<line.end {
      if text[index] == 0x7B { depth += 1 }
      if text[index] == 0x7D {
        depth -= 1
        if depth == 0, index < line.end - 1 { return false }
      }
    }
    return true
  }

  /// "5.2.", "7.2.2": a number of two levels or more and nothing else.
  static func isBareNumber(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    guard line.end - line.start >= 3, line.end - line.start <= 12 else { return false }
    var dots = 0
    for index in line.start..<line.end {
      if text[index] == 0x2E { dots += 1 } else if !Scalars.isDigit(text[index]) { return false }
    }
    return dots >= 2 || (dots == 1 && text[line.end - 1] != 0x2E && line.end - line.start <= 4)
  }

  /// Level of a `# Heading` and where its text begins.
  static func headingMark(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> (level: Int, textStart: Int)? {
    var at = line.start
    while at < line.end, text[at] == 0x23 { at += 1 }
    let level = at - line.start
    guard level >= 1, level <= 6, at < line.end, text[at] == 0x20 else { return nil }
    while at < line.end, text[at] == 0x20 { at += 1 }
    return at < line.end ? (level, at) : nil
  }

  /// The line behind front matter (`---`, `key: value` lines, `---`), 0 where there is none.
  static func frontMatterEnd(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line]) -> Int {
    guard let first = lines.first, first.end - first.start == 3, text[first.start] == 0x2D, isRule(text, first) else {
      return 0
    }
    for at in 1..<min(lines.count, 60) {
      let line = lines[at]
      if !line.isBlank, text[line.start] == 0x2D, isRule(text, line) { return at > 1 ? at + 1 : 0 }
      guard !line.isBlank, text[line.start] == 0x2D || (line.start..<line.end).contains(where: { text[$0] == 0x3A })
      else {
        return 0
      }
    }
    return 0
  }

  /// "Page 46", also in marks of emphasis.
  static func isPageLabel(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    var inner = line
    while inner.start < inner.end, text[inner.start] == 0x2A || text[inner.start] == 0x5F { inner.start += 1 }
    while inner.end > inner.start, text[inner.end - 1] == 0x2A || text[inner.end - 1] == 0x5F { inner.end -= 1 }
    guard inner.end - inner.start >= 6, Scalars.isLetter(UInt32(text[inner.start])) else { return false }
    return PageNumber.read(text, inner)?.isSaid ?? false
  }
}
