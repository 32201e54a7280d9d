import StrataModel

/// Reads from a difference what a person should see first.
struct FindingRules {
  let obligation: ObligationWords

  /// Similarity from which a number or date that went and one that came are taken for each other.
  private static let hardlyChanged = 0.7

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
    findings += exchangedMentions(difference, weight)
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
    return exchanged(difference.words, weight) ?? reserved(difference.words, weight) ?? []
  }

  /// A word of obligation that stands in the place of one of another force.
  private func exchanged(_ words: [WordRun], _ weight: Int) -> [Finding]? {
    for (before, run) in zip(words, words.dropFirst()) where before.side == .old && run.side == .new {
      guard let left = obligation.strongest(in: before.text), let right = obligation.strongest(in: run.text),
        left.force != right.force
      else { continue }
      let isWeaker = right.force < left.force
      return [
        Finding(
          code: isWeaker ? .weaker : .stronger, severity: isWeaker ? weight : 1,
          detail: "“\(left.expression)” → “\(right.expression)”")
      ]
    }
    return nil
  }

  /// A reserve ("may", "where appropriate") that was put in or taken out, with hardly another word.
  private func reserved(_ words: [WordRun], _ weight: Int) -> [Finding]? {
    for (index, run) in words.enumerated() where run.side != .both {
      let other = run.side == .old ? words[safe: index + 1] : words[safe: index - 1]
      let isExchanged = other.map { $0.side != .both && obligation.strongest(in: $0.text) != nil } ?? false
      let before = words[..<index].last { $0.side == .both || $0.side == run.side }?.text ?? ""
      guard !isExchanged, let found = obligation.strongest(in: run.text, after: before),
        found.force <= ObligationWords.reserve,
        found.expression.split(separator: " ").count * 2 >= run.text.split(separator: " ").count
      else { continue }
      return [
        run.side == .new
          ? Finding(code: .weaker, severity: weight, detail: "“\(found.expression)” put in")
          : Finding(code: .stronger, severity: 1, detail: "“\(found.expression)” taken out")
      ]
    }
    return nil
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
    case .changed:
      guard let old = change.old, let new = change.new else { return [] }
      // "900 teachers" became "teachers": the target is gone.
      return old.type == new.type ? compared(old, new, in: difference, weight) : lost(old, in: difference, weight)
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

  /// "in 2020 and 2021" became "in 2021 and 2022": one was lost and one gained, and hardly anything else changed.
  private func exchangedMentions(_ difference: Difference, _ weight: Int) -> [Finding] {
    guard difference.similarity >= Self.hardlyChanged else { return [] }
    return [MentionType.date, .amount, .target].flatMap { type -> [Finding] in
      let lost = difference.mentions.filter { $0.kind == .lost && $0.type == type }.compactMap(\.old)
      let gained = difference.mentions.filter { $0.kind == .gained && $0.type == type }.compactMap(\.new)
      return lost.count == 1 && gained.count == 1 ? compared(lost[0], gained[0], in: difference, weight) : []
    }
  }

  private func compared(
    _ old: MentionRecord, _ new: MentionRecord, in difference: Difference, _ weight: Int
  ) -> [Finding] {
    let detail = "\(old.text) → \(new.text)"
    switch old.type {
    case .date:
      guard let left = CalendarEnd(old.date), let right = CalendarEnd(new.date), left != right else { return [] }
      return [Finding(code: left < right ? .later : .earlier, severity: left < right ? weight : 1, detail: detail)]
    case .amount where old.currency == new.currency, .target where Self.isSameUnit(old.unit, new.unit):
      guard let left = old.value, let right = new.value, left != right else { return [] }
      if old.type == .target, isDeadline(old, in: difference.old), isDeadline(new, in: difference.new) {
        return [Finding(code: left < right ? .later : .earlier, severity: left < right ? weight : 1, detail: detail)]
      }
      return [Finding(code: right < left ? .less : .more, severity: right < left ? weight : 1, detail: detail)]
    default: return []
    }
  }

  /// "within 60 days": more of it is later.
  private func isDeadline(_ mention: MentionRecord, in segments: [SegmentRecord]) -> Bool {
    // The unit of a duration is one of ISO 8601: P1D, PT1H.
    guard let unit = mention.unit, unit.hasPrefix("P1") || unit.hasPrefix("PT1") else { return false }
    for segment in segments where segment.mentions.contains(mention) {
      guard let place = segment.text.firstRange(of: mention.text) else { continue }
      if obligation.endsInDeadline(segment.text[..<place.lowerBound]) || obligation.opensWithDeadline(mention.text) {
        return true
      }
    }
    return false
  }

  /// "100 SMEs" and "80 small SMEs" count the same.
  private static func isSameUnit(_ left: String?, _ right: String?) -> Bool {
    guard let left, let right else { return left == right }
    return left.lowercased().split(separator: " ").last == right.lowercased().split(separator: " ").last
  }

  private static func excerpt(_ segments: [SegmentRecord]) -> String {
    let text = segments.first { $0.function == .commitment && $0.duplicateOf == nil }?.text ?? ""
    return text.opening(of: 70)
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
