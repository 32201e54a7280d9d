import StrataModel
import StrataText

/// Recognises what a page prints around its content: captions, credits, navigation, empty-state
/// labels, date lines.
struct Captions: Sendable {
  /// Patterns by the byte with which a text has to begin, and those that say nothing of it.
  private var anchored = [[CaptionPattern]](repeating: [], count: 256)
  private var open: [CaptionPattern] = []
  /// Words by which a closed sentence announces a list.
  private let pointers: [[UInt8]]
  private let dates: DateReader
  private let figures: Set<String>
  private static let longest = 240

  init(_ grammar: SegmentGrammar) {
    for pattern in grammar.furniture.map(CaptionPattern.init) {
      if let first = pattern.firstByte { anchored[Int(first)].append(pattern) } else { open.append(pattern) }
    }
    pointers = grammar.pointers.map { Array($0.utf8) }
    dates = DateReader(grammar)
    figures = grammar.figures
  }

  /// True where a sentence holds words that announce a list.
  func pointsAhead(_ extent: Extent<Normal>, _ text: SegmentText) -> Bool {
    guard !pointers.isEmpty else { return false }
    var folded: [UInt8] = []
    text.fold(extent, into: &folded)
    return folded.withUnsafeBufferPointer { bytes in
      pointers.contains { CaptionPattern.find($0, bytes, from: 0) != nil }
    }
  }

  /// What the wording alone tells; before the title is looked for.
  func markByWording(_ document: inout Document, _ text: SegmentText) {
    var folded: [UInt8] = []
    document.segments.withUnsafeMutableBufferPointer { segments in
      for index in segments.indices {
        let kind = segments[index].kind
        let extent = segments[index].extent
        guard kind == .paragraph || kind == .heading || kind == .item, extent.count <= Self.longest else { continue }
        if isCaption(extent, text, &folded) {
          Self.demote(&segments[index], "caption")
        } else if kind != .item, hasSign(text.bytes[extent.range]) {
          text.fold(extent, into: &folded)
          if folded.withUnsafeBufferPointer(isBreadcrumb) { Self.demote(&segments[index], "navigation") }
        }
        if extent.count < 12, segments[index].kind == kind, !text.hasWord(extent) {
          Self.demote(&segments[index], "no-words")
        }
      }
    }
  }

  /// Nearly all texts begin as no caption does; only the others are folded.
  private func isCaption(_ extent: Extent<Normal>, _ text: SegmentText, _ folded: inout [UInt8]) -> Bool {
    guard !extent.isEmpty else { return false }
    let first = text.bytes[Int(extent.start)]
    let lower = Scalars.isUpper(first) ? first | 0x20 : first
    let bytes = text.bytes[extent.range]
    guard
      first >= 0x80 || anchored[Int(lower)].contains(where: { $0.mayBegin(bytes) })
        || open.contains(where: { $0.mayEnd(bytes) })
    else { return false }
    text.fold(extent, into: &folded)
    return folded.withUnsafeBufferPointer { bytes in
      guard let first = bytes.first else { return false }
      return anchored[Int(first)].contains { $0.matches(bytes) } || open.contains { $0.matches(bytes) }
    }
  }

  /// Two signs between spaces, without which there are no three parts.
  private func hasSign(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var count = 0
    var at = bytes.startIndex
    while at + 1 < bytes.endIndex {
      let byte = bytes[at]
      at += 1
      if byte == 0x7C || byte == 0x3E || byte == 0xBA || byte == 0xBB, bytes[at] == 0x20 { count += 1 }
    }
    return count >= 2
  }

  private static let signs = [" > ", " › ", " » ", " | "].map { Array($0.utf8) }

  /// "Home > News > Calls", "Contact | Subscribe | Imprint": brief parts between signs.
  private func isBreadcrumb(_ folded: UnsafeBufferPointer<UInt8>) -> Bool {
    guard folded.last != 0x2E else { return false }
    return Self.signs.contains { sign in
      var parts = 0
      var at = 0
      while true {
        let next = CaptionPattern.find(sign, folded, from: at)
        let end = next ?? folded.count
        if end > at {
          parts += 1
          guard Self.wordCount(folded, at, end) <= 5 else { return false }
        }
        guard let next else { return parts >= 3 }
        at = next + sign.count
      }
    }
  }

  /// What stands between spaces.
  private static func wordCount(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    (start..<end).reduce(0) { $0 + (text[$1] != 0x20 && ($1 == start || text[$1 - 1] == 0x20) ? 1 : 0) }
  }

  static func demote(_ segment: inout Segment, _ reason: String) {
    segment.kind = .furniture
    segment.headingLevel = 0
    segment.marker = nil
    segment.because = ["furniture:" + reason]
  }

  /// What the place tells; after the title is known.
  func markByPlace(_ document: inout Document, _ text: SegmentText) {
    let labels = emptyStateLabels(document, text)
    let isPage = document.mediaType == "text/markdown"
    var previous: Int?
    for index in document.segments.indices {
      let kind = document.segments[index].kind
      guard kind == .paragraph || kind == .heading else {
        if kind != .furniture { previous = index }
        continue
      }
      let extent = document.segments[index].extent
      if isGluedHeader(extent, text) {
        Self.demote(&document.segments[index], "page-header")
      } else if !labels.isEmpty, extent.count <= 60, !document.blocks[index].isMarkup,
        labels.contains(text.foldedHash(extent).0)
      {
        Self.demote(&document.segments[index], "empty-state")
      } else if let above = previous, kind == .paragraph, isCountedCaption(document, above, extent, text) {
        Self.demote(&document.segments[index], "caption")
      } else if kind == .paragraph, isPage, extent.count <= 20, isWholeDate(text.string(extent).lowercased()) {
        Self.demote(&document.segments[index], "date-line")
      } else {
        previous = index
      }
    }
    FigureLabels.mark(&document, text, figures)
    markDateLines(&document, text)
    document.date = documentDate(document, text)
  }

  /// The date that a header, a date line or a caption ("Published on …") gives; the first in the order of the page.
  private func documentDate(_ document: Document, _ text: SegmentText) -> String? {
    for index in document.segments.indices {
      guard document.segments[index].kind == .furniture, document.segments[index].extent.count <= 120,
        hasYear(text.bytes[document.segments[index].extent.range]),
        let because = document.segments[index].because.first,
        ["furniture:page-header", "furniture:date-line", "furniture:caption"].contains(because)
      else { continue }
      if let date = dates.date(in: text.string(document.segments[index].extent).lowercased()) { return date }
    }
    return nil
  }

  /// Four digits in a row, without which there is no date.
  private func hasYear(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var digits = 0
    for byte in bytes {
      digits = Scalars.isDigit(byte) ? digits + 1 : 0
      if digits == 4 { return true }
    }
    return false
  }

  /// What stands between a heading with a count and the list that it counts.
  private func isCountedCaption(_ document: Document, _ above: Int, _ extent: Extent<Normal>, _ text: SegmentText)
    -> Bool
  {
    document.segments[above].kind == .heading && extent.count <= Self.longest
      && text.closingCount(document.segments[above].extent) != nil && text.wordCount(extent) <= 24
      && text.ending(extent) == .terminal
  }

  /// Date lines directly above and below the title.
  private func markDateLines(_ document: inout Document, _ text: SegmentText) {
    guard let title = document.segments.indices.first(where: { document.segments[$0].kind == .title }) else { return }
    for step in [-1, 1] {
      var at = title + step
      while document.segments.indices.contains(at), document.segments[at].kind == .furniture { at += step }
      guard document.segments.indices.contains(at) else { continue }
      let segment = document.segments[at]
      guard segment.kind == .paragraph || segment.kind == .heading, segment.extent.count <= 120,
        text.bytes[segment.extent.range].contains(where: { $0 >= 0x80 || Scalars.isDigit($0) }),
        isDateLine(text.string(segment.extent).lowercased())
      else { continue }
      Self.demote(&document.segments[at], "date-line")
    }
  }

  /// "STRATEGY2025-10-08", "STRATEGY2024-06-11UPDATED2025-11-30": capitals and an ISO date without a space, once or
  /// several times.
  private func isGluedHeader(_ extent: Extent<Normal>, _ text: SegmentText) -> Bool {
    guard extent.count >= 14, extent.count <= 90 else { return false }
    var rest = text.bytes[extent.range]
    while !rest.isEmpty {
      let word = rest.prefix { Scalars.isUpper($0) || $0 == 0x20 || $0 == 0x26 }
      guard let last = word.last, last != 0x20, Self.isISODate(rest.dropFirst(word.count).prefix(10)) else {
        return false
      }
      rest = rest.dropFirst(word.count + 10)
    }
    return true
  }

  private static func isISODate(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    bytes.count == 10
      && bytes.enumerated().allSatisfy { offset, byte in
        offset == 4 || offset == 7 ? byte == 0x2D : Scalars.isDigit(byte)
      }
  }

  /// A brief label that is printed under several items, each of them alone, the same each time.
  private func emptyStateLabels(_ document: Document, _ text: SegmentText) -> Set<UInt64> {
    var counts: [UInt64: Int] = [:]
    for index in document.segments.indices.dropFirst() {
      let kind = document.segments[index].kind
      let extent = document.segments[index].extent
      guard kind == .paragraph || kind == .heading && !document.blocks[index].isMarkup,
        document.segments[index - 1].kind == .item, extent.count <= 60, text.wordCount(extent) <= 6,
        text.ending(extent) != .colon, index < 2 || document.segments[index - 2].kind != .item
      else { continue }
      counts[text.foldedHash(extent).0, default: 0] += 1
    }
    return Set(counts.filter { $0.value >= 3 }.keys)
  }

  /// A day and nothing else: "2 December 2025", "2025-12-02".
  private func isWholeDate(_ folded: String) -> Bool {
    let words = folded.split { !($0.isLetter || $0.isNumber) }
    guard words.count == 3, folded.first?.isNumber == true, isDateLine(folded) else { return false }
    return words[0].allSatisfy(\.isNumber)
  }

  /// "July 2019", "12 March 2024", "2024-03-12", "Karlsten, 3 October 2025", "Second edition, March 2024": brief, and a
  /// date at its end.
  private func isDateLine(_ folded: String) -> Bool {
    let words = folded.split { !($0.isLetter || $0.isNumber) }
    guard let last = words.last, words.count <= 9, last.count == 4 || last.count == 2, last.allSatisfy(\.isNumber),
      !folded.hasSuffix(":")
    else { return false }
    let isYear = last.count == 4 && (last.hasPrefix("19") || last.hasPrefix("20"))
    if words.count == 1 { return isYear }
    let before = words[words.count - 2]
    if isYear { return dates.isMonth(before) || (before.count <= 2 && before.allSatisfy(\.isNumber)) }
    // 2024-03-12
    return words.count == 3 && words[0].count == 4 && words.allSatisfy { $0.allSatisfy(\.isNumber) }
  }
}
