import FoundationEssentials
import StrataModel
import StrataPipeline
import StrataRevisions
import Testing

@Suite struct GeneratedRevisionTests {
  /// What each kind must reach.
  static let floors = [
    "unchanged": 0.99, "edited": 0.95, "moved": 0.95, "split": 0.9, "merged": 0.9, "added": 0.95, "removed": 0.95,
  ]

  @Test func partnersAreFoundAgain() throws {
    var generator = RevisionGenerator(documents: try Fixtures.corpusUnits(), seed: 20_261_121)
    var scores = AlignmentScores()
    let aligner = RevisionAligner()
    var dump = ""
    let wanted = ProcessInfo.processInfo.environment["STRATA_PAIRS_FILE"]
    for _ in 0..<220 {
      let pair = generator.pair()
      let alignment = try aligner.align(pair.old, pair.new)
      scores.add(pair, alignment.links)
      if wanted != nil { dump += PairDump.line(pair, alignment.links) }
    }
    print("\(scores.pairs) generated pairs\n\(scores.table)")
    if let wanted { try Data(dump.utf8).write(to: URL(fileURLWithPath: wanted)) }
    for (kind, floor) in Self.floors { #expect((scores.counts[kind]?.f1 ?? 0) >= floor, "\(kind)") }
  }

  /// Rows of a table, of which most cells are alike, and paragraphs of hundreds of words.
  @Test func rowsAndLongParagraphsAreFoundAgain() throws {
    let corpus = try Fixtures.corpusUnits()
    let documents = corpus.map { Self.rows($0) } + corpus.map { Self.paragraphs($0) }
    // Pairs of one seed hold a dozen removed units: one more or less that is found would decide.
    var scores = AlignmentScores()
    for seed in UInt64(1)...8 {
      var generator = RevisionGenerator(documents: documents.filter { $0.count >= 12 }, seed: seed)
      for _ in 0..<40 {
        let pair = generator.pair()
        scores.add(pair, try RevisionAligner().align(pair.old, pair.new).links)
      }
    }
    print("\(scores.pairs) pairs of rows and long paragraphs\n\(scores.table)")
    for (kind, floor) in Self.floors {
      #expect((scores.counts[kind]?.f1 ?? 0) >= floor, "\(kind)")
    }
  }

  /// Tables whose rows come in families of four that differ in a word and a cell, put into another order and updated at once.
  @Test func nearDuplicateRowsThatMovedAndChangedAreFoundAgain() throws {
    let documents = try Fixtures.corpusUnits().map { Self.families(Self.rows($0)) }.filter { $0.count >= 24 }
    var scores = AlignmentScores()
    for seed in UInt64(1)...6 {
      var generator = RevisionGenerator(documents: documents, seed: seed, edits: RevisionGenerator.Edit.reordering)
      for _ in 0..<40 {
        let pair = generator.pair()
        scores.add(pair, try RevisionAligner().align(pair.old, pair.new).links)
      }
    }
    print("\(scores.pairs) pairs of near-duplicate rows in another order\n\(scores.table)")
    for kind in ["unchanged", "edited", "moved", "added", "removed"] {
      #expect((scores.counts[kind]?.f1 ?? 0) >= Self.floors[kind]!, "\(kind)")
    }
  }

  /// Each row four times: with another word in its name, the last two of another year.
  private static func families(_ rows: [AlignmentUnit]) -> [AlignmentUnit] {
    let words = rows.flatMap {
      String(decoding: $0.text, as: UTF8.self).split(separator: "\t")[0].split(separator: " ")
    }
    return rows.prefix(25).enumerated().flatMap { index, row in
      (0..<4).map { member in
        var cells = String(decoding: row.text, as: UTF8.self).split(separator: "\t").map(String.init)
        var name = cells[0].split(separator: " ")
        name[(index + member) % name.count] = words[(index * 31 + member * 17 + 5) % words.count]
        cells[0] = name.joined(separator: " ")
        if member > 1 { cells[3] = "\(2000 + (index * 7 + member) % 40)" }
        return AlignmentUnit(text: cells.joined(separator: "\t"), section: row.section, kind: .row)
      }
    }
  }

  private static func rows(_ units: [AlignmentUnit]) -> [AlignmentUnit] {
    units.filter { $0.text.count > 60 }.enumerated().map { index, unit in
      let name = String(decoding: unit.text, as: UTF8.self).split(separator: " ").prefix(8).joined(separator: " ")
      let cells = [
        name, ["regulation", "economic instrument", "information"][index % 3], ["planned", "adopted"][index % 2],
        "\(2020 + index % 7)", "National government: Ministry of the Environment and Spatial Planning",
      ]
      return AlignmentUnit(text: cells.joined(separator: "\t"), section: ["Measures"], kind: .row)
    }
  }

  private static func paragraphs(_ units: [AlignmentUnit]) -> [AlignmentUnit] {
    let texts = units.filter { $0.text.count > 60 }.map { String(decoding: $0.text, as: UTF8.self) }
    return stride(from: 0, to: texts.count - 3, by: 3).map {
      AlignmentUnit(text: texts[$0..<$0 + 3].joined(separator: " "), section: ["Text"], kind: .paragraph)
    }
  }
}

/// Generated pairs as JSON Lines, for measuring other tools on them.
enum PairDump {
  static func line(_ pair: GeneratedPair, _ predicted: [AlignmentLink]) -> String {
    var json = JSONBuffer()
    json.raw("{\"old\":")
    json.list(pair.old) { json, unit in json.string(String(decoding: unit.text, as: UTF8.self)) }
    json.raw(",\"new\":")
    json.list(pair.new) { json, unit in json.string(String(decoding: unit.text, as: UTF8.self)) }
    json.raw(",\"truth\":")
    json.list(pair.truth, write)
    json.raw(",\"strata\":")
    json.list(predicted, write)
    json.raw(",\"swapped\":")
    json.list(pair.swapped) { json, pair in json.list([pair.0, pair.1]) { $0.integer($1) } }
    json.raw(",\"copies\":")
    json.list(pair.copies) { json, pair in json.list([pair.0, pair.1]) { $0.integer($1) } }
    json.raw("}\n")
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private static func write(_ json: inout JSONBuffer, _ link: AlignmentLink) {
    json.raw("[")
    json.list(link.old) { $0.integer($1) }
    json.raw(",")
    json.list(link.new) { $0.integer($1) }
    json.raw(",")
    json.word(link.change)
    json.raw("]")
  }
}
