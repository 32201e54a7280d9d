import Glibc
import StrataPipeline
import TemporaryFolders
import Testing

@testable import StrataSheet

/// A tracker page of our own, from its text to its picture.
struct TrackerTests {
  static let pipeline = Result { try Pipeline(recipeNamed: "strategy") }

  static let page = """
    Harbour Strategy

      • establish a Harbour Safety Board that inspects cranes and quays in all northern ports.
      • launch a Green Pilot Boat Challenge for small shipyards, with prizes of up to €500k.
      • propose a Port Data Regulation by Q4 2026, so that ships report once.
      • guidelines on shore power for ferries.
      • support the training of 400 dockers in the handling of hydrogen.

    Action items (2)

    Announced — not yet in mastersheet (2)

      • launch a Green Pilot Boat Challenge for small shipyards, with prizes of up to €500k.

        No initiative record
      • guidelines on shore power for ferries.

        No initiative record

    """

  static let sheet = """
    Record ID,Title,Description,Strategy,Lead actor,Sectors,Instrument,Status,Date,Budget,Source,Commitments,Notes
    H-01,Harbour Safety Board,"A board that inspects cranes and quays",,,,governance,planned,,,,,by Ana
    H-02,Port Data Regulation,"Ships report once",,,,regulation,,,,,,
    H-03,School fruit scheme,Fruit for primary schools,,,,finance,ongoing,2021-09-01,,,,

    """

  struct Desk {
    let folder: TemporaryFolder
    let store: SheetStore
    let model: LinkModel

    init(_ text: String = TrackerTests.page) throws {
      folder = TemporaryFolder()
      model = try LinkTests.model.get()
      let sheet = try folder.write("ms.csv", TrackerTests.sheet)
      store = try SheetStore(path: folder.path + "/strata.db")
      _ = try store.importSheet(
        TableFile.read(sheet), mapping: MappingFile.read(named: "mastersheet"), name: "ms", file: sheet, by: "test")
      try take(text)
    }

    @discardableResult func take(_ text: String) throws -> OutputReport {
      let path = try folder.write("harbour.txt", text)
      let out = folder.path + "/out"
      let batch = Batch(
        corpora: [path], output: out, pipeline: try TrackerTests.pipeline.get(), offsets: nil, jobs: 1, isFresh: true)
      _ = try batch.run(report: { _ in }, notice: { _ in })
      let report = try store.takeOutput(out, model: model, by: "test")
      for name in ["documents.jsonl", "segments.jsonl", "ledger.jsonl", "rejected.jsonl", "manifest.json"] {
        unlink("\(out)/\(name)")
      }
      return report
    }

    @discardableResult func link() throws -> LinkingReport {
      try store.link(
        sheet: nil, model: model, thresholds: model.thresholds, cardinality: nil, top: 5, workers: 1, by: "test")
    }

    func picture() throws -> TrackerPage {
      try #require(try store.trackerPages(sheet: nil, strategy: nil, model: model).first)
    }

    func id(_ words: String) throws -> String {
      let page = try picture()
      return try #require(
        (page.linked + page.announced + page.unaccounted).first { $0.commitment.text.contains(words) }
      ).commitment.id
    }

    func push() throws -> PushReport {
      let plan = PushPlan(title: model.shortTitle)
      return try store.push(sheet: nil, file: nil, options: PushOptions(by: "test")) { try plan.make($0, $1, $2) }
    }
  }

  @Test func thePagesOwnPicture() throws {
    let desk = try Desk()
    #expect(try desk.link().linked == 2)
    let page = try desk.picture()
    #expect(page.linked.flatMap { $0.links.map(\.key) } == ["H-01", "H-02"])
    #expect(page.announced.map { String($0.commitment.text.prefix(12)) } == ["launch a Gre", "guidelines o"])
    #expect(page.announced.map(\.commitment.occurrences) == [2, 2])
    #expect(page.unaccounted.count == 1)
    #expect(page.disagreements.isEmpty)
    let gaps = GapList([page], title: desk.model.shortTitle, threshold: 0.9, withUnaccounted: false)
    #expect(
      gaps.gaps.map(\.title) == [
        "Launch a Green Pilot Boat Challenge for small shipyards, with prizes of up to €500k",
        "Guidelines on shore power for ferries",
      ])
    #expect(gaps.gaps.allSatisfy { !$0.why.isEmpty && $0.remedy.contains("--new-row") })
    #expect(gaps.table().rows.count == 2)
    let text = TrackerText.page(page, width: 100, isVerbose: false)
    #expect(
      text.contains("Action items (2)") && text.contains("Announced — not yet in mastersheet (2)")
        && text.contains("Unaccounted"))
  }

  @Test func anAcceptedGapBecomesARowOnce() throws {
    let desk = try Desk()
    try desk.link()
    let id = try desk.id("Green Pilot")
    try desk.store.judge(commitment: id, row: nil, sheet: nil, verdict: .newRow, why: "", by: "ana")
    #expect(try desk.push().addedRows == ["H-04"])
    let row = try #require(try TableFile.read(desk.folder.path + "/ms.csv").rows.last)
    #expect(
      row.cells[0] == "H-04" && row.cells[3] == "Harbour Strategy" && row.cells[6] == "finance"
        && row.cells[7] == "planned")
    #expect(row.cells[9] == "500000 EUR" && row.cells[10] == "harbour.txt" && row.cells[11] == id)
    let again = try desk.push()
    #expect(again.batch == nil && again.addedRows.isEmpty && again.written.isEmpty)
    try desk.link()
    #expect(try desk.picture().linked.count == 3)
    #expect(try desk.push().written.isEmpty)
  }

  @Test func judgementsWinAndComeBackOnlyWithReason() throws {
    let desk = try Desk()
    try desk.link()
    let board = try desk.id("Safety Board")
    try desk.store.judge(
      commitment: board, row: "H-01", sheet: nil, verdict: .rejected, why: "another board", by: "ana")
    let dockers = try desk.id("dockers")
    try desk.store.judge(commitment: dockers, row: "H-03", sheet: nil, verdict: .accepted, why: "", by: "ana")
    #expect(try desk.link().judged == 2)
    var page = try desk.picture()
    #expect(page.linked.flatMap { $0.links.map(\.key) } == ["H-02", "H-03"])
    // A note is no reason to ask again; another title is.
    let text = try desk.folder.text("ms.csv")
    for (new, isReopened) in [
      (text.replacing("by Ana", with: "by Bo"), false),
      (text.replacing("Harbour Safety Board", with: "Northern Harbour Safety Board"), true),
    ] {
      let path = try desk.folder.write("ms.csv", new)
      _ = try desk.store.importSheet(
        TableFile.read(path), mapping: MappingFile.read(named: "mastersheet"), name: "ms", file: path, by: "test")
      #expect(try desk.link().reopened == (isReopened ? 1 : 0))
      page = try desk.picture()
      #expect(!page.linked.contains { $0.commitment.id == board })
    }
    #expect(page.unaccounted.contains { $0.candidates.contains { $0.because == "rejection-reopened" } })
    try desk.store.forget(commitment: dockers, row: "H-03", sheet: nil, by: "ana")
    try desk.link()
    #expect(try !desk.picture().linked.contains { $0.commitment.id == dockers })
  }

  /// What a push writes because of a link neither strengthens the link nor reopens a rejection.
  @Test func pushesAreNoEvidence() throws {
    let desk = try Desk()
    try desk.link()
    let guidelines = try desk.id("shore power")
    try desk.store.judge(commitment: guidelines, row: "H-02", sheet: nil, verdict: .rejected, why: "no", by: "ana")
    func links() throws -> [String] {
      let page = try desk.picture()
      return (page.linked + page.announced + page.unaccounted).flatMap { entry in
        entry.candidates.map { "\(entry.commitment.id) \($0.key) \($0.probability) \($0.because)" }
      }
    }
    try desk.link()
    let before = try links()
    #expect(try desk.push().written.contains { $0.key == "H-02" && $0.column == "Date" })
    #expect(try desk.link().reopened == 0)
    #expect(try links() == before)
    #expect(try desk.push().written.isEmpty)
  }

  @Test func judgementsGoOverToNewVersions() throws {
    let desk = try Desk()
    try desk.link()
    let dockers = try desk.id("dockers")
    try desk.store.judge(commitment: dockers, row: "H-03", sheet: nil, verdict: .accepted, why: "", by: "ana")
    let report = try desk.take(Self.page.replacing("400 dockers", with: "450 dockers and pilots"))
    #expect(report.newVersions == 1 && report.carriedJudgements == 1 && report.orphanedJudgements == 0)
    try desk.link()
    let page = try desk.picture()
    #expect(page.strategy.version == 2)
    #expect(try desk.id("450 dockers") != dockers)
    #expect(page.linked.contains { $0.commitment.text.contains("450 dockers") && $0.links.map(\.key) == ["H-03"] })
    #expect(try desk.take(Self.page.replacing("400 dockers", with: "450 dockers and pilots")).unchanged == 1)
    let gone = try desk.take(
      Self.page.replacing("  • support the training of 400 dockers in the handling of hydrogen.\n", with: ""))
    #expect(gone.orphanedJudgements == 1)
  }

  /// What a person rejected stays so when the new version only words it otherwise, and comes back when it says something else.
  @Test(arguments: [
    ("establish a Harbour Safety Board to inspect quays and cranes: it inspects all northern ports.", 1),
    ("establish the Harbour Safety Board, that inspects quays and cranes in all of our northern ports;", 0),
    ("establish a Harbour Safety Board that inspects cranes and quays in all southern ports.", 1),
  ]) func rejectionsGoOverToNewVersions(sentence: String, reopened: Int) throws {
    let desk = try Desk()
    try desk.link()
    let board = try desk.id("Safety Board")
    try desk.store.judge(commitment: board, row: "H-01", sheet: nil, verdict: .rejected, why: "others", by: "ana")
    let old = "establish a Harbour Safety Board that inspects cranes and quays in all northern ports."
    let report = try desk.take(Self.page.replacing(old, with: sentence))
    #expect(report.newVersions == 1 && report.carriedJudgements == 1)
    #expect(try desk.link().reopened == reopened)
    #expect(try !desk.picture().linked.contains { $0.links.map(\.key) == ["H-01"] })
  }

  /// A commitment that the new version tells as two keeps its judgement in both.
  @Test func judgementsGoOverToBothParts() throws {
    let desk = try Desk()
    try desk.take(
      Self.page.replacing(
        "support the training of 400 dockers in the handling of hydrogen.",
        with:
          "support the training of 400 dockers in the handling of hydrogen, and fund 20 simulators for crane drivers in the northern harbours."
      ))
    try desk.link()
    let dockers = try desk.id("dockers")
    try desk.store.judge(commitment: dockers, row: "H-03", sheet: nil, verdict: .accepted, why: "", by: "ana")
    let report = try desk.take(
      Self.page.replacing(
        "support the training of 400 dockers in the handling of hydrogen.",
        with:
          "support the training of 400 dockers in the handling of hydrogen.\n  • fund 20 simulators for crane drivers in the northern harbours."
      ))
    #expect(report.carriedJudgements == 1)
    try desk.link()
    let linked = try desk.picture().linked.filter { $0.links.map(\.key) == ["H-03"] }.map(\.commitment.text)
    #expect(linked.count == 2, "\(linked)")
  }
}

/// The tracker page that the project started from; it lies outside the project.
struct SeedTests {
  static let folder = getenv("STRATA_DATA").map { String(cString: $0) }

  @Test(.enabled(if: folder != nil, "STRATA_DATA is not set")) func seed000() throws {
    let folder = TemporaryFolder()
    let sheet = try folder.write(
      "m.csv",
      """
      Record ID,Title,Description
      A-1,AI-powered advanced screening centres,"Centres across Europe that bring new tools for the early detection of cancer into hospitals"
      A-2,Autonomous Drive Ambition Cities,Cities that run self-driving services
      A-3,European Telco AI platform,Operators and vendors build an AI stack
      A-4,Revision of the European Interoperability Framework,AI-first policies within public administrations

      """)
    let store = try SheetStore(path: folder.path + "/s.db")
    let table = try TableFile.read(sheet)
    _ = try store.importSheet(
      table, mapping: try ColumnGuess.mapping(for: table, name: "m"), name: "m", file: sheet, by: "test")
    let out = folder.path + "/out"
    let batch = Batch(
      corpora: [(Self.folder ?? "") + "/seeds/000.txt"], output: out, pipeline: try TrackerTests.pipeline.get(),
      offsets: nil,
      jobs: 1, isFresh: true)
    _ = try batch.run(report: { _ in }, notice: { _ in })
    let model = try LinkTests.model.get()
    _ = try store.takeOutput(out, model: model, by: "test")
    _ = try store.link(
      sheet: nil, model: model, thresholds: model.thresholds, cardinality: nil, top: 5, workers: 1, by: "test")
    let page = try #require(try store.trackerPages(sheet: nil, strategy: nil, model: model).first)
    #expect(page.linked.flatMap { $0.links.map(\.key) } == ["A-1", "A-2", "A-3", "A-4"])
    #expect(page.announced.count == 9)
    #expect(page.unaccounted.count == page.commitments - 13)
    #expect(page.disagreements.isEmpty)
  }

  @Test(.enabled(if: folder != nil, "STRATA_DATA is not set")) func realSheetsImport() throws {
    let folder = TemporaryFolder()
    let store = try SheetStore(path: folder.path + "/s.db")
    for (name, rows, columns) in [("climate-laws", 2503, 15), ("eea-measures", 1347, 76)] {
      let path = (Self.folder ?? "") + "/sheets/\(name).csv"
      let table = try TableFile.read(path)
      let report = try store.importSheet(
        table, mapping: MappingFile.read(named: name), name: name, file: path, by: "test")
      #expect(report.rows == rows && report.added == rows && report.columns == columns)
      let guess = try ColumnGuess.mapping(for: table, name: name)
      #expect(guess.columns[.title] == (try MappingFile.read(named: name)).columns[.title])
      // Out and in again, nothing has changed.
      _ = try store.export(sheet: name, to: folder.path + "/\(name).xlsx", by: "test")
      let back = try store.importSheet(
        TableFile.read(folder.path + "/\(name).xlsx"), mapping: MappingFile.read(named: name), name: name, file: nil,
        by: "test")
      #expect(back.unchanged + (name == "climate-laws" ? back.added : 0) == rows)
      #expect(back.changedCells == 0)
    }
  }
}
