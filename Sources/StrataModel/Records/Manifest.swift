/// `manifest.json`: the run that made an output folder. The only file that names the machine's
/// paths and the clock, and the last one to be written.
public struct Manifest: Codable, Sendable, Equatable {
  /// Version of the program.
  public var strata: String
  /// Tells builds of one version apart; nil in the outputs of versions that did not tell.
  public var build: String?
  public var icu: String
  public var pipeline: PipelineIdentity
  /// Every file that the pipeline's digest covers.
  public var dataFiles: [DataFile]
  public var offsets: OffsetUnit
  /// The corpora as absolute paths; `inputs` refer to them by position.
  public var roots: [String]
  public var inputs: [Input]
  /// Files that were passed over, by reason.
  public var skipped: [String: Int]
  public var counts: Counts
  /// ISO 8601, UTC.
  public var started: String
  /// Of this run, in seconds.
  public var seconds: Double
  public var jobs: Int

  public struct DataFile: Codable, Sendable, Equatable {
    /// Relative to the recipe's folder.
    public var path: String
    public var sha256: String

    public init(path: String, sha256: String) {
      self.path = path
      self.sha256 = sha256
    }
  }

  public struct Input: Codable, Sendable, Equatable {
    /// Nil where the input was rejected.
    public var document: String?
    public var path: String
    public var root: Int
    public var sha256: String?
    public var bytes: Int

    public init(document: String?, path: String, root: Int, sha256: String?, bytes: Int) {
      self.document = document
      self.path = path
      self.root = root
      self.sha256 = sha256
      self.bytes = bytes
    }
  }

  public struct Counts: Codable, Sendable, Equatable {
    public var documents = 0
    public var rejected = 0
    public var warnings = 0
    public var segments = 0
    public var commitments = 0
    public var mentions = 0
    public var bytes = 0
    /// Documents that this run did not have to process again.
    public var unchanged = 0
    public var byKind: [String: Int] = [:]
    public var byMentionType: [String: Int] = [:]
    public init() {}
  }

  public init(
    program: ProgramIdentity, pipeline: PipelineIdentity, dataFiles: [DataFile], offsets: OffsetUnit, roots: [String],
    inputs: [Input], skipped: [String: Int], counts: Counts, started: String, seconds: Double, jobs: Int
  ) {
    strata = program.version
    build = program.build
    icu = program.icu
    self.pipeline = pipeline
    self.dataFiles = dataFiles
    self.offsets = offsets
    self.roots = roots
    self.inputs = inputs
    self.skipped = skipped
    self.counts = counts
    self.started = started
    self.seconds = seconds
    self.jobs = jobs
  }
}
