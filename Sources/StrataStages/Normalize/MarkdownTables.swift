import StrataModel
import StrataText

/// Tables: rows of pipes, and grids of `+---+` as reStructuredText and Pandoc draw them.
extension MarkdownLayout {
  /// Rows below one of dashes, cells between upright strokes.
  mutating func readTable(_ index: Int, _ line: Line) -> Int? {
    guard index + 1 < lines.count, hasPipe(line), isDelimiterRow(lines[index + 1]) else { return nil }
    close()
    appendRow(line)
    edits.append(Edit(lines[index + 1].start, lines[index + 1].end, "", .markup))
    var at = index + 2
    while at < lines.count, !lines[at].isBlank, hasPipe(lines[at]) {
      appendRow(lines[at])
      at += 1
    }
    return at
  }

  private func hasPipe(_ line: Line) -> Bool { (line.start..<line.end).contains { text[$0] == 0x7C } }

  private func isDelimiterRow(_ line: Line) -> Bool {
    guard !line.isBlank, hasPipe(line) else { return false }
    var dashes = 0
    for index in line.start..<line.end {
      switch text[index] {
      case 0x2D: dashes += 1
      case 0x7C, 0x3A, 0x20, 0x09: break
      default: return false
      }
    }
    return dashes > 0
  }

  private mutating func appendRow(_ line: Line) {
    var start = line.start
    var end = line.end
    if text[start] == 0x7C {
      var after = start + 1
      while after < end, text[after] == 0x20 { after += 1 }
      edits.append(Edit(start, after, "", .markup))
      start = after
    }
    if end > start, text[end - 1] == 0x7C, end - 2 < start || text[end - 2] != 0x5C {
      var before = end - 1
      while before > start, text[before - 1] == 0x20 { before -= 1 }
      edits.append(Edit(before, end, "", .markup))
      end = before
    }
    var at = start
    while at < end {
      if text[at] == 0x7C, at == start || text[at - 1] != 0x5C {
        var from = at
        var to = at + 1
        while from > start, text[from - 1] == 0x20 { from -= 1 }
        while to < end, text[to] == 0x20 { to += 1 }
        edits.append(Edit(from, to, "\t", .tableCell))
        at = to
      } else {
        at += 1
      }
    }
    guard start < end else { return }
    var block = DraftBlock(Extent(start, end), role: .row)
    block.isMarkup = true
    block.page = page
    blocks.append(block)
  }

  /// Rows between borders; a cell may have several lines, whose words follow one another in the order of the file.
  mutating func readGrid(_ index: Int, _ line: Line) -> Int? {
    guard isBorder(line), index + 1 < lines.count, !lines[index + 1].isBlank, text[lines[index + 1].start] == 0x7C
    else { return nil }
    close()
    var at = index
    var row = index
    while at < lines.count, !lines[at].isBlank, isBorder(lines[at]) || text[lines[at].start] == 0x7C {
      if isBorder(lines[at]) {
        edits.append(Edit(lines[at].start, lines[at].end, "", .markup))
        appendGridRow(row..<at)
        row = at + 1
      }
      at += 1
    }
    appendGridRow(row..<at)
    return at
  }

  private func isBorder(_ line: Line) -> Bool {
    guard line.end - line.start >= 5, text[line.start] == 0x2B, text[line.end - 1] == 0x2B else { return false }
    return (line.start..<line.end).allSatisfy { [0x2B, 0x2D, 0x3D].contains(text[$0]) }
  }

  private mutating func appendGridRow(_ row: Range<Int>) {
    let ink = row.map { lines[$0].start..<lines[$0].end }.joined().filter { text[$0] != 0x7C && text[$0] > 0x20 }
    for index in row {
      for at in lines[index].start..<lines[index].end where text[at] == 0x7C {
        guard index == row.first, let first = ink.first, first < at,
          ink.contains(where: { $0 > at && $0 < lines[index].end })
        else {
          edits.append(Edit(at, at + 1, "", .markup))
          continue
        }
        var from = at
        var to = at + 1
        while from > first, text[from - 1] == 0x20 { from -= 1 }
        while to < lines[index].end, text[to] == 0x20 { to += 1 }
        edits.append(Edit(from, to, "\t", .tableCell))
      }
    }
    guard let first = ink.first, let last = ink.last else { return }
    var block = DraftBlock(Extent(first, last + 1), role: .row)
    block.isMarkup = true
    block.page = page
    blocks.append(block)
  }
}
