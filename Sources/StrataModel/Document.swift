import StrataText

/// The layers that stages read and write.
public struct Layers: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let source = Layers(rawValue: 1)
  public static let text = Layers(rawValue: 2)
  public static let segments = Layers(rawValue: 4)
  public static let mentions = Layers(rawValue: 8)
  public static let labels = Layers(rawValue: 16)

  private static let named: [(layer: Layers, name: String)] = [
    (.source, "source"), (.text, "text"), (.segments, "segments"), (.mentions, "mentions"), (.labels, "labels"),
  ]

  /// The layers of the given names; other names are passed over.
  public init(names: [String]) {
    self = Self.named.reduce(into: []) { if names.contains($1.name) { $0.formUnion($1.layer) } }
  }

  /// The layers' names, in the order of the pipeline.
  public var names: [String] { Self.named.filter { contains($0.layer) }.map(\.name) }
}

/// One document on its way through the stages: the original bytes and every layer laid over them.
public struct Document: Sendable {
  public var id: String
  /// The path below the corpus root, with `/` between its parts.
  public var path: String
  public var mediaType: String
  /// The original file; empty where a document was read back after the normalize stage.
  public var source: [UInt8] = []
  /// Length of the original file in bytes.
  public var byteCount: Int = 0
  public var sha256: String = ""
  /// The name of the character set, as Python and IANA spell it ("utf-8").
  public var encoding: String = "utf-8"
  /// ISO 639-1, or nil where no language was recognised.
  public var language: String?
  public var title: String?
  /// The document's own date, ISO 8601.
  public var date: String?
  public var layers: Layers = .source

  /// The normal text: UTF-8, one block a line, the lines joined by U+000A.
  public var text: [UInt8] = []
  public var alignment = Alignment()
  public var ledger: [LedgerEdit] = []
  public var blocks: [Block] = []
  public var noteRefs: [NoteRef] = []
  public var links: [Link] = []

  public var segments: [Segment] = []
  /// The tokens of the segments as the last stage that read them left them; no part of an envelope.
  public var tokens: TokenLayer?
  public var declared: [DeclaredCount] = []
  public var warnings: [Warning] = []

  public init(id: String, path: String, mediaType: String = "text/plain", source: [UInt8] = []) {
    self.id = id
    self.path = path
    self.mediaType = mediaType
    self.source = source
    self.byteCount = source.count
  }
}

/// One change to the bytes of the original file.
public struct LedgerEdit: Sendable, Hashable, Codable {
  public var source: Extent<Source>
  /// What stands in the text instead; empty where the bytes were taken out.
  public var replacement: String
  public var reason: EditReason

  public init(source: Extent<Source>, replacement: String, reason: EditReason) {
    self.source = source
    self.replacement = replacement
    self.reason = reason
  }
}

/// What the normalize stage knows of a block; the segment stage decides what it is.
public struct Block: Sendable, Codable {
  public enum Role: String, Sendable, CaseIterable, Codable {
    /// Running text, or anything that only the segment stage can tell.
    case text
    /// A heading that the markup says is one; `level` counts from 1.
    case heading
    /// A list item; `marker`, `level`.
    case item
    /// A block inside a list item, not its first.
    case continuation
    case row
    case footnote
    case furniture
  }

  public var extent: Extent<Normal>
  public var role: Role
  /// Heading level from 1, or nesting level of a list item from 0.
  public var level: Int = 0
  public var marker: Marker?
  /// The number or letter that the marker showed ("3", "b", "1.2"), or the glyph of a bullet.
  public var label: String?
  /// Number of the note whose text this is.
  public var note: Int?
  /// Page of the original, from 1, where the layout tells.
  public var page: Int?
  /// True where the block came from markup (Markdown, HTML), so that its role is not a guess.
  public var isMarkup: Bool = false
  /// Empty lines between the block before and this one.
  public var blankLinesBefore: Int = 0
  /// Lines of the original that were joined.
  public var lineCount: Int = 1
  /// Width of the widest line, in characters, and column at which the block starts.
  public var width: Int = 0
  public var indent: Int = 0
  /// Why a block is furniture ("page-number", "running-head", "rule", …).
  public var reason: String?

  public init(extent: Extent<Normal>, role: Role) {
    self.extent = extent
    self.role = role
  }
}

/// A call of a note: its number, and where it stood in the normal text.
public struct NoteRef: Sendable, Hashable, Codable {
  public var number: Int
  /// Offset in the normal text, in bytes, of the character after the marker's place.
  public var at: UInt32
  /// The marker's bytes in the original file.
  public var source: Extent<Source>

  public init(number: Int, at: UInt32, source: Extent<Source>) {
    self.number = number
    self.at = at
    self.source = source
  }
}

/// A hyperlink: the label's place and the target.
public struct Link: Sendable, Hashable, Codable {
  public var extent: Extent<Normal>
  public var target: String

  public init(extent: Extent<Normal>, target: String) {
    self.extent = extent
    self.target = target
  }
}

/// A number that the page states of its own content, and what was found there.
public struct DeclaredCount: Sendable, Hashable, Codable {
  /// The heading without its number ("Action items").
  public var label: String
  public var declared: Int
  public var found: Int
  /// Index of the segment that states it.
  public var segment: Int

  public init(label: String, declared: Int, found: Int, segment: Int) {
    self.label = label
    self.declared = declared
    self.found = found
    self.segment = segment
  }
}

/// Something a person should know of a document that was processed all the same.
public struct Warning: Sendable, Hashable, Codable {
  /// Stable, listed in the documentation.
  public var code: String
  public var message: String
  /// Byte of the original file, where there is a place.
  public var at: Int?

  public init(code: String, message: String, at: Int? = nil) {
    self.code = code
    self.message = message
    self.at = at
  }
}
