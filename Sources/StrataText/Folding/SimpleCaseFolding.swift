import ICUShim

/// Simple case folding by the Unicode Character Database (`CaseFolding.txt`, statuses C and S): character
/// for character, the same in every language. `Σ`, `σ` and `ς` are alike; `ß` and `ss` are not.
///
/// Words that fold to the same bytes are the same word to ``foldedHash(_:)`` and ``Vocabulary``.
public struct SimpleCaseFolding: @unchecked Sendable {
  /// The folded code point for every code point below ``limit``. Never freed.
  private let table: UnsafePointer<UInt16>
  private static let limit = 0x2C00

  public static let shared = SimpleCaseFolding()

  private init() {
    let table = UnsafeMutablePointer<UInt16>.allocate(capacity: Self.limit)
    for character in 0..<Self.limit {
      let folded = strata_simple_case_fold(UInt32(character))
      (table + character).initialize(to: UInt16(folded))
    }
    self.table = UnsafePointer(table)
  }

  /// The folded form of a code point.
  @inline(__always)
  public func fold(_ character: UInt32) -> UInt32 {
    character < Self.limit ? UInt32(table[Int(character)]) : strata_simple_case_fold(character)
  }

  /// Lower-cases eight ASCII bytes.
  @inline(__always)
  static func foldASCII(_ bytes: UInt64) -> UInt64 {
    let atLeastA = bytes &+ 0x3F3F_3F3F_3F3F_3F3F
    let aboveZ = bytes &+ 0x2525_2525_2525_2525
    return bytes | ((atLeastA ^ aboveZ) & 0x8080_8080_8080_8080) &>> 2
  }
}
