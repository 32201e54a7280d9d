import FoundationEssentials
import StrataModel
import StrataText
import Testing

/// A document of one segment, put together by hand.
private func document(_ text: String, kind: SegmentKind = .paragraph, marked: [(Int, Int)] = []) -> Document {
  var document = Document(id: "a/b \"c\"", path: "a/b.txt", source: Array(text.utf8))
  document.text = Array(text.utf8)
  document.alignment.append(
    count: text.utf8.count, source: Extent(0, text.utf8.count), scale: .identity, startsRange: true)
  var segment = Segment(kind: kind, extent: Extent(0, text.utf8.count))
  segment.key = SegmentKey("0123456789abcdef") ?? SegmentKey()
  segment.mentions = marked.map { Mention(type: .actor, extent: Extent($0.0, $0.1), because: "test") }
  document.segments = [segment]
  return document
}

private func record(_ document: Document, unit: OffsetUnit = .codepoint) throws -> SegmentRecord {
  var writer = RecordWriter(offsets: unit, pipeline: PipelineIdentity(name: "n", version: "1", digest: "d"))
  var json = JSONBuffer()
  writer.writeSegments(document, to: &json)
  return try JSONDecoder().decode(SegmentRecord.self, from: Data(json.bytes))
}

@Suite struct RecordWriterTests {
  struct Case: Sendable {
    /// `[` and `]` stand around the mention.
    var text: String
    var kind: SegmentKind = .paragraph
    var shown: String
    /// The mention's start and end in code points, UTF-16 units and bytes.
    var offsets: [OffsetUnit: (Int, Int)]
  }

  static let cases: [Case] = [
    Case(text: "the [EU] acts", shown: "the EU acts", offsets: [.codepoint: (4, 6), .utf16: (4, 6), .utf8: (4, 6)]),
    Case(
      text: "– [Österreich]", shown: "– Österreich", offsets: [.codepoint: (2, 12), .utf16: (2, 12), .utf8: (4, 15)]),
    Case(text: "😀 [a😀b] c", shown: "😀 a😀b c", offsets: [.codepoint: (2, 5), .utf16: (3, 7), .utf8: (5, 11)]),
    Case(text: "the\n[EU] acts", shown: "the EU acts", offsets: [.codepoint: (4, 6), .utf16: (4, 6), .utf8: (4, 6)]),
    Case(
      text: "the \n  [EU  of\tten] x ", shown: "the EU of ten x",
      offsets: [.codepoint: (4, 13), .utf16: (4, 13), .utf8: (4, 13)]),
    Case(text: "é \n [é\n\né] x", shown: "é é é x", offsets: [.codepoint: (2, 5), .utf16: (2, 5), .utf8: (3, 8)]),
    Case(
      text: "a \tb\t[c  d]\te", kind: .row, shown: "a\tb\tc d\te",
      offsets: [.codepoint: (4, 7), .utf16: (4, 7), .utf8: (4, 7)]),
    Case(
      text: "\"q\\\" [\u{1}x] ", shown: "\"q\\\" \u{1}x", offsets: [.codepoint: (5, 7), .utf16: (5, 7), .utf8: (5, 7)]),
  ]

  @Test(arguments: cases.indices) func textAndOffsets(index: Int) throws {
    let test = Self.cases[index]
    let bytes = Array(test.text.utf8)
    let start = try #require(bytes.firstIndex(of: 91))
    let end = try #require(bytes.lastIndex(of: 93)) - 1
    let plain = String(decoding: bytes.filter { $0 != 91 && $0 != 93 }, as: UTF8.self)
    for (unit, expected) in test.offsets {
      let record = try record(document(plain, kind: test.kind, marked: [(start, end)]), unit: unit)
      #expect(record.text == test.shown)
      let mention = try #require(record.mentions.first)
      #expect((mention.start, mention.end) == expected, "\(unit)")
      let slice: String? =
        switch unit {
        case .codepoint:
          String(String.UnicodeScalarView(Array(record.text.unicodeScalars)[mention.start..<mention.end]))
        case .utf16: String(decoding: Array(record.text.utf16)[mention.start..<mention.end], as: UTF16.self)
        case .utf8: String(decoding: Array(record.text.utf8)[mention.start..<mention.end], as: UTF8.self)
        }
      #expect(slice == mention.text)
    }
  }

  @Test func sectionsAreTheChainOfHeadings() throws {
    var document = document("A\nB\nc\nd")
    document.segments = [(0, 1), (2, 3), (4, 5), (6, 7)].map { Segment(kind: .paragraph, extent: Extent($0.0, $0.1)) }
    for index in 0..<4 { document.segments[index].key = SegmentKey("key-\(index)") ?? SegmentKey() }
    document.segments[1].heading = 0
    document.segments[2].heading = 1
    document.segments[2].leadIn = 0
    document.segments[3].heading = 0
    document.segments[3].duplicateOf = 2
    var writer = RecordWriter(offsets: .codepoint, pipeline: PipelineIdentity(name: "n", version: "1", digest: "d"))
    var json = JSONBuffer()
    writer.writeSegments(document, to: &json)
    let records = try json.bytes.split(separator: 10).map {
      try JSONDecoder().decode(SegmentRecord.self, from: Data($0))
    }
    #expect(records.map(\.section) == [[], ["A"], ["A", "B"], ["A"]])
    #expect(records.map(\.id) == (0..<4).map { "a/b \"c\".key-\($0)" })
    #expect(records[2].leadIn == records[0].id)
    #expect(records[3].duplicateOf == records[2].id)
    #expect(records.map(\.index) == [0, 1, 2, 3])
  }

  @Test func mentionsHaveTheFieldsOfTheirType() throws {
    let expected: [MentionType: String] = [
      .actor: #""concept":null,"role":"lead","#, .instrument: #""concept":null,"class":null,"named":true,"#,
      .sector: #""concept":null,"#, .amount: #""value":1.5,"currency":"EUR","#, .date: #""date":"2024-11","#,
      .target: #""value":1.5,"unit":"SMEs","#,
    ]
    for type in MentionType.allCases {
      var document = document("a b c", marked: [(2, 3)])
      var mention = Mention(type: type, extent: Extent(2, 3), because: "rule:x")
      (mention.role, mention.named, mention.value, mention.currency) = (.lead, true, "1.5", "EUR")
      (mention.date, mention.unit) = ("2024-11", "SMEs")
      document.segments[0].mentions = [mention]
      var writer = RecordWriter(offsets: .codepoint, pipeline: PipelineIdentity(name: "n", version: "1", digest: "d"))
      var json = JSONBuffer()
      writer.writeSegments(document, to: &json)
      let line = String(decoding: json.bytes, as: UTF8.self)
      let fields = try #require(expected[type])
      #expect(
        line.contains(
          "{\"type\":\"\(type.rawValue)\",\"start\":2,\"end\":3,\"text\":\"b\",\(fields)\"source\":[[2,3]],\"because\":\"rule:x\"}"
        ),
        "\(line)")
    }
  }

  @Test(arguments: [
    ("12", "12"), ("-0.5", "-0.5"), ("0", "0"), ("a", "null"), ("", "null"), ("1.", "null"), (".5", "null"),
    ("01", "null"), ("1,000", "null"), ("1e5", "null"),
  ]) func valuesAreNumbersOrAbsent(value: String, written: String) throws {
    var document = document("a b c", marked: [(2, 3)])
    document.segments[0].mentions[0].type = .target
    document.segments[0].mentions[0].value = value
    var writer = RecordWriter(offsets: .codepoint, pipeline: PipelineIdentity(name: "n", version: "1", digest: "d"))
    var json = JSONBuffer()
    writer.writeSegments(document, to: &json)
    #expect(String(decoding: json.bytes, as: UTF8.self).contains("\"value\":\(written),"))
  }

  @Test func envelopesLoseNothing() throws {
    var document = document("Ünits – and\nmore", marked: [(0, 6)])
    document.ledger = [LedgerEdit(source: Extent(3, 4), replacement: "\u{FFFD}\n", reason: .illFormed)]
    document.noteRefs = [NoteRef(number: 7, at: 3, source: Extent(1, 2))]
    document.segments[0].noteRefs = document.noteRefs
    document.links = [Link(extent: Extent(0, 6), target: "https://example.org/?a=\"b\"")]
    document.blocks = [Block(extent: Extent(0, 5), role: .footnote)]
    document.declared = [DeclaredCount(label: "x", declared: 1, found: 2, segment: 0)]
    document.warnings = [Warning(code: "c", message: "m", at: 3)]
    document.language = "de"
    document.layers = [.source, .text, .segments, .mentions]
    let line = try DocumentEnvelope(document).line()
    let read = try DocumentEnvelope(line: line.dropLast()).document
    #expect(read.layers == [.text, .segments, .mentions])
    #expect(try DocumentEnvelope(read).line() == line)
    for unit in OffsetUnit.allCases { #expect(try record(read, unit: unit) == record(document, unit: unit)) }
    #expect(read.alignment == document.alignment)
    #expect(read.ledger == document.ledger)
  }
}
