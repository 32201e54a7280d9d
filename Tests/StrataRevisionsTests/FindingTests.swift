import FoundationEssentials
import StrataModel
import StrataPipeline
import StrataRevisions
import Testing

/// What a reader should see first, on edits of single sentences that go through the whole pipeline.
@Suite struct FindingTests {
  struct Edit: CustomTestStringConvertible, Sendable {
    var old: String
    var new: String
    /// "later 3": code and severity, in order; "" for none.
    var findings: String

    init(_ old: String, _ new: String, _ findings: String) {
      self.old = old
      self.new = new
      self.findings = findings
    }

    var testDescription: String { new }
  }

  static let edits = [
    // Force.
    Edit("The Ministry will open a data office.", "The Ministry aims to open a data office.", "weaker 3"),
    Edit("The Ministry intends to open a data office.", "The Ministry will open a data office.", "stronger 1"),
    Edit("Suppliers must publish their prices.", "Suppliers should publish their prices.", "weaker 2"),
    Edit("Suppliers should publish their prices.", "Suppliers must publish their prices.", "stronger 1"),
    Edit(
      "Firms that miss the standard twice lose their contract.",
      "Firms that miss the standard twice may lose their contract.",
      "weaker 1"),
    Edit(
      "The Ministry will launch a study to explore the risks of fire in ports.",
      "The Ministry will launch a study of the risks of fire in ports.", ""),
    // Dates.
    Edit(
      "The Ministry will open a data office by June 2026.", "The Ministry will open a data office by May 2026.",
      "earlier 1"),
    Edit(
      "The Agency will publish maps of all ports during 2026 and 2027.",
      "The Agency will publish maps of all ports during 2027 and 2028.", "later 3"),
    Edit(
      "The Ministry will open a data office by June 2026.", "The Ministry will open a data office by December 2026.",
      "later 3"),
    Edit(
      "The Agency will publish the map in Q3 2027.", "The Agency will publish the map in the first quarter of 2027.",
      "earlier 1"),
    Edit(
      "The Ministry will open a data office by June 2026.", "The Ministry will open a data office.", "date-dropped 2"),
    Edit(
      "The Ministry will answer every request within 30 days.",
      "The Ministry will answer every request within 60 days.",
      "later 3"),
    // Amounts and targets.
    Edit(
      "The Government will invest EUR 80 million in ports.", "The Government will invest EUR 65 million in ports.",
      "less 3"),
    Edit(
      "The Government will invest EUR 80 million in ports.", "The Government will invest EUR 1.2 billion in ports.",
      "more 1"),
    Edit(
      "The Government will invest EUR 80 million in ports.", "The Government will invest in ports.", "amount-dropped 2"),
    Edit("The Agency will train 900 teachers.", "The Agency will train 600 teachers.", "less 3"),
    Edit("The Agency will train 900 teachers.", "The Agency will train teachers.", "target-dropped 2"),
    // Status.
    Edit(
      "The Ministry will run a help desk for farmers.", "The Ministry continues to run a help desk for farmers.",
      "advanced 1"),
    // Nothing of weight.
    Edit("The Ministry will open a data office.", "The Ministry will open an open data office.", ""),
    Edit("The Agency will train 900 teachers.", "The Agency will train 900 teachers in Holm.", ""),
  ]

  private static func page(_ sentence: String) -> String {
    """
    # Plan for a connected country

    ## Measures

    Everybody knows the roads of this country, and nobody knows its cables.

    \(sentence)

    The plan was written in a hurry, and it was read slowly.

    """
  }

  @Test(arguments: edits) func edited(edit: Edit) throws {
    let pipeline = try Fixtures.pipeline()
    let table = try Data(contentsOf: URL(fileURLWithPath: try #require(pipeline.recipe.obligation)))
    let obligation = try ObligationWords(table: String(decoding: table, as: UTF8.self), file: "obligation.tsv")
    func revision(_ sentence: String) throws -> Revision {
      var run = try MemoryRun(pipeline: pipeline)
      return try Fixtures.revision(of: run.run(Array(Self.page(sentence).utf8), name: "plan.md"), pipeline: pipeline)
    }
    let result = try RevisionComparer(obligation: obligation).compare(revision(edit.old), revision(edit.new))
    let told = result.differences.filter { $0.kind != .presentation }
    #expect(told.count == 1)
    #expect(told.first?.kind == .edited)
    let findings = told.flatMap(\.findings).map { "\($0.code.rawValue) \($0.severity)" }.joined(separator: ", ")
    #expect(findings == edit.findings)
  }

  @Test func theTableIsPartOfTheDigest() throws {
    #expect(try Fixtures.pipeline().recipe.dataFiles.map(\.path).contains("obligation.tsv"))
  }

  @Test func aBadTableNamesItsLine() {
    let fault = #expect(throws: RevisionFault.self) {
      try ObligationWords(table: "language\tforce\texpressions\nen\tmuch\tmust\n", file: "o.tsv")
    }
    #expect(fault?.message.hasPrefix("o.tsv:2: expected language, force") == true)
  }
}
