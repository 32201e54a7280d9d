/// Something about a table that a person must put right: what, where, and what to do.
public struct TableFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// Stable, listed in docs/MASTERSHEET.md: "csv-quote", "sheet-empty".
  public var code: String
  public var message: String

  public init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
