/// The bytes of the original file.
public enum Source {}
/// The UTF-8 bytes of the normal text, the text that the normalize stage made.
public enum Normal {}

/// A half-open range of bytes in one space; the space is part of the type, so that an offset of
/// the original file is never taken for one of the normal text.
public struct Extent<Space>: Hashable, Sendable, Comparable {
  /// The first byte, counted from 0.
  public var start: UInt32
  /// The byte after the last one.
  public var end: UInt32

  public init(_ start: UInt32, _ end: UInt32) {
    self.start = start
    self.end = end
  }

  public init(_ start: Int, _ end: Int) {
    self.init(UInt32(start), UInt32(end))
  }

  public var count: Int { Int(end) - Int(start) }
  public var isEmpty: Bool { end <= start }
  public var range: Range<Int> { Int(start)..<Int(end) }

  public func contains(_ other: Extent) -> Bool { start <= other.start && other.end <= end }
  public func overlaps(_ other: Extent) -> Bool { start < other.end && other.start < end }

  public static func < (left: Extent, right: Extent) -> Bool {
    (left.start, left.end) < (right.start, right.end)
  }
}
