import StrataModel

/// Tags of unknown words by their endings, longest ending first.
struct SuffixTable: Sendable {
  private struct Ending {
    /// The last eight bytes at most, the very last one highest; `mask` tells which of them count.
    var bytes: UInt64
    var mask: UInt64
    var count: Int
    /// What stands before the last eight bytes.
    var rest: [UInt8]
  }

  private var endings: [Ending] = []
  private var orders: [TagOrder] = []
  /// By the last byte: the first of its endings, and one more for the end.
  private var first = [Int](repeating: 0, count: 257)

  init(_ suffixes: [GrammarDefinition.Suffix] = []) {
    let sorted = suffixes.filter { !$0.ending.isEmpty }.sorted {
      let (left, right) = ($0.ending.utf8.last ?? 0, $1.ending.utf8.last ?? 0)
      return left != right
        ? left < right : ($0.ending.utf8.count, $1.ending) > ($1.ending.utf8.count, $0.ending)
    }
    for suffix in sorted { first[Int(suffix.ending.utf8.last ?? 0) + 1] += 1 }
    for byte in 0..<256 { first[byte + 1] += first[byte] }
    endings = sorted.map { suffix in
      let bytes = Array(suffix.ending.utf8)
      let last = bytes.suffix(8)
      var ending = Ending(bytes: 0, mask: 0, count: bytes.count, rest: Array(bytes.dropLast(8)))
      for byte in last {
        ending.bytes = ending.bytes >> 8 | UInt64(byte) << 56
        ending.mask = ending.mask >> 8 | 0xFF << 56
      }
      return ending
    }
    orders = sorted.map { TagOrder($0.tags) }
  }

  /// The tags of the first ending that fits the (ASCII-folded) word, which is longer than it by two bytes or more.
  func tags(_ text: UnsafeBufferPointer<UInt8>, _ token: Token) -> TagOrder? {
    let end = Int(token.end)
    var last: UInt64 = 0
    for at in max(Int(token.start), end - 8)..<end { last = last >> 8 | UInt64(Self.folded(text[at])) << 56 }
    let candidates = first[Int(last >> 56)]..<first[Int(last >> 56) + 1]
    return endings.withUnsafeBufferPointer { endings in
      for index in candidates where (endings[index].bytes ^ last) & endings[index].mask == 0 {
        guard token.count > endings[index].count + 1 else { continue }
        var at = end - endings[index].count
        let fits = endings[index].rest.allSatisfy { byte in
          defer { at += 1 }
          return Self.folded(text[at]) == byte
        }
        if fits { return orders[index] }
      }
      return nil
    }
  }

  @inline(__always)
  private static func folded(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 32 : byte }
}
