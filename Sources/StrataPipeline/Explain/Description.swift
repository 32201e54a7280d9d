import StrataModel

/// Records in words, for both views.
enum Description {
  /// What is known of a mention beside its type, "role lead, concept eu:commission".
  static func details(of mention: MentionRecord) -> [(name: String, value: String)] {
    let pairs: [(String, String?)] = [
      ("role", mention.role?.rawValue), ("class", mention.class?.rawValue),
      ("named", mention.named.map { $0 ? "yes" : "no" }), ("concept", mention.concept),
      ("value", mention.value.map(number)), ("currency", mention.currency), ("date", mention.date),
      ("unit", mention.unit),
    ]
    return pairs.compactMap { name, value in value.map { (name, $0) } }
  }

  /// The labels of a segment that are given.
  static func labels(of segment: SegmentRecord) -> [String] {
    guard segment.function != .none else { return [] }
    let labels = [
      segment.function.rawValue, segment.action?.rawValue, segment.strength?.rawValue, segment.status?.rawValue,
      segment.instrumentClass.flatMap { $0 == .none ? nil : $0.rawValue },
    ]
    return labels.compactMap { $0 } + segment.sectors.map(\.rawValue)
  }

  static func ranges(_ ranges: [[Int]]) -> String {
    ranges.map { range in range.count == 2 ? "\(range[0])–\(range[1])" : "?" }.joined(separator: ", ")
  }

  static func kind(of segment: SegmentRecord) -> String {
    let parts: [String?] = [
      segment.kind.rawValue, segment.marker?.rawValue, segment.level.map { $0 > 0 ? "level \($0)" : nil } ?? nil,
      segment.note.map { "note \($0)" },
    ]
    return parts.compactMap { $0 }.joined(separator: " ")
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
