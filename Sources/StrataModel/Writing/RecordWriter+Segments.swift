import StrataText

extension RecordWriter {
  /// The lines of `segments.jsonl`, in document order, each with its line feed.
  ///
  /// Linear in the text; offsets are counted only in segments that hold characters beyond ASCII.
  public mutating func writeSegments(_ document: Document, to json: inout JSONBuffer) {
    writeSegments(document, to: &json) { _ in }
  }

  /// The same with a chance to take whole lines out of the buffer while more are to come.
  public mutating func writeSegments(
    _ document: Document, to json: inout JSONBuffer, afterEach: (inout JSONBuffer) -> Void
  ) {
    begin(document)
    var sources = document.alignment.sources
    document.text.withUnsafeBufferPointer { normal in
      document.segments.withUnsafeBufferPointer { segments in
        guard let first = segments.baseAddress else { return }
        for index in segments.indices {
          updateSection(of: segments[index].heading, in: segments, text: normal)
          text.load(segments[index].extent, of: normal, isRow: segments[index].kind == .row, unit: offsets)
          writeSegment(first + index, at: index, among: segments, &sources, to: &json)
          afterEach(&json)
        }
      }
    }
  }

  // Segments and mentions are passed by their place: a copy would count the references of a dozen fields.
  private func writeSegment(
    _ place: UnsafePointer<Segment>, at index: Int, among segments: UnsafeBufferPointer<Segment>,
    _ sources: inout Alignment.Sources, to json: inout JSONBuffer
  ) {
    json.raw("{\"id\":")
    writeID(place.pointee.key, to: &json)
    json.raw(",\"document\":\"")
    json.raw(documentID)
    json.raw("\",\"index\":")
    json.integer(index)
    json.raw(",\"kind\":")
    json.word(place.pointee.kind, words.kinds)
    json.raw(",\"marker\":")
    json.word(place.pointee.marker, words.markers)
    json.raw(",\"level\":")
    json.optional(place.pointee.kind == .item ? place.pointee.level : nil)
    json.raw(",\"note\":")
    json.optional(place.pointee.note)
    json.raw(",\"section\":")
    json.raw(section)
    json.raw(",\"leadIn\":")
    writeID(at: place.pointee.leadIn, among: segments, to: &json)
    json.raw(",\"duplicateOf\":")
    writeID(at: place.pointee.duplicateOf, among: segments, to: &json)
    json.raw(",\"text\":")
    json.string(text.bytes)
    json.raw(",\"source\":")
    writeSource(of: place.pointee.extent, &sources, to: &json)
    json.raw(",\"page\":")
    json.optional(place.pointee.page)
    json.raw(",\"language\":")
    json.optional(place.pointee.language)
    writeMarks(of: place, to: &json)
    writeLabels(of: place, to: &json)
    json.raw(",\"mentions\":[")
    place.pointee.mentions.withUnsafeBufferPointer { mentions in
      for index in mentions.indices {
        if index > 0 { json.byte(44) }
        writeMention(mentions.baseAddress! + index, &sources, to: &json)
      }
    }
    json.raw("],\"because\":")
    json.list(place.pointee.because) { json, rule in json.string(rule) }
    json.raw("}\n")
  }

  // Most segments have none of what follows: one constant then says so.

  private func writeMarks(of place: UnsafePointer<Segment>, to json: inout JSONBuffer) {
    if place.pointee.noteRefs.isEmpty, place.pointee.links.isEmpty { return json.raw(",\"noteRefs\":[],\"links\":[]") }
    json.raw(",\"noteRefs\":")
    json.list(place.pointee.noteRefs) { json, note in
      json.raw("{\"number\":")
      json.integer(note.number)
      json.raw(",\"at\":")
      json.integer(text.offset(of: note.at))
      json.raw(",\"source\":[")
      json.integer(Int(note.source.start))
      json.byte(44)
      json.integer(Int(note.source.end))
      json.raw("]}")
    }
    json.raw(",\"links\":")
    json.list(place.pointee.links) { json, link in
      writeSpan(link.extent, to: &json)
      json.raw(",\"target\":")
      json.string(link.target)
      json.raw("}")
    }
  }

  private func writeLabels(of segment: UnsafePointer<Segment>, to json: inout JSONBuffer) {
    json.raw(",\"function\":")
    json.word(segment.pointee.function, words.functions)
    if segment.pointee.action == nil, segment.pointee.strength == nil, segment.pointee.status == nil,
      segment.pointee.instrumentClass == nil
    {
      json.raw(",\"action\":null,\"strength\":null,\"status\":null,\"instrumentClass\":null,\"sectors\":")
    } else {
      json.raw(",\"action\":")
      json.word(segment.pointee.action, words.actions)
      json.raw(",\"strength\":")
      json.word(segment.pointee.strength, words.strengths)
      json.raw(",\"status\":")
      json.word(segment.pointee.status, words.statuses)
      json.raw(",\"instrumentClass\":")
      json.word(segment.pointee.instrumentClass, words.classes)
      json.raw(",\"sectors\":")
    }
    json.list(segment.pointee.sectors) { json, sector in json.word(sector, words.sectors) }
    json.raw(",\"confidence\":")
    if let confidence = segment.pointee.confidence { json.fraction(confidence) } else { json.raw("null") }
  }

  private func writeMention(
    _ place: UnsafePointer<Mention>, _ sources: inout Alignment.Sources, to json: inout JSONBuffer
  ) {
    json.raw("{\"type\":")
    json.word(place.pointee.type, words.types)
    json.byte(44)
    // The opening brace is the mention's own.
    writeSpanFields(place.pointee.extent, to: &json)
    switch place.pointee.type {
    case .actor:
      json.raw(",\"concept\":")
      json.optional(place.pointee.concept)
      json.raw(",\"role\":")
      json.word(place.pointee.role, words.roles)
    case .instrument:
      json.raw(",\"concept\":")
      json.optional(place.pointee.concept)
      json.raw(",\"class\":")
      json.word(place.pointee.instrumentClass, words.classes)
      json.raw(",\"named\":")
      if let named = place.pointee.named { json.boolean(named) } else { json.raw("null") }
    case .sector:
      json.raw(",\"concept\":")
      json.optional(place.pointee.concept)
    case .amount:
      json.raw(",\"value\":")
      writeNumber(place.pointee.value, to: &json)
      json.raw(",\"currency\":")
      json.optional(place.pointee.currency)
    case .date:
      json.raw(",\"date\":")
      json.optional(place.pointee.date)
    case .target:
      json.raw(",\"value\":")
      writeNumber(place.pointee.value, to: &json)
      json.raw(",\"unit\":")
      json.optional(place.pointee.unit)
    }
    json.raw(",\"source\":")
    writeSource(of: place.pointee.extent, &sources, to: &json)
    json.raw(",\"because\":")
    json.string(place.pointee.because)
    json.raw("}")
  }

  /// What is no number ("a" of "a year") is absent, so that a line is JSON whatever a rule fills in.
  private func writeNumber(_ number: String?, to json: inout JSONBuffer) {
    if let number, Self.isNumber(number) { json.verbatim(number) } else { json.raw("null") }
  }

  /// The grammar of JSON's numbers without exponents: `-?(0|[1-9][0-9]*)(\.[0-9]+)?`.
  private static func isNumber(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    if rest.first == 45 { rest = rest.dropFirst() }
    let whole = rest.prefix(while: isDigit)
    guard !whole.isEmpty, whole.count == 1 || whole.first != 48 else { return false }
    rest = rest.dropFirst(whole.count)
    guard let point = rest.popFirst() else { return true }
    return point == 46 && !rest.isEmpty && rest.allSatisfy(isDigit)
  }

  private func writeSpan(_ extent: Extent<Normal>, to json: inout JSONBuffer) {
    json.byte(123)
    writeSpanFields(extent, to: &json)
  }

  private func writeSpanFields(_ extent: Extent<Normal>, to json: inout JSONBuffer) {
    json.raw("\"start\":")
    json.integer(text.offset(of: extent.start))
    json.raw(",\"end\":")
    json.integer(text.offset(of: extent.end))
    json.raw(",\"text\":")
    json.string(text.slice(extent))
  }

  private func writeSource(of extent: Extent<Normal>, _ sources: inout Alignment.Sources, to json: inout JSONBuffer) {
    json.byte(91)
    var isFirst = true
    sources.forEach(of: extent) { range in
      if !isFirst { json.byte(44) }
      isFirst = false
      json.byte(91)
      json.integer(Int(range.start))
      json.byte(44)
      json.integer(Int(range.end))
      json.byte(93)
    }
    json.byte(93)
  }

  private func writeID(at index: Int?, among segments: UnsafeBufferPointer<Segment>, to json: inout JSONBuffer) {
    if let index { writeID(segments[index].key, to: &json) } else { json.raw("null") }
  }

  /// Neighbours mostly stand under the same heading, so the path is written once for all of them.
  private mutating func updateSection(
    of segmentHeading: Int?, in segments: UnsafeBufferPointer<Segment>, text normal: UnsafeBufferPointer<UInt8>
  ) {
    let heading = segmentHeading ?? -1
    if heading == sectionHeading { return }
    sectionHeading = heading
    var chain: [Int] = []
    var next = segmentHeading
    while let index = next, chain.count < segments.count {
      chain.append(index)
      next = segments[index].heading
    }
    var json = JSONBuffer()
    json.list(Array(chain.reversed())) { json, index in
      text.load(segments[index].extent, of: normal, isRow: false, unit: .utf8)
      json.string(text.bytes)
    }
    section = json.bytes
  }
}
