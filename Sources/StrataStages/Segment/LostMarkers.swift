import StrataModel
import StrataText

/// Finds list items whose markers text extraction lost: blocks of one form behind a block that ends in a colon.
///
/// Printed text only: in Markdown a list has its marks. Evidence is the likeness of the entries, since a paragraph may
/// stand behind a colon too: the lead-in breaks off in mid-sentence, all open in lower case, all with a participle ("Establishing …"), or none closes with a full
/// stop.
struct LostMarkers {
  private let text: SegmentText
  private let grammar: SegmentGrammar

  /// Most words of an entry that closes with nothing.
  private static let mostWords = 25

  init(_ text: SegmentText, _ grammar: SegmentGrammar) {
    self.text = text
    self.grammar = grammar
  }

  func mark(_ document: inout Document) {
    guard document.mediaType != "text/markdown" else { return }
    guard let first = document.segments.firstIndex(where: { $0.kind != .furniture }) else { return }
    for index in document.segments.indices where index > first && announces(document, index) {
      for entry in entries(document, behind: index) {
        document.segments[entry].kind = .item
        document.segments[entry].headingLevel = 0
        document.segments[entry].marker = .bullet
      }
    }
  }

  private func announces(_ document: Document, _ index: Int) -> Bool {
    let kind = document.segments[index].kind
    return (kind == .paragraph || kind == .heading) && text.ending(document.segments[index].extent) == .colon
      && text.wordCount(document.segments[index].extent) >= 2
  }

  /// The entries of the list behind a lead-in; none where the blocks are not alike.
  private func entries(_ document: Document, behind leadIn: Int) -> [Int] {
    let blocks = candidates(document, behind: leadIn)
    guard let first = blocks.first else { return [] }
    let extent = { (index: Int) in document.segments[index].extent }
    func run(_ isAlike: (Int) -> Bool) -> [Int] { Array(blocks.prefix(while: isAlike)) }

    if text.startsLower(extent(first)) {
      let found = run { text.startsLower(extent($0)) }
      return found.count >= 2 ? found : []
    }
    if opensWithParticiple(extent(first)) {
      let found = run { opensWithParticiple(extent($0)) }
      return found.count >= 2 || pointsAhead(document, leadIn) ? found : []
    }
    // "We are seeking to:" – what stands behind it ends the sentence.
    if grammar.functionWords.contains(text.lastWord(extent(leadIn))) {
      let found = run { document.segments[$0].kind == .paragraph && isSentence(extent($0)) }
      if !found.isEmpty { return found }
    }
    // Entries without a full stop; the last one may close the sentence. A heading behind the list has text below it.
    var found = run { isOpenEntry(document, $0) }
    let isSemicolon = found.contains { text.ending(extent($0)) == .semicolon }
    if isSemicolon, found.count < blocks.count, text.wordCount(extent(blocks[found.count])) <= Self.mostWords {
      found.append(blocks[found.count])
    }
    if let last = found.last, document.segments[last].kind == .heading, !isSemicolon { found.removeLast() }
    // Cells of a flattened table.
    let numbers = found.filter { hasNumber(extent($0)) }.count
    return found.count >= (isSemicolon ? 2 : 3) && numbers * 4 < found.count ? found : []
  }

  /// The paragraphs behind a lead-in, furniture and notes left out; headings among them where they are brief lines.
  private func candidates(_ document: Document, behind leadIn: Int) -> [Int] {
    var found: [Int] = []
    for index in document.segments.indices[(leadIn + 1)...] {
      switch document.segments[index].kind {
      case .furniture, .footnote: continue
      case .paragraph where text.ending(document.segments[index].extent) != .colon: found.append(index)
      case .heading where !isNumbered(document.segments[index].extent) && !isCapitals(document.segments[index].extent):
        found.append(index)
      default: return found
      }
    }
    return found
  }

  private func isOpenEntry(_ document: Document, _ index: Int) -> Bool {
    let extent = document.segments[index].extent
    switch text.ending(extent) {
    case .open, .comma, .semicolon, .other: return text.wordCount(extent) <= Self.mostWords
    default: return false
    }
  }

  /// One sentence: no full stop with a capital behind it.
  private func isSentence(_ extent: Extent<Normal>) -> Bool {
    guard text.ending(extent) == .terminal, text.wordCount(extent) <= 50 else { return false }
    let bytes = text.bytes[extent.range]
    return !bytes.indices.dropLast(2).contains {
      bytes[$0] == 0x2E && bytes[$0 + 1] == 0x20 && Scalars.isUpper(bytes[$0 + 2])
    }
  }

  private func hasNumber(_ extent: Extent<Normal>) -> Bool {
    text.wordCount(extent) <= 12 && text.bytes[extent.range].contains(where: Scalars.isDigit)
  }

  /// "Establishing …", "Actively following …".
  private func opensWithParticiple(_ extent: Extent<Normal>) -> Bool {
    let word = text.firstWord(extent)
    return grammar.isParticiple(word)
      || grammar.adverbs.contains { word.hasSuffix($0) } && grammar.isParticiple(text.word(1, of: extent))
  }

  /// "the following", and an entry stands alone where the text ends.
  private func pointsAhead(_ document: Document, _ leadIn: Int) -> Bool {
    let words = text.string(document.segments[leadIn].extent).lowercased()
    return grammar.pointers.contains { words.contains($0) }
  }

  private func isNumbered(_ extent: Extent<Normal>) -> Bool { Scalars.isDigit(text.bytes[Int(extent.start)]) }

  private func isCapitals(_ extent: Extent<Normal>) -> Bool {
    LineFacts.isCapitals(text.bytes, Int(extent.start), Int(extent.end))
  }
}
