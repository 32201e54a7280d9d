import StrataModel

/// One step of the pipeline: an immutable plan, shared by all threads, that makes mutable workers.
public protocol Stage: Sendable {
  /// The name in recipes and on the command line.
  var name: String { get }
  /// Layers that must be there before the stage runs.
  var reads: Layers { get }
  /// Layers that the stage adds.
  var writes: Layers { get }
  func makeWorker() throws -> any StageWorker
}

/// The mutable half of a stage: scratch buffers, ICU handles, caches. One per thread; keeps
/// nothing from one document to the next that could change a result.
public protocol StageWorker {
  mutating func process(_ document: inout Document) throws
}

/// A document that a stage cannot process. The batch goes on without it.
public struct StageFailure: Error, Sendable {
  /// Stable, listed in the documentation.
  public var code: String
  public var stage: String
  /// Byte of the original file, or nil.
  public var at: Int?
  /// What happened and what to do.
  public var message: String

  public init(code: String, stage: String, at: Int? = nil, message: String) {
    self.code = code
    self.stage = stage
    self.at = at
    self.message = message
  }
}
