/// A set of rules, by their numbers. The number `last` stands for all rules from there on.
protocol RuleSet: Sendable, Hashable, BitwiseCopyable {
  associatedtype Words: SIMD where Words.Scalar == UInt64
  /// A bit for each number.
  var bits: Words { get set }

  init()
  var isEmpty: Bool { get }
  mutating func formUnion(_ other: Self)
  mutating func formIntersection(_ other: Self)
  mutating func subtract(_ other: Self)
}

/// For the long lists of a grammar.
struct WideRuleSet: RuleSet {
  var bits = SIMD4<UInt64>()

  @inline(__always) var isEmpty: Bool { bits.x | bits.y | bits.z | bits.w == 0 }

  @inline(__always)
  mutating func formUnion(_ other: WideRuleSet) { bits |= other.bits }

  @inline(__always)
  mutating func formIntersection(_ other: WideRuleSet) { bits &= other.bits }

  @inline(__always)
  mutating func subtract(_ other: WideRuleSet) { bits &= ~other.bits }
}

/// For the lists of which fewer than 127 rules are looked at together: half the work, and half the tables.
struct NarrowRuleSet: RuleSet {
  var bits = SIMD2<UInt64>()

  @inline(__always) var isEmpty: Bool { bits.x | bits.y == 0 }

  @inline(__always)
  mutating func formUnion(_ other: NarrowRuleSet) { bits |= other.bits }

  @inline(__always)
  mutating func formIntersection(_ other: NarrowRuleSet) { bits &= other.bits }

  @inline(__always)
  mutating func subtract(_ other: NarrowRuleSet) { bits &= ~other.bits }
}

extension RuleSet {
  @inline(__always) static var last: Int { 64 &* Words.scalarCount &- 1 }

  mutating func insert(_ rule: Int) {
    let rule = min(rule, Self.last)
    bits[rule / 64] |= 1 << UInt64(rule % 64)
  }

  @inline(__always)
  func contains(_ rule: Int) -> Bool {
    let rule = min(rule, Self.last)
    return bits[rule / 64] & 1 << UInt64(rule % 64) != 0
  }

  /// The first of the `count` rules that are in the set and fit, or -1.
  @inline(__always)
  func first(of count: Int, where fits: (Int) -> Bool) -> Int {
    for word in 0..<Words.scalarCount {
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
