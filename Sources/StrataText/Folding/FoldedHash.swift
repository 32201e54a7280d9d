/// A hash of a word that does not tell upper from lower case: words that are the same after simple case
/// folding (``SimpleCaseFolding``) have the same hash. It is the same in every run and on every machine.
///
/// Not for input from an enemy who wants collisions; a ``Vocabulary`` is built from our own lexicons.
public func foldedHash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  guard let start = bytes.baseAddress else { return FoldedHash.empty }
  return FoldedHash.hash(FoldedChunks(bytes: start, count: bytes.count, readable: bytes.count))
}

enum FoldedHash {
  static let empty = finish(seed, length: 0)

  private static let seed: UInt64 = 0x243F_6A88_85A3_08D3

  @inline(__always)
  static func hash(_ chunks: FoldedChunks) -> UInt64 {
    var state = seed
    let length = chunks.forEach { chunk in
      state = (state ^ chunk) &* 0x9E37_79B9_7F4A_7C15
      state ^= state &>> 32
      return true
    }
    return finish(state, length: length ?? 0)
  }

  @inline(__always)
  private static func finish(_ state: UInt64, length: Int) -> UInt64 {
    let mixed = (state ^ UInt64(truncatingIfNeeded: length)) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ mixed &>> 32
  }
}
