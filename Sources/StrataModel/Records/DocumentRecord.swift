/// One line of `documents.jsonl`: what is known of a document as a whole.
public struct DocumentRecord: Codable, Sendable, Equatable {
  /// The path below the corpus root without its extension.
  public var id: String
  public var path: String
  public var sha256: String
  /// Length of the original file.
  public var bytes: Int
  public var mediaType: String
  public var encoding: String
  public var language: String?
  public var title: String?
  public var date: String?
  /// Segments by kind; every kind is there.
  public var counts: [String: Int]
  public var declared: [DeclaredCountRecord]
  public var warnings: [WarningRecord]
  public var pipeline: PipelineIdentity
  public var offsets: OffsetUnit
}

/// A number that the page states of its own content, beside what was found.
public struct DeclaredCountRecord: Codable, Sendable, Equatable {
  public var label: String
  public var declared: Int
  public var found: Int
  /// Id of the segment that states it.
  public var segment: String?
}

/// Something a person should know of a document that was processed all the same.
public struct WarningRecord: Codable, Sendable, Equatable {
  public var code: String
  public var message: String
  /// Byte of the original file, or nil.
  public var at: Int?

  public init(code: String, message: String, at: Int? = nil) {
    self.code = code
    self.message = message
    self.at = at
  }
}

/// Which pipeline made a record.
public struct PipelineIdentity: Codable, Sendable, Hashable {
  public var name: String
  public var version: String
  /// SHA-256 over the recipe and every data file it names.
  public var digest: String

  public init(name: String, version: String, digest: String) {
    self.name = name
    self.version = version
    self.digest = digest
  }
}
