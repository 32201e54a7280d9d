import StrataModel

/// The parts of speech that a word can have, likeliest first, at most four, one byte each.
public struct TagOrder: Sendable, Hashable, BitwiseCopyable {
  public var packed: UInt32 = 0
  public init() {}
  public init(_ tags: [PartOfSpeech]) { for tag in tags { append(tag) } }

  public mutating func append(_ tag: PartOfSpeech) {
    var shift: UInt32 = 0
    while shift < 32 {
      let present = (packed >> shift) & 255
      if present == UInt32(tag.rawValue) { return }
      if present == 0 {
        packed |= UInt32(tag.rawValue) << shift
        return
      }
      shift += 8
    }
  }

  @inlinable public var isEmpty: Bool { packed == 0 }
  @inlinable public var first: PartOfSpeech { isEmpty ? .unknown : PartOfSpeech(lowestOf: 1 << (packed & 255)) }

  /// Bits of all tags, as in `PartOfSpeech.bit`.
  @inlinable public var bits: UInt32 {
    var rest = packed
    var result: UInt32 = 0
    while rest != 0 {
      result |= 1 << (rest & 255)
      rest >>= 8
    }
    return result
  }

  /// The likeliest tag among those of the mask, or nil.
  @inlinable public func first(of mask: UInt32) -> PartOfSpeech? {
    var rest = packed
    while rest != 0 {
      if mask & (1 << (rest & 255)) != 0 { return PartOfSpeech(lowestOf: 1 << (rest & 255)) }
      rest >>= 8
    }
    return nil
  }
}
