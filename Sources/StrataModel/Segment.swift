import StrataText

/// One block of a document after normalisation, with all that is known of it.
public struct Segment: Sendable, Codable {
  public var kind: SegmentKind
  public var extent: Extent<Normal>
  public var marker: Marker?
  /// The number, letter or glyph of the marker.
  public var label: String?
  /// Nesting level of an item, from 0.
  public var level: Int = 0
  /// Level of a heading, from 1; 0 for everything else.
  public var headingLevel: Int = 0
  /// Index of the heading directly above, or nil; headings chain upwards through it.
  public var heading: Int?
  /// Index of the lead-in, or nil.
  public var leadIn: Int?
  /// Index of the first segment with the same text, or nil.
  public var duplicateOf: Int?
  public var page: Int?
  public var language: String?
  /// Number of the note, for footnotes.
  public var note: Int?
  public var noteRefs: [NoteRef] = []
  public var links: [Link] = []
  public var key = SegmentKey()

  public var mentions: [Mention] = []
  public var function: Function = .none
  public var action: Action?
  public var strength: Strength?
  public var status: Status?
  public var instrumentClass: InstrumentClass?
  public var sectors: [Sector] = []
  /// 0 to 1.
  public var confidence: Double?
  public var because: [String] = []

  public init(kind: SegmentKind, extent: Extent<Normal>) {
    self.kind = kind
    self.extent = extent
  }
}

/// A span of a segment's text with a type.
public struct Mention: Sendable, Codable {
  public var type: MentionType
  /// In the normal text.
  public var extent: Extent<Normal>
  public var role: Role?
  public var instrumentClass: InstrumentClass?
  public var named: Bool?
  /// A concept id of the lexicon; for sectors the sector's id.
  public var concept: String?
  /// A decimal number as JSON writes it.
  public var value: String?
  /// ISO 4217.
  public var currency: String?
  /// ISO 8601 date or interval.
  public var date: String?
  /// The unit or counted noun of a target.
  public var unit: String?
  /// The rule that made the mention, `rule:evidence`.
  public var because: String

  public init(type: MentionType, extent: Extent<Normal>, because: String) {
    self.type = type
    self.extent = extent
    self.because = because
  }
}
