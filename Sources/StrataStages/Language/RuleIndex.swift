/// A set of rules, by their numbers. Number 127 stands for all rules from there on.
struct RuleSet: Sendable, BitwiseCopyable {
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

/// Which rules can fit, judged by the first item that their patterns look at. A rule that is not named cannot.
struct RuleIndex: Sendable {
  /// Rules that look at nothing, or may begin with anything.
  private var always = RuleSet()
  /// Those and the ones that fit at the segment's start or end.
  private var edge = RuleSet()
  private var byGroup: Memory<RuleSet>
  private var byTag = Memory(repeating: RuleSet(), count: 32)
  private var tagUnion: UInt32 = 0
  private var byFlags: Memory<(flags: UInt32, rules: RuleSet)>
  private var flagCount: Int
  private var flagUnion: UInt32 = 0

  /// `patterns`: one a rule, nil where it looks at nothing. `groups`: an item of each word group, in their order.
  init(_ patterns: [Pattern?], _ tables: PatternTables, groups: [PatternItem]) {
    var byGroup = Array(repeating: RuleSet(), count: groups.count)
    var byFlags: [(flags: UInt32, rules: RuleSet)] = []
    for (rule, pattern) in patterns.enumerated() {
      guard let pattern else {
        always.insert(rule)
        edge.insert(rule)
        continue
      }
      let beginnings = Pattern.beginnings(of: tables.program, at: Int(pattern.start))
      // A segment's edge is where a pattern looks out of it.
      let isAtEdge = pattern.isBackwards ? beginnings.canStart : beginnings.canEnd
      let isOpen = beginnings.isUnbounded || (pattern.isBackwards ? beginnings.canEnd : beginnings.canStart)
        || beginnings.tests.contains { $0.isNegated && $0.operation != .word && $0.operation != .wordClass }
      if isOpen { always.insert(rule) }
      if isOpen || isAtEdge { edge.insert(rule) }
      for test in beginnings.tests where !isOpen {
        switch test.operation {
        case .tags:
          for tag in 0..<32 where test.first & (1 << UInt32(tag)) != 0 { byTag.base[tag].insert(rule) }
          tagUnion |= test.first
        case .flags:
          if let known = byFlags.firstIndex(where: { $0.flags == test.first }) {
            byFlags[known].rules.insert(rule)
          } else {
            var rules = RuleSet()
            rules.insert(rule)
            byFlags.append((test.first, rules))
          }
          flagUnion |= test.first
        default:
          for (group, item) in groups.enumerated() where tables.test(test, item) != test.isNegated {
            byGroup[group].insert(rule)
          }
        }
      }
    }
    self.byGroup = Memory(byGroup)
    self.byFlags = Memory(byFlags)
    flagCount = byFlags.count
  }

  /// The rules that can fit where the item comes first.
  @inline(__always)
  func rules(_ item: PatternItem) -> RuleSet {
    var rules = always
    rules.formUnion(byGroup[Int(item.group)])
    var tags = item.tags & tagUnion
    while tags != 0 {
      rules.formUnion(byTag[tags.trailingZeroBitCount])
      tags &= tags &- 1
    }
    if item.flags & flagUnion != 0 {
      for index in 0..<flagCount where item.flags & byFlags[index].flags == byFlags[index].flags {
        rules.formUnion(byFlags[index].rules)
      }
    }
    return rules
  }

  /// The rules that can fit at the place, or at the segment's edge where there is no item.
  @inline(__always)
  func rules(_ items: UnsafeBufferPointer<PatternItem>, at index: Int) -> RuleSet {
    index >= 0 && index < items.count ? rules(items[index]) : edge
  }

  func deallocate() {
    byGroup.deallocate()
    byTag.deallocate()
    byFlags.deallocate()
  }
}
