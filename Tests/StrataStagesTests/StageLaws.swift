import Foundation
import StrataModel
import StrataStages
import StrataText
import Testing

@testable import StrataPipeline

/// Laws that hold for every stage, every legal chain of stages, and every input.
@Suite struct StageLaws {
  /// The default pipeline of the project.
  static let pipeline: Result<Pipeline, any Error> = Result {
    try Pipeline(recipeNamed: project.appendingPathComponent("pipelines/strategy.yaml").path)
  }

  private static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Nasty texts, and the project's own corpus.
  static let inputs: [Document] = {
    var inputs = nasty.enumerated().map { number, text in
      Document(
        id: "nasty-\(number)", path: "nasty-\(number).\(number % 2 == 0 ? "txt" : "md")",
        mediaType: number % 2 == 0 ? "text/plain" : "text/markdown", source: text)
    }
    let corpus = project.appendingPathComponent("corpus")
    for case let name as String in FileManager.default.enumerator(atPath: corpus.path) ?? .init() {
      guard name.hasSuffix(".txt") || name.hasSuffix(".md"), name != "README.md",
        let data = try? Data(contentsOf: corpus.appendingPathComponent(name)), data.count < 20_000, !data.contains(0)
      else { continue }
      inputs.append(
        Document(
          id: name, path: name, mediaType: name.hasSuffix("md") ? "text/markdown" : "text/plain", source: Array(data)))
    }
    return inputs.sorted { $0.id < $1.id }
  }()

  private static let nasty: [[UInt8]] =
    [
      "", " ", "\n\n\n", "a", "\u{FEFF}", "\u{FEFF}# Title\r\n\r\ntext\r\n", "•", "• \n• \n", "1.\n2.\n3.", "---", "# ",
      "#",
      "e\u{301}a\u{308} cafe\u{301} \u{FB01}rst\u{AD}ly\n", "👩‍👩‍👧 and 🇪🇪 flags – “quoted”", "A\u{0}B",
      "word-\nbreak and long-\nterm\n",
      "| a | b |\n|---|---|\n| c | d\\|e |\n| f |\n",
      "**bold *both* [link](http://x.y/(z)) `code`**\n\n> quote\n> more\n",
      "The Government will:\n\n(a) build;\n(b) fund €1 billion by 2027;\n\n- sub\n  - sub sub\n    continued\n",
      "Text72 with notes73 and others74.\n\n72 Note.\n73 Another.\n74 Third.\n",
      "Ã©tÃ© and â€™quoteâ€™ &amp; &eacute; &#x41;\n",
      String(repeating: "word ", count: 3000), String(repeating: "a\n", count: 500),
      "\t\tindented\n\u{A0}\u{2003}spaces\u{3000}\n",
      "\u{200B}zero\u{200D}width\u{2060}", "[unclosed](link\n\n<b>html</b> <!-- comment --> <a href=\"x\">y</a>\n",
      "EU\n\nEU\n\nEU\n", "Published on 1 January 2024\n\nPage 3 of 9\n\n3\n",
    ].map { Array($0.utf8) } + [
      [0xFF, 0x41, 0xC3, 0x28, 0x0A, 0xE2, 0x82], [0xFF, 0xFE, 0x41, 0, 0x0A, 0, 0x42, 0], [0xFE, 0xFF, 0, 0x41],
      [0x63, 0x61, 0x66, 0xE9, 0x0A, 0x93, 0x71, 0x94], [0xE2, 0x80], [0xF0, 0x9F, 0x98],
    ]

  /// Every chain of the recipe's stages, in their order, in which each finds the layers that it reads.
  static func legalChains(_ stages: [any Stage]) -> [[any Stage]] {
    var chains: [[any Stage]] = []
    for mask in 1..<(1 << stages.count) {
      let chain = stages.indices.filter { mask & (1 << $0) != 0 }.map { stages[$0] }
      var layers: Layers = .source
      let isLegal = chain.allSatisfy { stage in
        defer { layers.formUnion(stage.writes) }
        return layers.isSuperset(of: stage.reads)
      }
      if isLegal { chains.append(chain) }
    }
    return chains
  }

  private static func records(_ document: Document) throws -> [UInt8] {
    var writer = RecordWriter(offsets: .codepoint, pipeline: PipelineIdentity(name: "laws", version: "1", digest: ""))
    var json = JSONBuffer()
    writer.writeDocument(document, to: &json)
    writer.writeSegments(document, to: &json)
    writer.writeLedger(document, to: &json)
    return json.bytes
  }

  @Test func everyChainKeepsTheLaws() throws {
    let stages = try Self.pipeline.get().stages
    let chains = Self.legalChains(stages)
    #expect(chains.count >= stages.count)
    for chain in chains {
      var worker = try PipelineWorker(chain)
      for input in Self.inputs {
        var document = input
        do { try worker.process(&document) } catch {
          #expect(error.code != "internal", "\(input.id): \(error.message)")
          continue
        }
        let name = "\(chain.map(\.name)) on \(input.id)"
        for fault in DocumentLaws.faults(of: document) { Issue.record("\(name): \(fault)") }
        #expect(document.layers == chain.reduce(into: Layers.source) { $0.formUnion($1.writes) }, "\(name)")
      }
    }
  }

  @Test func recordsFollowFromTheBytes() throws {
    var worker = try PipelineWorker(try Self.pipeline.get().stages)
    for input in Self.inputs {
      var document = input
      document.sha256 = SHA256.hex(input.source)
      do { try worker.process(&document) } catch { continue }
      let lines = try Self.records(document).split(separator: 10)
      let decoder = JSONDecoder()
      let ledger = try decoder.decode(LedgerRecord.self, from: Data(lines[lines.count - 1]))
      guard let characters = CharacterDecoder(encoding: ledger.encoding) else {
        Issue.record("\(input.id): unknown encoding \(ledger.encoding)")
        continue
      }
      var check = DocumentCheck(
        document: try decoder.decode(DocumentRecord.self, from: Data(lines[0])),
        segments: try lines[1..<(lines.count - 1)].map { try decoder.decode(SegmentRecord.self, from: Data($0)) },
        rebuilt: RebuiltText(source: input.source, edits: ledger.edits, decoder: characters))
      check.run()
      for fault in check.faults { Issue.record("\(input.id): \(fault)") }
    }
  }

  @Test func nothingIsKeptFromTheDocumentBefore() throws {
    let stages = try Self.pipeline.get().stages
    var shared = try PipelineWorker(stages)
    // Backwards, so that each document comes after another one than in the run above.
    for input in Self.inputs.reversed() {
      var alone = input
      var after = input
      var fresh = try PipelineWorker(stages)
      let first = Result { try fresh.process(&alone) }
      let second = Result { try shared.process(&after) }
      switch (first, second) {
      case (.success, .success): #expect(try Self.records(alone) == Self.records(after), "\(input.id)")
      case (.failure(let one as RejectedRecord), .failure(let other as RejectedRecord)): #expect(one == other)
      default: Issue.record("\(input.id) is rejected only sometimes")
      }
    }
  }

  @Test func envelopesBetweenTheStagesChangeNothing() throws {
    let stages = try Self.pipeline.get().stages
    var whole = try PipelineWorker(stages)
    var single = try stages.map { try PipelineWorker([$0]) }
    for input in Self.inputs {
      var direct = input
      do { try whole.process(&direct) } catch { continue }
      var passed = input
      for index in single.indices {
        try single[index].process(&passed)
        passed = try DocumentEnvelope(line: try DocumentEnvelope(passed).line().dropLast()).document
      }
      #expect(try Self.records(direct) == Self.records(passed), "\(input.id)")
    }
  }
}
