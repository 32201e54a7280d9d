/// One line of `rejected.jsonl`: an input that gave no document, and why.
public struct RejectedRecord: Codable, Sendable, Equatable, Error {
  /// Below the corpus root, or the line of a filter's input ("line 12").
  public var path: String
  /// The stage that gave up; `read` before the first one.
  public var stage: String
  /// Stable, listed in the documentation.
  public var code: String
  /// Byte of the original file, or nil.
  public var at: Int?
  /// What happened and what to do.
  public var message: String

  public init(path: String, stage: String, code: String, at: Int? = nil, message: String) {
    self.path = path
    self.stage = stage
    self.code = code
    self.at = at
    self.message = message
  }
}
