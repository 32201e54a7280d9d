import ArgumentParser
import FoundationEssentials
import Glibc
import StrataModel
import StrataPipeline
import StrataRevisions

struct PatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patch", abstract: "Make NEW's records from OLD's and a patch, exactly.",
    discussion: """
      The patch is what 'strata diff OLD NEW --format patch' writes. OLD must be what the patch was made from, byte for \
      byte; digests are checked before and after.

      EXAMPLE:
        strata diff out-2025 out-2026 --format patch > changes.patch
        strata patch out-2025 changes.patch -o out-again
      """)

  @Argument(help: "The old version: an output folder, a document, or a folder of documents.", completion: .file())
  var old: String

  @Argument(help: "The patch; - is standard input.", completion: .file())
  var patch: String

  @Option(name: .shortAndLong, help: "The folder to write; it is made if there is none.", completion: .directory)
  var output: String

  @OptionGroup var pipeline: PipelineOptions

  func validate() throws {
    if old == "-", patch == "-" { throw ValidationError("only one of OLD and the patch can be standard input") }
  }

  func run() throws {
    let bytes = patch == "-" ? try Console.readAll() : try JudgementTable.read(patch)
    let change = try Patch(lines: bytes.split(separator: 10).map(Array.init), path: patch)
    let source = RevisionSource(pipeline: pipeline.name, offsets: pipeline.offsets)
    let files = try change.apply(to: try source.revision(old, like: ""))
    do {
      try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    } catch {
      throw FileFault(path: output, operation: "create the folder", errno: errno)
    }
    for file in files {
      var data = Data()
      for line in file.lines {
        data.append(contentsOf: line)
        data.append(10)
      }
      try data.write(to: URL(fileURLWithPath: "\(output)/\(file.name)"), options: .atomic)
    }
  }
}

/// Whole files that a person names.
enum JudgementTable {
  static func read(_ path: String) throws -> [UInt8] {
    let reader = try LineReader(path: path)
    var bytes: [UInt8] = []
    while let line = try reader.next() {
      bytes += line
      bytes.append(10)
    }
    return bytes
  }
}
