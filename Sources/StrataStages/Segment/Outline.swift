import StrataModel
import StrataText

/// Makes segments of blocks: kinds, the headings above, lead-ins.
struct Outline {
  private let text: SegmentText
  private let grammar: SegmentGrammar
  private let captions: Captions

  init(_ text: SegmentText, _ grammar: SegmentGrammar, _ captions: Captions) {
    self.text = text
    self.grammar = grammar
    self.captions = captions
  }

  func read(_ document: inout Document) {
    document.segments.removeAll()
    document.segments.reserveCapacity(document.blocks.count)
    document.blocks.withUnsafeBufferPointer { blocks in
      guard let first = blocks.baseAddress else { return }
      for index in blocks.indices {
        document.segments.append(Segment(kind: .paragraph, extent: blocks[index].extent))
        begin(&document.segments[index], first + index)
      }
    }
    attachMarks(&document)
    captions.markByWording(&document, text)
    captions.markNavigation(&document, text)
    demoteSentences(&document)
    markNotes(&document)
    promoteTitles(&document)
    markTitle(&document)
    captions.markByPlace(&document, text)
    LostMarkers(text, grammar).mark(&document)
    markSections(&document)
    markLeadIns(&document)
  }

  /// What a block says of its segment by itself, filled in where it stands: a copy would count the references.
  private func begin(_ segment: inout Segment, _ block: UnsafePointer<Block>) {
    switch block.pointee.role {
    case .text, .continuation: segment.kind = .paragraph
    case .heading:
      segment.kind = .heading
      segment.headingLevel = block.pointee.isMarkup ? max(1, block.pointee.level) : 0
    case .item:
      segment.kind = .item
      segment.marker = block.pointee.marker
      segment.label = block.pointee.label
      segment.level = block.pointee.level
    case .row: segment.kind = .row
    case .footnote: segment.kind = .footnote
    case .furniture:
      segment.kind = .furniture
      if let reason = block.pointee.reason { segment.because = ["furniture:" + reason] }
    }
    segment.page = block.pointee.page
    segment.note = block.pointee.note
  }

  /// Note references and links go to the segments that hold them.
  private func attachMarks(_ document: inout Document) {
    var at = 0
    let notes = document.noteRefs.sorted { ($0.at, $0.source.start) < ($1.at, $1.source.start) }
    for note in notes {
      while at < document.segments.count, document.segments[at].extent.end < note.at { at += 1 }
      guard at < document.segments.count else { break }
      document.segments[at].noteRefs.append(note)
    }
    at = 0
    for link in document.links.sorted(by: { $0.extent < $1.extent }) {
      while at < document.segments.count, document.segments[at].extent.end < link.extent.end { at += 1 }
      guard at < document.segments.count, document.segments[at].extent.contains(link.extent) else { continue }
      document.segments[at].links.append(link)
    }
  }

  /// A line with a verb that announces a list is a sentence: a paragraph, not a heading.
  private func demoteSentences(_ document: inout Document) {
    for index in document.segments.indices where document.segments[index].kind == .heading {
      guard !document.blocks[index].isMarkup else { continue }
      let opensList = index + 1 < document.segments.count && document.segments[index + 1].kind == .item
      guard opensList || text.ending(document.segments[index].extent) == .colon,
        !isNumbered(document.segments[index].extent),
        !PlainHeadings.isNumberedLabel(text.bytes, line(document.segments[index].extent))
      else { continue }
      let words = text.string(document.segments[index].extent).lowercased().split { !$0.isLetter }
      // "Ways to make it safe:" holds no finite verb.
      if words.indices.contains(where: {
        grammar.finiteVerbs.contains(String(words[$0])) && ($0 == 0 || words[$0 - 1] != "to")
      }) {
        document.segments[index].kind = .paragraph
        document.segments[index].headingLevel = 0
      }
    }
  }

  /// The numbered list under a heading such as "Notes", to the next heading, is one of notes.
  private func markNotes(_ document: inout Document) {
    var isOpen = false
    for index in document.segments.indices {
      switch document.segments[index].kind {
      case .heading:
        let extent = document.segments[index].extent
        isOpen =
          extent.count <= 20 && grammar.notes.contains(text.string(extent).lowercased().filter { $0 != ":" })
      case .item where isOpen && document.segments[index].marker == .number:
        document.segments[index].note = document.segments[index].label.flatMap { Int($0) }
        document.segments[index].kind = .footnote
        document.segments[index].marker = nil
        document.segments[index].label = nil
        document.segments[index].level = 0
      default: break
      }
    }
  }

  /// "Article 75", "CHAPTER X": the line below a bare label is its title, however long.
  private func promoteTitles(_ document: inout Document) {
    for index in document.segments.indices.dropFirst() where document.segments[index].kind == .paragraph {
      let extent = document.segments[index].extent
      guard document.segments[index - 1].kind == .heading, isBareLabel(document.segments[index - 1].extent),
        text.ending(extent) == .open, !text.startsLower(extent), text.wordCount(extent) <= 30
      else { continue }
      document.segments[index].kind = .heading
    }
  }

  /// A word, and a number or a roman numeral.
  private func isBareLabel(_ extent: Extent<Normal>) -> Bool {
    guard text.wordCount(extent) == 2 else { return false }
    let words = text.string(extent).split(separator: " ")
    guard words.count == 2, words[0].count >= 3, words[0].allSatisfy(\.isLetter) else { return false }
    if words[1].allSatisfy(\.isNumber) { return true }
    return words[1].allSatisfy(\.isUppercase)
      && Array(words[1].utf8).withUnsafeBufferPointer { ListMarker.romanValue($0) } > 0
  }

  // MARK: Title

  /// The first content of the document, where it has the form of a name.
  private func markTitle(_ document: inout Document) {
    let first = document.segments.indices.first { document.segments[$0].kind != .furniture }
    guard let first else { return }
    let block = document.blocks[first]
    let segment = document.segments[first]
    let isName: Bool
    switch segment.kind {
    case .heading:
      let standsAboveContents = first + 1 < document.blocks.count && document.blocks[first + 1].reason == "contents"
      isName = !isNumbered(segment.extent) && !standsAboveContents && text.ending(segment.extent) != .colon
    case .paragraph:
      let next = document.segments.indices.first { $0 > first && document.segments[$0].kind != .furniture }
      let isApart =
        next.map {
          document.blocks[$0].blankLinesBefore > 0 || document.segments[$0].kind == .heading
            || document.blocks[$0].page != block.page
        } ?? false
      let ending = text.ending(segment.extent)
      isName =
        isApart && text.wordCount(segment.extent) <= 18 && !text.startsLower(segment.extent) && ending != .colon
        && ending != .comma && ending != .semicolon && !isNumbered(segment.extent)
    default: isName = false
    }
    let others = document.segments.indices.filter {
      document.segments[$0].kind == .heading && document.segments[$0].headingLevel == 1
    }
    if let only = others.first, others.count == 1, only != first, only - first <= 12,
      !isNumbered(document.segments[only].extent)
    {
      // One heading of the first level in Markdown is the title, whatever stands above it.
      name(&document, only)
    } else if isName {
      name(&document, first)
    }
  }

  private func name(_ document: inout Document, _ index: Int) {
    document.segments[index].kind = .title
    document.segments[index].headingLevel = 0
    if document.title == nil { document.title = text.string(document.segments[index].extent) }
  }

  private func isNumbered(_ extent: Extent<Normal>) -> Bool {
    Scalars.isDigit(text.bytes[Int(extent.start)]) || numbering(extent) > 0
  }

  /// Levels of a heading's numbering: 2 for "2.3 Title", 0 where there is none.
  private func numbering(_ extent: Extent<Normal>) -> Int {
    PlainHeadings.numbering(text.bytes, line(extent))?.levels ?? 0
  }

  private func line(_ extent: Extent<Normal>) -> Line {
    Line(start: Int(extent.start), end: Int(extent.end), head: Int(extent.start), next: Int(extent.end))
  }

  // MARK: Sections

  private func markSections(_ document: inout Document) {
    var stack: [Int] = []
    var numbered = 0
    for index in document.segments.indices {
      guard document.segments[index].kind == .heading else {
        document.segments[index].heading = stack.last
        continue
      }
      if document.segments[index].headingLevel == 0 {
        // Plain text: the numbering tells the level; a heading without a number stands below the last one with.
        let levels = numbering(document.segments[index].extent)
        if levels > 0 {
          numbered = levels
          document.segments[index].headingLevel = levels
        } else if LineFacts.isCapitals(
          text.bytes, Int(document.segments[index].extent.start), Int(document.segments[index].extent.end))
        {
          document.segments[index].headingLevel = 1
        } else {
          document.segments[index].headingLevel = unnumberedLevel(document, index, stack, numbered)
        }
      }
      while let top = stack.last, document.segments[top].headingLevel >= document.segments[index].headingLevel {
        stack.removeLast()
      }
      document.segments[index].heading = stack.last
      stack.append(index)
    }
  }

  /// The level of a heading without a number: below one that stands right above it, beside one that opens with the same
  /// word ("For the individual", "For businesses") or declares a count too: that one's section may be empty.
  private func unnumberedLevel(_ document: Document, _ index: Int, _ stack: [Int], _ numbered: Int) -> Int {
    guard let above = stack.last else { return numbered + 2 }
    if text.closingCount(document.segments[index].extent) != nil,
      let counted = stack.last(where: { text.closingCount(document.segments[$0].extent) != nil })
    {
      return document.segments[counted].headingLevel
    }
    var before = index - 1
    while before > above, document.segments[before].kind == .furniture { before -= 1 }
    if before == above {
      // What is declared above and not there ("Linked initiatives (0)") has no parts.
      let isCounted = text.closingCount(document.segments[above].extent) != nil
      return document.segments[above].headingLevel + (isCounted ? 0 : 1)
    }
    // A line in bold type below a heading of Markdown.
    if let marked = stack.last(where: { document.blocks[$0].isMarkup && document.blocks[$0].level > 0 }) {
      return document.segments[marked].headingLevel + 1
    }
    let word = text.firstWord(document.segments[index].extent)
    let sibling = stack.last { text.firstWord(document.segments[$0].extent) == word }
    return sibling.map { document.segments[$0].headingLevel } ?? numbered + 2
  }

  // MARK: Lead-ins

  private func markLeadIns(_ document: inout Document) {
    var leadIn: Int?
    /// The last item of each level in the list at hand.
    var parents: [Int] = []
    var previous: Int?
    for index in document.segments.indices {
      switch document.segments[index].kind {
      case .furniture, .footnote: continue
      case .item:
        let opensList = previous.map { document.segments[$0].kind != .item && !isInside(document, $0) } ?? true
        if opensList {
          leadIn = previous.flatMap { announces(document, $0) ? $0 : nil }
          parents.removeAll(keepingCapacity: true)
        }
        while parents.count > document.segments[index].level { parents.removeLast() }
        if let parent = parents.last,
          text.ending(document.segments[parent].extent) == .colon || endsOpenly(document, parent)
        {
          document.segments[index].leadIn = parent
        } else {
          document.segments[index].leadIn = parents.last.flatMap { document.segments[$0].leadIn } ?? leadIn
        }
        parents.append(index)
      default: break
      }
      previous = index
    }
  }

  /// A paragraph inside a list does not end the list.
  private func isInside(_ document: Document, _ index: Int) -> Bool { document.blocks[index].role == .continuation }

  private func announces(_ document: Document, _ index: Int) -> Bool {
    let extent = document.segments[index].extent
    let ending = text.ending(extent)
    switch document.segments[index].kind {
    case .heading:
      return ending == .colon || text.wordCount(extent) <= 5
        || grammar.announcements.contains(text.string(extent).lowercased())
    case .paragraph, .row:
      if ending == .colon || ending == .open { return true }
      return captions.pointsAhead(extent, text)
    default: return false
    }
  }

  /// A parent item that ends in mid-sentence announces what is nested in it.
  private func endsOpenly(_ document: Document, _ index: Int) -> Bool {
    grammar.continuations.contains(text.lastWord(document.segments[index].extent))
  }
}
