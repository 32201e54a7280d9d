import Foundation
import Glibc
import Testing

/// The mastersheet's commands, run as programs.
@Suite(.serialized) struct SheetCommandTests {
  static let page = """
    Harbour Strategy

      • establish a Harbour Safety Board that inspects cranes and quays in all northern ports.
      • launch a Green Pilot Boat Challenge for small shipyards, with prizes of up to €500k.
      • propose a Port Data Regulation by Q4 2026, so that ships report once.

    Announced — not yet in mastersheet (1)

      • launch a Green Pilot Boat Challenge for small shipyards, with prizes of up to €500k.

        No initiative record

    """

  static let sheet = """
    Record ID,Title,Description,Strategy,Lead actor,Sectors,Instrument,Status,Date,Budget,Source,Commitments,Notes
    H-01,Harbour Safety Board,A board that inspects cranes and quays,,,,governance,planned,,,,,by Ana
    H-02,Port Data Regulation,Ships report once,,,,regulation,,,,,,'-12 %
    H-03,School fruit scheme,Fruit for primary schools,,,,finance,ongoing,2021-09-01,,,,

    """

  /// A folder with an output of `run`, a sheet that was imported, and links.
  private func desk() throws -> Program {
    let program = try Program()
    try program.copyPipelines()
    try program.folder.write("corpus/harbour.txt", Self.page)
    try program.folder.write("ms.csv", Self.sheet)
    #expect(try program.run("run", "corpus", "-o", "out").status == 0)
    let imported = try program.run("sheet", "import", "ms.csv", "--map", "mastersheet")
    #expect(imported.status == 0)
    #expect(imported.error.contains("3 rows in 13 columns; 3 added"))
    let linked = try program.run("link", "out", "--sheet", "mastersheet")
    #expect(linked.status == 0)
    #expect(linked.error.contains("3 commitments against 3 rows: 2 linked"))
    return program
  }

  @Test func reportsTellTheSamePicture() throws {
    let program = try desk()
    let status = try program.run("sheet", "status")
    #expect(status.status == 0)
    #expect(status.output.contains("→ H-01  Harbour Safety Board"))
    #expect(status.output.contains("Announced — not yet in mastersheet (1)"))
    let gaps = try program.run("sheet", "gaps", "--format", "csv")
    #expect(gaps.output.split(whereSeparator: \.isNewline).count == 2)
    #expect(gaps.output.contains("Green Pilot Boat Challenge"))
    for file in ["gaps.xlsx", "gaps.md", "gaps.json", "gaps.csv"] {
      #expect(try program.run("sheet", "gaps", "-o", file).status == 0)
      #expect(program.folder.exists(file))
    }
    #expect(try program.run("sheet", "export", "new.xlsx", "--records", "page.html").status == 0)
    let again = try program.run("sheet", "export", "new.xlsx")
    #expect(again.status != 0 && again.error.contains("--force"))
    #expect(try program.run("sheet", "export", "new.xlsx", "--force").status == 0)
    // What was written can be read: the same rows, none changed.
    let back = try program.run("sheet", "import", "new.xlsx")
    #expect(back.error.contains("0 added, 0 changed (0 cells), 3 unchanged, 0 removed"))
  }

  @Test func pushesOfTwoProcessesDoNotMix() throws {
    let program = try desk()
    let running = try (0..<4).map { _ in try program.start(["sheet", "push", "--wait", "30"]) }
    for (process, _, _) in running { process.waitUntilExit() }
    #expect(running.allSatisfy { $0.0.terminationStatus == 0 })
    let pushed = try program.folder.text("ms.csv")
    // One of them wrote; the file is what that one alone would have made, and nothing is left to do.
    let alone = try desk()
    #expect(try alone.run("sheet", "push").status == 0)
    #expect(try alone.folder.text("ms.csv") == pushed)
    #expect(try program.run("sheet", "push").error.contains("wrote 0 cells and 0 new rows"))
    #expect(try program.run("sheet", "undo").status == 0)
    #expect(try program.folder.text("ms.csv") == Self.sheet)
  }

  @Test func aPushThatFindsAnotherRunningIsTold() throws {
    let program = try desk()
    let lock = open(program.folder.path + "/strata.db.push-lock", O_RDWR | O_CREAT, 0o666)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX) == 0)
    let push = try program.run("sheet", "push", "--wait", "0")
    #expect(push.status != 0 && push.error.contains("another push"))
    #expect(try program.folder.text("ms.csv") == Self.sheet)
  }

  @Test func theLastTenFilesBeforeArePreserved() throws {
    let program = try desk()
    var told = 0
    for _ in 0..<6 {
      for command in ["push", "undo"] {
        told += try program.run("sheet", command).error.split(whereSeparator: \.isNewline).count {
          $0.hasPrefix("removed ")
        }
      }
    }
    let kept = try FileManager.default.contentsOfDirectory(atPath: program.folder.path).filter {
      $0.contains(".before-")
    }
    #expect(kept.count == 10)
    #expect(told == 2)
    #expect(try program.folder.text("ms.csv") == Self.sheet)
  }

  @Test func aPushIsWrittenOnceAndTakenBack() throws {
    let program = try desk()
    let rehearsal = try program.run("sheet", "push", "--dry-run")
    #expect(rehearsal.status == 0)
    #expect(try program.folder.text("ms.csv") == Self.sheet)
    let push = try program.run("sheet", "push")
    #expect(push.status == 0)
    #expect(push.output == rehearsal.output)
    let pushed = try program.folder.text("ms.csv")
    #expect(pushed.contains("harbour."))
    // What people wrote stands, the apostrophe before a number too.
    #expect(pushed.contains("'-12 %") && pushed.contains("by Ana"))
    let second = try program.run("sheet", "push")
    #expect(second.output.isEmpty && second.error.contains("wrote 0 cells and 0 new rows"))
    #expect(try program.folder.text("ms.csv") == pushed)
    let log = try program.run("sheet", "log", "H-02")
    #expect(log.output.contains("Commitments: nothing → 'harbour."))
    #expect(try program.run("sheet", "undo").status == 0)
    #expect(try program.folder.text("ms.csv") == Self.sheet)
  }

  /// A mapping that was guessed leaves every column to people.
  @Test func aSheetOfPeopleAloneIsTold() throws {
    let program = try desk()
    try program.folder.write("other.csv", "Key,Title,Description\nK-1,Harbour Safety Board,Inspects cranes and quays\n")
    #expect(try program.run("sheet", "import", "other.csv", "--db", "other.db").status == 0)
    #expect(try program.run("link", "out", "--sheet", "mastersheet", "--db", "other.db").status == 0)
    let push = try program.run("sheet", "push", "--db", "other.db")
    #expect(push.status == 0)
    #expect(push.error.contains("wrote 0 cells") && push.error.contains("all columns are people's"))
    #expect(try !program.run("sheet", "push").error.contains("all columns are people's"))
  }

  @Test func peoplesValuesWaitAsConflicts() throws {
    let program = try desk()
    #expect(try program.run("sheet", "push").status == 0)
    let pushed = try program.folder.text("ms.csv")
    let lines = pushed.split(separator: "\n", omittingEmptySubsequences: false)
    let edited = lines.map { line in
      line.hasPrefix("H-01,") ? String(line).replacing(/harbour\.[A-Z0-9]+/, with: "see Ana's list") : String(line)
    }.joined(separator: "\n")
    try program.folder.write("ms.csv", edited)
    let push = try program.run("sheet", "push")
    #expect(push.status == 1)
    #expect(try program.folder.text("ms.csv") == edited)
    let conflicts = try program.run("sheet", "conflicts", "--format", "csv")
    #expect(conflicts.output.contains("see Ana's list"))
    #expect(try program.run("sheet", "resolve", "--all", "--as", "theirs").status == 0)
    #expect(try program.run("sheet", "push").status == 0)
    #expect(try program.folder.text("ms.csv") == edited)
    #expect(try program.run("sheet", "log", "H-01").output.contains("see Ana's list"))
  }

  @Test func judgementsAndNewRows() throws {
    let program = try desk()
    let gaps = try program.run("sheet", "gaps", "--format", "csv").output
    let id = try #require(
      gaps.split(whereSeparator: \.isNewline).last?.split(separator: ",").first { $0.hasPrefix("harbour.") })
    #expect(try program.run("sheet", "accept", String(id), "--new-row", "--by", "ana").status == 0)
    #expect(try program.run("sheet", "push").output.contains("H-04\tnew row"))
    #expect(try program.folder.text("ms.csv").contains("H-04,"))
    #expect(try program.run("link", "out", "--sheet", "mastersheet").status == 0)
    #expect(try program.run("sheet", "gaps", "--format", "csv").output.split(whereSeparator: \.isNewline).count == 1)
    #expect(try program.run("sheet", "accept", "nobody", "H-01").error.contains("no commitment 'nobody'"))
  }

  @Test func keysThatOccurTwiceNameTheirRows() throws {
    let program = try Program()
    try program.copyPipelines()
    try program.folder.write("two.csv", "Record ID,Title\nA-1,One\nA-2,Two\nA-1,Three\n")
    try program.folder.write("two.yaml", "name: two\ncolumns: {key: Record ID, title: Title}\n")
    let result = try program.run("sheet", "import", "two.csv", "--map", "two.yaml")
    #expect(result.status == 65)
    #expect(result.error.contains("A-1") && result.error.contains("2") && result.error.contains("4"))
  }

  @Test func linksTables() throws {
    let program = try Program()
    try program.copyPipelines()
    try program.folder.write(
      "a.csv", "id,title,country\n1,Heat Act 2024,Halvia\n2,Act on waste no 7,Norland\n3,,Norland\n")
    try program.folder.write(
      "b.csv",
      "nr,Name of the policy,Land\n10,Heat Act 2024,Norland\n11,The Heat Act (2024),Halvia\n12,Waste Act No. 8,Norland\n"
        + "13,Waste Act No. 7,Norland\n")
    let result = try program.run("link", "a.csv", "b.csv", "--top", "1")
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].contains("\"candidate\":\"11\""))
    #expect(lines[1].contains("\"candidate\":\"13\""))
    #expect(try program.run("link", "a.csv", "nothing.csv").status == 66)
  }

  /// Two programs push at the same time: one waits for the other or is told, and the file is as after one push.
  @Test func twoPushesAtTheSameTime() throws {
    let program = try desk()
    let first = try program.start(["sheet", "push"])
    let second = try program.start(["sheet", "push"])
    let texts = [first, second].map { String(decoding: $0.1.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }
    first.0.waitUntilExit()
    second.0.waitUntilExit()
    #expect([first, second].contains { $0.0.terminationStatus == 0 })
    #expect(texts.filter { $0.contains("H-01\tCommitments") }.count == 1)
    let pushed = try program.folder.text("ms.csv")
    #expect(try program.run("sheet", "push").error.contains("wrote 0 cells"))
    #expect(try program.folder.text("ms.csv") == pushed)
    #expect(try program.run("sheet", "undo").status == 0)
    #expect(try program.folder.text("ms.csv") == Self.sheet)
  }

  /// A push that is killed leaves the old file or the new one, and the next push ends with the new one.
  @Test func aKilledPushLeavesTheOldOrTheNew() throws {
    let program = try desk()
    #expect(try program.run("sheet", "push").status == 0)
    let new = try program.folder.text("ms.csv")
    #expect(try program.run("sheet", "undo").status == 0)
    let clock = ContinuousClock()
    let whole = try clock.measure { try program.run("sheet", "push") }
    let length = Int(whole.components.attoseconds / 1_000_000_000_000) + Int(whole.components.seconds) * 1_000_000
    var generator = SystemRandomNumberGenerator()
    for attempt in 0..<12 {
      #expect(try program.run("sheet", "undo").status == 0)
      #expect(try program.folder.text("ms.csv") == Self.sheet)
      let (process, output, _) = try program.start(["sheet", "push"])
      usleep(UInt32(Int.random(in: length / 10...length, using: &generator)))
      kill(process.processIdentifier, SIGKILL)
      _ = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      let left = try program.folder.text("ms.csv")
      #expect(left == Self.sheet || left == new, "attempt \(attempt)")
      let next = try program.run("sheet", "push")
      #expect(next.status == 0, "attempt \(attempt): \(next.error)")
      #expect(try program.folder.text("ms.csv") == new, "attempt \(attempt)")
    }
  }
}
