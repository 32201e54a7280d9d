/// A set of rules, by their numbers. Number 127 stands for all rules from there on.
struct RuleSet: Sendable, Hashable, BitwiseCopyable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  static let last = 127

  @inline(__always) var isEmpty: Bool { low | high == 0 }

  mutating func insert(_ rule: Int) {
    let rule = min(rule, Self.last)
    if rule < 64 { low |= 1 << UInt64(rule) } else { high |= 1 << UInt64(rule - 64) }
  }

  @inline(__always)
  mutating func formUnion(_ other: RuleSet) {
    low |= other.low
    high |= other.high
  }

  @inline(__always)
  mutating func formIntersection(_ other: RuleSet) {
    low &= other.low
    high &= other.high
  }

  /// Leaves out the rules that do not fit; those that share the last number stay.
  @inline(__always)
  mutating func filter(_ fits: (Int) -> Bool) {
    var rest = low
    while rest != 0 {
      let bit = rest & (~rest &+ 1)
      if !fits(rest.trailingZeroBitCount) { low &= ~bit }
      rest &= rest &- 1
    }
    rest = high & ~(1 << 63)
    while rest != 0 {
      let bit = rest & (~rest &+ 1)
      if !fits(64 &+ rest.trailingZeroBitCount) { high &= ~bit }
      rest &= rest &- 1
    }
  }

  /// The first of the `count` rules that are in the set and fit, or -1.
  @inline(__always)
  func first(of count: Int, where fits: (Int) -> Bool) -> Int {
    var rest = low
    while rest != 0 {
      let rule = rest.trailingZeroBitCount
      if fits(rule) { return rule }
      rest &= rest &- 1
    }
    rest = high
    while rest != 0 {
      let rule = 64 &+ rest.trailingZeroBitCount
      if rule == Self.last { break }
      if fits(rule) { return rule }
      rest &= rest &- 1
    }
    if rest != 0 { for rule in Self.last..<count where fits(rule) { return rule } }
    return -1
  }
}
