import StrataModel

/// What the tokenizer finds out about a word from its bytes alone, remembered for the words that a text repeats.
///
/// A table of one place a slot: a newer word takes the place of an older one. Nothing is said of words longer than
/// sixteen bytes.
struct WordMemo {
  /// What a word comes to. `key` holds its bytes, filled up with zeros.
  struct Entry: BitwiseCopyable {
    var key: SIMD2<UInt64> = .zero
    /// Of the word without its possessive ending.
    var hash: UInt64 = 0
    var word: UInt32 = 0
    var flags: TokenFlags = []
    /// All bytes, those of the possessive ending included; 0 where the slot is empty.
    var count: UInt8 = 0
    /// Bytes of the possessive ending, in the low bits.
    private var low: UInt8 = 0

    @inline(__always)
    var ending: UInt8 {
      get { low & 0x7F }
      set { low = low & 0x80 | newValue }
    }

    /// Whether it is a mark, no word, for the boundaries.
    @inline(__always)
    var isMark: Bool {
      get { low & 0x80 != 0 }
      set { low = low & 0x7F | (newValue ? 0x80 : 0) }
    }
  }

  static let longest = 16
  private static let slots = 1 << 12
  private let entries = Memory(repeating: Entry(), count: slots)

  func deallocate() { entries.deallocate() }

  /// The bytes of a word of at most sixteen; as many can be read.
  @inline(__always)
  static func key(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> SIMD2<UInt64> {
    let low = UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
    if count <= 8 { return SIMD2(low & UInt64.max &>> UInt64(64 &- 8 &* count), 0) }
    let high = UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    return SIMD2(low, high & UInt64.max &>> UInt64(128 &- 8 &* count))
  }

  /// The slot of a key: a word is there where `entry.key` and `entry.count` are its own.
  @inline(__always)
  func slot(_ key: SIMD2<UInt64>) -> UnsafeMutablePointer<Entry> {
    let mixed = (key.x ^ key.y &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
    return entries.base + Int(truncatingIfNeeded: mixed &>> 52)
  }
}
