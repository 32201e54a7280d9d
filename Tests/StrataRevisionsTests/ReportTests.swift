import StrataModel
import StrataPipeline
import StrataRevisions
import Testing

/// What people read of a comparison.
@Suite struct ReportTests {
  private func compare(_ old: String, _ new: String) throws -> RevisionComparison {
    let pipeline = try Fixtures.pipeline()
    func revision(_ text: String) throws -> Revision {
      var run = try MemoryRun(pipeline: pipeline)
      return try Fixtures.revision(of: run.run(Array(text.utf8), name: "plan.md"), pipeline: pipeline)
    }
    return try RevisionComparer().compare(revision(old), revision(new))
  }

  private static let old = """
    # Plan for a connected country

    ## 1. Networks

    - open a data office by June 2026
    - run a help desk for farmers in all provinces
    - lay cables along the railways of the north

    ## 2. Skills

    The Ministry will open a school for drivers of trains.

    Everybody knows the roads of this country, and nobody knows its cables.

    """

  private static let new = """
    # Plan for a connected country

    ## 1. Skills

    The Ministry aims to open a school for drivers of trains.

    Everybody knows the roads of this country, and nobody knows its cables.

    ## 2. Networks

    - open a data office by June 2027
    - lay cables along the railways of the north

    """

  /// What was weakened, slipped or shrank stands before what is plainly gone; each with the text that it is about.
  @Test func findingsAreRankedAndNameTheirText() throws {
    let report = TerminalReport().text(of: try compare(Self.old, Self.new))
    let findings = report.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
    #expect(
      findings.joined(separator: "\n") == """
        Findings
        !! Weaker: firm → soft, in “The Ministry aims to open a school for drivers of
           trains.”
        !! Later: June 2026 → June 2027, in “open a data office by June 2027”
        !! Dropped: run a help desk for farmers in all provinces
        """)
  }

  /// A section that only got another number is the same section.
  @Test func aSectionWithAnotherNumberIsNoOrigin() throws {
    let result = try compare(Self.old, Self.new)
    #expect(result.differences.contains { [.moved, .movedEdited].contains($0.kind) })
    let report = TerminalReport().text(of: result)
    #expect(!report.contains("from “1. ") && !report.contains("from “2. "))
  }

  @Test func stopsStayWithTheirWordsInMarkdown() throws {
    let report = MarkdownReport().text(
      of: try compare(Self.old, Self.new + "Done in 2027; closed.\n"), names: ("a", "b"))
    #expect(report.contains("open a data office by June ~~2026~~ **2027**\n"))
    let stops = MarkdownReport().text(
      of: try compare("Open in June 2026; close it, then.\n", "Open in June 2027; close it, then.\n"), names: ("a", "b")
    )
    let lost = MarkdownReport().text(
      of: try compare("The Ministry opens an office in June 2026.\n", "The Ministry opens an office.\n"),
      names: ("a", "b"))
    #expect(lost.contains("  - \\- date “June 2026”\n"))
    #expect(stops.contains("Open in June ~~2026~~ **2027**; close it, then.\n"))
  }

  /// Where cells end differently no word is glued to its neighbour.
  @Test func bordersOfCellsStayInMarkedWords() throws {
    func table(_ row: String) -> String { "| Step | Report | Date |\n|---|---|---|\n| \(row) |\n" }
    let result = try compare(
      table("Open the data office | Completion of works | 2026"),
      table("Open the data office soon in 2026 | Letter | 2026"))
    let words = try #require(result.differences.first { $0.kind == .edited }).words
    #expect(words.first?.text == "Open the data office")
    #expect(words.dropFirst().first?.text.first?.isWhitespace == true)
  }
}
