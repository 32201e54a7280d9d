import StrataText

/// Reads tables that a converter set as it saw them on the page: cells stand below one another, parted by white space at
/// the same place in line after line, and may go on over several lines.
///
/// Each row's lines are put in the order of its cells; the white space before a cell becomes a tab.
enum TableColumns {
  /// A row's line, and whether it is the first one.
  struct Part {
    var line: Line
    var startsRow: Bool
    /// What stands between this cell and the one before it.
    var border: Range<Int>?
  }

  /// White space of so many columns may part cells.
  private static let narrowest = 2

  private struct Cell {
    var column: Int
    var columns: Range<Int>
    var bytes: Range<Int>
  }

  /// The rows of a table that begins at a line, and the line behind it; nil where none does.
  static func read(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], from first: Int
  ) -> (parts: [Part], end: Int)? {
    guard pieces(text, lines[first], 3).count >= 3 else { return nil }
    // Columns without ink so far.
    var valleys: [Range<Int>] = []
    var members: [Int] = []
    var end = first
    var at = first
    while at < lines.count, at == first || !lines[at].startsPage, at - end <= 2 {
      defer { at += 1 }
      guard !lines[at].isBlank else { continue }
      let ink = pieces(text, lines[at], narrowest).map(\.columns)
      let left = at == first ? gaps(ink) : valleys.flatMap { subtract(ink, from: $0) }
      // A line of text below the table reaches over its columns.
      guard left.count >= 2, ink.count > 1 || left.count == valleys.count else { break }
      valleys = left
      members.append(at)
      end = at + 1
    }
    let rows = members.map { cells(text, lines[$0], valleys) }
    // What stands alone at the left below the last row is its caption.
    var count = rows.count
    while count > 0, rows[count - 1].count < 2 { count -= 1 }
    let full = rows[..<count].filter { $0.count >= 3 }.count
    guard full >= 3, full * 3 >= count, !isContents(text, rows[..<count]) else { return nil }
    return (
      parts(text, lines, Array(members[..<count]), Array(rows[..<count]), valleys.count + 1), members[count - 1] + 1
    )
  }

  // MARK: Columns

  /// The words of a line between gaps of a width.
  private static func pieces(_ text: UnsafeBufferPointer<UInt8>, _ line: Line, _ narrowest: Int) -> [Cell] {
    guard let shape = TextColumns.shape(text, line, from: narrowest), !text[line.start..<line.end].contains(0x09)
    else { return [] }
    let starts = [(shape.indent, line.start)] + shape.gaps.map { ($0.columns.upperBound, $0.bytes.upperBound) }
    let ends = shape.gaps.map { ($0.columns.lowerBound, $0.bytes.lowerBound) } + [(shape.end, line.end)]
    return zip(starts, ends).map { Cell(column: 0, columns: $0.0..<$1.0, bytes: $0.1..<$1.1) }
  }

  private static func gaps(_ ink: [Range<Int>]) -> [Range<Int>] {
    zip(ink, ink.dropFirst()).map { $0.upperBound..<$1.lowerBound }
  }

  /// What is left of a valley, at least as wide as a gap.
  private static func subtract(_ ink: [Range<Int>], from valley: Range<Int>) -> [Range<Int>] {
    var rest = [valley]
    for run in ink {
      rest = rest.flatMap { part -> [Range<Int>] in
        guard part.overlaps(run) else { return [part] }
        let before = part.lowerBound..<max(part.lowerBound, run.lowerBound)
        let after = min(part.upperBound, run.upperBound)..<part.upperBound
        return [before, after].filter { $0.count >= narrowest }
      }
    }
    return rest
  }

  /// The cells of a line between the valleys.
  private static func cells(_ text: UnsafeBufferPointer<UInt8>, _ line: Line, _ valleys: [Range<Int>]) -> [Cell] {
    var found: [Cell] = []
    for piece in pieces(text, line, narrowest) {
      let column = valleys.filter { $0.upperBound <= piece.columns.lowerBound + 1 }.count
      if let last = found.last, last.column == column {
        found[found.count - 1].bytes = last.bytes.lowerBound..<piece.bytes.upperBound
        found[found.count - 1].columns = last.columns.lowerBound..<piece.columns.upperBound
      } else {
        found.append(Cell(column: column, columns: piece.columns, bytes: piece.bytes))
      }
    }
    return found
  }

  /// Lines that end in page numbers are a table of contents.
  private static func isContents(_ text: UnsafeBufferPointer<UInt8>, _ rows: ArraySlice<[Cell]>) -> Bool {
    var last = 0
    for row in rows {
      guard let cell = row.last, cell.bytes.count <= 3, cell.bytes.allSatisfy({ Scalars.isDigit(text[$0]) }) else {
        return false
      }
      let value = cell.bytes.reduce(0) { $0 * 10 + Int(text[$1] - 0x30) }
      guard value >= last else { return false }
      last = value
    }
    return true
  }

  // MARK: Rows

  private static func parts(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ members: [Int], _ rows: [[Cell]], _ width: Int
  ) -> [Part] {
    var parts: [Part] = []
    var first = 0
    while first < rows.count {
      var end = first + 1
      while end < rows.count, !startsRow(text, lines, members, rows, end, width) { end += 1 }
      var isFirst = true
      for column in 0..<width {
        var isFirstOfCell = true
        for index in first..<end {
          guard let cell = rows[index].first(where: { $0.column == column }) else { continue }
          let line = lines[members[index]]
          var start = cell.bytes.lowerBound
          var border: Range<Int>?
          if isFirstOfCell, !isFirst {
            // The white space before the cell, on its line.
            let before = rows[index].last { $0.column < column }?.bytes.upperBound ?? line.head
            border = before..<start
            start = before
          }
          var part = Line(start: start, end: cell.bytes.upperBound, head: line.head, next: line.next)
          part.indent = cell.columns.lowerBound
          part.isPart = true
          parts.append(Part(line: part, startsRow: isFirst, border: border))
          isFirst = false
          isFirstOfCell = false
        }
      }
      first = end
    }
    return parts
  }

  /// Below a blank line, or where all cells begin anew.
  private static func startsRow(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ members: [Int], _ rows: [[Cell]], _ index: Int, _ width: Int
  ) -> Bool {
    if members[index] > members[index - 1] + 1 { return true }
    guard let cell = rows[index].first, cell.column == 0, rows[index].count == width || rows[index].count >= 3 else {
      return false
    }
    return !Scalars.isLowercase(Scalars.decode(text, at: cell.bytes.lowerBound).scalar)
  }
}
