import StrataModel
import StrataText

/// Blocks of plain text: joins hard-wrapped lines, also over page breaks, and keeps apart what
/// the author kept apart. The method stands in docs/LAYOUT.md.
struct PlainLayout: ~Copyable {
  private let text: UnsafeBufferPointer<UInt8>
  private let lines: [Line]
  private var roles: [LineRole]
  private let markers: [ListMarker?]
  private var wrapping: Wrapping
  private var headings: [Bool]
  /// For each line the number of the wrapped heading that it belongs to, 0 for none.
  private var units: [Int] = []
  private let hyphens: LineEndHyphens

  private var current: DraftBlock?
  /// Where the current block stands among the closed ones, for one that was taken up again.
  private var place: Int?
  /// Blocks that a page or a column cut in mid-sentence: their place and their last line.
  private var cut: [(place: Int, line: Int)] = []
  /// Blocks that stand inside the current one: page furniture and notes.
  private var waiting: [DraftBlock] = []
  private var page: Int?
  private var markerOfBlock: [Int: ListMarker] = [:]
  /// How the last item closed; nil behind another block.
  private var itemEnding: LineFacts.Ending?
  /// `#` headings by line: their level and where their text begins.
  private var marks: [Int: (level: Int, textStart: Int)] = [:]

  /// `hasMarks` is set for Markdown that is plain text but for its head and a heading or two, as converters
  /// from PDF write it: front matter and `#` headings are then known.
  /// `fields` are the labels with which the rows of forms open.
  static func lay(
    _ draft: inout Draft, words: WordWitness?, functionWords: Set<String>, fields: FieldLabels,
    hasMarks: Bool = false
  ) {
    let text = draft.text
    let lines = LineScanner.scan(text)
    var roles = [LineRole](repeating: .body, count: lines.count)
    for index in lines.indices where !lines[index].isBlank {
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
    PageFurniture.recognise(text, lines, &roles, isPrint: true)
    NoteTexts.recognise(text, lines, &roles)
    FlattenedTable.recognise(text, lines, &roles)
    FormTable.recognise(text, lines, &roles, fields: fields)
    var layout = PlainLayout(text, lines, roles, contents: draft.contents, words: words, functionWords)
    if hasMarks { layout.markHeadings() }
    layout.run(&draft)
  }

  private init(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], contents: ListedTitles,
    words: WordWitness?,
    _ functionWords: Set<String>
  ) {
    self.text = text
    self.lines = lines
    self.roles = roles
    markers = lines.indices.map { index in
      lines[index].isBlank || roles[index] != .body ? nil : ListMarker.parse(text, lines[index].start, lines[index].end)
    }
    wrapping = Wrapping(text, lines, roles, markers)
    headings = PlainHeadings.recognise(text, lines, roles, markers, wrapping, contents: contents, functionWords)
    if wrapping.isHard {
      units = WrappedHeadings.add(
        to: &headings, text, lines, roles, markers, wrapping, contents: contents, functionWords)
    }
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
    default: if headings[index] { block.role = .heading }
    }
    block.page = page
    block.blankLinesBefore = blank
    block.indent = line.indent
    block.width = line.width
    block.markerExtent = markers[index]?.extent
    current = block
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
    let isCut = LineFacts.ending(text, lines[previous]) == .hyphen
    if let edit = isCut ? hyphens.edit(lines[previous], line, broken: broken) : nil {
      draft.edits.append(edit)
      if broken { current!.ranges[current!.ranges.count - 1].end = edit.extent.end }
    } else if !broken, let edit = hyphens.lost(lines[previous], line) {
      draft.edits.append(edit)
    }
    if broken {
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
      if let extent = block.markerExtent,
        let marker = ListMarker.parse(text, Int(extent.start), block.ranges[0].range.upperBound)
      {
        markerOfBlock[place ?? draft.blocks.count] = marker
      }
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
        let edit = hyphens.edit(lines[index - 1], line, broken: false)
      {
        draft.edits.append(edit)
      }
      waiting[last].ranges[waiting[last].ranges.count - 1].end = UInt32(line.end)
      waiting[last].lineCount += 1
      return
    }
    if role == .tableHeaderContinuation, let last = waiting.indices.last, waiting[last].role == .row {
      waiting[last].ranges[waiting[last].ranges.count - 1].end = UInt32(line.end)
      waiting[last].lineCount += 1
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

  // MARK: Blocks that a page or a box cuts

  /// A line of running text that ends in mid-sentence.
  private func isCutOff(_ index: Int) -> Bool {
    guard wrapping.isHard, current?.role == .text, lines[index].end - lines[index].start >= 25 else { return false }
    switch LineFacts.ending(text, lines[index]) {
    case .open, .comma, .hyphen: return true
    default: return false
    }
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
  private func changesColumn(_ previous: Int, _ index: Int) -> Bool {
    let before = columnWidth(from: previous, step: -1)
    let after = columnWidth(from: index, step: 1)
    // The last line of a paragraph tells nothing of the column's width.
    guard before > 0, after > 0, lines[index].width * 4 >= after * 3 else { return false }
    switch LineFacts.ending(text, lines[index]) {
    case .open, .comma, .hyphen: return before * 10 > after * 15 || after * 10 > before * 15
    default: return false
    }
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

  // MARK: Where a block begins

  private func startsBlock(_ index: Int, after previous: Int?, blank: Int, broken: Bool) -> Bool {
    guard let block = current, let previous else { return true }
    let line = lines[index]
    let last = lines[previous]
    switch roles[index] {
    case .rowStart, .tableHeader: return true
    case .rowContinuation, .tableHeaderContinuation: return block.role != .row
    default: if block.role == .row { return true }
    }
    let ending = LineFacts.ending(text, last)
    let lower = LineFacts.startsLower(text, line)
    // "5.2." on a line of its own is the number of the heading below it.
    if block.lineCount == 1, blank == 0, !broken, SpecialLine.isBareNumber(text, last) { return false }
    if headings[index] {
      if !units.isEmpty, units[index] + units[previous] > 0 { return units[index] != units[previous] }
      // The second line of a heading.
      return (!marks.isEmpty && marks[index] != nil)
        || !(block.role == .heading && headings[previous] && blank == 0 && !broken && continuesHeading(previous, index))
    }
    if block.role == .heading {
      return (!marks.isEmpty && marks[previous] != nil)
        || !(blank == 0 && !broken && ending == .open && goesOnWithHeading(index, last, block))
    }
    if let marker = markers[index], accepts(marker, index, previous, blank: blank, ending: ending) { return true }
    guard wrapping.isHard else {
      // Every line is a block, but for one that a page break or a converter cut in mid-sentence.
      guard ending == .open || ending == .comma || ending == .hyphen, lower, block.role == .text else { return true }
      // Indented like the text of its item, a line goes on with it.
      if block.markerExtent != nil, blank == 0, line.indent > block.indent, markers[index] == nil { return false }
      return last.end - last.start < 40 || markers[index] != nil
    }
    if blank > 0, !broken {
      return !((ending == .open || ending == .comma || ending == .hyphen) && lower && last.width * 2 > wrapping.usual)
    }
    if ending == .hyphen { return false }
    let fits = wrapping.fits(text, line, after: last, at: previous)
    // "Mechanism: …", "Ambition #1: …": labelled lines one below the other. A label of one word or two hardly opens a line
    // by chance where another opens the block.
    if !lower, LineFacts.isLabelled(text, line), LineFacts.isLabelled(text, block.start, block.end),
      fits || last.width * 100 < wrapping.usual * 70
        || ending == .terminal && LineFacts.haveOneLabel(text, line.start, block.start)
        || ending != .comma && LineFacts.isLabelled(text, line, upTo: 2)
          && LineFacts.isLabelled(text, block.start, block.end, upTo: 2)
    {
      return true
    }
    switch ending {
    case .terminal, .colon, .semicolon:
      // A full stop closes a list whose items close with semicolons.
      if ending == .terminal, LineFacts.startsUpper(text, line), block.markerExtent != nil,
        itemEnding == .semicolon || itemEnding == .comma
      {
        return true
      }
      if wrapping.spaceTells { return !last.hasTrailingSpace || (fits && !lower) }
      if broken { return !lower }
      return fits && (!lower || (ending == .semicolon && wrapping.fitsClearly(text, line, after: last, at: previous)))
    case .open, .comma, .hyphen, .other:
      if lower { return false }
      if broken {
        // A line that ends far from the margin closes its block, whatever the page's end cuts.
        return ending != .hyphen
          && (changesColumn(previous, index)
            || ending == .open && wrapping.fitsClearly(text, line, after: last, at: previous))
      }
      if wrapping.spaceTells, last.hasTrailingSpace { return LineFacts.isLabelled(text, line) && fits }
      return ending != .comma && wrapping.fitsClearly(text, line, after: last, at: previous)
    }
  }

  /// The line goes on in lower case with a heading: one as wide as its column, or one of few words in large type; also
  /// behind a dash ("2 A good start / – but challenges").
  private func goesOnWithHeading(_ index: Int, _ last: Line, _ block: DraftBlock) -> Bool {
    let line = lines[index]
    if let marker = markers[index] {
      guard marker.marker == .dash, !hasNeighbour(marker, index), marker.textStart < line.end,
        Scalars.isLowercase(Scalars.decode(text, at: marker.textStart).scalar)
      else { return false }
    } else if !LineFacts.startsLower(text, line) {
      return false
    } else if last.width * 10 >= wrapping.width(at: index - 1) * 6 {
      return !LineFacts.isCapitals(text, block.start, last.end) || LineFacts.isCapitals(text, line.start, line.end)
    }
    // To its end: the lines in lower case are few and short.
    var end = index
    while end + 1 < lines.count, !lines[end + 1].isBlank, roles[end + 1] == .body,
      LineFacts.startsLower(text, lines[end + 1])
    { end += 1 }
    return LineFacts.isCapitals(text, block.start, last.end) == LineFacts.isCapitals(text, line.start, line.end)
      && (index...end).allSatisfy {
        LineFacts.ending(text, lines[$0]) == .open && lines[$0].width * 10 < wrapping.usual * 6
      } && LineFacts.wordCount(text, block.start, lines[end].end) <= 14
  }

  private func continuesHeading(_ previous: Int, _ index: Int) -> Bool {
    let first = LineFacts.isCapitals(text, lines[previous].start, lines[previous].end)
    let second = LineFacts.isCapitals(text, lines[index].start, lines[index].end)
    guard first == second, !Scalars.isDigit(text[lines[index].start]),
      !closesHeading(previous)
    else { return false }
    if first || LineFacts.startsLower(text, lines[index]) { return true }
    // Below a title with a number of two levels another one without may stand.
    let isNumbered = (PlainHeadings.numbering(text, lines[previous])?.levels ?? 0) >= 2
    return lines[previous].hasTrailingSpace && (!isNumbered || wrapping.spaceTells)
  }

  private func closesHeading(_ index: Int) -> Bool {
    switch LineFacts.ending(text, lines[index]) {
    case .colon, .terminal: true
    default: false
    }
  }

  /// A glyph in the middle of a paragraph is no bullet ("unique advantage – already today").
  private func accepts(
    _ marker: ListMarker, _ index: Int, _ previous: Int, blank: Int, ending: LineFacts.Ending
  ) -> Bool {
    let isWeak =
      marker.marker == .dash || marker.label == "o" || marker.label == "*" || marker.label == "+"
      || marker.label == ">"
    if marker.marker == .number || marker.marker == .letter {
      if ending == .open || ending == .comma, blank == 0 {
        return hasNeighbour(marker, index) && !(marker.ordinal > 20)
      }
      return true
    }
    guard isWeak, blank == 0, ending == .open || ending == .comma else { return true }
    if let other = markers[previous], other.matches(marker) { return true }
    return current?.markerExtent != nil || hasNeighbour(marker, index)
  }

  /// A line nearby opens with a marker of the same list.
  private func hasNeighbour(_ marker: ListMarker, _ index: Int) -> Bool {
    for other in max(0, index - 12)...min(lines.count - 1, index + 12) where other != index {
      guard let near = markers[other], near.matches(marker) else { continue }
      if marker.marker == .number || marker.marker == .letter {
        if marker.isFollowed(by: near) || near.isFollowed(by: marker) { return true }
      } else {
        return true
      }
    }
    return false
  }
}
