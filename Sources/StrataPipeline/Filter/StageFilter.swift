import FoundationEssentials
import StrataModel
import StrataReaders
import StrataStages
import StrataText

/// Stages as a filter: documents come in one by one, lines go out.
///
/// Keeps nothing from one document to the next. What cannot be processed becomes a `RejectedRecord`.
public struct StageFilter {
  /// What a filter writes for a document.
  public enum Form: Sendable {
    /// The document with all its layers.
    case envelope
    /// The lines of `segments.jsonl`.
    case segments
  }

  private let form: Form
  private let reader: FileReader
  private var worker: PipelineWorker
  private var writer: RecordWriter

  /// Throws a `DataFault` where the recipe has none of the stages.
  public init(pipeline: Pipeline, stages names: [String], offsets: OffsetUnit?, form: Form) throws {
    let stages = pipeline.stages(named: names)
    for name in names where !stages.contains(where: { $0.name == name }) {
      throw DataFault(file: pipeline.recipe.file, message: "the recipe has no stage '\(name)'")
    }
    self.form = form
    reader = FileReader(maximumBytes: pipeline.recipe.maximumBytes)
    worker = try PipelineWorker(stages)
    writer = RecordWriter(offsets: offsets ?? pipeline.recipe.offsets, pipeline: pipeline.recipe.identity)
  }

  /// Takes a line with an envelope. `name` is what a reject calls it ("line 12").
  public mutating func process(envelope line: [UInt8], name: String) throws(RejectedRecord) -> [UInt8] {
    var document: Document
    do {
      document = try DocumentEnvelope(line: line).document
    } catch {
      throw RejectedRecord(
        path: name, stage: "read", code: "bad-line",
        message: "\((error as? RecordFault)?.message ?? "\(error)"). Lines must be what the stage before writes.")
    }
    return try process(&document)
  }

  /// Takes a line `{"id", "path", "text"}` or `{"path"}`.
  public mutating func process(request line: [UInt8], name: String) throws(RejectedRecord) -> [UInt8] {
    let request: Request
    do {
      request = try JSONDecoder().decode(Request.self, from: Data(line))
    } catch {
      throw RejectedRecord(
        path: name, stage: "read", code: "bad-line",
        message: "\(RecordFault.message(of: error)). Lines must be {\"id\", \"path\", \"text\"} or {\"path\"}; "
          + "for a document itself on standard input give its name with --id.")
    }
    guard let path = request.path ?? request.id else {
      throw RejectedRecord(path: name, stage: "read", code: "bad-line", message: "give at least \"path\" or \"id\"")
    }
    let id = request.id ?? Corpus.id(forPath: path)
    if let text = request.text { return try process(Array(text.utf8), id: id, path: path) }
    guard request.path != nil else {
      throw RejectedRecord(path: name, stage: "read", code: "bad-line", message: "\"text\" or \"path\" is missing")
    }
    return try process(try reader.read(file: path, path: path), id: id, path: path)
  }

  /// Takes a file of a corpus.
  public mutating func process(input: Corpus.Input) throws(RejectedRecord) -> [UInt8] {
    try process(
      try reader.read(file: input.file, path: input.path), id: input.id, path: input.path, mediaType: input.mediaType,
      warning: input.warning)
  }

  /// Takes the bytes of a document.
  public mutating func process(
    _ bytes: [UInt8], id: String, path: String, mediaType: String? = nil, warning: WarningRecord? = nil
  ) throws(RejectedRecord) -> [UInt8] {
    var document = try SourceDocument.make(
      bytes, id: id, path: path, mediaType: mediaType ?? MediaType.of(name: path) ?? "text/plain", warning: warning,
      sha256: SHA256.hex(bytes), reader: reader)
    return try process(&document)
  }

  private mutating func process(_ document: inout Document) throws(RejectedRecord) -> [UInt8] {
    try worker.process(&document)
    switch form {
    case .segments:
      var json = JSONBuffer()
      writer.writeSegments(document, to: &json)
      return json.bytes
    case .envelope:
      do {
        return try DocumentEnvelope(document).line()
      } catch {
        throw RejectedRecord(path: document.path, stage: "write", code: "internal", message: "\(error)")
      }
    }
  }

  private struct Request: Decodable {
    var id: String?
    var path: String?
    var text: String?
  }
}

/// A document as it enters the first stage.
enum SourceDocument {
  static func make(
    _ bytes: [UInt8], id: String, path: String, mediaType: String, warning: WarningRecord?, sha256: String,
    reader: FileReader
  ) throws(RejectedRecord) -> Document {
    try reader.check(bytes, path: path)
    var document = Document(id: id, path: path, mediaType: mediaType, source: bytes)
    document.sha256 = sha256
    if let warning { document.warnings.append(Warning(code: warning.code, message: warning.message)) }
    if bytes.isEmpty { document.warnings.append(Warning(code: "empty", message: "the file is empty")) }
    return document
  }
}
