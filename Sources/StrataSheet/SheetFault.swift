/// Something about a sheet that a person must put right: what, where, and what to do.
public struct SheetFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// Stable, listed in docs/MASTERSHEET.md.
  public var code: String
  public var message: String

  public init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
