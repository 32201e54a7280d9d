import StrataModel

/// How many of everything; also the line that a person quotes.
public struct ComparisonCounts: Sendable {
  /// Segments without furniture.
  public var oldSegments = 0
  public var newSegments = 0
  public var unchanged = 0
  /// Differences by kind.
  public var kinds: [Difference.Kind: Int] = [:]
  /// Differences by cause, presentation left out.
  public var causes: [String: Int] = [:]
  public var findings: [Finding.Code: Int] = [:]
  /// Presentation by what differs.
  public var presentation: [String: Int] = [:]
  public var mentions: [MentionChange.Kind: Int] = [:]
  public var labels = 0
  public var commitments = CommitmentCounts()
  /// Documents of which little is found again: id and share.
  public var strangers: [(document: String, shared: Double)] = []

  /// Below this share of text with a partner two documents are told to share little.
  public static let littleShared = 0.3

  public init() {}

  mutating func add(
    _ alignment: RevisionAlignment, _ differences: [Difference], _ old: RevisedDocument?, _ new: RevisedDocument?
  ) {
    oldSegments += old?.segments.count { $0.kind != .furniture } ?? 0
    newSegments += new?.segments.count { $0.kind != .furniture } ?? 0
    for difference in differences {
      kinds[difference.kind, default: 0] += 1
      mentions[.gained, default: 0] += difference.mentions.count { $0.kind == .gained }
      mentions[.lost, default: 0] += difference.mentions.count { $0.kind == .lost }
      mentions[.changed, default: 0] += difference.mentions.count { $0.kind == .changed }
      labels += difference.labels.count
      for name in difference.presentation { presentation[name, default: 0] += 1 }
      for finding in difference.findings { findings[finding.code, default: 0] += 1 }
      if difference.kind != .presentation { causes[difference.cause.description, default: 0] += 1 }
    }
    let told = Set(differences.filter { $0.kind != .presentation }.flatMap { $0.old.map(\.id) })
    if let old {
      for link in alignment.links where link.change == .unchanged {
        let segment = old.segments[link.old[0]]
        if segment.kind != .furniture, !told.contains(segment.id) { unchanged += 1 }
      }
    }
    commitments.add(alignment, differences, old, new)
    if let old, let new, !old.segments.isEmpty, !new.segments.isEmpty, alignment.shared < Self.littleShared {
      strangers.append((old.id == new.id ? new.id : "\(old.id) → \(new.id)", alignment.shared))
    }
  }
}

/// What became of the commitments. Repeats of an earlier segment do not count.
public struct CommitmentCounts: Sendable {
  public var before = 0
  public var after = 0
  public var unchanged = 0
  public var moved = 0
  public var reworded = 0
  public var relabelled = 0
  /// Number of parts for each commitment that was split.
  public var splits: [Int] = []
  /// Number of commitments for each that was merged.
  public var merges: [Int] = []
  public var dropped = 0
  public var demoted = 0
  public var added = 0
  public var promoted = 0
  /// How many of those that are there on both sides have a finding, by what became of them.
  private var findings: [Fate: [Finding.Code: Int]] = [:]

  private enum Fate: Hashable {
    case moved, reworded, relabelled
    case split(Int)
    case merged(Int)
  }

  mutating func add(
    _ alignment: RevisionAlignment, _ differences: [Difference], _ old: RevisedDocument?, _ new: RevisedDocument?
  ) {
    func isCounted(_ segment: SegmentRecord) -> Bool { segment.function == .commitment && segment.duplicateOf == nil }
    var told: [String: Difference] = [:]
    for difference in differences where difference.kind != .presentation {
      if let id = difference.old.first?.id { told[id] = difference }
    }
    for link in alignment.links {
      let olds = link.old.map { old!.segments[$0] }
      let oldCount = olds.count(where: isCounted)
      let newCount = link.new.map { new!.segments[$0] }.count(where: isCounted)
      before += oldCount
      after += newCount
      if oldCount == 0, newCount == 0 { continue }
      if link.old.isEmpty { added += newCount; continue }
      if link.new.isEmpty { dropped += oldCount; continue }
      if oldCount == 0 { promoted += newCount; continue }
      if newCount == 0 { demoted += oldCount; continue }
      let difference = told[olds[0].id]
      guard let fate = fate(of: link.change, difference, oldCount, newCount) else { continue }
      for code in Set(difference?.findings.map(\.code) ?? []) { findings[fate, default: [:]][code, default: 0] += 1 }
    }
  }

  /// Counts a commitment that is there on both sides; nil where it is unchanged.
  private mutating func fate(
    of change: Change, _ difference: Difference?, _ oldCount: Int, _ newCount: Int
  ) -> Fate? {
    switch change {
    case .unchanged where difference == nil:
      unchanged += 1
      return nil
    case .unchanged:
      relabelled += 1
      return .relabelled
    case .moved:
      moved += 1
      return .moved
    case .split where newCount > 1:
      splits.append(newCount)
      return .split(newCount)
    case .merged where oldCount > 1:
      merges.append(oldCount)
      return .merged(oldCount)
    case .edited, .movedEdited, .split, .merged:
      reworded += 1
      return .reworded
    case .added, .removed: return nil
    }
  }

  /// "36 commitments before, 41 after: 30 unchanged, 4 reworded (1 weaker, 1 later), 1 split in two, …"
  public var sentence: String {
    if before == 0, after == 0 { return "No commitments on either side." }
    var parts: [String] = []
    func part(_ count: Int, _ text: String) { if count > 0 { parts.append("\(count) \(text)") } }
    part(unchanged, "unchanged")
    part(moved, "moved" + noted(.moved))
    part(reworded, "reworded" + noted(.reworded))
    part(relabelled, "read otherwise" + noted(.relabelled))
    for count in Set(splits).sorted() {
      part(splits.count { $0 == count }, "split in \(Self.word(count))" + noted(.split(count)))
    }
    for count in Set(merges).sorted() {
      let how = count == 2 ? "in pairs" : "by \(Self.word(count))s"
      part(merges.count { $0 == count } * count, "merged \(how)" + noted(.merged(count)))
    }
    part(dropped, "dropped")
    part(demoted, "no longer \(demoted == 1 ? "a commitment" : "commitments")")
    part(added, "new")
    part(promoted, "that became \(promoted == 1 ? "a commitment" : "commitments")")
    let head = "\(before) commitment\(before == 1 ? "" : "s") before, \(after) after"
    return parts.isEmpty ? head + "." : head + ": " + parts.joined(separator: ", ") + "."
  }

  /// The findings of one fate, in brackets.
  private func noted(_ fate: Fate) -> String {
    let counts = findings[fate] ?? [:]
    let list = Finding.Code.allCases.compactMap { code in counts[code].map { "\($0) \(code.phrase)" } }
    return list.isEmpty ? "" : " (" + list.joined(separator: ", ") + ")"
  }

  private static func word(_ number: Int) -> String {
    ["none", "one", "two", "three", "four", "five", "six"].indices.contains(number)
      ? ["none", "one", "two", "three", "four", "five", "six"][number] : "\(number)"
  }
}

extension Finding.Code {
  /// For people.
  public var phrase: String {
    switch self {
    case .actorDropped: "with an actor dropped"
    case .dateDropped: "without its date"
    case .amountDropped: "without its amount"
    case .targetDropped: "without its target"
    case .demoted: "demoted"
    case .setBack: "set back"
    case .advanced: "advanced"
    default: rawValue
    }
  }
}
