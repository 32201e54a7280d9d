import FoundationEssentials
import StrataText

/// A document with all its layers as one line of JSON: what the stages hand to each other as filters.
///
/// Lossless but for the original bytes, which no stage after the first one needs. Pleasant rather than
/// fast; a batch keeps documents in memory and never makes envelopes.
public struct DocumentEnvelope: Codable, Sendable {
  /// Version of this format.
  public static let version = 1

  public private(set) var document: Document

  public init(_ document: Document) { self.document = document }

  /// Reads one line. Throws a `RecordFault` that does not know its place yet.
  public init(line: [UInt8]) throws {
    do {
      self = try JSONDecoder().decode(DocumentEnvelope.self, from: Data(line))
    } catch {
      throw RecordFault(path: "line", line: 0, message: RecordFault.message(of: error))
    }
  }

  /// The line with its line feed.
  public func line() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [10]
  }

  private enum CodingKeys: String, CodingKey {
    case envelope, id, path, mediaType, bytes, sha256, encoding, language, title, date, layers
    case text, alignment, ledger, blocks, noteRefs, links, segments, declared, warnings
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let version = try values.decode(Int.self, forKey: .envelope)
    guard version == Self.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .envelope, in: values,
        debugDescription: "the envelope has version \(version), this program reads version \(Self.version)")
    }
    document = Document(
      id: try values.decode(String.self, forKey: .id), path: try values.decode(String.self, forKey: .path),
      mediaType: try values.decode(String.self, forKey: .mediaType))
    document.byteCount = try values.decode(Int.self, forKey: .bytes)
    document.sha256 = try values.decode(String.self, forKey: .sha256)
    document.encoding = try values.decode(String.self, forKey: .encoding)
    document.language = try values.decodeIfPresent(String.self, forKey: .language)
    document.title = try values.decodeIfPresent(String.self, forKey: .title)
    document.date = try values.decodeIfPresent(String.self, forKey: .date)
    document.layers = Layers(names: try values.decode([String].self, forKey: .layers))
    document.text = Array(try values.decode(String.self, forKey: .text).utf8)
    document.alignment = try values.decode(AlignmentLayer.self, forKey: .alignment).alignment
    document.ledger = try values.decode([LedgerEdit].self, forKey: .ledger)
    document.blocks = try values.decode([Block].self, forKey: .blocks)
    document.noteRefs = try values.decode([NoteRef].self, forKey: .noteRefs)
    document.links = try values.decode([Link].self, forKey: .links)
    document.segments = try values.decode([Segment].self, forKey: .segments)
    document.declared = try values.decode([DeclaredCount].self, forKey: .declared)
    document.warnings = try values.decode([Warning].self, forKey: .warnings)
    try DocumentEnvelope.check(document, decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(Self.version, forKey: .envelope)
    try values.encode(document.id, forKey: .id)
    try values.encode(document.path, forKey: .path)
    try values.encode(document.mediaType, forKey: .mediaType)
    try values.encode(document.byteCount, forKey: .bytes)
    try values.encode(document.sha256, forKey: .sha256)
    try values.encode(document.encoding, forKey: .encoding)
    try values.encode(document.language, forKey: .language)
    try values.encode(document.title, forKey: .title)
    try values.encode(document.date, forKey: .date)
    try values.encode(document.layers.subtracting(.source).names, forKey: .layers)
    try values.encode(String(decoding: document.text, as: UTF8.self), forKey: .text)
    try values.encode(AlignmentLayer(document.alignment), forKey: .alignment)
    try values.encode(document.ledger, forKey: .ledger)
    try values.encode(document.blocks, forKey: .blocks)
    try values.encode(document.noteRefs, forKey: .noteRefs)
    try values.encode(document.links, forKey: .links)
    try values.encode(document.segments, forKey: .segments)
    try values.encode(document.declared, forKey: .declared)
    try values.encode(document.warnings, forKey: .warnings)
  }

  /// An envelope may come from anywhere: no offset may lead outside its layer.
  private static func check(_ document: Document, _ decoder: any Decoder) throws {
    let length = document.text.count
    func require(_ holds: Bool, _ what: String) throws {
      if holds { return }
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(what) lies outside the document"))
    }
    func isInside(_ extent: Extent<Normal>) -> Bool { extent.start <= extent.end && Int(extent.end) <= length }
    let segments = document.segments.indices
    for block in document.blocks { try require(isInside(block.extent), "a block") }
    for link in document.links { try require(isInside(link.extent), "a link") }
    for segment in document.segments {
      try require(isInside(segment.extent), "a segment")
      for mention in segment.mentions { try require(isInside(mention.extent), "a mention") }
      for link in segment.links { try require(isInside(link.extent), "a link") }
      for index in [segment.heading, segment.leadIn, segment.duplicateOf] {
        try require(index.map(segments.contains) ?? true, "the segment that another one names")
      }
    }
  }
}

/// The alignment as flat lists of numbers: five for each piece.
private struct AlignmentLayer: Codable {
  var end: UInt32
  var pieces: [UInt32]

  init(_ alignment: Alignment) {
    end = alignment.end
    pieces = alignment.pieces.flatMap {
      [$0.normal, $0.source, $0.sourceEnd, UInt32($0.scale.rawValue), $0.startsRange ? 1 : 0]
    }
  }

  var alignment: Alignment {
    let list = stride(from: 0, to: pieces.count / 5 * 5, by: 5).map { at in
      Alignment.Piece(
        normal: pieces[at], source: pieces[at + 1], sourceEnd: pieces[at + 2],
        scale: Alignment.Scale(rawValue: UInt8(truncatingIfNeeded: pieces[at + 3])) ?? .atomic,
        startsRange: pieces[at + 4] == 1)
    }
    return Alignment(pieces: list, end: end)
  }
}

extension Extent: Codable {
  /// `[start, end]`.
  public init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    self.init(try list.decode(UInt32.self), try list.decode(UInt32.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    try list.encode(start)
    try list.encode(end)
  }
}
