import Foundation
import Glibc
import StrataModel
import Testing

@Suite struct RunCommandTests {
  @Test func runWritesTheFilesAndASummary() throws {
    let program = try Program()
    try program.writeCorpus(3)
    let result = try program.run("run", "corpus", "-o", "out")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output == "")
    #expect(result.error.contains("3 documents"))
    for name in ["documents.jsonl", "segments.jsonl", "ledger.jsonl", "rejected.jsonl", "manifest.json"] {
      #expect(program.folder.exists("out/\(name)"))
    }
    #expect(try program.run("verify", "out").status == 0)
    // A text that does not follow from its bytes is found.
    let segments = try program.folder.text("out/segments.jsonl")
    try program.folder.write(
      "out/segments.jsonl", segments.replacingOccurrences(of: "Measure 7 of plan 1:", with: "Measure 8 of plan 1:"))
    let verified = try program.run("verify", "out")
    #expect(verified.status == 1)
    #expect(verified.output.contains("Measure 7"))
  }

  @Test func oneAndTwoJobsGiveTheSameBytes() throws {
    let program = try Program()
    try program.writeCorpus(40)
    #expect(try program.run("run", "corpus", "-o", "one", "--jobs", "1").status == 0)
    #expect(try program.run("run", "corpus", "-o", "two", "--jobs", "2").status == 0)
    #expect(try program.outputs("one") == program.outputs("two"))
  }

  @Test func killedAtTenMomentsAndGoneOn() throws {
    let program = try Program()
    try program.writeCorpus(400, lines: 60)
    let begin = ContinuousClock.now
    #expect(try program.run("run", "corpus", "-o", "whole", "--jobs", "2").status == 0)
    let whole = try program.outputs("whole")
    let length = (ContinuousClock.now - begin) / 1.0
    var kills = 0
    for moment in 1...10 {
      let (process, _, _) = try program.start(["run", "corpus", "-o", "out", "--jobs", "2"])
      let pause = length * (0.1 + 0.06 * Double(moment))
      usleep(UInt32(Double(pause.components.attoseconds) / 1e12 + Double(pause.components.seconds) * 1e6))
      if process.isRunning {
        kill(process.processIdentifier, SIGKILL)
        kills += 1
      }
      process.waitUntilExit()
      // Whatever stands in the folder is whole.
      for (name, text) in zip(["documents", "segments", "ledger", "rejected"], whole)
      where program.folder.exists("out/\(name).jsonl") {
        #expect(try program.folder.text("out/\(name).jsonl") == text)
      }
      if !process.isRunning, program.folder.exists("out/manifest.json") {
        try FileManager.default.removeItem(atPath: program.folder["out"])
      }
    }
    #expect(kills > 0)
    let last = try program.run("run", "corpus", "-o", "out")
    #expect(last.status == 0)
    #expect(try program.outputs("out") == whole)
  }

  @Test func controlCKeepsWhatIsDone() throws {
    let program = try Program()
    try program.writeCorpus(600, lines: 60)
    let (process, _, error) = try program.start(["run", "corpus", "-o", "out", "--jobs", "1"])
    // Wait until some documents are through.
    for _ in 0..<500 where !program.folder.exists("out/.strata/work/segments.jsonl") { usleep(2000) }
    usleep(60_000)
    kill(process.processIdentifier, SIGINT)
    let text = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130, "\(text)")
    #expect(text.contains("Run the same command again"))
    #expect(!program.folder.exists("out/segments.jsonl"))
    let second = try program.run("run", "corpus", "-o", "out")
    #expect(second.status == 0)
    #expect(second.error.contains("of them unchanged"), "\(second.error)")
    #expect(try program.run("run", "corpus", "-o", "whole").status == 0)
    #expect(try program.outputs("out") == program.outputs("whole"))
  }

  @Test func twoRunsAtOnceTakeTurns() throws {
    let program = try Program()
    try program.writeCorpus(100)
    let (first, _, _) = try program.start(["run", "corpus", "-o", "out", "--jobs", "1"])
    for _ in 0..<500 where !program.folder.exists("out/.strata/lock") { usleep(2000) }
    let second = try program.run("run", "corpus", "-o", "out", "--jobs", "1")
    first.waitUntilExit()
    #expect(first.terminationStatus == 0)
    #expect(second.status == 0)
    #expect(try program.run("verify", "out").status == 0)
  }
}
