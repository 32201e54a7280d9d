/// At most sixteen ASCII characters that name a segment's text and its occurrence within the document.
///
/// Kept in place: as a string each of them would be an allocation of its own.
public struct SegmentKey: Sendable, Hashable, BitwiseCopyable, CustomStringConvertible {
  /// The characters in their order, the first one lowest, zeros behind the last.
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  public static let longest = 16

  public init() {}

  /// `character` gives each of `count` characters, at most sixteen.
  @inlinable
  public init(count: Int, _ character: (Int) -> UInt8) {
    self.init()
    for index in 0..<count { set(index, character(index)) }
  }

  /// Nil where the text is too long or not ASCII.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count <= Self.longest, bytes.allSatisfy({ $0 > 0 && $0 < 128 }) else { return nil }
    self.init(count: bytes.count) { bytes[$0] }
  }

  @usableFromInline
  mutating func set(_ index: Int, _ character: UInt8) {
    precondition(index >= 0 && index < Self.longest, "a key has sixteen characters at most")
    if index < 8 {
      low |= UInt64(character) << UInt64(8 * index)
    } else {
      high |= UInt64(character) << UInt64(8 * (index - 8))
    }
  }

  /// How many characters it has.
  public var count: Int { ((high == 0 ? 64 - low.leadingZeroBitCount : 128 - high.leadingZeroBitCount) + 7) / 8 }

  public var description: String {
    String(decoding: (0..<count).map { self[$0] }, as: UTF8.self)
  }

  private subscript(index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: index < 8 ? low >> UInt64(8 * index) : high >> UInt64(8 * (index - 8)))
  }

  /// Writes sixteen bytes, of which `count` are the key's.
  @inline(__always)
  func write(to target: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(target).storeBytes(of: low.littleEndian, as: UInt64.self)
    UnsafeMutableRawPointer(target + 8).storeBytes(of: high.littleEndian, as: UInt64.self)
  }
}

extension SegmentKey: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let key = SegmentKey(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a key has at most sixteen ASCII characters")
    }
    self = key
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
