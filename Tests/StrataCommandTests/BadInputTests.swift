import Foundation
import Glibc
import StrataModel
import Testing

@Suite struct BadInputTests {
  private func codes(_ program: Program, _ output: String = "out") throws -> [String] {
    try program.folder.text("\(output)/rejected.jsonl").split(separator: "\n")
      .map { try JSONDecoder().decode(RejectedRecord.self, from: Data($0.utf8)).code }
  }

  @Test func emptyAndBinaryAndTooLarge() throws {
    let program = try Program()
    try program.folder.write("corpus/a-empty.txt", "")
    try program.folder.write("corpus/b-binary.txt", bytes: [1, 2, 0, 3, 200, 255])
    try program.folder.write("corpus/c-good.txt", "A good document.")
    try program.folder.write(
      "pipelines/small.yaml", "name: s\ninput: {maximumBytes: 20}\nstages: [normalize, segment]\n")
    try program.folder.write("corpus/d-large.txt", String(repeating: "long ", count: 10))
    let result = try program.run("run", "corpus", "-o", "out", "-p", "small")
    #expect(result.status == 0)
    #expect(try codes(program) == ["binary", "too-large"])
    #expect(result.error.contains("2 documents"))
    #expect(result.error.contains("1 binary, 1 too-large"))
    #expect(result.error.contains("1 empty"))
    #expect(try program.run("run", "corpus", "-o", "out", "-p", "small", "--strict").status == 65)
    #expect(try program.run("run", "corpus/b-binary.txt", "-o", "only").status == 65)
    #expect(try program.run("verify", "out").status == 0)
  }

  @Test func aLineOfFiftyMegabytes() throws {
    let program = try Program()
    let sentence = "The ministry will support small enterprises in every region of the country. "
    var bytes: [UInt8] = []
    bytes.reserveCapacity(50 << 20)
    while bytes.count < 50 << 20 { bytes.append(contentsOf: sentence.utf8) }
    try program.folder.write("corpus/line.txt", bytes: bytes)
    try program.folder.write("corpus/after.txt", "A good document.")
    let result = try program.run("run", "corpus", "-o", "out", "--jobs", "1")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.contains("2 documents"))
  }

  @Test func noRightsToAFolder() throws {
    let program = try Program()
    try program.folder.write("corpus/good.txt", "A good document.")
    try program.folder.write("corpus/secret/hidden.txt", "Not to be read.")
    try program.folder.write("corpus/locked.txt", "Not to be read.")
    chmod(program.folder["corpus/secret"], 0)
    chmod(program.folder["corpus/locked.txt"], 0)
    defer { chmod(program.folder["corpus/secret"], 0o755) }
    var prefix: [String] = []
    if getuid() == 0 {
      // The superuser may read everything, so somebody else runs the program.
      prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
      chmod(program.folder.path, 0o777)
      guard try program.run("--version", prefix: prefix).status == 0 else {
        print("skipped: the program cannot be run as another user here")
        return
      }
    }
    let result = try program.run("run", "corpus", "-o", "out", prefix: prefix)
    #expect(result.status == 0, "\(result.error)")
    #expect(try codes(program) == ["unreadable", "unreadable"])
    #expect(result.error.contains("1 document "))
  }

  @Test func aLoopOfLinks() throws {
    let program = try Program()
    try program.folder.write("corpus/a/b.txt", "A good document.")
    try FileManager.default.createSymbolicLink(
      atPath: program.folder["corpus/a/loop"], withDestinationPath: program.folder["corpus"])
    let result = try program.run("run", "corpus", "-o", "out")
    #expect(result.status == 0)
    #expect(result.error.contains("link-loop: a/loop leads back"))
  }

  @Test func twoFilesOfOneID() throws {
    let program = try Program()
    try program.folder.write("corpus/plan.txt", "One document.")
    try program.folder.write("corpus/plan.md", "Another document.")
    let result = try program.run("run", "corpus", "-o", "out")
    #expect(result.status == 0)
    #expect(result.error.contains("2 shared-id"))
    #expect(try program.folder.text("out/documents.jsonl").contains("\"id\":\"plan.md\""))
  }

  @Test func theOutputFolderIsAFile() throws {
    let program = try Program()
    try program.writeCorpus(1)
    try program.folder.write("out", "precious")
    let result = try program.run("run", "corpus", "-o", "out")
    #expect(result.status == 73)
    #expect(result.error.contains("cannot use as the output folder out"))
    #expect(try program.folder.text("out") == "precious")
    #expect(try program.run("run", "corpus", "-o", "out/below").status == 73)
    #expect(try program.run("run", "corpus", "-o", "corpus").status == 64)
  }

  @Test func nothingToRead() throws {
    let program = try Program()
    #expect(try program.run("run", "nowhere", "-o", "out").status == 66)
    try program.folder.write("corpus/a.pdf", "x")
    let result = try program.run("run", "corpus", "-o", "out")
    #expect(result.status == 66)
    #expect(result.error.contains("1 × extension .pdf"))
    #expect(try program.run("verify", "nowhere").status == 66)
    #expect(try program.run("eval", "nowhere", "out").status == 66)
  }

  @Test func aFullDisk() throws {
    let program = try Program()
    try program.writeCorpus(200, lines: 200)
    let disk = program.folder["disk"]
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    guard getuid() == 0, mount("tmpfs", disk, "tmpfs", 0, "size=3m") == 0 else {
      print("skipped: no small disk can be mounted here")
      return
    }
    defer { umount(disk) }
    let result = try program.run("run", "corpus", "-o", "disk/out")
    #expect(result.status == 74, "\(result.error)")
    #expect(result.error.contains("The disk is full"), "\(result.error)")
    #expect(!program.folder.exists("disk/out/segments.jsonl"))
    guard mount("tmpfs", disk, "tmpfs", UInt(MS_REMOUNT), "size=300m") == 0 else { return }
    let again = try program.run("run", "corpus", "-o", "disk/out")
    #expect(again.status == 0, "\(again.error)")
    #expect(again.error.contains("of them unchanged"), "\(again.error)")
    #expect(try program.run("run", "corpus", "-o", "whole").status == 0)
    #expect(try program.outputs("disk/out") == program.outputs("whole"))
  }

  @Test(arguments: [
    ("name: [a\nstages: b\n", "broken.yaml:"),
    ("name: a\nstages:\n  - normalise\n", "broken.yaml:3:5: unknown stage 'normalise'; did you mean 'normalize'?"),
    ("name: a\nstagse: [normalize]\n", "broken.yaml:2:1: unknown key 'stagse'; did you mean 'stages'?"),
  ]) func brokenRecipes(recipe: String, message: String) throws {
    let program = try Program()
    try program.writeCorpus(1)
    try program.folder.write("broken.yaml", recipe)
    for arguments in [["run", "corpus", "-o", "out", "-p", "broken.yaml"], ["pipeline", "check", "broken.yaml"]] {
      let (process, _, error) = try program.start(arguments)
      let text = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 65)
      #expect(text.contains(message), "\(text)")
    }
    #expect(!program.folder.exists("out"))
  }

  @Test(arguments: [
    ("eu:commission\tactor\tSome Other Body\tinstitution\tfold\t", "eu:commission"),
    ("sector:test/x\tsector\twidgetry\thelth\tfold\t", "health"),
    ("test:x\tgadget\twidget\tbody\tfold\t", "unknown type 'gadget'"),
    ("test:x\tactor", "columns"),
  ]) func brokenLexicons(row: String, message: String) throws {
    let program = try Program()
    try program.copyPipelines()
    let file = "pipelines/lexicons/en/zz-broken.tsv"
    let head = "# A lexicon with a mistake in its second row.\nconcept\ttype\tlabel\tclass\tcase\tnote\n"
    try program.folder.write(file, head + "test:right\tactor\tRight Body\tbody\tfold\t\n" + row + "\n")
    try program.folder.write("corpus/a.txt", "A document.")
    for arguments in [["lexicon", "check"], ["run", "corpus", "-o", "out"]] {
      let (process, _, error) = try program.start(arguments)
      let text = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 65, "\(text)")
      #expect(text.contains("zz-broken.tsv:4:"), "\(text)")
      #expect(text.contains(message), "\(text)")
    }
    #expect(!program.folder.exists("out"))
  }

  @Test func recipesThatAreNotThere() throws {
    let program = try Program()
    try program.writeCorpus(1)
    let result = try program.run("run", "corpus", "-o", "out", "-p", "nosuch")
    #expect(result.status == 65)
    #expect(result.error.contains("pipelines/nosuch.yaml"))
  }
}
