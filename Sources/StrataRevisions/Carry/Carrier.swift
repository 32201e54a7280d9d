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

  /// O(segments).
  public init(_ comparison: RevisionComparison) { self.init(comparison.documents) }

  public init(_ documents: [ComparedDocument]) {
    for document in documents {
      for link in document.links {
        let ids = link.new.map { document.new!.segments[$0].id }
        let status: Status =
          switch link.change {
          case .unchanged: .exact
          case .moved: .moved
          case .edited, .movedEdited: .edited
          case .split: .split
          case .merged: .merged
          case .added, .removed: .orphaned
          }
        let fate = ids.isEmpty ? .orphaned : Fate(status: status, ids: ids, similarity: link.similarity)
        for index in link.old { fates[document.old!.segments[index].id] = fate }
      }
    }
  }

  /// Whether an id is one of the old version's.
  public func knows(_ id: String) -> Bool { fates[id] != nil }

  /// The fate of an id; one that the old version does not have is an orphan.
  public func fate(of id: String) -> Fate { fates[id] ?? .orphaned }
}
