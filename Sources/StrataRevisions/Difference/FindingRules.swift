import StrataModel

/// Reads from a difference what a person should see first.
struct FindingRules {
  let obligation: ObligationWords

  /// The findings of a difference that was compared, the gravest first.
  func findings(of difference: Difference) -> [Finding] {
    switch difference.kind {
    case .documentAdded, .documentRemoved, .presentation: return []
    case .removed:
      return difference.isOfCommitment
        ? [Finding(code: .dropped, severity: 3, detail: Self.excerpt(difference.old))] : []
    case .added:
      return difference.isOfCommitment ? [Finding(code: .new, severity: 1, detail: Self.excerpt(difference.new))] : []
    default: break
    }
    guard let old = SegmentComparison.leading(difference.old), let new = SegmentComparison.leading(difference.new)
    else {
      return []
    }
    let weight = max(Self.weight(old.function), Self.weight(new.function))
    var findings = force(difference, old, new, weight) + labels(difference)
    for change in difference.mentions { findings += mention(change, in: difference, weight) }
    return findings.enumerated()
      .sorted {
        $0.element.severity != $1.element.severity ? $0.element.severity > $1.element.severity : $0.offset < $1.offset
      }
      .map(\.element)
  }

  /// Severity of a change for the worse.
  private static func weight(_ function: Function) -> Int {
    switch function {
    case .commitment: 3
    case .requirement: 2
    default: 1
    }
  }

  private func force(_ difference: Difference, _ old: SegmentRecord, _ new: SegmentRecord, _ weight: Int) -> [Finding] {
    if let left = old.strength, let right = new.strength, left != right {
      let isWeaker = right == .soft
      return [
        Finding(
          code: isWeaker ? .weaker : .stronger, severity: isWeaker ? 3 : 1,
          detail: "\(left.rawValue) → \(right.rawValue)")
      ]
    }
    guard weight > 1 else { return [] }
    for (index, run) in difference.words.enumerated().dropFirst() where run.side == .new {
      let before = difference.words[index - 1]
      guard before.side == .old, let left = obligation.strongest(in: before.text),
        let right = obligation.strongest(in: run.text), left.force != right.force
      else { continue }
      let isWeaker = right.force < left.force
      return [
        Finding(
          code: isWeaker ? .weaker : .stronger, severity: isWeaker ? weight : 1,
          detail: "“\(left.expression)” → “\(right.expression)”")
      ]
    }
    return []
  }

  private func labels(_ difference: Difference) -> [Finding] {
    difference.labels.compactMap { change in
      let detail = "\(change.old ?? "none") → \(change.new ?? "none")"
      switch (change.field, change.old, change.new) {
      case ("function", "commitment", _): return Finding(code: .demoted, severity: 3, detail: detail)
      case ("function", _, "commitment"): return Finding(code: .promoted, severity: 1, detail: detail)
      case ("function", "requirement", _): return Finding(code: .demoted, severity: 2, detail: detail)
      case ("function", _, "requirement"): return Finding(code: .promoted, severity: 1, detail: detail)
      case ("status", let old?, let new?):
        let order = ["planned", "ongoing", "done"]
        guard let left = order.firstIndex(of: old), let right = order.firstIndex(of: new) else { return nil }
        return Finding(code: right > left ? .advanced : .setBack, severity: right > left ? 1 : 2, detail: detail)
      default: return nil
      }
    }
  }

  private func mention(_ change: MentionChange, in difference: Difference, _ weight: Int) -> [Finding] {
    switch change.kind {
    case .gained: return []
    case .lost: return lost(change.old!, in: difference, weight)
    case .changed: return compared(change.old!, change.new!, weight)
    }
  }

  private func lost(_ mention: MentionRecord, in difference: Difference, _ weight: Int) -> [Finding] {
    guard weight > 1 else { return [] }
    let isReplaced = difference.mentions.contains { $0.kind == .gained && $0.type == mention.type }
    let code: Finding.Code
    switch mention.type {
    case .date: code = .dateDropped
    case .amount: code = .amountDropped
    case .target: code = .targetDropped
    case .actor:
      guard let role = mention.role, role == .lead || role == .partner || role == .addressee else { return [] }
      let isStillThere = difference.new.flatMap(\.mentions).contains {
        $0.type == .actor && (($0.concept != nil && $0.concept == mention.concept) || $0.text == mention.text)
      }
      return isStillThere ? [] : [Finding(code: .actorDropped, severity: 2, detail: mention.text)]
    default: return []
    }
    return isReplaced ? [] : [Finding(code: code, severity: weight - 1, detail: mention.text)]
  }

  private func compared(_ old: MentionRecord, _ new: MentionRecord, _ weight: Int) -> [Finding] {
    guard old.type == new.type else { return [] }
    let detail = "\(old.text) → \(new.text)"
    switch old.type {
    case .date:
      guard let left = CalendarEnd(old.date), let right = CalendarEnd(new.date), left != right else { return [] }
      return [Finding(code: left < right ? .later : .earlier, severity: left < right ? weight : 1, detail: detail)]
    case .amount where old.currency == new.currency, .target where Self.isSameUnit(old.unit, new.unit):
      guard let left = old.value, let right = new.value, left != right else { return [] }
      return [Finding(code: right < left ? .less : .more, severity: right < left ? weight : 1, detail: detail)]
    default: return []
    }
  }

  /// "100 SMEs" and "80 small SMEs" count the same.
  private static func isSameUnit(_ left: String?, _ right: String?) -> Bool {
    guard let left, let right else { return left == right }
    return left.lowercased().split(separator: " ").last == right.lowercased().split(separator: " ").last
  }

  private static func excerpt(_ segments: [SegmentRecord]) -> String {
    let text = segments.first { $0.function == .commitment && $0.duplicateOf == nil }?.text ?? ""
    guard text.count > 70 else { return text }
    let head = text.prefix(70)
    return (head.lastIndex(of: " ").map { String(head[..<$0]) } ?? String(head)) + " …"
  }
}

/// The last day of an ISO 8601 date or interval, to compare deadlines.
struct CalendarEnd: Comparable {
  private let key: Int

  /// Takes "2026", "2026-10", "2026-10-31", "2026-Q3", "2026-S1" and intervals "2024/2027"; nil for anything else.
  init?(_ date: String?) {
    guard let last = date?.split(separator: "/").last else { return nil }
    let parts = last.split(separator: "-")
    guard let year = parts.first.flatMap({ Int($0) }), (1...3).contains(parts.count) else { return nil }
    var month = 12
    if parts.count > 1 {
      let part = parts[1]
      if let number = Int(part) {
        month = number
      } else if let number = part.last?.wholeNumberValue, part.count == 2 {
        month = part.first == "Q" ? number * 3 : number * 6
      } else {
        return nil
      }
    }
    var day = 31
    if parts.count > 2 {
      guard let number = Int(parts[2]) else { return nil }
      day = number
    }
    key = (year * 100 + month) * 100 + day
  }

  static func < (left: CalendarEnd, right: CalendarEnd) -> Bool { left.key < right.key }
}
