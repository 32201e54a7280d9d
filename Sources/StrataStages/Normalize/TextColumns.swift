import StrataText

/// Takes columns apart that a converter set side by side on each line, as `pdftotext -layout` does: the lines of the left
/// one come first, then those of the right one.
///
/// The evidence is a gutter: white space at the same place in line after line, with running text on both sides. Tables
/// have more gutters, or cells instead of text.
enum TextColumns {
  /// White space of so many columns may be a gutter.
  private static let narrowest = 3
  /// So many lines have text on both sides.
  private static let fewest = 5
  /// Text on either side is at least so wide on average, in characters.
  private static let slimmest = 20

  /// White space inside a line, or at its edges, in columns of characters, and the bytes of its ends.
  struct Gap {
    var columns: Range<Int>
    var bytes: Range<Int>
  }

  struct Shape {
    var gaps: [Gap]
    var indent: Int
    var end: Int
  }

  private struct Region {
    var lines: Range<Int>
    var gutter: Range<Int>
  }

  /// The lines in reading order, and which of them are those of tables: true where a row begins.
  /// `edits` takes those that make tabs of what stands between cells.
  static func split(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ edits: inout [Edit]
  ) -> (lines: [Line], rows: [Int: Bool]) {
    guard mayHaveColumns(text, lines) else { return (lines, [:]) }
    var result: [Line] = []
    var rows: [Int: Bool] = [:]
    result.reserveCapacity(lines.count)
    var at = 0
    while at < lines.count {
      if let table = TableColumns.read(text, lines, from: at) {
        for part in table.parts {
          rows[result.count] = part.startsRow
          result.append(part.line)
          if let border = part.border { edits.append(Edit(border.lowerBound, border.upperBound, "\t", .tableCell)) }
        }
        result.append(blank(lines[table.end - 1]))
        at = table.end
        continue
      }
      guard let region = region(text, lines, from: at) else {
        result.append(lines[at])
        at += 1
        continue
      }
      let parts = region.lines.map { halves(text, lines[$0], region.gutter) }
      result += parts.map(\.left)
      result.append(blank(lines[region.lines.upperBound - 1]))
      result += parts.map(\.right)
      result.append(blank(lines[region.lines.upperBound - 1]))
      at = region.lines.upperBound
    }
    return (result, rows)
  }

  /// Enough lines hold three spaces in a row behind their first character.
  private static func mayHaveColumns(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line]) -> Bool {
    guard let base = text.baseAddress else { return false }
    let raw = UnsafeRawPointer(base)
    var found = 0
    for line in lines where line.mayHaveCells && line.end - line.start > 2 * slimmest {
      var at = line.start
      while at + 8 <= line.end {
        let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
        // Bytes that are no ink: zero where one is a space.
        let blank = ~ByteScan.ink(word) & 0x8080_8080_8080_8080
        if blank & (blank >> 8) & (blank >> 16) != 0 {
          found += 1
          break
        }
        at += 6
      }
      if found >= fewest { return true }
    }
    return false
  }

  // MARK: Regions

  private static func region(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], from first: Int) -> Region? {
    guard let opening = shape(text, lines[first]), opening.gaps.count == 1 else { return nil }
    var gutter = opening.gaps[0].columns
    var both: [Int] = []
    var single = 0
    var manifold = 0
    var end = first
    var at = first
    while at < lines.count, at == first || !lines[at].startsPage {
      defer { at += 1 }
      guard let shape = shape(text, lines[at]) else {
        // Nothing but white space.
        if at - end > 4 { break }
        continue
      }
      if let gap = shape.gaps.first(where: { $0.columns.overlaps(gutter) && $0.columns.clamped(to: gutter).count >= 2 })
      {
        gutter = gap.columns.clamped(to: gutter)
        both.append(at)
        if shape.gaps.count > 1 { manifold += 1 }
      } else if shape.end + 1 < gutter.upperBound {
        gutter = max(gutter.lowerBound, shape.end)..<gutter.upperBound
        single += 1
        // What stands below the columns at the left is theirs only if the right one goes on.
        continue
      } else if shape.indent > gutter.lowerBound + 1 {
        gutter = gutter.lowerBound..<min(gutter.upperBound, shape.indent)
        single += 1
      } else {
        break
      }
      end = at + 1
    }
    end = endOfLeft(text, lines, end, gutter)
    guard both.count >= fewest, both.count * 5 >= (both.count + single) * 2, manifold * 5 <= both.count,
      isText(text, lines, both, gutter)
    else { return nil }
    return Region(lines: first..<end, gutter: gutter)
  }

  /// The left column may be longer: lines within its width that follow at once, or below a blank line where they are several
  /// or go on with a sentence.
  private static func endOfLeft(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ first: Int, _ gutter: Range<Int>
  ) -> Int {
    func isInside(_ index: Int) -> Bool {
      index < lines.count && !lines[index].startsPage
        && (shape(text, lines[index]).map { $0.end < gutter.upperBound } ?? false)
    }
    var end = first
    while true {
      var start = end
      while start < lines.count, lines[start].isBlank, start - end < 3 { start += 1 }
      var at = start
      while isInside(at) { at += 1 }
      guard at > start, at == lines.count || lines[at].isBlank,
        start == end || at - start >= 2 || LineFacts.startsLower(text, lines[start])
      else { return end }
      end = at
    }
  }

  /// Running text on both sides: wide enough, and a quarter of the lines on each go on in lower case.
  private static func isText(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ both: [Int], _ gutter: Range<Int>
  ) -> Bool {
    let parts = both.map { halves(text, lines[$0], gutter) }
    for side in [parts.map(\.left), parts.map(\.right)] {
      let width = side.reduce(0) { $0 + $1.end - $1.start }
      let goingOn = side.filter { LineFacts.startsLower(text, $0) }.count
      guard width >= slimmest * side.count, goingOn * 4 >= side.count else { return false }
    }
    return true
  }

  /// Where a line's white space is, from a number of columns on; nil for a blank line.
  static func shape(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Line, from narrowest: Int = narrowest
  ) -> Shape? {
    guard !line.isBlank else { return nil }
    var gaps: [Gap] = []
    var column = line.indent
    var at = line.start
    while at < line.end {
      guard text[at] == 0x20 else {
        column += text[at] & 0xC0 == 0x80 ? 0 : 1
        at += 1
        continue
      }
      let first = at
      while at < line.end, text[at] == 0x20 { at += 1 }
      if at - first >= narrowest { gaps.append(Gap(columns: column..<column + at - first, bytes: first..<at)) }
      column += at - first
    }
    return Shape(gaps: gaps, indent: line.indent, end: column)
  }

  // MARK: Halves

  private static func halves(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Line, _ gutter: Range<Int>
  ) -> (left: Line, right: Line) {
    guard let shape = shape(text, line) else { return (blank(line), blank(line)) }
    if let gap = shape.gaps.first(where: { $0.columns.overlaps(gutter) }) {
      var left = part(text, line, line.start, gap.bytes.lowerBound, indent: line.indent)
      left.startsPage = line.startsPage
      let indent = gap.columns.upperBound - gutter.upperBound
      return (left, part(text, line, gap.bytes.upperBound, line.end, indent: max(indent, 0)))
    }
    if shape.end <= gutter.upperBound {
      var left = part(text, line, line.start, line.end, indent: line.indent)
      left.startsPage = line.startsPage
      return (left, blank(line))
    }
    let indent = max(line.indent - gutter.upperBound, 0)
    return (blank(line), part(text, line, line.start, line.end, indent: indent))
  }

  private static func part(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Line, _ start: Int, _ end: Int, indent: Int
  ) -> Line {
    var part = Line(start: start, end: end, head: line.head, next: line.next)
    part.indent = indent
    part.isPart = true
    for index in start..<end {
      let byte = text[index]
      part.width += byte < 0x80 ? Int(LineScanner.widths[Int(byte)]) : byte & 0xC0 == 0x80 ? 0 : 55
    }
    return part
  }

  private static func blank(_ line: Line) -> Line {
    Line(start: line.end, end: line.end, head: line.head, next: line.next)
  }
}
