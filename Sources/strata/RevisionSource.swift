import FoundationEssentials
import Glibc
import StrataModel
import StrataPipeline
import StrataReaders
import StrataRevisions
import StrataText

/// Makes revisions of what a person names: output folders are read, documents and folders run in memory.
final class RevisionSource {
  private let pipelineName: String
  private let offsets: OffsetUnit?
  private var loaded: Pipeline?

  init(pipeline: String, offsets: OffsetUnit?) {
    pipelineName = pipeline
    self.offsets = offsets
  }

  func pipeline() throws -> Pipeline {
    if let loaded { return loaded }
    let pipeline = try Pipeline(recipeNamed: pipelineName)
    loaded = pipeline
    return pipeline
  }

  /// The words of obligation that the recipe names. Where there is no recipe at all, outputs are compared by their labels.
  func obligation() throws -> ObligationWords {
    guard let recipe = try recipe(), let file = recipe.obligation else { return .none }
    let bytes = try FileReader().read(file: file, path: file)
    return try ObligationWords(table: String(decoding: bytes, as: UTF8.self), file: file)
  }

  private func recipe() throws -> Recipe? {
    if let loaded { return loaded.recipe }
    if pipelineName == RecipeLocator.defaultName, !RecipeLocator.isThere(pipelineName) {
      Console.error("strata: no recipe '\(pipelineName)' is at hand; words of obligation are not compared")
      return nil
    }
    return try Recipe(named: pipelineName)
  }

  /// `-` is one document from standard input, of the media type of a file with this name.
  func revision(_ path: String, like other: String) throws -> Revision {
    if path == "-" { return try revision(try Console.readAll(), name: "standard-input" + Self.ending(other)) }
    if RevisionReader.isOutput(path) { return try RevisionReader(name: path).read(folder: path) }
    let pipeline = try pipeline()
    var run = try MemoryRun(pipeline: pipeline, offsets: offsets)
    return try checked(try run.run([path]), path: path, pipeline)
  }

  private func revision(_ bytes: [UInt8], name: String) throws -> Revision {
    let pipeline = try pipeline()
    var run = try MemoryRun(pipeline: pipeline, offsets: offsets)
    return try checked(run.run(bytes, name: name), path: "standard input", pipeline)
  }

  private static func ending(_ path: String) -> String {
    guard let name = path.split(separator: "/").last, let dot = name.lastIndex(of: "."), dot > name.startIndex else {
      return ""
    }
    return String(name[dot...])
  }

  private func checked(_ result: MemoryRun.Result, path: String, _ pipeline: Pipeline) throws -> Revision {
    if !result.rejected.isEmpty {
      Console.error("strata: rejected: " + String(decoding: result.rejected, as: UTF8.self).dropLast())
    }
    if result.documents.isEmpty {
      throw RevisionFault(code: "no-documents", message: "no document of \(path) could be processed")
    }
    return try revision(of: result, path: path, pipeline)
  }

  private func revision(of result: MemoryRun.Result, path: String, _ pipeline: Pipeline) throws -> Revision {
    let files = [
      ("documents.jsonl", result.documents), ("segments.jsonl", result.segments), ("ledger.jsonl", result.ledger),
      ("rejected.jsonl", result.rejected),
    ].map { name, bytes in
      RevisionFile(name: name, lines: bytes.split(separator: 10, omittingEmptySubsequences: true).map(Array.init))
    }
    var revision = try RevisionReader(name: path).read(files, folder: path)
    revision.pipeline = pipeline.recipe.identity
    revision.program = Program.identity
    revision.dataFiles = pipeline.recipe.dataFiles
    revision.inputs = Dictionary(
      (result.corpus.inputs.map(\.path) + result.corpus.rejected.map(\.path)).map { ($0, String?.none) },
      uniquingKeysWith: { first, _ in first })
    let file = Dictionary(result.corpus.inputs.map { ($0.id, $0.file) }, uniquingKeysWith: { first, _ in first })
    for index in revision.documents.indices { revision.documents[index].file = file[revision.documents[index].id] }
    return revision
  }

  /// Runs the text of a document again by this pipeline; nil where the file is gone or is not what it was, or where the
  /// pipeline or program is not the one that is wanted.
  func rerun(_ document: RevisedDocument, digest: String, program: ProgramIdentity?) throws -> RevisedDocument? {
    guard let file = document.file, program?.isSame(as: Program.identity) == true,
      let bytes = try? [UInt8](Data(contentsOf: URL(fileURLWithPath: file))),
      SHA256.hex(bytes) == document.record.sha256, let pipeline = try? pipeline(), pipeline.recipe.digest == digest
    else { return nil }
    var run = try MemoryRun(pipeline: pipeline, offsets: document.record.offsets)
    let again = try revision(of: try run.run([file]), path: file, pipeline)
    return again.documents.first
  }
}
