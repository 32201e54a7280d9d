import StrataModel
import StrataText

/// Blocks of plain text: joins hard-wrapped lines, also over page breaks, and keeps apart what
/// the author kept apart. The method stands in docs/LAYOUT.md.
struct PlainLayout: ~Copyable {
  let text: UnsafeBufferPointer<UInt8>
  let lines: [Line]
  var roles: [LineRole]
  let markers: [ListMarker?]
  var wrapping: Wrapping
  var headings: [Bool]
  /// For each line the number of the wrapped heading that it belongs to, 0 for none.
  var units: [Int] = []
  /// Brief lines one below the other, which are blocks and no headings.
  let chains: [Bool]
  private let hyphens: LineEndHyphens

  var current: DraftBlock?
  /// Where the current block stands among the closed ones, for one that was taken up again.
  private var place: Int?
  /// Blocks that a page or a column cut in mid-sentence: their place and their last line.
  private var cut: [(place: Int, line: Int)] = []
  /// Blocks that stand inside the current one: page furniture and notes.
  private var waiting: [DraftBlock] = []
  private var page: Int?
  private var markerOfBlock: [Int: ListMarker] = [:]
  /// The line that opened the current block.
  private var opener = 0
  /// How the last item closed; nil behind another block.
  var itemEnding: LineFacts.Ending?
  /// `#` headings by line: their level and where their text begins.
  var marks: [Int: (level: Int, textStart: Int)] = [:]

  /// `hasMarks` is set for Markdown that is plain text but for its head and a heading or two, as converters
  /// from PDF write it: front matter and `#` headings are then known.
  /// `fields` are the labels with which the rows of forms open.
  static func lay(
    _ draft: inout Draft, words: WordWitness?, functionWords: FunctionWords, fields: FieldLabels,
    hasMarks: Bool = false
  ) {
    let text = draft.text
    let (lines, rows) = TextColumns.split(text, LineScanner.scan(text), &draft.edits)
    var roles = [LineRole](repeating: .body, count: lines.count)
    for (index, startsRow) in rows { roles[index] = startsRow ? .rowStart : .rowContinuation }
    for index in lines.indices where !lines[index].isBlank && roles[index] == .body {
      if SpecialLine.isRule(text, lines[index]) {
        roles[index] = .rule
      } else if SpecialLine.isDirective(text, lines[index]) {
        roles[index] = .directive
      }
    }
    if hasMarks {
      for index in 0..<SpecialLine.frontMatterEnd(text, lines) where !lines[index].isBlank { roles[index] = .directive }
    }
    draft.contents = TableOfContents.recognise(text, lines, &roles)
    draft.edits += DelimitedTable.recognise(text, lines, &roles)
    PageFurniture.recognise(text, lines, &roles, isPrint: true)
    NoteTexts.recognise(text, lines, &roles, glued: draft.gluedNumbers)
    FlattenedTable.recognise(text, lines, &roles)
    FormTable.recognise(text, lines, &roles, fields: fields)
    var layout = PlainLayout(text, lines, roles, contents: draft.contents, words: words, functionWords)
    if hasMarks { layout.markHeadings() }
    layout.run(&draft)
  }

  private init(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], contents: ListedTitles,
    words: WordWitness?,
    _ functionWords: FunctionWords
  ) {
    self.text = text
    self.lines = lines
    self.roles = roles
    var markers = lines.indices.map { index in
      lines[index].isBlank || roles[index] != .body ? nil : ListMarker.parse(text, lines[index].start, lines[index].end)
    }
    let numbered = NumberedItems.recognise(text, lines, roles, &markers)
    self.markers = markers
    wrapping = Wrapping(text, lines, roles, markers)
    headings = PlainHeadings.recognise(text, lines, roles, markers, wrapping, contents: contents, functionWords)
    if wrapping.isHard {
      units = WrappedHeadings.add(
        to: &headings, text, lines, roles, markers, wrapping, contents: contents, functionWords)
    }
    for index in numbered {
      headings[index] = false
      if units.indices.contains(index) { units[index] = 0 }
    }
    chains = PlainHeadings.chains(headings, units, text, lines, roles, markers, wrapping, contents)
    hyphens = LineEndHyphens(text, lines, words: words)
  }

  private mutating func markHeadings() {
    for index in lines.indices where roles[index] == .body && !lines[index].isBlank {
      guard let mark = SpecialLine.headingMark(text, lines[index]) else { continue }
      headings[index] = true
      marks[index] = mark
    }
  }

  private mutating func run(_ draft: inout Draft) {
    let hasPages = roles.contains(.pageNumber) || roles.contains(.runningHead) || lines.contains { $0.startsPage }
    page = hasPages ? 1 : nil
    var previous: Int?
    var blank = 0
    var broken = false
    var seenBody = false
    for index in lines.indices {
      let line = lines[index]
      if line.startsPage, hasPages, seenBody, !broken { page? += 1 }
      if line.startsPage, seenBody { broken = true }
      if line.isBlank {
        blank += 1
        continue
      }
      let role = roles[index]
      if role.isFurniture || role.isNote || repeatsHeader(index) {
        if role == .pageNumber || role == .runningHead {
          if seenBody, !broken { page? += 1 }
          broken = seenBody
        } else if role.isNote {
          broken = false
        }
        appendAside(index, role, &draft)
        continue
      }
      seenBody = true
      let isBroken = broken || !waiting.isEmpty
      if let previous, let rest = continued(by: index, after: previous, draft) {
        if isCutOff(previous) { cut.append((place ?? draft.blocks.count, previous)) }
        close(&draft)
        current = draft.blocks[rest.place]
        place = rest.place
        extend(index, after: rest.line, broken: true, &draft)
      } else if startsBlock(index, after: previous, blank: blank, broken: isBroken) {
        if let previous, isCutOff(previous), isBroken || standsAtFoot(index) || changesColumn(previous, index) {
          cut.append((place ?? draft.blocks.count, previous))
        }
        close(&draft)
        open(index, blank: blank)
        if !marks.isEmpty, let mark = marks[index] { take(mark, &draft) }
      } else {
        extend(index, after: previous ?? index, broken: broken || !waiting.isEmpty, &draft)
      }
      previous = index
      blank = 0
      broken = false
    }
    close(&draft)
    ListResolution.resolve(&draft, markers: markerOfBlock)
  }

  // MARK: Blocks

  private mutating func open(_ index: Int, blank: Int) {
    let line = lines[index]
    var block = DraftBlock(line.extent, role: .text)
    switch roles[index] {
    case .rowStart, .rowContinuation, .tableHeader, .tableHeaderContinuation: block.role = .row
    default: if headings[index], !chains[index] { block.role = .heading }
    }
    block.page = page
    block.blankLinesBefore = blank
    block.indent = line.indent
    block.width = line.width
    block.markerExtent = markers[index]?.extent
    current = block
    opener = index
  }

  private mutating func take(_ mark: (level: Int, textStart: Int), _ draft: inout Draft) {
    draft.edits.append(Edit(current!.start, mark.textStart, "", .markup))
    current!.ranges[0].start = UInt32(mark.textStart)
    current!.level = mark.level
    current!.isMarkup = true
    current!.markerExtent = nil
  }

  private mutating func extend(_ index: Int, after previous: Int, broken: Bool, _ draft: inout Draft) {
    guard current != nil else { return open(index, blank: 0) }
    let line = lines[index]
    let broken = broken || line.isPart || lines[previous].isPart
    let isCut = LineFacts.ending(text, lines[previous]) == .hyphen
    if let edit = isCut ? hyphens.edit(lines[previous], line, broken: broken) : nil {
      draft.edits.append(edit)
      if broken { current!.ranges[current!.ranges.count - 1].end = edit.extent.end }
    } else if !broken, let edit = hyphens.lost(lines[previous], line) {
      draft.edits.append(edit)
    }
    if broken, current!.end != line.start {
      current!.ranges.append(line.extent)
    } else {
      current!.ranges[current!.ranges.count - 1].end = UInt32(line.end)
    }
    if current!.lineCount == 1, SpecialLine.isBareNumber(text, lines[previous]),
      headings[index] || LineFacts.ending(text, line) == .open
    {
      current!.role = .heading
    }
    current!.lineCount += 1
    current!.width = max(current!.width, line.width)
  }

  private mutating func close(_ draft: inout Draft) {
    if var block = current.take() {
      // So many words are a call-out set in capitals.
      if block.role == .heading, block.lineCount >= 3, LineFacts.wordCount(text, block.start, block.end) > 24 {
        block.role = .text
      }
      itemEnding = block.markerExtent.map { _ in LineFacts.ending(text, block.start, block.end) }
      // A block that is taken up again has its marker already.
      if place == nil, block.markerExtent != nil { markerOfBlock[draft.blocks.count] = markers[opener] }
      if let place { draft.blocks[place] = block } else { draft.blocks.append(block) }
      place = nil
    }
    guard !waiting.isEmpty else { return }
    draft.blocks.append(contentsOf: waiting)
    waiting.removeAll(keepingCapacity: true)
  }

  /// A line that does not belong to the running text.
  private mutating func appendAside(_ index: Int, _ role: LineRole, _ draft: inout Draft) {
    let line = lines[index]
    if role == .noteContinuation, let last = waiting.indices.last, waiting[last].role == .footnote {
      if LineFacts.ending(text, lines[index - 1]) == .hyphen,
        let edit = hyphens.edit(lines[index - 1], line, broken: line.isPart)
      {
        draft.edits.append(edit)
        if line.isPart { waiting[last].ranges[waiting[last].ranges.count - 1].end = edit.extent.end }
      }
      extendAside(last, line)
      return
    }
    if role == .tableHeaderContinuation, let last = waiting.indices.last, waiting[last].role == .row {
      extendAside(last, line)
      return
    }
    let isHeader = role == .tableHeader || role == .tableHeaderContinuation
    var block = DraftBlock(line.extent, role: isHeader ? .row : role.isNote ? .footnote : .furniture)
    block.page = page
    block.indent = line.indent
    block.width = line.width
    block.reason = role.isFurniture ? role.reason : nil
    waiting.append(block)
  }

  private mutating func extendAside(_ place: Int, _ line: Line) {
    if line.isPart {
      waiting[place].ranges.append(line.extent)
    } else {
      waiting[place].ranges[waiting[place].ranges.count - 1].end = UInt32(line.end)
    }
    waiting[place].lineCount += 1
  }

  // MARK: Blocks that a page or a box cuts

  /// A line of running text that ends in mid-sentence.
  private func isCutOff(_ index: Int) -> Bool {
    guard wrapping.isHard, current?.role == .text, lines[index].end - lines[index].start >= 25 else { return false }
    return LineFacts.ending(text, lines[index]).breaksOff
  }

  /// A heading that is the last line of its page, as where a page's title is read behind its text.
  private func standsAtFoot(_ index: Int) -> Bool {
    guard headings[index], lines[index - 1].width * 100 >= wrapping.width(at: index - 1) * 85 else { return false }
    var at = index + 1
    while at < lines.count, lines[at].isBlank || headings[at] { at += 1 }
    return at < lines.count && (roles[at] == .pageNumber || roles[at] == .runningHead)
  }

  /// The block that goes on with a line, where the text before the line does not: a box stood between the two.
  private mutating func continued(by index: Int, after previous: Int, _ draft: borrowing Draft) -> (
    place: Int, line: Int
  )? {
    guard !cut.isEmpty, LineFacts.startsLower(text, lines[index]), markers[index] == nil, !headings[index],
      roles[index] == .body, let block = current
    else { return nil }
    cut.removeAll { index - $0.line > 150 }
    let isClosed = block.role == .heading || LineFacts.ending(text, lines[previous]) == .terminal
    guard isClosed || changesColumn(previous, index) else { return nil }
    let width = columnWidth(from: index, step: 1)
    guard width > 0,
      let match = cut.lastIndex(where: {
        let other = columnWidth(from: $0.line, step: -1)
        return other * 10 < width * 14 && width * 10 < other * 14
      })
    else { return nil }
    return cut.remove(at: match)
  }

  /// The text before a line is set much wider or narrower than the text from it on.
  func changesColumn(_ previous: Int, _ index: Int) -> Bool {
    let before = columnWidth(from: previous, step: -1)
    let after = columnWidth(from: index, step: 1)
    // The last line of a paragraph tells nothing of the column's width.
    guard before > 0, after > 0, lines[index].width * 4 >= after * 3 else { return false }
    return LineFacts.ending(text, lines[index]).breaksOff && (before * 10 > after * 15 || after * 10 > before * 15)
  }

  /// The width of three lines one below the other, of which two are about as wide, 0 where there are none.
  private func columnWidth(from index: Int, step: Int) -> Int {
    var (count, sum, least, most) = (0, 0, Int.max, 0)
    var at = index
    while lines.indices.contains(at), count < 3, !lines[at].isBlank, roles[at] == .body, !headings[at] {
      count += 1
      sum += lines[at].width
      least = min(least, lines[at].width)
      most = max(most, lines[at].width)
      at += step
    }
    return count == 3 && (sum - least - most) * 10 >= most * 8 ? most : 0
  }

  /// The header that a page prints again in the middle of a row.
  private func repeatsHeader(_ index: Int) -> Bool {
    guard roles[index] == .tableHeader || roles[index] == .tableHeaderContinuation, current?.role == .row else {
      return false
    }
    var at = index + 1
    while at < lines.count, lines[at].isBlank || roles[at] == .tableHeaderContinuation { at += 1 }
    return at < lines.count && roles[at] == .rowContinuation
  }
}
