import StrataModel
import StrataText

/// Finds what differs between the old and the new segments of one link.
struct SegmentComparison {
  let oldUnit: OffsetUnit
  let newUnit: OffsetUnit
  let boundaries: WordBoundaries

  /// Fills in words, mentions, labels and presentation.
  func compare(_ difference: inout Difference) throws {
    guard !difference.old.isEmpty, !difference.new.isEmpty else { return }
    let oldText = difference.old.map(\.text).joined(separator: " ")
    let newText = difference.new.map(\.text).joined(separator: " ")
    let isSameText = [.relabelled, .moved, .presentation].contains(difference.kind)
    difference.presentation = Self.presentation(difference.old, difference.new, isSameText: isSameText)
    let isEqual =
      difference.old.count == 1 && difference.new.count == 1
      && Self.isEqual(difference.old[0], difference.new[0])
    if !isEqual {
      let marks = try WordMarks(oldText, newText, boundaries)
      if !isSameText { difference.words = marks.runs }
      difference.mentions = MentionComparison(marks: marks).changes(
        Self.placed(difference.old, oldUnit), Self.placed(difference.new, newUnit))
    }
    difference.labels = Self.labels(difference.old, difference.new)
  }

  /// True where neither text nor mentions differ; the usual case, and a cheap one.
  static func isEqual(_ old: SegmentRecord, _ new: SegmentRecord) -> Bool {
    guard old.text == new.text, old.mentions.count == new.mentions.count else { return false }
    return zip(old.mentions, new.mentions).allSatisfy { left, right in
      left.start == right.start && left.end == right.end && MentionComparison.fields(left, right).isEmpty
    }
  }

  /// The labels of both sides that differ. Of several segments the strongest function speaks, with its
  /// labels; sectors are those of all.
  static func labels(_ old: [SegmentRecord], _ new: [SegmentRecord]) -> [LabelChange] {
    guard let left = leading(old), let right = leading(new) else { return [] }
    var changes: [LabelChange] = []
    for field in LabelChange.fields {
      let before = field == "sectors" ? LabelChange.sectors(of: old) : LabelChange.value(of: field, in: left)
      let after = field == "sectors" ? LabelChange.sectors(of: new) : LabelChange.value(of: field, in: right)
      // No class and the class of none are read alike.
      if before ?? "none" != after ?? "none" {
        changes.append(LabelChange(field: field, old: before, new: after))
      }
    }
    return changes
  }

  /// The segment that speaks for several: the first of the strongest function.
  static func leading(_ segments: [SegmentRecord]) -> SegmentRecord? {
    let order: [Function] = [.commitment, .requirement, .event, .context, .none]
    for function in order { if let found = segments.first(where: { $0.function == function }) { return found } }
    return segments.first
  }

  private static func presentation(
    _ old: [SegmentRecord], _ new: [SegmentRecord], isSameText: Bool
  ) -> [String] {
    guard old.count == 1, new.count == 1 else { return [] }
    let (left, right) = (old[0], new[0])
    var names: [String] = []
    func compare<Value: Equatable>(_ name: String, _ one: Value, _ other: Value) {
      if one != other { names.append(name) }
    }
    compare("kind", left.kind, right.kind)
    compare("marker", left.marker, right.marker)
    compare("level", left.level, right.level)
    compare("note", left.note, right.note)
    compare("page", left.page, right.page)
    compare("notes", left.noteRefs.map(\.number), right.noteRefs.map(\.number))
    compare("links", left.links.map(\.target), right.links.map(\.target))
    if isSameText, left.text != right.text { names.append("typography") }
    return names
  }

  /// The mentions of several segments with their bytes in the joined text.
  private static func placed(_ segments: [SegmentRecord], _ unit: OffsetUnit) -> [(MentionRecord, Range<Int>)] {
    var placed: [(MentionRecord, Range<Int>)] = []
    var start = 0
    for segment in segments {
      let offsets = TextOffsets(segment.text, unit)
      for mention in segment.mentions {
        placed.append((mention, start + offsets.bytes(mention.start)..<start + offsets.bytes(mention.end)))
      }
      start += segment.text.utf8.count + 1
    }
    return placed
  }
}

extension LabelChange {
  static let fields = ["function", "action", "strength", "status", "instrumentClass", "sectors"]

  /// A label as text; sectors as a sorted list, for their order is no label.
  static func value(of field: String, in segment: SegmentRecord) -> String? {
    switch field {
    case "function": segment.function.rawValue
    case "action": segment.action?.rawValue
    case "strength": segment.strength?.rawValue
    case "status": segment.status?.rawValue
    case "instrumentClass": segment.instrumentClass?.rawValue
    default: sectors(of: [segment])
    }
  }

  /// The sectors of all segments together; nil where there is none.
  static func sectors(of segments: [SegmentRecord]) -> String? {
    let all = Set(segments.flatMap(\.sectors).map(\.rawValue))
    return all.isEmpty ? nil : all.sorted().joined(separator: ",")
  }
}

/// Offsets of a text in one unit as offsets in its bytes.
struct TextOffsets {
  private let unit: OffsetUnit
  private let bytes: [UInt8]
  private let isASCII: Bool

  init(_ text: String, _ unit: OffsetUnit) {
    self.unit = unit
    bytes = Array(text.utf8)
    isASCII = bytes.allSatisfy { $0 < 0x80 }
  }

  /// Clamped to the text. O(n) beyond ASCII.
  func bytes(_ offset: Int) -> Int {
    if isASCII || unit == .utf8 { return max(0, min(offset, bytes.count)) }
    var count = 0
    for (index, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if count >= offset { return index }
      count += unit == .utf16 && byte >= 0xF0 ? 2 : 1
    }
    return bytes.count
  }
}
