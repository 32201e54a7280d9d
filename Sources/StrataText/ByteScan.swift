/// Passes over bytes that cannot matter, eight at a time. Inlined into its callers.
public enum ByteScan {
  @inlinable @inline(__always) static var ones: UInt64 { 0x0101_0101_0101_0101 }
  @inlinable @inline(__always) static var high: UInt64 { 0x8080_8080_8080_8080 }

  /// Goes from `at` on over groups of eight bytes that are dull, and stops where fewer than eight are left.
  @inlinable @inline(__always)
  public static func skip(
    _ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, while isDull: (UInt64) -> Bool
  ) -> Int {
    guard let base = text.baseAddress else { return at }
    let raw = UnsafeRawPointer(base)
    var index = at
    while index + 8 <= end, isDull(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) { index += 8 }
    return index
  }

  /// The first byte from `at` on that `marks` marks with its highest bit, or where fewer than eight bytes are left. Marks
  /// behind the first one need not be right.
  @inlinable @inline(__always)
  public static func find(
    _ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ marks: (UInt64) -> UInt64
  ) -> Int {
    guard let base = text.baseAddress else { return at }
    let raw = UnsafeRawPointer(base)
    var index = at
    while index + 8 <= end {
      let found = marks(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian)
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    return index
  }

  /// True where one of eight bytes is 128 or more.
  @inlinable @inline(__always) public static func hasHigh(_ word: UInt64) -> Bool { word & high != 0 }

  /// True where one of eight bytes is below 32; those above 127 do not count.
  @inlinable @inline(__always) public static func hasControl(_ word: UInt64) -> Bool {
    (word &- ones &* 32) & ~word & high != 0
  }

  /// True where one of eight bytes is `byte`.
  @inlinable @inline(__always) public static func has(_ byte: UInt8, _ word: UInt64) -> Bool {
    matches(byte, word) != 0
  }

  /// 128 in the first of eight bytes that is `byte`, and 0 before it.
  @inlinable @inline(__always) public static func matches(_ byte: UInt8, _ word: UInt64) -> UInt64 {
    let zeroed = word ^ (ones &* UInt64(byte))
    return (zeroed &- ones) & ~zeroed & high
  }

  /// 128 in each of eight bytes that goes on with a character of UTF-8.
  @inlinable @inline(__always) public static func continuations(_ word: UInt64) -> UInt64 { word & ~(word << 1) & high }

  /// True where one of eight bytes is `0` to `9`.
  @inlinable @inline(__always) public static func hasDigit(_ word: UInt64) -> Bool {
    let moved = word ^ (ones &* 0x30)
    return ~(((moved & ~high) &+ ones &* 0x76) | moved) & high != 0
  }

  /// 128 in each of eight bytes that is above 32: all but white space and controls.
  @inlinable @inline(__always) public static func ink(_ word: UInt64) -> UInt64 {
    (((word & ~high) &+ ones &* 0x5F) | word) & high
  }

  /// 128 in each of eight bytes that is an ASCII letter or above 127.
  @inlinable @inline(__always) public static func letters(_ word: UInt64) -> UInt64 {
    let folded = (word | ones &* 0x20) & ~high
    let fromA = folded &+ ones &* (0x80 - 0x61)
    let beyondZ = folded &+ ones &* (0x80 - 0x7B)
    return ((fromA & ~beyondZ) | word) & high
  }

  /// Sets the bit that makes ASCII's capitals small letters; digits and most signs have it already.
  @inlinable @inline(__always) public static func lowercased(_ word: UInt64) -> UInt64 { word | (~word & high) >> 2 }

  /// Eight ASCII bytes with their capitals as small letters.
  @inlinable @inline(__always) public static func smallLetters(_ word: UInt64) -> UInt64 {
    let fromA = word &+ ones &* 0x3F
    let beyondZ = word &+ ones &* 0x25
    return word | ((fromA ^ beyondZ) & high) >> 2
  }

  /// 128 in each of eight bytes that is a space.
  @inlinable @inline(__always) public static func spaces(_ word: UInt64) -> UInt64 {
    let moved = word ^ (ones &* 0x20)
    return ~(((moved & ~high) &+ ~high) | moved | ~high)
  }
}
