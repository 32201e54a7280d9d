import StrataModel
import StrataText

/// What stands between the blocks of Markdown and is none, and what it parts.
extension MarkdownLayout {
  /// A comment that opens a line and closes one, over any lines between; it is markup.
  mutating func readComment(_ index: Int) -> Int? {
    let start = lines[index].start
    guard start + 4 <= lines[index].end, text[start] == 0x3C, text[start + 1] == 0x21, text[start + 2] == 0x2D,
      text[start + 3] == 0x2D
    else { return nil }
    for last in index..<lines.count where !lines[last].isBlank {
      let end = lines[last].end
      var at = max(lines[last].start, start + 4)
      while at + 2 < end, !(text[at] == 0x2D && text[at + 1] == 0x2D && text[at + 2] == 0x3E) { at += 1 }
      guard at + 2 < end else { continue }
      // Text behind the comment is read with it.
      guard at + 3 == end else { return nil }
      close()
      edits.append(Edit(start, end, "", .markup))
      return last + 1
    }
    return nil
  }

  /// `<sup>1</sup> text`: the text of a note, one on each line.
  mutating func readSuperscriptNote(_ index: Int, _ line: Line, _ blank: Int) -> Int? {
    guard let label = SuperscriptTag.number(text, line.start, line.end), label.value > 0,
      current == nil || blank > 0 || current?.role == .footnote
    else { return nil }
    var after = line.start + label.length
    while after < line.end, text[after] <= 0x20 { after += 1 }
    guard after < line.end else { return nil }
    openNote(line.start..<after, to: line.end, number: label.value)
    current?.page = page
    return index + 1
  }

  /// The text of a note behind its label.
  mutating func openNote(_ label: Range<Int>, to end: Int, number: Int?) {
    close()
    edits.append(Edit(label.lowerBound, label.upperBound, "", .noteLabel))
    var block = DraftBlock(Extent(label.upperBound, end), role: .footnote)
    block.note = number
    block.isMarkup = true
    current = block
  }

  // MARK: Titles

  /// "3. Context" between paragraphs is the title of a part, no list of one item.
  mutating func tellNumberedTitles() {
    for index in blocks.indices where isNumberedTitle(index) {
      blocks[index].role = .heading
      blocks[index].marker = nil
      blocks[index].level = 0
      if let marker = blocks[index].markerExtent {
        // The number is a part of the title.
        edits.removeAll { $0.extent == marker }
        blocks[index].ranges[0].start = marker.start
      }
      blocks[index].label = nil
      blocks[index].isMarkup = false
      blocks[index].markerExtent = nil
    }
  }

  private func isNumberedTitle(_ index: Int) -> Bool {
    let block = blocks[index]
    guard block.role == .item, block.marker == .number, block.level == 0, block.ranges.count == 1, block.lineCount == 1,
      block.indent == 0, block.markerExtent != nil, LineFacts.ending(text, block.start, block.end) == .open,
      LineFacts.wordCount(text, block.start, block.end) <= 12, LineFacts.startsUpper(text, at: block.start, block.end)
    else { return false }
    func role(_ step: Int) -> Block.Role? {
      var at = index + step
      while blocks.indices.contains(at), blocks[at].role == .furniture { at += step }
      return blocks.indices.contains(at) ? blocks[at].role : nil
    }
    return role(1) == .text && (role(-1) == nil || role(-1) == .text || role(-1) == .heading)
  }

  // MARK: Page breaks

  /// Joins a paragraph that ends in mid-sentence with the one behind it that goes on in lower case.
  mutating func joinCutParagraphs() {
    tellPageFeet()
    var kept = 0
    for index in blocks.indices {
      if blocks[index].role == .text,
        let target = (max(0, kept - 4)..<kept).last(where: {
          blocks[$0].role != .furniture && !(blocks[$0].role == .footnote && blocks[$0].reason == "page-foot")
        }),
        blocks[target].role == .text || blocks[target].role == .item, goesOn(blocks[target], blocks[index])
      {
        blocks[target].ranges.append(contentsOf: blocks[index].ranges)
        blocks[target].lineCount += blocks[index].lineCount
      } else {
        blocks.swapAt(kept, index)
        kept += 1
      }
    }
    blocks.removeLast(blocks.count - kept)
  }

  /// Between the halves of a cut paragraph a bare number is the page's, and a numbered text before it a note.
  private mutating func tellPageFeet() {
    for index in blocks.indices where blocks[index].role == .text {
      var first = index
      var hasNumber = false
      while first > 0, index - first < 4, isFoot(first - 1) {
        first -= 1
        hasNumber = hasNumber || isBareNumber(first)
      }
      guard hasNumber, first > 0, blocks[first - 1].role == .text, goesOn(blocks[first - 1], blocks[index]) else {
        continue
      }
      for place in first..<index where blocks[place].role == .text {
        blocks[place].role = isBareNumber(place) ? .furniture : .footnote
        blocks[place].reason = isBareNumber(place) ? "page-number" : "page-foot"
      }
    }
  }

  private func isFoot(_ index: Int) -> Bool {
    guard blocks[index].role == .text else { return blocks[index].role == .furniture }
    return isBareNumber(index) || isNumberedText(index)
  }

  private func isBareNumber(_ index: Int) -> Bool {
    let range = blocks[index].start..<blocks[index].end
    return range.count <= 3 && range.allSatisfy { Scalars.isDigit(text[$0]) }
  }

  /// "6 IEA (2023), …": a number and a capital, with no mark between.
  private func isNumberedText(_ index: Int) -> Bool {
    var at = blocks[index].start
    let end = blocks[index].end
    let first = at
    while at < end, Scalars.isDigit(text[at]) { at += 1 }
    guard (1...3).contains(at - first), at < end, text[at] == 0x20 else { return false }
    while at < end, text[at] == 0x20 { at += 1 }
    return LineFacts.startsUpper(text, at: at, end)
  }

  private func goesOn(_ first: borrowing DraftBlock, _ second: borrowing DraftBlock) -> Bool {
    let end = Int(first.ranges[first.ranges.count - 1].end)
    let start = first.start
    guard end - start >= 40 else { return false }
    let ending = LineFacts.ending(text, start, end)
    guard ending == .open || ending == .comma else { return false }
    let (scalar, _) = Scalars.decode(text, at: second.start)
    return Scalars.isLowercase(scalar)
  }
}
