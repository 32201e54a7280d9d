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

  /// Addresses that are longer than a line go on in the next one, whole and with their marks.
  @Test(arguments: [false, true], [40, 80]) func longAddressesStayInsideTheLine(isColoured: Bool, width: Int) throws {
    let path = (1...40).map { "part-\($0)" }.joined(separator: "/")
    let old = "https://data.example.org/plans/\(path)/2026.html?view=all&page=1"
    let new = old.replacing("2026", with: "2027")
    let other = "https://registry.example.net/" + (1...30).map { "member=\($0)" }.joined(separator: "&")
    let wide = String(repeating: "計画", count: 60)
    let result = try compare(
      "- The office answers all letters within two weeks\n- Read the plan at \(old), and the annex\n",
      "- The office answers all letters within two weeks\n- Read the plan at \(new), and the annex\n- \(wide)\n- Members: \(other), each with its seat\n"
    )
    let report = TerminalReport(width: width, isColoured: isColoured).text(of: result)
    let lines = report.replacing(#/\u{1b}\[[0-9;]*m/#, with: "").split(separator: "\n").map(String.init)
    func columns(_ line: String) -> Int { line.reduce(0) { $0 + ("計画".contains($1) ? 2 : 1) } }
    #expect(lines.allSatisfy { columns($0) <= width })
    let joined = lines.map { $0.drop { $0 == " " } }.joined()
    #expect(joined.contains(other) && joined.contains(wide))
    #expect(joined.contains("2026") && joined.contains("2027") && !joined.contains(path))
    if isColoured { #expect(report.contains("\u{1b}[1;32m")) }
  }
}
