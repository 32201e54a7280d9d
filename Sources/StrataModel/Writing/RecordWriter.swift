import StrataText

/// Writes documents as JSON Lines, by hand and without intermediate values.
///
/// One per thread: the scratch buffers are reused, and copies share them. Nothing is kept from one document to the next.
public struct RecordWriter {
  public let offsets: OffsetUnit
  /// `{"name":…}`, the same in every document record.
  private let pipeline: [UInt8]
  let text = SegmentText()
  let words = SegmentWords()
  /// The document's id, escaped, without quotation marks.
  var documentID: [UInt8] = []
  /// The section path of `sectionHeading`, as JSON.
  var section: [UInt8] = []
  var sectionHeading = -1

  public init(offsets: OffsetUnit, pipeline: PipelineIdentity) {
    self.offsets = offsets
    var json = JSONBuffer()
    json.raw("{\"name\":")
    json.string(pipeline.name)
    json.raw(",\"version\":")
    json.string(pipeline.version)
    json.raw(",\"digest\":")
    json.string(pipeline.digest)
    json.raw("}")
    self.pipeline = json.bytes
  }

  /// The line of `documents.jsonl`, with its line feed.
  public mutating func writeDocument(_ document: Document, to json: inout JSONBuffer) {
    begin(document)
    json.raw("{\"id\":\"")
    json.raw(documentID)
    json.raw("\",\"path\":")
    json.string(document.path)
    json.raw(",\"sha256\":")
    json.string(document.sha256)
    json.raw(",\"bytes\":")
    json.integer(document.byteCount)
    json.raw(",\"mediaType\":")
    json.string(document.mediaType)
    json.raw(",\"encoding\":")
    json.string(document.encoding)
    json.raw(",\"language\":")
    json.optional(document.language)
    json.raw(",\"title\":")
    json.optional(document.title)
    json.raw(",\"date\":")
    json.optional(document.date)
    json.raw(",\"counts\":{")
    for (position, count) in document.segmentCounts.enumerated() {
      if position > 0 { json.byte(44) }
      json.word(count.kind)
      json.byte(58)
      json.integer(count.count)
    }
    json.raw("},\"declared\":")
    json.list(document.declared) { json, count in
      json.raw("{\"label\":")
      json.string(count.label)
      json.raw(",\"declared\":")
      json.integer(count.declared)
      json.raw(",\"found\":")
      json.integer(count.found)
      json.raw(",\"segment\":")
      if document.segments.indices.contains(count.segment) {
        writeID(document.segments[count.segment].key, to: &json)
      } else {
        json.raw("null")
      }
      json.raw("}")
    }
    json.raw(",\"warnings\":")
    json.list(document.warnings) { json, warning in
      json.raw("{\"code\":")
      json.string(warning.code)
      json.raw(",\"message\":")
      json.string(warning.message)
      json.raw(",\"at\":")
      json.optional(warning.at)
      json.raw("}")
    }
    json.raw(",\"pipeline\":")
    json.raw(pipeline)
    json.raw(",\"offsets\":")
    json.word(offsets)
    json.raw("}\n")
  }

  /// The line of `ledger.jsonl`, with its line feed.
  public func writeLedger(_ document: Document, to json: inout JSONBuffer) {
    json.raw("{\"document\":")
    json.string(document.id)
    json.raw(",\"encoding\":")
    json.string(document.encoding)
    json.raw(",\"edits\":")
    json.list(document.ledger) { json, edit in
      json.byte(91)
      json.integer(Int(edit.source.start))
      json.byte(44)
      json.integer(Int(edit.source.end))
      json.byte(44)
      json.string(edit.replacement)
      json.byte(44)
      json.word(edit.reason)
      json.byte(93)
    }
    json.raw("}\n")
  }

  /// The line of `rejected.jsonl`, with its line feed.
  public static func writeRejected(_ rejected: RejectedRecord, to json: inout JSONBuffer) {
    json.raw("{\"path\":")
    json.string(rejected.path)
    json.raw(",\"stage\":")
    json.string(rejected.stage)
    json.raw(",\"code\":")
    json.string(rejected.code)
    json.raw(",\"at\":")
    json.optional(rejected.at)
    json.raw(",\"message\":")
    json.string(rejected.message)
    json.raw("}\n")
  }

  /// Forgets the document before.
  mutating func begin(_ document: Document) {
    var json = JSONBuffer()
    json.string(document.id)
    documentID = Array(json.bytes.dropFirst().dropLast())
    sectionHeading = -1
    section = Array("[]".utf8)
  }

  func writeID(_ key: String, to json: inout JSONBuffer) {
    json.byte(34)
    json.raw(documentID)
    json.byte(46)
    json.verbatim(key)
    json.byte(34)
  }
}
