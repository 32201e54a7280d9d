import StrataModel
import StrataText

/// Blocks of Markdown: headings of both kinds, nested lists, tables, quotes, rules, footnotes, and
/// paragraphs, hard-wrapped or not. CommonMark, but for what real files need: headings without a
/// space behind `#`, lists of other glyphs, paragraphs that a page break cut.
struct MarkdownLayout: ~Copyable {
  let text: UnsafeBufferPointer<UInt8>
  let lines: [Line]
  private let roles: [LineRole]
  let wrapping: Wrapping
  private let hyphens: LineEndHyphens
  private let plainHeadings: [Bool]
  /// Two spaces at a line's end stand at few lines only: there they break the line.
  private let hardBreaksTell: Bool
  var edits: [Edit] = []
  var blocks: [DraftBlock] = []
  var current: DraftBlock?
  private var list: [(indent: Int, content: Int)] = []
  /// Numbered and lettered lists of one indentation, as legal texts nest them.
  private var nesting = ListNesting(step: 2)
  var page: Int?

  static func lay(_ draft: inout Draft, words: (any WordWitness)?, functionWords: FunctionWords) {
    let text = draft.text
    let lines = LineScanner.scan(text)
    var roles = [LineRole](repeating: .body, count: lines.count)
    draft.contents = TableOfContents.recognise(text, lines, &roles)
    PageFurniture.recognise(text, lines, &roles)
    for index in lines.indices where roles[index] == .tableHeader || roles[index] == .tableHeaderContinuation {
      roles[index] = .body
    }
    // "## Article 4", "### Action 12": a numbered label in heading's markup is no page's head.
    for index in lines.indices where roles[index] == .runningHead || roles[index] == .pageNumber {
      guard let mark = SpecialLine.headingMark(text, lines[index]) else { continue }
      if LineFacts.wordCount(text, mark.textStart, lines[index].end) <= 3 { roles[index] = .body }
    }
    var layout = MarkdownLayout(text, lines, roles, contents: draft.contents, words: words, functionWords)
    layout.run()
    layout.tellNumberedTitles()
    layout.joinCutParagraphs()
    draft.edits.append(contentsOf: layout.edits)
    draft.blocks = layout.blocks
    var inline = MarkdownInline(text)
    for index in draft.blocks.indices {
      if draft.blocks[index].reason == "code" || draft.blocks[index].reason == "front-matter" { continue }
      inline.read(&draft.blocks[index])
    }
    draft.edits.append(contentsOf: inline.edits)
    draft.linkTargets = inline.targets
  }

  private init(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], contents: ListedTitles,
    words: (any WordWitness)?, _ functionWords: FunctionWords
  ) {
    self.text = text
    self.lines = lines
    self.roles = roles
    let markers = lines.indices.map { index in
      lines[index].isBlank || roles[index] != .body ? nil : ListMarker.parse(text, lines[index].start, lines[index].end)
    }
    wrapping = Wrapping(text, lines, roles, markers)
    hyphens = LineEndHyphens(text, lines, words: words)
    let inner = lines.indices.filter { !lines[$0].isBlank && $0 + 1 < lines.count && !lines[$0 + 1].isBlank }
    hardBreaksTell = inner.count >= 10 && inner.filter { Self.isHardBreak(text, lines[$0]) }.count * 8 <= inner.count
    let hasHeadings = lines.indices.contains {
      !lines[$0].isBlank && text[lines[$0].start] == 0x23
        || $0 > 0 && Restructured.underline(text, lines[$0 - 1], lines[$0]) != nil
    }
    plainHeadings =
      hasHeadings
      ? [] : PlainHeadings.recognise(text, lines, roles, markers, wrapping, contents: contents, functionWords)
  }

  // MARK: Lines

  private mutating func run() {
    var index = skipFrontMatter()
    var blank = 0
    while index < lines.count {
      let line = lines[index]
      if line.isBlank {
        blank += 1
        index += 1
        continue
      }
      if line.startsPage { page = (page ?? 1) + 1 }
      index = read(index, blank: blank)
      blank = 0
    }
    close()
  }

  /// Reads the block that starts at a line, or adds the line to the current block; returns the next line.
  private mutating func read(_ index: Int, blank: Int) -> Int {
    var line = lines[index]
    if roles[index].isFurniture { return aside(index, roles[index].reason) }
    if SpecialLine.isDirective(text, line) { return aside(index, "directive") }
    if SpecialLine.isPageLabel(text, line) { return aside(index, "page-number") }
    if let next = readComment(index) ?? readSuperscriptNote(index, line, blank) { return next }
    if let next = readRestructured(index, line, blank) { return next }
    if let next = readFence(index) { return next }
    var isQuote = false
    while line.start < line.end, text[line.start] == 0x3E {
      // Quotes: the sign and the space behind it are markup.
      var after = line.start + 1
      while after < line.end, text[after] == 0x20 { after += 1 }
      edits.append(Edit(line.start, after, "", .markup))
      line.start = after
      isQuote = true
    }
    if line.isBlank {
      close()
      return index + 1
    }
    if let next = readHeading(index, line, blank) ?? readGrid(index, line) ?? readRule(index, line, blank) {
      return next
    }
    if let next = readTable(index, line) ?? readDefinition(index, line, blank) { return next }
    if let marker = listMarker(line, index, blank) {
      if let next = readHeadingItem(marker, index, line, blank) { return next }
      openItem(marker, line, blank)
      return index + 1
    }
    if current == nil || blank > 0 || startsParagraph(index, line) {
      openParagraph(index, line, blank)
    } else {
      extend(index, line, isQuote: isQuote)
    }
    return index + 1
  }

  /// A block that is no content: page furniture, a directive.
  private mutating func aside(_ index: Int, _ reason: String) -> Int {
    close()
    var block = DraftBlock(lines[index].extent, role: .furniture)
    block.reason = reason
    block.page = page
    blocks.append(block)
    return index + 1
  }

  /// A directive with its options, a note's text, a title with a line of signs below it.
  private mutating func readRestructured(_ index: Int, _ line: Line, _ blank: Int) -> Int? {
    if Restructured.isDirective(text, line) {
      var next = aside(index, "directive")
      while next < lines.count, Restructured.isOption(text, lines[next]) { next = aside(next, "directive") }
      return next
    }
    if let note = Restructured.note(text, line) {
      // The text may begin on the next line.
      let first = note.textStart < line.end ? index : index + 1
      guard first < lines.count, !lines[first].isBlank else { return nil }
      let start = first == index ? note.textStart : lines[first].start
      openNote(line.start..<start, to: lines[first].end, number: note.number)
      return first + 1
    }
    guard current == nil || blank > 0, index + 1 < lines.count,
      let level = Restructured.underline(text, line, lines[index + 1]), level > 2
    else { return nil }
    close()
    edits.append(Edit(lines[index + 1].start, lines[index + 1].end, "", .markup))
    appendHeading(line.extent, level, blank)
    return index + 2
  }

  private mutating func skipFrontMatter() -> Int {
    let end = SpecialLine.frontMatterEnd(text, lines)
    guard end > 0 else { return 0 }
    var block = DraftBlock(Extent(lines[0].start, lines[end - 1].end), role: .furniture)
    block.reason = "front-matter"
    block.isMarkup = true
    blocks.append(block)
    return end
  }

  private mutating func readFence(_ index: Int) -> Int? {
    let line = lines[index]
    guard line.end - line.start >= 3 else { return nil }
    let mark = text[line.start]
    guard mark == 0x60 || mark == 0x7E, text[line.start + 1] == mark, text[line.start + 2] == mark else { return nil }
    var at = index + 1
    while at < lines.count {
      let other = lines[at]
      if other.end - other.start >= 3, text[other.start] == mark, text[other.start + 1] == mark,
        text[other.start + 2] == mark
      {
        break
      }
      at += 1
    }
    close()
    let last = min(at, lines.count - 1)
    var block = DraftBlock(Extent(line.start, lines[last].end), role: .furniture)
    block.reason = "code"
    block.isMarkup = true
    blocks.append(block)
    return last + 1
  }

  private mutating func readRule(_ index: Int, _ line: Line, _ blank: Int) -> Int? {
    guard SpecialLine.isRule(text, line) else { return nil }
    endList()
    return aside(index, "rule")
  }

  // MARK: Definitions

  /// `[^1]: text`, `[footnote 1]: text`, `[1]: text` and `[label]: target`.
  private mutating func readDefinition(_ index: Int, _ line: Line, _ blank: Int) -> Int? {
    guard text[line.start] == 0x5B, let close = (line.start..<line.end).first(where: { text[$0] == 0x5D }),
      close + 1 < line.end, text[close + 1] == 0x3A
    else { return nil }
    var after = close + 2
    while after < line.end, text[after] <= 0x20 { after += 1 }
    var number = close
    while number > line.start + 1, Scalars.isDigit(text[number - 1]) { number -= 1 }
    let isNote = text[line.start + 1] == 0x5E || (number < close && close - number <= 3 && close - line.start <= 14)
    let isTarget =
      after < line.end
      && (text[after] == 0x3C || text[after] == 0x2F || text[after] == 0x23 || hasScheme(after, line.end))
    if isNote, text[line.start + 1] == 0x5E || !isTarget {
      let digits = number..<close
      guard after < line.end else { return nil }
      let isNumber = !digits.isEmpty && digits.count <= 3 && digits.allSatisfy { Scalars.isDigit(text[$0]) }
      openNote(
        line.start..<after, to: line.end,
        number: isNumber ? digits.reduce(0) { $0 * 10 + Int(text[$1] - 0x30) } : nil)
      return index + 1
    }
    guard current == nil || blank > 0, isTarget else { return nil }
    self.close()
    edits.append(Edit(line.start, line.end, "", .markup))
    return index + 1
  }

  private func hasScheme(_ start: Int, _ end: Int) -> Bool {
    var at = start
    while at < end, Scalars.isLower(text[at]) { at += 1 }
    return at > start && at < end && text[at] == 0x3A
  }

  // MARK: Lists

  func listMarker(_ line: Line, _ index: Int, _ blank: Int) -> ListMarker? {
    guard let marker = ListMarker.parse(text, line.start, line.end) else { return nil }
    let isPlain = current != nil && blank == 0 && current!.role == .text
    switch marker.marker {
    case .number:
      // A paragraph is interrupted by a list only where the list begins at its beginning.
      if isPlain, marker.ordinal != 1, marker.style != 0x28 { return nil }
      return marker
    case .letter:
      return isPlain && marker.ordinal != 1 && !list.isEmpty ? nil : marker
    case .dash where isAttribution(marker, line, index): return nil
    case .dash, .bullet:
      if marker.label == "o" { return nil }
      // Only the signs of Markdown and true bullets; a dash of the author's opens no list in a paragraph.
      if isPlain, wrapping.isHard, marker.label == "–" || marker.label == "—" { return nil }
      return marker
    }
  }

  /// "— Minister for Ports" below a quotation: who said it.
  private func isAttribution(_ marker: ListMarker, _ line: Line, _ index: Int) -> Bool {
    guard marker.label == "–" || marker.label == "—", index > 0, line.start > lines[index].start || index > 1 else {
      return false
    }
    var before = index - 1
    while before > 0, lines[before].isBlank || isEmptyQuote(before) { before -= 1 }
    guard lines[before].end > lines[before].start else { return false }
    let last = Scalars.decode(text, at: Scalars.before(text, lines[before].end)).scalar
    let isQuoted = line.start > lines[index].start && text[lines[before].start] == 0x3E
    return isQuoted || last == 0x22 || last == 0x201D || last == 0xBB
  }

  private func isEmptyQuote(_ index: Int) -> Bool {
    (lines[index].start..<lines[index].end).allSatisfy { text[$0] == 0x3E || text[$0] <= 0x20 }
  }

  private mutating func openItem(_ marker: ListMarker, _ line: Line, _ blank: Int) {
    close()
    while let top = list.last, line.indent < top.indent + 2 { list.removeLast() }
    let content = line.indent + marker.textStart - line.start
    list.append((line.indent, content))
    var block = DraftBlock(Extent(marker.textStart, line.end), role: .item)
    block.marker = marker.marker == .dash ? .bullet : marker.marker
    block.label = marker.label
    block.markerExtent = marker.extent
    block.level = max(list.count - 1, nesting.place(marker, indent: line.indent))
    block.isMarkup = true
    block.blankLinesBefore = blank
    block.page = page
    block.width = line.width
    edits.append(Edit(Int(marker.extent.start), Int(marker.extent.end), "", .listMarker))
    current = block
  }

  mutating func endList() {
    list.removeAll(keepingCapacity: true)
    nesting.removeAll()
  }

  // MARK: Paragraphs

  private func startsParagraph(_ index: Int, _ line: Line) -> Bool {
    guard let block = current else { return true }
    if plainHeadings.indices.contains(index), plainHeadings[index] { return true }
    if block.role == .heading { return true }
    let last = lines[index - 1]
    // A line that the author broke, in a file where that is rare.
    if hardBreaksTell, isHardBreak(last), !LineFacts.startsLower(text, line) { return true }
    // A new line after closing punctuation opens a new block, unless the file is hard-wrapped.
    if wrapping.isHard { return false }
    let ending = LineFacts.ending(text, last)
    if ending == .terminal || ending == .colon { return true }
    return !LineFacts.startsLower(text, line) && last.hasTrailingSpace && isHardBreak(last)
  }

  /// Two spaces at a line's end break the line.
  private func isHardBreak(_ line: Line) -> Bool { Self.isHardBreak(text, line) }

  private static func isHardBreak(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    line.end + 1 < text.count && text[line.end] == 0x20 && text[line.end + 1] == 0x20
  }

  private mutating func openParagraph(_ index: Int, _ line: Line, _ blank: Int) {
    let isInside = current?.role == .item || current?.role == .continuation
    close()
    var block = DraftBlock(line.extent, role: .text)
    if let top = list.last, line.indent >= min(top.content, top.indent + 2), blank > 0 || isInside {
      block.role = .continuation
      block.level = list.count - 1
    } else {
      endList()
      if plainHeadings.indices.contains(index), plainHeadings[index] { block.role = .heading }
    }
    block.isMarkup = block.role == .continuation
    block.blankLinesBefore = blank
    block.page = page
    block.width = line.width
    block.indent = line.indent
    current = block
  }

  private mutating func extend(_ index: Int, _ line: Line, isQuote: Bool) {
    if LineFacts.ending(text, lines[index - 1]) == .hyphen, wrapping.isHard, !isQuote,
      let edit = hyphens.edit(lines[index - 1], line, broken: false)
    {
      edits.append(edit)
    }
    current!.ranges[0].end = UInt32(line.end)
    current!.lineCount += 1
    current!.width = max(current!.width, line.width)
  }

  mutating func close() {
    if let block = current.take() { blocks.append(block) }
  }
}
