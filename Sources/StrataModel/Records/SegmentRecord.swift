/// One line of `segments.jsonl`: a block of a document, grounded and explained.
public struct SegmentRecord: Codable, Sendable, Equatable {
  /// The document's id, a full stop, and sixteen characters that name the text.
  public var id: String
  public var document: String
  /// Position in the document, from 0.
  public var index: Int
  public var kind: SegmentKind
  public var marker: Marker?
  /// Nesting level of an item, from 0; nil for other kinds.
  public var level: Int?
  /// The number of the note whose text a footnote is.
  public var note: Int?
  /// The headings above, the outermost first.
  public var section: [String]
  /// Id of the segment that announces this one.
  public var leadIn: String?
  /// Id of the first segment with the same text.
  public var duplicateOf: String?
  /// One line; the cells of a row are joined by tabs.
  public var text: String
  /// Byte ranges of the original file, `[start, end)`.
  public var source: [[Int]]
  public var page: Int?
  public var language: String?
  public var noteRefs: [NoteRefRecord]
  public var links: [LinkRecord]
  public var function: Function
  public var action: Action?
  public var strength: Strength?
  public var status: Status?
  public var instrumentClass: InstrumentClass?
  public var sectors: [Sector]
  public var confidence: Double?
  public var mentions: [MentionRecord]
  public var because: [String]
}

/// A span of a segment's text with a type. Offsets are in the unit that the document record names.
public struct MentionRecord: Codable, Sendable, Equatable {
  public var type: MentionType
  public var start: Int
  public var end: Int
  public var text: String
  public var concept: String?
  public var role: Role?
  public var `class`: InstrumentClass?
  public var named: Bool?
  public var value: Double?
  public var currency: String?
  public var date: String?
  public var unit: String?
  /// Byte ranges of the original file, `[start, end)`.
  public var source: [[Int]]
  /// The rule that made the mention.
  public var because: String
}

/// A call of a note, taken out of the text.
public struct NoteRefRecord: Codable, Sendable, Equatable {
  public var number: Int
  /// Offset in the segment's text at which the marker stood.
  public var at: Int
  /// Byte range of the marker in the original file, `[start, end)`.
  public var source: [Int]
}

/// A hyperlink inside a segment's text.
public struct LinkRecord: Codable, Sendable, Equatable {
  public var start: Int
  public var end: Int
  public var text: String
  public var target: String
}
