import FoundationEssentials
import StrataModel
import StrataPipeline
import StrataRevisions
import Testing

/// Documents go through the whole pipeline here.
@Suite struct RevisionTests {
  private func compare(_ old: String, _ new: String) throws -> RevisionComparison {
    let pipeline = try Fixtures.pipeline()
    let obligation = try ObligationWords(
      table: String(
        decoding: Data(contentsOf: URL(fileURLWithPath: Fixtures.root + "/pipelines/obligation.tsv")), as: UTF8.self),
      file: "obligation.tsv")
    let root = Fixtures.root + "/corpus/versions/"
    return try RevisionComparer(obligation: obligation).compare(
      Fixtures.revision(root + old, pipeline: pipeline), Fixtures.revision(root + new, pipeline: pipeline))
  }

  @Test func nothingDiffersFromItself() throws {
    let same = try compare("cloud-charter.v1.txt", "cloud-charter.v1.txt")
    #expect(same.differences.isEmpty)
    #expect(same.counts.commitments.before == same.counts.commitments.unchanged)
  }

  @Test func charterIsReadAsItsAuthorChangedIt() throws {
    let result = try compare("cloud-charter.v1.txt", "cloud-charter.v2.txt")
    #expect(
      result.counts.commitments.sentence == """
        7 commitments before, 8 after: 1 unchanged, 1 moved, 3 reworded (1 weaker, 1 later, 1 more), \
        1 split in two (1 less), 1 dropped, 1 new.
        """)
    let split = try #require(result.differences.first { $0.kind == .split })
    #expect(split.new.map(\.text).contains { $0.hasPrefix("set up a help desk") })
    #expect(result.differences.allSatisfy { $0.kind == .presentation || $0.cause == .text })
  }

  @Test func wordsGiveBackBothTexts() throws {
    let result = try compare("school-meals.v1.txt", "school-meals.v2.txt")
    func plain(_ text: String) -> String { text.filter { !$0.isWhitespace } }
    for difference in result.differences where !difference.words.isEmpty {
      let old = difference.words.filter { $0.side != .new }.map(\.text).joined()
      let new = difference.words.filter { $0.side != .old }.map(\.text).joined()
      #expect(plain(old) == plain(difference.old.map(\.text).joined()))
      #expect(plain(new) == plain(difference.new.map(\.text).joined()))
    }
  }

  @Test func sameInputGivesSameDifferences() throws {
    func lines() throws -> [UInt8] {
      var json = JSONBuffer()
      for difference in try compare("housing-renovation.v1.txt", "housing-renovation.v2.txt").differences {
        DifferenceWriter().write(difference, to: &json)
      }
      return json.bytes
    }
    #expect(try lines() == lines())
  }

  @Test func judgementsAreCarried() throws {
    let result = try compare("cloud-charter.v1.txt", "cloud-charter.v2.txt")
    let carrier = Carrier(result)
    let old = try #require(result.documents[0].old)
    func fate(_ prefix: String) -> Carrier.Fate? {
      old.segments.first { $0.text.hasPrefix(prefix) }.map { carrier.fate(of: $0.id) }
    }
    #expect(fate("publish an annual")?.status == .moved)
    #expect(fate("build a government")?.status == .edited)
    #expect(fate("invest EUR 80")?.ids.count == 2)
    #expect(fate("invite the")?.status == .orphaned)
    let id = try #require(old.segments.first { $0.text.hasPrefix("invest EUR 80") }).id
    let table = try CarriedTable(Array("note;segment\n\"a;b\";\(id)\n".utf8), path: "t.csv", carrier: carrier)
    let text = String(decoding: table.bytes, as: UTF8.self)
    #expect(text.hasPrefix("note;segment;carried;newId;similarity\n\"a;b\";\(id);split;"))
    let lines = try CarriedTable(Array("{\"x\":1,\"id\":\"\(id)\"}\n".utf8), path: "t.jsonl", carrier: carrier)
    #expect(String(decoding: lines.bytes, as: UTF8.self).hasPrefix("{\"x\":1,\"id\":\"\(id)\",\"carried\":\"split\""))
    #expect(throws: RevisionFault.self) { try CarriedTable(Array("a,b\n1,2\n".utf8), path: "t", carrier: carrier) }
  }

  @Test func patchesAreExact() throws {
    let pipeline = try Fixtures.pipeline()
    let folder = Fixtures.root + "/corpus"
    let old = try Fixtures.revision(folder + "/versions", pipeline: pipeline)
    for part in ["versions", "plans", "press"] {
      let new = try Fixtures.revision("\(folder)/\(part)", pipeline: pipeline)
      let lines = Patch(from: old, to: new).bytes.split(separator: 10).map(Array.init)
      let patch = try Patch(lines: lines, path: "patch")
      #expect(try patch.apply(to: old) == new.files)
      if part != "versions" { #expect(throws: RevisionFault.self) { try patch.apply(to: new) } }
    }
  }

  @Test func repeatedIdsAreAnErrorThatNamesBoth() throws {
    let line = Array(
      "{\"id\":\"a.X\",\"document\":\"a\",\"index\":0,\"kind\":\"item\",\"section\":[],\"text\":\"t\",\"source\":[[0,1]],\"noteRefs\":[],\"links\":[],\"function\":\"none\",\"sectors\":[],\"mentions\":[],\"because\":[]}"
        .utf8)
    let error = #expect(throws: RevisionFault.self) {
      try RevisionReader(name: "x").read([RevisionFile(name: "segments.jsonl", lines: [line, line])], folder: "x")
    }
    #expect(error?.code == "same-id")
    #expect(error?.message.contains("x/segments.jsonl:1 and x/segments.jsonl:2") == true)
  }

  @Test func schemaOnDiskIsTheOneInCode() throws {
    let path = Fixtures.root + "/schema/" + DifferenceSchema.fileName
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(DifferenceSchema.schema.utf8).write(to: URL(fileURLWithPath: path))
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(DifferenceSchema.schema.utf8))
  }
}
