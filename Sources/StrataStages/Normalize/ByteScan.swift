/// Passes over bytes that cannot matter, eight at a time.
enum ByteScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let high: UInt64 = 0x8080_8080_8080_8080

  /// Goes from `at` on over groups of eight bytes that are dull, and stops where fewer than eight are left.
  @inline(__always)
  static func skip(
    _ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, while isDull: (UInt64) -> Bool
  ) -> Int {
    guard let base = text.baseAddress else { return at }
    let raw = UnsafeRawPointer(base)
    var index = at
    while index + 8 <= end, isDull(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) { index += 8 }
    return index
  }

  /// True where one of eight bytes is 128 or more.
  @inline(__always) static func hasHigh(_ word: UInt64) -> Bool { word & high != 0 }

  /// True where one of eight bytes is below 32; those above 127 do not count.
  @inline(__always) static func hasControl(_ word: UInt64) -> Bool { (word &- ones &* 32) & ~word & high != 0 }

  /// True where one of eight bytes is `byte`.
  @inline(__always) static func has(_ byte: UInt8, _ word: UInt64) -> Bool {
    let zeroed = word ^ (ones &* UInt64(byte))
    return (zeroed &- ones) & ~zeroed & high != 0
  }

  /// True where one of eight bytes is `0` to `9`.
  @inline(__always) static func hasDigit(_ word: UInt64) -> Bool {
    let moved = word ^ (ones &* 0x30)
    return ~(((moved & ~high) &+ ones &* 0x76) | moved) & high != 0
  }

  /// 128 in each of eight bytes that is a space.
  @inline(__always) static func spaces(_ word: UInt64) -> UInt64 {
    let moved = word ^ (ones &* 0x20)
    return ~(((moved & ~high) &+ ~high) | moved | ~high)
  }
}
