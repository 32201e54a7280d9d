import StrataModel
import StrataReaders
import StrataText

/// What became of one input.
struct TaskResult: Sendable {
  var entry: ResultEntry
  /// Nil where an earlier run's result is to be used again.
  var lines: [(ResultFile, [UInt8])]?

  var byteCount: Int { lines?.reduce(0) { $0 + $1.1.count } ?? 0 }
}

/// Reads and processes inputs: the work of one thread.
struct DocumentTask: ~Copyable {
  private let reader: FileReader
  private let earlier: EarlierResults
  private var worker: PipelineWorker
  private var writer: RecordWriter
  private var segments = JSONBuffer(capacity: partSize)
  /// Small enough that the memory of a part is used again and again, and stays near the processor.
  private static let partSize = 1 << 16

  init(pipeline: Pipeline, offsets: OffsetUnit, earlier: EarlierResults) throws {
    reader = FileReader(maximumBytes: pipeline.recipe.maximumBytes)
    self.earlier = earlier
    worker = try PipelineWorker(pipeline.stages)
    writer = RecordWriter(offsets: offsets, pipeline: pipeline.recipe.identity)
  }

  mutating func run(_ input: Corpus.Input) -> TaskResult {
    do {
      let bytes = try reader.read(file: input.file, path: input.path)
      return try process(bytes, of: input)
    } catch {
      return rejected(error, input, sha256: nil, byteCount: 0)
    }
  }

  private mutating func process(_ bytes: [UInt8], of input: Corpus.Input) throws(RejectedRecord) -> TaskResult {
    let sha256 = SHA256.hex(bytes)
    let fingerprint = [sha256, input.id, input.mediaType, input.warning?.message ?? ""].joined(separator: "\u{1f}")
    var entry = ResultEntry(
      fingerprint: fingerprint, path: input.path, document: input.id, sha256: sha256, byteCount: bytes.count)
    if earlier.holds(fingerprint, path: input.path) { return TaskResult(entry: entry, lines: nil) }
    do {
      var document = try SourceDocument.make(
        bytes, id: input.id, path: input.path, mediaType: input.mediaType, warning: input.warning, sha256: sha256,
        reader: reader)
      try worker.process(&document)
      entry.summary = DocumentSummary(document)
      return TaskResult(entry: entry, lines: lines(of: document))
    } catch {
      return rejected(error, input, sha256: sha256, byteCount: bytes.count, fingerprint: fingerprint)
    }
  }

  private mutating func lines(of document: Document) -> [(ResultFile, [UInt8])] {
    // In parts, so that the lines of a large document are not copied as one.
    var lines: [(ResultFile, [UInt8])] = []
    segments.removeAll()
    writer.writeSegments(document, to: &segments) { json in
      guard json.count >= Self.partSize else { return }
      lines.append((.segments, json.bytes))
      json.removeAll()
    }
    lines.append((.segments, segments.bytes))
    var record = JSONBuffer()
    writer.writeDocument(document, to: &record)
    var ledger = JSONBuffer()
    writer.writeLedger(document, to: &ledger)
    return lines + [(.documents, record.bytes), (.ledger, ledger.bytes)]
  }

  private func rejected(
    _ record: RejectedRecord, _ input: Corpus.Input, sha256: String?, byteCount: Int, fingerprint: String? = nil
  ) -> TaskResult {
    var json = JSONBuffer()
    RecordWriter.writeRejected(record, to: &json)
    // What could not be read is tried each time; if the answer is the same, so is the result.
    let fingerprint = fingerprint ?? "!" + String(decoding: json.bytes, as: UTF8.self)
    var entry = ResultEntry(
      fingerprint: fingerprint, path: input.path, document: nil, sha256: sha256, byteCount: byteCount)
    if earlier.holds(fingerprint, path: input.path) { return TaskResult(entry: entry, lines: nil) }
    entry.summary = DocumentSummary(rejected: record)
    return TaskResult(entry: entry, lines: [(.rejected, json.bytes)])
  }
}
