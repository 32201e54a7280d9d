import StrataModel

/// The documents of a run, in the order in which they are processed and written.
public struct Corpus: Sendable {
  /// One file that is to become a document.
  public struct Input: Sendable, Equatable {
    /// The path below its corpus root.
    public var path: String
    /// The document's id.
    public var id: String
    public var mediaType: String
    /// Where to read it.
    public var file: String
    /// Position of its corpus root in `roots`.
    public var root: Int
    /// Length in bytes when the corpus was listed; only for estimates.
    public var byteCount: Int
    /// What is to be told of the document ("its id was taken").
    public var warning: WarningRecord?
  }

  /// Absolute paths of the corpora.
  public var roots: [String] = []
  public var inputs = CorpusInputs()
  /// Folders and files that could not be looked into.
  public var rejected: [RejectedRecord] = []
  /// Files that were passed over, by reason ("extension .pdf", "excluded README.md").
  public var skipped: [String: Int] = [:]
  /// What is to be told of the corpus as a whole.
  public var warnings: [WarningRecord] = []

  public init() {}

  /// One document that is in memory; `name` stands for its path, and its ending tells the media type.
  public init(document name: String, byteCount: Int) {
    inputs.addRoot(name)
    inputs.append(path: name, mediaType: MediaType.of(name: name) ?? "text/plain", byteCount: byteCount)
    DocumentNames.assign(to: &self)
  }
}

/// A corpus that cannot be read at all.
public struct CorpusFault: Error, CustomStringConvertible, Sendable {
  public var path: String
  public var message: String

  public init(path: String, message: String) {
    self.path = path
    self.message = message
  }

  public var description: String { "\(path): \(message)" }
}
