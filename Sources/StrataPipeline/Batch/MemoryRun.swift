import StrataModel
import StrataReaders
import StrataText

/// A run over a corpus that writes nothing: the lines that a run would have written, in memory.
public struct MemoryRun {
  public struct Result: Sendable {
    public var documents: [UInt8] = []
    public var segments: [UInt8] = []
    public var ledger: [UInt8] = []
    public var rejected: [UInt8] = []
    public var corpus: Corpus
  }

  private let pipeline: Pipeline
  private let reader: FileReader
  private var worker: PipelineWorker
  private var writer: RecordWriter

  public init(pipeline: Pipeline, offsets: OffsetUnit? = nil) throws {
    self.pipeline = pipeline
    reader = FileReader(maximumBytes: pipeline.recipe.maximumBytes)
    worker = try PipelineWorker(pipeline.stages)
    writer = RecordWriter(offsets: offsets ?? pipeline.recipe.offsets, pipeline: pipeline.recipe.identity)
  }

  /// Processes one document that is in memory. `name` stands for a path: its ending tells the media type.
  public mutating func run(_ bytes: [UInt8], name: String) -> Result {
    run(Corpus(document: name, byteCount: bytes.count)) { _ in bytes }
  }

  /// Processes files and folders in order, on this thread. A document that cannot be processed becomes a line of
  /// `rejected`. Throws `CorpusFault` where there is nothing to process.
  public mutating func run(_ paths: [String]) throws -> Result {
    let corpus = try CorpusScanner(exclude: pipeline.recipe.exclude).scan(paths)
    guard !corpus.inputs.isEmpty || !corpus.rejected.isEmpty else {
      throw CorpusFault(
        path: paths.joined(separator: ", "),
        message: "no document (\(MediaType.extensions.joined(separator: ", "))) was found.")
    }
    let reader = reader
    return run(corpus) { input throws(RejectedRecord) in try reader.read(file: input.file, path: input.path) }
  }

  private mutating func run(
    _ corpus: Corpus, bytes: (Corpus.Input) throws(RejectedRecord) -> [UInt8]
  ) -> Result {
    var result = Result(corpus: corpus)
    var rejected = JSONBuffer()
    for record in corpus.rejected { RecordWriter.writeRejected(record, to: &rejected) }
    var documents = JSONBuffer()
    var segments = JSONBuffer()
    var ledger = JSONBuffer()
    for input in corpus.inputs {
      do {
        let document = try process(input, try bytes(input))
        writer.writeSegments(document, to: &segments)
        writer.writeDocument(document, to: &documents)
        writer.writeLedger(document, to: &ledger)
      } catch {
        RecordWriter.writeRejected(error, to: &rejected)
      }
    }
    result.documents = documents.bytes
    result.segments = segments.bytes
    result.ledger = ledger.bytes
    result.rejected = rejected.bytes
    return result
  }

  private mutating func process(_ input: Corpus.Input, _ bytes: [UInt8]) throws(RejectedRecord) -> Document {
    var document = try SourceDocument.make(
      bytes, id: input.id, path: input.path, mediaType: input.mediaType, warning: input.warning,
      sha256: SHA256.hex(bytes), reader: reader)
    try worker.process(&document)
    return document
  }
}
