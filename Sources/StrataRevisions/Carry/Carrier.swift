import StrataModel

/// Says where segments of an old version are in the new one, by their ids: what keeps judgements alive.
public struct Carrier: Sendable {
  public enum Status: String, CaseIterable, Sendable, Codable {
    /// Same text, same place.
    case exact
    /// Same text, other place.
    case moved
    /// Other words; moved or not.
    case edited
    case split, merged
    /// Gone, or never there.
    case orphaned
  }

  public struct Fate: Sendable, Equatable {
    public var status: Status
    /// Ids in the new version, in its order; empty for orphans.
    public var ids: [String]
    /// 0 to 1.
    public var similarity: Double

    public static let orphaned = Fate(status: .orphaned, ids: [], similarity: 0)
  }

  private var fates: [String: Fate] = [:]

  /// Aligns the texts of one document's old and new version; for programs that keep texts and ids of their own. An id
  /// that stands in both versions is no evidence: only the texts, their sections and their order count.
  ///
  /// Give all texts of the versions where you have them: what stands around a text tells where it went. Throws where
  /// ICU's data is missing.
  public init(old: [IdentifiedText], new: [IdentifiedText], aligner: RevisionAligner = RevisionAligner()) throws {
    let alignment = try aligner.align(old.map(\.unit), new.map(\.unit))
    add(alignment.links, old.map(\.id), new.map(\.id))
  }

  /// O(segments).
  public init(_ comparison: RevisionComparison) { self.init(comparison.documents) }

  public init(_ documents: [ComparedDocument]) {
    for document in documents {
      add(document.links, document.old?.segments.map(\.id) ?? [], document.new?.segments.map(\.id) ?? [])
    }
  }

  private mutating func add(_ links: [AlignmentLink], _ old: [String], _ new: [String]) {
    for link in links {
      let status: Status =
        switch link.change {
        case .unchanged: .exact
        case .moved: .moved
        case .edited, .movedEdited: .edited
        case .split: .split
        case .merged: .merged
        case .added, .removed: .orphaned
        }
      let fate =
        link.new.isEmpty
        ? .orphaned : Fate(status: status, ids: link.new.map { new[$0] }, similarity: link.similarity)
      for index in link.old { fates[old[index]] = fate }
    }
  }

  /// Whether an id is one of the old version's.
  public func knows(_ id: String) -> Bool { fates[id] != nil }

  /// The fate of an id; one that the old version does not have is an orphan.
  public func fate(of id: String) -> Fate { fates[id] ?? .orphaned }
}

/// A text of one version, and the id that a program knows it by.
public struct IdentifiedText: Sendable {
  public var id: String
  public var unit: AlignmentUnit

  public init(id: String, unit: AlignmentUnit) {
    self.id = id
    self.unit = unit
  }

  public init(_ segment: SegmentRecord) { self.init(id: segment.id, unit: AlignmentUnit(segment)) }
}
