import FoundationEssentials
import StrataModel
import StrataPipeline
import StrataRevisions

/// The project's corpus, run in memory.
enum Fixtures {
  static let root: String = {
    var parts = #filePath.split(separator: "/")
    parts.removeLast(3)
    return "/" + parts.joined(separator: "/")
  }()

  /// Made once: its lexicons take their time.
  private static let made = Result { try Pipeline(recipeNamed: root + "/pipelines/strategy.yaml") }

  static func pipeline() throws -> Pipeline { try made.get() }

  /// A file or folder as `strata diff` reads it.
  static func revision(
    _ path: String, pipeline: Pipeline, program: ProgramIdentity? = Program.identity
  ) throws -> Revision {
    var run = try MemoryRun(pipeline: pipeline)
    return try revision(of: try run.run([path]), pipeline: pipeline, program: program)
  }

  static func revision(
    of result: MemoryRun.Result, pipeline: Pipeline, program: ProgramIdentity? = Program.identity
  ) throws -> Revision {
    let files = [("documents.jsonl", result.documents), ("segments.jsonl", result.segments)].map { name, bytes in
      RevisionFile(name: name, lines: bytes.split(separator: 10).map(Array.init))
    }
    var revision = try RevisionReader(name: "memory").read(files, folder: "memory")
    revision.pipeline = pipeline.recipe.identity
    revision.program = program
    revision.dataFiles = pipeline.recipe.dataFiles
    return revision
  }

  /// The segments of every document of the corpus that is no version of another one.
  static func corpusUnits() throws -> [[AlignmentUnit]] {
    let corpus = try revision(root + "/corpus", pipeline: try pipeline())
    return corpus.documents.filter { !$0.id.hasPrefix("versions/") && $0.segments.count >= 20 }
      .map { $0.segments.map(AlignmentUnit.init) }
  }
}
