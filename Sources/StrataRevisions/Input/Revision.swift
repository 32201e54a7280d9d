import StrataModel

/// One side of a comparison: the documents of a run, as it wrote them.
public struct Revision: Sendable {
  /// How a person named it: the path.
  public var name: String
  public var documents: [RevisedDocument]
  /// Nil where nothing tells (a folder without manifest and without documents).
  public var pipeline: PipelineIdentity?
  /// The program that made the records; nil where the manifest is missing.
  public var program: ProgramIdentity?
  /// The files that the pipeline's digest covers.
  public var dataFiles: [Manifest.DataFile]
  /// The paths of all files that the run looked at, also of those it could not process, with their SHA-256 where it is
  /// known; nil where nothing tells.
  public var inputs: [String: String?]?
  /// Lines of the output files by the files' names, as they were written; for patches.
  public var files: [RevisionFile]

  public init(
    name: String, documents: [RevisedDocument], pipeline: PipelineIdentity?, program: ProgramIdentity?,
    dataFiles: [Manifest.DataFile] = [], files: [RevisionFile] = []
  ) {
    self.name = name
    self.documents = documents
    self.pipeline = pipeline
    self.program = program
    self.dataFiles = dataFiles
    self.files = files
  }
}

/// One file of an output folder.
public struct RevisionFile: Sendable, Equatable {
  /// "segments.jsonl"
  public var name: String
  /// Without their line feeds; every line of an output file has one.
  public var lines: [[UInt8]]

  public init(name: String, lines: [[UInt8]]) {
    self.name = name
    self.lines = lines
  }

  /// The files of an output folder that a patch carries, in order.
  public static let names = [
    "documents.jsonl", "segments.jsonl", "ledger.jsonl", "rejected.jsonl", "manifest.json",
  ]
}

/// A document of one side with its segments.
public struct RevisedDocument: Sendable {
  public var record: DocumentRecord
  public var segments: [SegmentRecord]
  /// Where the original file is, if it is known; it may be gone or changed.
  public var file: String?

  public var id: String { record.id }

  public init(record: DocumentRecord, segments: [SegmentRecord], file: String? = nil) {
    self.record = record
    self.segments = segments
    self.file = file
  }
}

/// An input that cannot be compared.
public struct RevisionFault: Error, CustomStringConvertible, Sendable {
  /// Stable, listed in the documentation: "same-id", "no-documents", "unknown-pair", "stray-segment", …
  public var code: String
  public var message: String

  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
