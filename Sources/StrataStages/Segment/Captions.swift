import StrataModel
import StrataText

/// Recognises what a page prints around its content: captions, credits, navigation, empty-state
/// labels, date lines.
struct Captions {
  private struct Pattern {
    var parts: [String]
    var isOpenAtStart: Bool
    var isOpenAtEnd: Bool
  }

  private let patterns: [Pattern]
  private let months: Set<String>
  private static let longest = 240

  init(_ grammar: SegmentGrammar) {
    patterns = grammar.furniture.map { pattern in
      Pattern(
        parts: pattern.lowercased().split(separator: "*").map(String.init), isOpenAtStart: pattern.hasPrefix("*"),
        isOpenAtEnd: pattern.hasSuffix("*"))
    }
    months = Set(grammar.months.joined())
  }

  /// What the wording alone tells; before the title is looked for.
  func markByWording(_ document: inout Document, _ text: SegmentText) {
    for index in document.segments.indices {
      let segment = document.segments[index]
      guard segment.kind == .paragraph || segment.kind == .heading || segment.kind == .item,
        segment.extent.count <= Self.longest
      else { continue }
      let folded = text.string(segment.extent).lowercased()
      if patterns.contains(where: { matches($0, folded) }) {
        demote(&document.segments[index], "caption")
      } else if segment.kind != .item, isBreadcrumb(folded) {
        demote(&document.segments[index], "navigation")
      } else if segment.extent.count < 12, !folded.contains(where: { $0.isLetter || $0.isNumber }) {
        demote(&document.segments[index], "no-words")
      }
    }
  }

  /// "Home > News > Calls", "Contact | Subscribe | Imprint": brief parts between signs.
  private func isBreadcrumb(_ folded: String) -> Bool {
    for sign in [" > ", " › ", " » ", " | "] {
      let parts = folded.split(separator: sign)
      if parts.count >= 3, parts.allSatisfy({ $0.split(separator: " ").count <= 5 }), !folded.hasSuffix(".") { return true }
    }
    return false
  }

  /// Lists whose every item is a link and nothing else are navigation.
  func markNavigation(_ document: inout Document) {
    var run: [Int] = []
    func close(_ document: inout Document) {
      if run.count >= 4 { for index in run { demote(&document.segments[index], "navigation") } }
      run.removeAll(keepingCapacity: true)
    }
    for index in document.segments.indices {
      let segment = document.segments[index]
      if segment.kind == .furniture { continue }
      // The label, and signs such as arrows or "(external link)" behind it.
      if segment.kind == .item, segment.links.count == 1, segment.links[0].extent.count * 10 >= segment.extent.count * 6,
        segment.links[0].extent.start <= segment.extent.start + 2
      {
        run.append(index)
      } else {
        close(&document)
      }
    }
    close(&document)
  }

  private func demote(_ segment: inout Segment, _ reason: String) {
    segment.kind = .furniture
    segment.headingLevel = 0
    segment.marker = nil
    segment.because = ["furniture:" + reason]
  }

  /// What the place tells; after the title is known.
  func markByPlace(_ document: inout Document, _ text: SegmentText) {
    let labels = emptyStateLabels(document, text)
    var previous: Int?
    for index in document.segments.indices {
      let segment = document.segments[index]
      guard segment.kind == .paragraph || segment.kind == .heading else {
        if segment.kind != .furniture { previous = index }
        continue
      }
      if segment.extent.count <= Self.longest {
        let folded = text.string(segment.extent).lowercased()
        if let reason = reason(folded, segment, document, previous, text, labels) {
          demote(&document.segments[index], reason)
          continue
        }
      }
      previous = index
    }
  }

  private func reason(
    _ folded: String, _ segment: Segment, _ document: Document, _ previous: Int?, _ text: SegmentText, _ labels: Set<UInt64>
  ) -> String? {
    if isGluedHeader(segment.extent, text) { return "page-header" }
    if labels.contains(text.foldedHash(segment.extent).0) { return "empty-state" }
    guard let previous else { return nil }
    let above = document.segments[previous]
    if isNearTitle(document, segment), isDateLine(folded) { return "date-line" }
    // What stands between a heading with a count and the list that it counts.
    if segment.kind == .paragraph, above.kind == .heading, text.closingCount(above.extent) != nil,
      text.wordCount(segment.extent) <= 24, text.ending(segment.extent) == .terminal
    {
      return "caption"
    }
    return nil
  }

  /// Directly above or below the title, other such lines left out.
  private func isNearTitle(_ document: Document, _ segment: Segment) -> Bool {
    guard let title = document.segments.firstIndex(where: { $0.kind == .title }) else { return false }
    let content = document.segments.filter { $0.kind != .furniture }
    guard let place = content.firstIndex(where: { $0.extent == segment.extent }),
      let name = content.firstIndex(where: { $0.extent == document.segments[title].extent })
    else { return false }
    return abs(place - name) <= 1
  }

  private func matches(_ pattern: Pattern, _ folded: String) -> Bool {
    guard let first = pattern.parts.first else { return false }
    var rest = folded[...]
    if !pattern.isOpenAtStart {
      guard rest.hasPrefix(first) else { return false }
    }
    for (index, part) in pattern.parts.enumerated() {
      if index == pattern.parts.count - 1, !pattern.isOpenAtEnd {
        return rest.hasSuffix(part)  && (pattern.isOpenAtStart || pattern.parts.count > 1 || rest.count == part.count)
      }
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }

  /// "STRATEGY2025-10-08": capitals and an ISO date without a space.
  private func isGluedHeader(_ extent: Extent<Normal>, _ text: SegmentText) -> Bool {
    guard extent.count >= 14, extent.count <= 60 else { return false }
    let bytes = text.bytes[extent.range]
    let date = bytes.suffix(10)
    for (offset, byte) in date.enumerated() {
      if offset == 4 || offset == 7 { if byte != 0x2D { return false } } else if !Scalars.isDigit(byte) { return false }
    }
    let word = bytes.dropLast(10)
    return word.allSatisfy { Scalars.isUpper($0) || $0 == 0x20 || $0 == 0x26 } && (word.last ?? 0) != 0x20
  }

  /// A brief label that is printed under several items of a list, the same each time.
  private func emptyStateLabels(_ document: Document, _ text: SegmentText) -> Set<UInt64> {
    var counts: [UInt64: Int] = [:]
    for index in document.segments.indices.dropFirst() {
      let segment = document.segments[index]
      guard segment.kind == .paragraph || segment.kind == .heading, document.segments[index - 1].kind == .item,
        segment.extent.count <= 60, text.wordCount(segment.extent) <= 6
      else { continue }
      counts[text.foldedHash(segment.extent).0, default: 0] += 1
    }
    return Set(counts.filter { $0.value >= 3 }.keys)
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
    if isYear { return months.contains(String(before)) || (before.count <= 2 && before.allSatisfy(\.isNumber)) }
    // 2024-03-12
    return words.count == 3 && words[0].count == 4 && words.allSatisfy { $0.allSatisfy(\.isNumber) }
  }
}
