import Foundation
import Testing

/// `strata diff` and `strata patch` as a person meets them.
@Suite struct DiffCommandTests {
  static let first = """
    # Plan for open ports

    ## Measures

    The Government will

    - build a data office by the end of 2026;
    - train 900 pilots in the use of digital maps;
    - publish a yearly report on the traffic of all ports.

    """
  static let second = """
    # Plan for open ports

    ## Measures

    The Government will

    - build a data office by the end of 2027;
    - train 900 pilots in the use of digital maps;
    - lend drones to the smaller harbours.

    """

  private func prepared() throws -> Program {
    let program = try Program()
    try program.copyPipelines()
    try program.folder.write("a/plan.md", Self.first)
    try program.folder.write("b/plan.md", Self.second)
    return program
  }

  @Test func exitCodesTellWhetherAnythingDiffers() throws {
    let program = try prepared()
    let same = try program.run("diff", "a/plan.md", "a/plan.md")
    #expect(same.status == 0)
    #expect(same.output.hasPrefix("3 commitments before, 3 after: 3 unchanged.\n"))
    #expect(try program.run("diff", "a", "a").status == 0)
    let other = try program.run("diff", "a/plan.md", "b/plan.md", "--width", "120")
    #expect(other.status == 1)
    #expect(
      other.output.contains(
        "3 commitments before, 3 after: 1 unchanged, 1 reworded (1 later), 1 dropped, 1 new."))
    #expect(try program.run("diff", "nowhere", "a").status == 66)
    #expect(try program.run("diff", "a").status == 64)
    #expect(try program.run("diff", "a", "b", "--pair", "x").status == 64)
    #expect(try program.run("diff", "a", "b", "--pair", "plan=nosuch").status == 65)
    #expect(try program.run("diff", "a", "b", "--min-similarity", "2").status == 64)
    #expect(try program.run("diff", "-", "-").status == 64)
  }

  @Test func standardInputIsOneOfTheTwo() throws {
    let program = try prepared()
    let piped = try program.run("diff", "a/plan.md", "-", "--stat", input: Self.second)
    #expect(piped.status == 1)
    #expect(piped.output == (try program.run("diff", "a/plan.md", "b/plan.md", "--stat")).output)
    #expect(try program.run("diff", "-", "a/plan.md", input: Self.first).status == 0)
  }

  @Test func emptyAndMissingDocumentsAreNoErrors() throws {
    let program = try prepared()
    try program.folder.write("empty.md", "")
    #expect(try program.run("diff", "empty.md", "empty.md").status == 0)
    let all = try program.run("diff", "empty.md", "a/plan.md", "--stat")
    #expect(all.status == 1)
    #expect(all.output.contains("0 commitments before, 3 after: 3 new."))
    try program.folder.write("b/more.md", "# Annex\n\nThe Agency will map the wrecks.\n")
    let more = try program.run("diff", "a", "b")
    #expect(more.status == 1)
    #expect(more.output.contains("1 added"))
    let json = try program.run("diff", "b", "a", "--format", "json")
    #expect(json.output.contains("\"change\":\"document-removed\",\"cause\":\"text\""))
  }

  @Test func outputsAndDocumentsCompareAlike() throws {
    let program = try prepared()
    #expect(try program.run("run", "a", "-o", "out-a").status == 0)
    #expect(try program.run("run", "b", "-o", "out-b").status == 0)
    let outputs = try program.run("diff", "out-a", "out-b", "--format", "json")
    #expect(outputs.status == 1)
    #expect(outputs.output.split(separator: "\n").count == 3)
    for (old, new) in [("a", "b"), ("out-a", "b"), ("a", "out-b")] {
      #expect(try program.run("diff", old, new, "--format", "json").output == outputs.output)
    }
    try program.folder.write("other/programme.md", Self.second)
    try program.folder.write("other/plan.md", Self.first)
    let tied = try program.run("diff", "a", "other", "--pair", "plan=programme", "--stat", "--width", "120")
    #expect(tied.output.contains("1 reworded (1 later), 1 dropped, 4 new."))
  }

  @Test func repeatedIdsNameBothLines() throws {
    let program = try prepared()
    #expect(try program.run("run", "a", "-o", "out").status == 0)
    let lines = try program.folder.text("out/segments.jsonl")
    try program.folder.write("out/segments.jsonl", lines + lines.prefix { $0 != "\n" } + "\n")
    let result = try program.run("diff", "out", "b")
    #expect(result.status == 65)
    #expect(result.error.contains("out/segments.jsonl:1 and out/segments.jsonl:7"))
  }

  @Test func everyFormatHasItsForm() throws {
    let program = try prepared()
    let json = try program.run("diff", "a", "b", "--format", "json")
    for line in json.output.split(separator: "\n") {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["change"] != nil && object?["cause"] as? String == "text")
    }
    #expect(json.error.hasPrefix("3 commitments before"))
    let csv = try program.run("diff", "a", "b", "--format", "csv").output
    #expect(csv.components(separatedBy: "\r\n").count == 5)
    #expect(csv.hasPrefix("change,cause,severity,findings,"))
    let markdown = try program.run("diff", "a", "b", "--format", "markdown").output
    #expect(markdown.contains("3 commitments before, 3 after"))
    let page = try program.run("diff", "a", "b", "--format", "html").output
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
    #expect(try program.run("diff", "a", "b", "--format", "json", "--only", "commitments").output == json.output)
    #expect(try program.run("diff", "a", "b", "--format", "json", "--stat").output.isEmpty)
    // With everything required to be nearly equal, the office is another one.
    let strict = try program.run("diff", "a", "b", "--min-similarity", "0.99", "--stat", "--width", "120").output
    #expect(strict.contains("1 unchanged, 2 dropped, 2 new."))
  }

  @Test func theTextFitsItsColumnsAndHasNoColourInAPipe() throws {
    let program = try prepared()
    for columns in [40, 80] {
      let text = try program.run("diff", "a", "b", "--width", "\(columns)").output
      #expect(!text.contains("\u{1b}"))
      for line in text.split(separator: "\n") { #expect(line.count <= columns, "\(line)") }
    }
    #expect(try program.run("diff", "a", "b", "--width", "20").status == 64)
    // On a terminal there is colour, unless a person does not want it.
    let command = "'\(Program.path)' diff a/plan.md b/plan.md"
    let terminal = try program.onTerminal(command)
    let plain = try program.onTerminal("NO_COLOR=1 " + command)
    #expect(terminal.contains("\u{1b}["))
    #expect(plain.contains("commitments before") && !plain.contains("\u{1b}["))
  }

  @Test func judgementsAreCarried() throws {
    let program = try prepared()
    #expect(try program.run("run", "a", "-o", "out").status == 0)
    let ids = try program.folder.text("out/segments.jsonl").split(separator: "\n").suffix(3).map { line in
      String(line.dropFirst(7).prefix { $0 != "\"" })
    }
    try program.folder.write("judged.csv", "id,verdict\n" + ids.map { $0 + ",yes\n" }.joined())
    let carried = try program.run("diff", "out", "b", "--carry", "judged.csv")
    #expect(carried.status == 1)
    let rows = carried.output.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.dropFirst().map { $0[2] } == ["edited", "exact", "orphaned"])
    #expect(carried.error == "1 exact, 1 edited, 1 orphaned\n")
    #expect(try program.run("diff", "out", "b", "--carry", "judged.csv", "--id-column", "who").status == 65)
    #expect(try program.run("diff", "out", "b", "--carry", "judged.csv", "--format", "html").status == 64)
  }

  @Test func aPatchCarriesOneOutputToTheOther() throws {
    let program = try prepared()
    #expect(try program.run("run", "a", "-o", "out-a").status == 0)
    #expect(try program.run("run", "b", "-o", "out-b").status == 0)
    let patch = try program.run("diff", "out-a", "out-b", "--format", "patch")
    #expect(patch.status == 1)
    try program.folder.write("changes.patch", patch.output)
    #expect(try program.run("patch", "out-a", "changes.patch", "-o", "again").status == 0)
    #expect(try program.run("patch", "out-a", "-", "-o", "piped", input: patch.output).status == 0)
    for name in ["documents.jsonl", "segments.jsonl", "ledger.jsonl", "rejected.jsonl", "manifest.json"] {
      #expect(try program.folder.text("again/\(name)") == program.folder.text("out-b/\(name)"))
      #expect(try program.folder.text("piped/\(name)") == program.folder.text("out-b/\(name)"))
    }
    #expect(try program.run("diff", "out-b", "out-b", "--format", "patch").status == 0)
  }

  /// What is wrong with a patch, the exit code, and words of the message.
  static let damages: [(name: String, damage: @Sendable (String) -> String, status: Int32, message: String)] = [
    ("empty", { _ in "" }, 65, "ends too early"), ("cut", { String($0.prefix($0.count / 2)) }, 65, "changes.patch:"),
    ("another format", { $0.replacing("strata-patch-1", with: "strata-patch-7") }, 65, "is not strata-patch-1"),
    ("another file", { $0.replacing("segments.jsonl", with: "../segments.jsonl") }, 65, "no file of an output folder"),
    ("no JSON", { _ in "PK\u{3}\u{4}\n" }, 65, "changes.patch:1"),
    ("a wrong line", { $0.replacing("[\"+\"", with: "[\"?\"") }, 65, "there is no step"),
    (
      "a shift beyond all numbers",
      { $0.replacing(#/\["[=~]",(\d+),(\d+)[^\]]*\]/#) { "[\"~\",\($0.1),\($0.2),9223372036854775807,9]" } }, 65,
      "came out"
    ),
  ]

  @Test(arguments: damages.indices) func aDamagedPatchIsRefused(index: Int) throws {
    let program = try prepared()
    try program.folder.write("b/plan.md", Self.first + "\nThe Agency will count the gulls of every harbour.\n")
    #expect(try program.run("run", "a", "-o", "out-a").status == 0)
    #expect(try program.run("run", "b", "-o", "out-b").status == 0)
    let patch = try program.run("diff", "out-a", "out-b", "--format", "patch").output
    let damage = Self.damages[index]
    let damaged = damage.damage(patch)
    #expect(damaged != patch)
    try program.folder.write("changes.patch", damaged)
    let result = try program.run("patch", "out-a", "changes.patch", "-o", "again")
    #expect(result.status == damage.status, "\(damage.name): \(result.error)")
    #expect(result.error.contains(damage.message), "\(damage.name): \(result.error)")
    #expect(!program.folder.exists("again/segments.jsonl"))
    // Not what the patch was made from.
    try program.folder.write("changes.patch", patch)
    #expect(try program.run("patch", "out-b", "changes.patch", "-o", "again").status == 65)
    #expect(try program.run("patch", "out-a", "nosuch", "-o", "again").status == 66)
  }
}

extension Program {
  /// What a shell command writes to a terminal; `script` (util-linux) is the terminal.
  fileprivate func onTerminal(_ command: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
    process.arguments = ["-qec", command, "/dev/null"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    var environment = ProcessInfo.processInfo.environment
    environment["STRATA_PIPELINES"] = nil
    environment["NO_COLOR"] = nil
    process.environment = environment
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }
}
