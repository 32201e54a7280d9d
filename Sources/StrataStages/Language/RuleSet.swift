/// A set of rules, by their numbers. Number 255 stands for all rules from there on.
struct RuleSet: Sendable, Hashable, BitwiseCopyable {
  private var bits = SIMD4<UInt64>()
  static let last = 255

  @inline(__always) var isEmpty: Bool { bits.x | bits.y | bits.z | bits.w == 0 }

  mutating func insert(_ rule: Int) {
    let rule = min(rule, Self.last)
    bits[rule / 64] |= 1 << UInt64(rule % 64)
  }

  @inline(__always)
  func contains(_ rule: Int) -> Bool {
    let rule = min(rule, Self.last)
    return bits[rule / 64] & 1 << UInt64(rule % 64) != 0
  }

  @inline(__always)
  mutating func formUnion(_ other: RuleSet) { bits |= other.bits }

  @inline(__always)
  mutating func formIntersection(_ other: RuleSet) { bits &= other.bits }

  @inline(__always)
  mutating func subtract(_ other: RuleSet) { bits &= ~other.bits }

  /// The first of the `count` rules that are in the set and fit, or -1.
  @inline(__always)
  func first(of count: Int, where fits: (Int) -> Bool) -> Int {
    for word in 0..<4 {
      var rest = bits[word]
      while rest != 0 {
        let rule = 64 &* word &+ rest.trailingZeroBitCount
        if rule == Self.last {
          for rule in Self.last..<count where fits(rule) { return rule }
          return -1
        }
        if fits(rule) { return rule }
        rest &= rest &- 1
      }
    }
    return -1
  }
}
