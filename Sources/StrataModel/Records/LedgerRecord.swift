/// One line of `ledger.jsonl`: every change between a document's bytes and its text.
public struct LedgerRecord: Codable, Sendable, Equatable {
  public var document: String
  /// The character set of the original file ("utf-8").
  public var encoding: String
  /// Sorted and disjoint.
  public var edits: [Edit]

  /// `[start, end, replacement, reason]`, in bytes of the original file.
  public struct Edit: Codable, Sendable, Equatable {
    public var start: Int
    public var end: Int
    public var replacement: String
    public var reason: EditReason

    public init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      start = try list.decode(Int.self)
      end = try list.decode(Int.self)
      replacement = try list.decode(String.self)
      reason = try list.decode(EditReason.self)
    }

    public func encode(to encoder: any Encoder) throws {
      var list = encoder.unkeyedContainer()
      try list.encode(start)
      try list.encode(end)
      try list.encode(replacement)
      try list.encode(reason)
    }
  }
}
