import Foundation
import Testing

@Suite struct FilterCommandTests {
  @Test func aPipeOfFiltersGivesTheBytesOfARun() throws {
    let program = try Program()
    try program.writeCorpus(3)
    try program.folder.write("corpus/sub/more.md", "# Head\n\n- one\n- two\n")
    #expect(try program.run("run", "corpus", "-o", "out").status == 0)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "\(Program.path) normalize corpus | \(Program.path) segment > layers.jsonl"]
    shell.currentDirectoryURL = URL(fileURLWithPath: program.folder.path)
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    let lines = try program.folder.text("layers.jsonl").split(separator: "\n")
    #expect(lines.count == 4)
    // A document that is named goes through the stages before.
    let named = try program.run("segment", "corpus/plan-1.txt")
    #expect(named.output == lines[1] + "\n")
  }

  @Test func fourFiltersOfTheDefaultPipelineGiveTheBytesOfARun() throws {
    let program = try Program()
    try program.copyPipelines()
    try FileManager.default.copyItem(
      atPath: Program.project.appendingPathComponent("corpus/press").path, toPath: program.folder["corpus"])
    #expect(try program.run("run", "corpus", "-o", "out").status == 0)
    #expect(try program.run("verify", "out").status == 0)
    let strata = Program.path
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c", "\(strata) normalize corpus | \(strata) segment | \(strata) extract | \(strata) classify > piped.jsonl",
    ]
    shell.currentDirectoryURL = URL(fileURLWithPath: program.folder.path)
    try shell.run()
    shell.waitUntilExit()
    #expect(try program.folder.text("piped.jsonl") == program.folder.text("out/segments.jsonl"))
  }

  @Test func badLinesAreReportedAndTheFilterGoesOn() throws {
    let program = try Program()
    let input = "{\"id\":\"a\",\"text\":\"One.\"}\nnonsense\n{\"id\":\"b\",\"text\":\"Two.\"}\n"
    let result = try program.run("normalize", input: input)
    #expect(result.status == 65)
    #expect(result.output.split(separator: "\n").count == 2)
    #expect(result.error.contains("\"path\":\"line 2\",\"stage\":\"read\",\"code\":\"bad-line\""))
  }

  @Test func aDocumentOnStandardInput() throws {
    let program = try Program()
    let result = try program.run("normalize", "-", "--id", "plans/a.md", input: "# Head\n\nText.\n")
    #expect(result.status == 0)
    #expect(result.output.contains("\"id\":\"plans/a\""))
    #expect(result.output.contains("\"mediaType\":\"text/markdown\""))
    #expect(try program.run("normalize", "x.md", "--id", "a").status == 64)
  }
}

@Suite struct CommandLineTests {
  @Test func versionAndHelp() throws {
    let program = try Program()
    let version = try program.run("--version")
    #expect(version.status == 0)
    #expect(version.output.split(separator: ".").count == 3)
    let help = try program.run("--help")
    for command in ["run", "normalize", "segment", "extract", "classify", "verify", "eval", "pipeline", "schema"] {
      #expect(help.output.contains("  \(command)"))
      let own = try program.run(command, "--help")
      #expect(own.status == 0)
      #expect(own.output.contains("USAGE"))
    }
  }

  @Test(arguments: [
    [], ["run"], ["run", "corpus"], ["runn"], ["run", "corpus", "-o", "out", "--jobs", "0"], ["schema", "sector"],
  ])
  func mistakesInTheArguments(arguments: [String]) throws {
    let program = try Program()
    let (process, _, _) = try program.start(arguments)
    process.waitUntilExit()
    #expect(process.terminationStatus == (arguments.isEmpty ? 0 : 64))
  }

  @Test func manualAndCompletionsKnowEveryCommand() throws {
    let program = try Program()
    let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let manual = try String(contentsOf: project.appendingPathComponent("docs/strata.1"), encoding: .utf8)
    let completions = try program.run("--generate-completion-script", "bash").output
    let help = try program.run("--help").output
    let listed = try #require(help.range(of: "SUBCOMMANDS:"))
    let commands = help[listed.upperBound...].split(separator: "\n").filter {
      $0.hasPrefix("  ") && !$0.hasPrefix("   ")
    }
    .compactMap { $0.split(separator: " ").first }.filter { $0 != "See" }
    #expect(commands.count >= 11)
    for command in commands {
      #expect(manual.contains("\(command)"))
      #expect(completions.contains("\(command)"))
    }
  }

  @Test func schemasArePrinted() throws {
    let program = try Program()
    #expect(try program.run("schema").output == "document\nsegment\nledger\nrejected\nmanifest\ndifference\n")
    #expect(try program.run("schema", "segment").output.contains("\"$id\": \"strata/segment\""))
  }

  @Test func recordsFollowTheirSchemas() throws {
    let program = try Program()
    try program.writeCorpus(2)
    try program.folder.write("corpus/bad.txt", bytes: [0, 1])
    #expect(try program.run("run", "corpus", "-o", "out").status == 0)
    let script = """
      import json, subprocess, sys
      try:
          import jsonschema
      except ImportError:
          print("skipped: no jsonschema"); sys.exit(0)
      read = lambda n: [json.loads(l) for l in open("out/" + n, encoding="utf-8")]
      pairs = [("document", read("documents.jsonl")), ("segment", read("segments.jsonl")), ("ledger", read("ledger.jsonl")),
               ("rejected", read("rejected.jsonl")), ("manifest", [json.load(open("out/manifest.json"))])]
      for name, records in pairs:
          schema = json.loads(subprocess.run([sys.argv[1], "schema", name], capture_output=True).stdout)
          jsonschema.Draft202012Validator.check_schema(schema)
          assert records, name
          for record in records: jsonschema.Draft202012Validator(schema).validate(record)
      """
    let file = try program.folder.write("check.py", script)
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", file, Program.path]
    python.currentDirectoryURL = URL(fileURLWithPath: program.folder.path)
    try python.run()
    python.waitUntilExit()
    if python.terminationStatus == 127 { return print("skipped: no python3") }
    #expect(python.terminationStatus == 0)
  }
}
