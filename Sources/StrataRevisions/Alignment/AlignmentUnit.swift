import StrataModel

/// One text that is looked for in another version: a segment, a sentence, a row of a table.
public struct AlignmentUnit: Sendable {
  /// UTF-8.
  public var text: [UInt8]
  /// The headings above; units of one section are tied to each other first.
  public var section: [String]
  public var kind: SegmentKind

  public init(text: some StringProtocol, section: [String] = [], kind: SegmentKind = .paragraph) {
    self.text = Array(text.utf8)
    self.section = section
    self.kind = kind
  }

  public init(_ segment: SegmentRecord) {
    self.init(text: segment.text, section: segment.section, kind: segment.kind)
  }
}

/// What became of a text.
public enum Change: String, CaseIterable, Sendable, Codable {
  /// Same text, same place; only presentation may differ.
  case unchanged
  case edited
  /// Same text, other place among its neighbours.
  case moved
  case movedEdited = "moved-edited"
  /// One became several.
  case split
  /// Several became one.
  case merged
  case added
  case removed
}

/// The units of one version that are the units of the other.
public struct AlignmentLink: Sendable, Equatable {
  /// Positions in the old version, ascending; empty where the unit was added.
  public var old: [Int]
  /// Positions in the new version, ascending; empty where the unit was removed.
  public var new: [Int]
  public var change: Change
  /// 0 to 1; 1 where the texts are equal.
  public var similarity: Double

  public init(old: [Int], new: [Int], change: Change, similarity: Double) {
    self.old = old
    self.new = new
    self.change = change
    self.similarity = similarity
  }
}

/// Every unit of both versions in exactly one link, in the order of the new version; what was removed follows
/// what it stood behind.
public struct RevisionAlignment: Sendable {
  public var links: [AlignmentLink]

  /// Share of the text of both sides, 0 to 1, that is found on the other one: lengths weighed by similarity.
  public var shared: Double
}
