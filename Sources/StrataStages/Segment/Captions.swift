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
      } else if segment.extent.count < 12, !folded.contains(where: { $0.isLetter || $0.isNumber }) {
        demote(&document.segments[index], "no-words")
      }
    }
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
    if above.kind == .title, isDateLine(folded) { return "date-line" }
    // What stands between a heading with a count and the list that it counts.
    if segment.kind == .paragraph, above.kind == .heading, text.closingCount(above.extent) != nil,
      text.wordCount(segment.extent) <= 24, text.ending(segment.extent) == .terminal
    {
      return "caption"
    }
    return nil
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

  /// "July 2019", "12 March 2024", "2019", "2024-03-12".
  private func isDateLine(_ folded: String) -> Bool {
    let words = folded.split { !($0.isLetter || $0.isNumber) }
    guard !words.isEmpty, words.count <= 5 else { return false }
    var hasYear = false
    for word in words {
      if word.count == 4, word.allSatisfy(\.isNumber) {
        hasYear = true
      } else if !(word.count <= 2 && word.allSatisfy(\.isNumber)) && !months.contains(String(word)) {
        return false
      }
    }
    return hasYear
  }
}
