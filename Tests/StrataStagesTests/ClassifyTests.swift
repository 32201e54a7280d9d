import Foundation
import StrataModel
import StrataPipeline
import StrataStages
import StrataText
import Testing

/// A segment below its lead-in or heading, and the labels that it must get; 'function action strength status class',
/// those after the function only for commitments.
struct ClassifyCase: Sendable, CustomTestStringConvertible {
  var text: String
  var kind: SegmentKind
  var leadIn: String?
  var heading: String?
  var labels: String
  var sectors: String?

  init(
    _ kind: SegmentKind, _ text: String, leadIn: String? = nil, heading: String? = nil, _ labels: String,
    sectors: String? = nil
  ) {
    self.kind = kind
    self.text = text
    self.leadIn = leadIn
    self.heading = heading
    self.labels = labels
    self.sectors = sectors
  }

  var testDescription: String { text }
}

enum ClassifyFixture {
  static let grammarPath = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("pipelines/grammars/en/classify.yaml").path

  static func grammar() throws -> ClassifyGrammar {
    try ClassifyGrammarLoader.grammar(
      file: grammarPath, text: String(contentsOfFile: grammarPath, encoding: .utf8))
  }

  /// Classifies the segments, given as kind and marked text; items hang on the paragraph before them that ends in a
  /// colon or is given as their lead-in.
  static func classify(_ parts: [(SegmentKind, String)], leadIns: [Int: Int] = [:], duplicates: [Int: Int] = [:])
    throws -> [Segment]
  {
    var document = Document(id: "test", path: "test")
    document.language = "en"
    var heading: Int?
    for (index, (kind, text)) in parts.enumerated() {
      if index > 0 { document.text.append(10) }
      let marked = AnnotatedText(text, at: document.text.count)
      let start = document.text.count
      document.text += marked.bytes
      var segment = Segment(kind: kind, extent: Extent(start, document.text.count))
      segment.mentions = marked.mentions
      segment.heading = heading
      segment.leadIn = leadIns[index]
      segment.duplicateOf = duplicates[index]
      if kind == .heading { heading = index }
      document.segments.append(segment)
    }
    var worker = try ClassifyStage(grammars: [grammar()]).makeWorker()
    try worker.process(&document)
    return document.segments
  }
}

@Suite struct ClassifyTests {
  @Test(arguments: ClassifyCases.all) func labels(_ test: ClassifyCase) throws {
    var parts: [(SegmentKind, String)] = []
    var leadIns: [Int: Int] = [:]
    if let heading = test.heading { parts.append((.heading, heading)) }
    if let leadIn = test.leadIn {
      leadIns[parts.count + 1] = parts.count
      parts.append((.paragraph, leadIn))
    }
    parts.append((test.kind, test.text))
    let segment = try #require(try ClassifyFixture.classify(parts, leadIns: leadIns).last)
    let found: [String?] = [
      segment.function.rawValue, segment.action?.rawValue, segment.strength?.rawValue, segment.status?.rawValue,
      segment.instrumentClass?.rawValue,
    ]
    #expect(found.compactMap { $0 }.joined(separator: " ") == test.labels, "because \(segment.because)")
    if let sectors = test.sectors {
      #expect(segment.sectors.map(\.rawValue).joined(separator: ",") == sectors)
    }
  }

  @Test func commitmentsNameTheirEvidence() throws {
    let segment = try ClassifyFixture.classify([
      (.item, "launch a {I:governance|call for expression of interest} inviting firms to share their models.")
    ])[0]
    #expect(segment.because == ["verb:launch", "object:call for expression of interest"])
    #expect((segment.confidence ?? 0) > 0.8)
  }

  @Test func duplicatesAreReadAsTheirFirstOccurrence() throws {
    let text = "build a {I:infrastructure|platform} for {S:health|hospitals};"
    let segments = try ClassifyFixture.classify(
      [(.paragraph, "We will:"), (.item, text), (.heading, "Benefits"), (.item, text)], leadIns: [1: 0],
      duplicates: [3: 1])
    #expect(segments[1].function == .commitment)
    #expect(segments[3].function == .commitment)
    #expect(segments[3].action == segments[1].action)
    #expect(segments[3].sectors == segments[1].sectors)
  }

  /// Every table has a head of its own; one that names an instrument promises nothing.
  @Test func twoDatesMakeACalendar() throws {
    let found = try ClassifyFixture.classify([
      (.heading, "October 2028"), (.paragraph, "opening of the second lock"), (.heading, "March 2029"),
      (.paragraph, "fair of the northern ports"), (.heading, "May"), (.paragraph, "rest of the crews"),
    ])
    #expect(found.map(\.function) == [.none, .event, .none, .event, .none, .context])
  }

  @Test func columnHeadsHaveNoFunction() throws {
    let table: [(SegmentKind, String)] = [
      (.row, "{I:governance|Initiative}\tOwner"), (.row, "Set up a {I:infrastructure|test dock}\tPort Office"),
    ]
    let segments = try ClassifyFixture.classify(table + [(.paragraph, "The second part follows.")] + table)
    #expect(segments.map(\.function) == [.none, .commitment, .context, .none, .commitment])
  }

  /// The head's column of targets beside today's value says what the rows are.
  @Test func rowsBelowTargetsAreCommitments() throws {
    let rows: [(SegmentKind, String)] = [
      (.row, "Field\t2030 target\t2020 baseline"), (.row, "Nets\t75% of crews using nets\t26%"),
      (.row, "Ports\tAll ports covered by radar\t14%"), (.paragraph, "The table ends."),
      (.row, "Field\tSource\tPlace"), (.row, "Nets\t75% of crews using nets\t26%"),
    ]
    let found = try ClassifyFixture.classify(rows)
    #expect(found.map(\.function) == [.none, .commitment, .commitment, .context, .none, .context])
    #expect(found[1].action == .deploy)
    #expect(found[2].action == .deploy)
  }

  @Test func whatASiteSaysOfItselfHasNoFunction() throws {
    let found = try ClassifyFixture.classify([
      (.heading, "Feedback of the ports"), (.paragraph, "We will build locks."),
      (.heading, "Webpage feedback"), (.paragraph, "We will build locks."),
    ])
    #expect(found.map(\.function) == [.none, .commitment, .none, .none])
  }

  @Test func furnitureAndHeadingsHaveNoFunction() throws {
    let segments = try ClassifyFixture.classify([
      (.title, "We will launch a plan"), (.heading, "We will launch"), (.furniture, "We will launch"),
    ])
    for segment in segments {
      #expect(segment.function == .none)
      #expect(segment.sectors.isEmpty)
    }
  }

  @Test func listsOfBareInstrumentsFollowTheirSettledItems() throws {
    let items = ["establish a {I:infrastructure|test centre};", "{I:information|guidelines} on noise."]
    let settled = try ClassifyFixture.classify(items.map { (.item, $0) })
    #expect(settled[1].function == .commitment)
    let alone = try ClassifyFixture.classify([(.item, items[1])])
    #expect(alone[0].function == .context)
  }

  @Test func nounsOfActionFollowTheirList() throws {
    let effects = try ClassifyFixture.classify([
      (.item, "Less time lost in the port."), (.item, "Development of new routes."),
    ])
    #expect(effects.map(\.function) == [.context, .context])
    let actions = try ClassifyFixture.classify([
      (.item, "Improvement of the quays."), (.item, "Development of new routes."),
    ])
    #expect(actions.map(\.function) == [.commitment, .commitment])
  }

  @Test func aListThatLostItsMarkersIsRead() throws {
    let segments = try ClassifyFixture.classify([
      (.paragraph, "To this end, the {A:lead|Government} will focus on these measures:"),
      (.paragraph, "Setting up an {I:governance|advisory committee} on tides."),
      (.paragraph, "Mapping of quays in the north. This should help."),
      (.paragraph, "The tide comes twice a day."),
    ])
    #expect(segments.map(\.function)[1...] == [.commitment, .commitment, .context])
    #expect(segments[1].action == .create)
  }

  /// Labels must not depend on what was read before: the same document after another gives the same.
  @Test func workerKeepsNothing() throws {
    var worker = try ClassifyStage(grammars: [ClassifyFixture.grammar()]).makeWorker()
    func run() throws -> [String] {
      var document = Document(id: "a", path: "a")
      let marked = AnnotatedText("The {A:lead|Commission} will fund {S:health|hospitals}.")
      document.text = marked.bytes
      var segment = Segment(kind: .paragraph, extent: Extent(0, marked.bytes.count))
      segment.mentions = marked.mentions
      document.segments = [segment]
      try worker.process(&document)
      return document.segments[0].because + document.segments[0].sectors.map(\.rawValue)
    }
    let first = try run()
    var other = Document(id: "b", path: "b")
    other.text = Array("Applicants must:".utf8)
    other.segments = [Segment(kind: .paragraph, extent: Extent(0, other.text.count))]
    try worker.process(&other)
    #expect(try run() == first)
  }
}
