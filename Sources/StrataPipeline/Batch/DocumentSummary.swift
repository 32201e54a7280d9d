import StrataModel

/// The numbers of one document that a run's summary adds up.
struct DocumentSummary: Sendable, Equatable {
  /// Segments by kind, mentions by type, both in the order of the vocabularies.
  private(set) var kinds = Array(repeating: 0, count: SegmentKind.allCases.count)
  private(set) var types = Array(repeating: 0, count: MentionType.allCases.count)
  private(set) var commitments = 0
  private(set) var duplicates = 0
  /// `warning code`, `declared label declared found`, `rejected code`: what a person should look at.
  private(set) var notes: [String] = []

  init() {}

  init(_ document: Document) {
    kinds = document.segmentCounts.map(\.count)
    types = document.mentionCounts.map(\.count)
    document.segments.withUnsafeBufferPointer { segments in
      for index in segments.indices {
        if segments[index].duplicateOf != nil {
          duplicates += 1
        } else if segments[index].function == .commitment {
          commitments += 1
        }
      }
    }
    for warning in document.warnings { notes.append("warning\u{1f}\(warning.code)") }
    for count in document.declared where count.declared != count.found {
      notes.append("declared\u{1f}\(count.label)\u{1f}\(count.declared)\u{1f}\(count.found)")
    }
  }

  init(rejected: RejectedRecord) { notes = ["rejected\u{1f}\(rejected.code)"] }

  var fields: [Int] { kinds + types + [commitments, duplicates] }

  init?(fields: [Int], notes: [String]) {
    guard fields.count == kinds.count + types.count + 2 else { return nil }
    kinds = Array(fields[..<kinds.count])
    types = Array(fields[kinds.count..<(kinds.count + types.count)])
    commitments = fields[fields.count - 2]
    duplicates = fields[fields.count - 1]
    self.notes = notes
  }
}

/// What a run did, for its last lines and the manifest.
public struct RunSummary: Sendable {
  public private(set) var counts = Manifest.Counts()
  public private(set) var duplicates = 0
  /// Rejected inputs and warnings by code.
  public private(set) var rejected: [String: Int] = [:]
  public private(set) var warnings: [String: Int] = [:]
  /// The first counts that a page declares and that disagree with what was found, and how many there are.
  public private(set) var declared: [(document: String, label: String, declared: Int, found: Int)] = []
  public private(set) var declaredCount = 0

  /// Enough for a person to read; the documents' records have all.
  private static let listedLimit = 10

  mutating func add(_ entry: ResultEntry, isUnchanged: Bool) {
    let summary = entry.summary
    if let document = entry.document {
      counts.documents += 1
      if isUnchanged { counts.unchanged += 1 }
      for note in summary.notes {
        let parts = note.split(separator: "\u{1f}", omittingEmptySubsequences: false)
        if parts.count == 4, parts[0] == "declared" {
          declaredCount += 1
          guard declared.count < Self.listedLimit else { continue }
          declared.append((document, String(parts[1]), Int(parts[2]) ?? 0, Int(parts[3]) ?? 0))
        } else if parts.count == 2 {
          warnings[String(parts[1]), default: 0] += 1
        }
      }
    } else {
      counts.rejected += 1
      let code = summary.notes.first?.split(separator: "\u{1f}").last.map(String.init) ?? "unknown"
      rejected[code, default: 0] += 1
    }
    counts.warnings = warnings.values.reduce(0, +)
    counts.bytes += entry.byteCount
    counts.segments += summary.kinds.reduce(0, +)
    counts.mentions += summary.types.reduce(0, +)
    counts.commitments += summary.commitments
    duplicates += summary.duplicates
    for (kind, count) in zip(SegmentKind.allCases, summary.kinds) where count > 0 {
      counts.byKind[kind.rawValue, default: 0] += count
    }
    for (type, count) in zip(MentionType.allCases, summary.types) where count > 0 {
      counts.byMentionType[type.rawValue, default: 0] += count
    }
  }

  mutating func add(warning: WarningRecord) {
    warnings[warning.code, default: 0] += 1
    counts.warnings += 1
  }
}
