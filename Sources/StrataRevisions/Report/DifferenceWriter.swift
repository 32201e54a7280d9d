import StrataModel

/// Writes differences as JSON Lines; `schema/difference.schema.json` describes them.
public struct DifferenceWriter {
  public init() {}

  /// One line with its line feed.
  public func write(_ difference: Difference, to json: inout JSONBuffer) {
    json.raw("{\"change\":")
    json.word(difference.kind)
    json.raw(",\"cause\":")
    json.string(difference.cause.description)
    json.raw(",\"rules\":")
    json.list(difference.rules) { json, rule in json.string(rule) }
    json.raw(",\"oldDocument\":")
    json.optional(difference.oldDocument)
    json.raw(",\"newDocument\":")
    json.optional(difference.newDocument)
    json.raw(",\"section\":")
    json.list(difference.section) { json, heading in json.string(heading) }
    json.raw(",\"similarity\":")
    json.fraction(difference.similarity)
    json.raw(",\"old\":")
    json.list(difference.old, writeSegment)
    json.raw(",\"new\":")
    json.list(difference.new, writeSegment)
    json.raw(",\"findings\":")
    json.list(difference.findings) { json, finding in
      json.raw("{\"code\":")
      json.word(finding.code)
      json.raw(",\"severity\":")
      json.integer(finding.severity)
      json.raw(",\"detail\":")
      json.string(finding.detail)
      json.raw("}")
    }
    json.raw(",\"words\":")
    json.list(difference.words) { json, run in
      json.raw("[")
      json.word(run.side)
      json.raw(",")
      json.string(run.text)
      json.raw("]")
    }
    json.raw(",\"mentions\":")
    json.list(difference.mentions, writeMentionChange)
    json.raw(",\"labels\":")
    json.list(difference.labels) { json, label in
      json.raw("{\"field\":")
      json.string(label.field)
      json.raw(",\"old\":")
      json.optional(label.old)
      json.raw(",\"new\":")
      json.optional(label.new)
      json.raw(",\"cause\":")
      json.string(label.cause.description)
      json.raw("}")
    }
    json.raw(",\"presentation\":")
    json.list(difference.presentation) { json, name in json.string(name) }
    json.raw("}\n")
  }

  private func writeSegment(_ json: inout JSONBuffer, _ segment: SegmentRecord) {
    json.raw("{\"id\":")
    json.string(segment.id)
    json.raw(",\"index\":")
    json.integer(segment.index)
    json.raw(",\"kind\":")
    json.word(segment.kind)
    json.raw(",\"function\":")
    json.word(segment.function)
    json.raw(",\"text\":")
    json.string(segment.text)
    json.raw(",\"source\":")
    writeRanges(&json, segment.source)
    json.raw(",\"page\":")
    json.optional(segment.page)
    json.raw("}")
  }

  private func writeMentionChange(_ json: inout JSONBuffer, _ change: MentionChange) {
    json.raw("{\"change\":")
    json.word(change.kind)
    json.raw(",\"type\":")
    json.word(change.type)
    json.raw(",\"fields\":")
    json.list(change.fields) { json, field in json.string(field) }
    json.raw(",\"old\":")
    writeMention(&json, change.old)
    json.raw(",\"new\":")
    writeMention(&json, change.new)
    json.raw(",\"cause\":")
    json.string(change.cause.description)
    json.raw("}")
  }

  private func writeMention(_ json: inout JSONBuffer, _ mention: MentionRecord?) {
    guard let mention else { return json.raw("null") }
    json.raw("{\"type\":")
    json.word(mention.type)
    json.raw(",\"text\":")
    json.string(mention.text)
    json.raw(",\"start\":")
    json.integer(mention.start)
    json.raw(",\"end\":")
    json.integer(mention.end)
    json.raw(",\"concept\":")
    json.optional(mention.concept)
    json.raw(",\"role\":")
    json.word(mention.role)
    json.raw(",\"class\":")
    json.word(mention.class)
    json.raw(",\"named\":")
    if let named = mention.named { json.boolean(named) } else { json.raw("null") }
    json.raw(",\"value\":")
    if let value = mention.value { json.raw(Array(Self.number(value).utf8)) } else { json.raw("null") }
    json.raw(",\"currency\":")
    json.optional(mention.currency)
    json.raw(",\"date\":")
    json.optional(mention.date)
    json.raw(",\"unit\":")
    json.optional(mention.unit)
    json.raw(",\"source\":")
    writeRanges(&json, mention.source)
    json.raw(",\"because\":")
    json.string(mention.because)
    json.raw("}")
  }

  /// Whole numbers without a fraction.
  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }

  private func writeRanges(_ json: inout JSONBuffer, _ ranges: [[Int]]) {
    json.list(ranges) { json, range in json.list(range) { json, offset in json.integer(offset) } }
  }
}
