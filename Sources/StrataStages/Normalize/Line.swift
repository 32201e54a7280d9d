import StrataText

/// One line of the decoded text.
struct Line {
  /// First byte of the content, white space left out.
  var start: Int
  /// Byte after the content, white space left out.
  var end: Int
  /// First byte of the line.
  var head: Int
  /// First byte of the next line.
  var next: Int
  /// Columns of white space before the content; a tab goes on to the next multiple of four.
  var indent = 0
  /// Width of the content in hundredths of an em, as a proportional font would set it.
  var width = 0
  /// White space stands between the content and the line's end, as converters leave it at soft breaks.
  var hasTrailingSpace = false
  /// A form feed stands before the content.
  var startsPage = false
  /// The line is one column of several: in the file another one's text lies between it and the next.
  var isPart = false
  /// White space wider than one space, a stroke or a control character may stand in the content: what parts cells and
  /// columns. False only where none does.
  var mayHaveCells = true

  var isBlank: Bool { start >= end }
  var extent: Extent<Decoded> { Extent(start, end) }
}

enum LineScanner {
  /// Splits a text into lines at LF, CR LF, CR, NEL, U+2028, U+2029, vertical tab and form feed.
  static func scan(_ text: UnsafeBufferPointer<UInt8>) -> [Line] {
    widths.withUnsafeBufferPointer { widths in scan(text, widths) }
  }

  private static func scan(_ text: UnsafeBufferPointer<UInt8>, _ widths: UnsafeBufferPointer<UInt8>) -> [Line] {
    var lines: [Line] = []
    lines.reserveCapacity(text.count / 60 + 1)
    var head = 0
    var startsPage = false
    while head < text.count {
      var at = head
      var indent = 0
      // White space before the content.
      while at < text.count {
        let byte = text[at]
        if byte == 0x20 {
          indent += 1
          at += 1
        } else if byte == 0x09 {
          indent = indent / 4 * 4 + 4
          at += 1
        } else if byte >= 0x80 {
          let length = Scalars.spaceLength(text, at: at)
          if length == 0 {
            let invisible = invisibleLength(text, at)
            guard invisible > 0 else { break }
            at += invisible
            continue
          }
          if lineEnd(text, at) > 0 { break }
          indent += 1
          at += length
        } else {
          break
        }
      }
      let start = at
      var end = at
      var width = 0
      var terminator = 0
      var mayHaveCells = false
      while at < text.count {
        let byte = text[at]
        if byte > 0x20, byte < 0x80 {
          // Visible ASCII and spaces up to anything else. A space is 28 wide too.
          var signs: UInt64 = 0
          let stop = ByteScan.skip(text, at, text.count) { word in
            guard !ByteScan.hasHigh(word), !ByteScan.hasControl(word) else { return false }
            let spaces = ByteScan.spaces(word)
            signs |= spaces & (spaces << 8) | ByteScan.matches(0x7C, word)
            return true
          }
          mayHaveCells = mayHaveCells || signs != 0
          while at < stop {
            width += Int(widths[Int(text[at])])
            at += 1
          }
          while at < text.count, text[at] >= 0x20, text[at] < 0x80 {
            width += Int(widths[Int(text[at])])
            mayHaveCells = mayHaveCells || text[at] == 0x7C || text[at] == 0x20 && text[at - 1] == 0x20
            at += 1
          }
          end = at
          while text[end - 1] == 0x20 { end -= 1 }
          continue
        }
        if byte == 0x20 || byte == 0x09 {
          mayHaveCells = mayHaveCells || byte == 0x09 || text[at - 1] <= 0x20
          width += 28
          at += 1
          continue
        }
        terminator = lineEnd(text, at)
        if terminator > 0 { break }
        if byte >= 0x80 {
          let space = Scalars.spaceLength(text, at: at)
          if space > 0 {
            width += 28
            at += space
            continue
          }
          let invisible = invisibleLength(text, at)
          if invisible > 0 {
            at += invisible
            continue
          }
          at += 1
          while at < text.count, text[at] & 0xC0 == 0x80 { at += 1 }
          width += 55
          end = at
        } else {
          mayHaveCells = true
          at += 1
          if byte < 0x1C { end = at }
        }
      }
      var line = Line(start: start, end: end, head: head, next: at + terminator)
      line.indent = indent
      line.width = width - (end < at ? 28 * min(at - end, width / 28) : 0)
      line.hasTrailingSpace = end > start && at > end
      line.startsPage = startsPage
      line.mayHaveCells = mayHaveCells
      startsPage = at < text.count && text[at] == 0x0C
      lines.append(line)
      head = at + max(terminator, 1)
      if terminator == 0 { break }
    }
    return lines
  }

  /// Length in bytes of a zero-width character at an offset, 0 where there is none: at a line's edge it is as good as white space.
  @inline(__always)
  private static func invisibleLength(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    guard text[at] == 0xE2, at + 2 < text.count else { return 0 }
    if text[at + 1] == 0x80, text[at + 2] >= 0x8B, text[at + 2] <= 0x8F { return 3 }
    return text[at + 1] == 0x81 && text[at + 2] >= 0xA0 && text[at + 2] <= 0xA4 ? 3 : 0
  }

  /// Length in bytes of the line end at an offset, 0 where there is none.
  @inline(__always)
  private static func lineEnd(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    switch text[at] {
    case 0x0A, 0x0B, 0x0C: return 1
    case 0x0D: return at + 1 < text.count && text[at + 1] == 0x0A ? 2 : 1
    case 0xC2: return at + 1 < text.count && text[at + 1] == 0x85 ? 2 : 0
    case 0xE2:
      return at + 2 < text.count && text[at + 1] == 0x80 && (text[at + 2] == 0xA8 || text[at + 2] == 0xA9) ? 3 : 0
    default: return 0
    }
  }

  /// Widths of ASCII characters in hundredths of an em, after Helvetica's metrics.
  static let widths: [UInt8] = {
    var table = [UInt8](repeating: 55, count: 128)
    for byte in "ijl'|".utf8 { table[Int(byte)] = 22 }
    for byte in "ft.,:;!/\\[]I ".utf8 { table[Int(byte)] = 28 }
    for byte in "r-()`".utf8 { table[Int(byte)] = 33 }
    for byte in "cksvxyzJ".utf8 { table[Int(byte)] = 50 }
    for byte in "ABEKPSVXY&".utf8 { table[Int(byte)] = 67 }
    for byte in "CDHNRUw".utf8 { table[Int(byte)] = 72 }
    for byte in "GOQ".utf8 { table[Int(byte)] = 78 }
    for byte in "mM".utf8 { table[Int(byte)] = 83 }
    for byte in "W%@".utf8 { table[Int(byte)] = 92 }
    return table
  }()
}
