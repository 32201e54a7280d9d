/// What a segment of text between two word boundaries is: a hundredth of ICU's rule status.
///
/// A segment is what its last character says it is: `a1` is a number, `1a` letters.
public enum WordKind: UInt8, Sendable {
  /// White space, punctuation, symbols, controls.
  case other = 0
  case number = 1
  case letters = 2
  case kana = 3
  case ideographs = 4
}

/// A segment of text between two word boundaries, in UTF-8 bytes.
public struct Word: Hashable, Sendable {
  public let start: UInt32
  public let end: UInt32
  public let kind: WordKind

  @inlinable
  public init(start: UInt32, end: UInt32, kind: WordKind) {
    self.start = start
    self.end = end
    self.kind = kind
  }

  @inlinable
  public var count: Int { Int(end &- start) }
}
