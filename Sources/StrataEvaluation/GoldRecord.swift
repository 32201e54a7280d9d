import StrataModel
import StrataText

/// A segment as gold and predictions have it in common. Only what a gold file states is scored.
public struct GoldRecord: Decodable, Sendable, Equatable {
  public var document: String
  public var kind: String
  public var text: String
  public var mentions: [GoldMention]
  public var function: String?
  public var action: String?
  public var strength: String?
  public var status: String?
  public var instrumentClass: String?
  /// Nil where the gold does not say.
  public var sectors: [String]?
  /// Position in the document; gold files may leave it out.
  public var index: Int?
  /// The first twenty digits of the text's SHA-256, in stand-off gold.
  public var hash: String?

  private enum CodingKeys: String, CodingKey {
    case document, kind, text, mentions, function, action, strength, status, instrumentClass, sectors, index, hash
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    document = try values.decode(String.self, forKey: .document)
    kind = try values.decode(String.self, forKey: .kind)
    hash = try values.decodeIfPresent(String.self, forKey: .hash)
    text = hash == nil ? try values.decode(String.self, forKey: .text) : ""
    mentions = try values.decodeIfPresent([GoldMention].self, forKey: .mentions) ?? []
    function = try values.decodeIfPresent(String.self, forKey: .function)
    action = try values.decodeIfPresent(String.self, forKey: .action)
    strength = try values.decodeIfPresent(String.self, forKey: .strength)
    status = try values.decodeIfPresent(String.self, forKey: .status)
    instrumentClass = try values.decodeIfPresent(String.self, forKey: .instrumentClass)
    sectors = try values.decodeIfPresent([String].self, forKey: .sectors)
    index = try values.decodeIfPresent(Int.self, forKey: .index)
  }

  public init(
    document: String, kind: String, text: String, mentions: [GoldMention] = [], function: String? = nil,
    action: String? = nil, strength: String? = nil, status: String? = nil, instrumentClass: String? = nil,
    sectors: [String]? = nil, index: Int? = nil
  ) {
    self.document = document
    self.kind = kind
    self.text = text
    self.mentions = mentions
    self.function = function
    self.action = action
    self.strength = strength
    self.status = status
    self.instrumentClass = instrumentClass
    self.sectors = sectors
    self.index = index
  }

  /// The value of a label by the name of its field.
  public func label(_ name: Label) -> String? {
    switch name {
    case .function: function
    case .action: action
    case .strength: strength
    case .status: status
    case .instrumentClass: instrumentClass
    }
  }

  /// What makes two segments the same: a hash of the text with its white space folded. Stand-off gold holds it
  /// in place of the text.
  var key: String {
    if let hash { return hash }
    let folded = text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).map(String.init)
    return String(SHA256.hex(Array(folded.joined(separator: " ").utf8)).prefix(20))
  }
}

/// The labels of a segment that have one value.
public enum Label: String, CaseIterable, Sendable {
  case function, action, strength, status, instrumentClass
}

/// A mention as gold and predictions have it in common. Offsets are code points.
public struct GoldMention: Decodable, Sendable, Equatable {
  public var type: String
  public var start: Int
  public var end: Int
  public var text: String?
  public var role: String?
  public var `class`: String?
  public var named: Bool?
  public var concept: String?
  public var date: String?

  public init(
    type: String, start: Int, end: Int, text: String? = nil, role: String? = nil, class: String? = nil,
    named: Bool? = nil, concept: String? = nil, date: String? = nil
  ) {
    self.type = type
    self.start = start
    self.end = end
    self.text = text
    self.role = role
    self.class = `class`
    self.named = named
    self.concept = concept
    self.date = date
  }

  struct Span: Hashable {
    var start: Int
    var end: Int
    var type: String
  }

  var span: Span { Span(start: start, end: end, type: type) }

  func overlaps(_ other: GoldMention) -> Bool { type == other.type && start < other.end && other.start < end }
}
