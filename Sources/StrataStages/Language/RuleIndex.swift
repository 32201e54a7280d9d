/// Which rules can fit, judged by the first two items that their patterns look at. A rule that is not named cannot.
struct RuleIndex<Rules: RuleSet>: Sendable {
  private let first: Level
  private let second: Level

  /// `patterns`: one a rule, nil where it looks at nothing. `groups`: an item of each word group, in their order.
  init(_ patterns: [Pattern?], _ tables: PatternTables, groups: [PatternItem]) {
    let firsts = patterns.map { pattern in
      pattern.map { Pattern.beginnings(of: tables.program, at: [Int($0.start)]) }
    }
    first = Level(patterns, firsts, tables, groups)
    let seconds = firsts.map { beginnings in
      beginnings.flatMap { $0.isOpenAtOnce ? nil : Pattern.beginnings(of: tables.program, at: $0.next) }
    }
    second = Level(patterns, seconds, tables, groups)
  }

  /// Whether some rule can begin with the item for its word; `flags` names the properties by which others may.
  func concerns(_ group: PatternItem) -> Bool { first.concerns(group) }
  var flags: UInt32 { first.flagUnion }

  /// The rules that can fit where the item comes first.
  @inline(__always)
  func rules(_ item: PatternItem) -> Rules { first.rules(item) }

  /// The rules that can fit at the place, looking onwards (`step` 1) or back (-1).
  @inline(__always)
  func rules(_ items: UnsafeBufferPointer<PatternItem>, at index: Int, step: Int) -> Rules {
    guard index >= 0, index < items.count else { return first.edge }
    var rules = first.rules(items[index])
    if rules.isEmpty { return rules }
    let next = index &+ step
    rules.formIntersection(next >= 0 && next < items.count ? second.rules(items[next]) : second.edge)
    return rules
  }

  func deallocate() {
    first.deallocate()
    second.deallocate()
  }

  /// The rules by what they look at in one place.
  private struct Level: Sendable {
    /// Rules that look at nothing there, or at anything.
    private var always = Rules()
    /// Those and the ones that fit at the segment's start or end.
    private(set) var edge = Rules()
    /// By group: number of its set. Groups are many, sets are few: so both stay near the processor.
    private let byGroup: Memory<UInt16>
    private let sets: Memory<Rules>
    private let byTag = Memory(repeating: Rules(), count: 32)
    private var tagUnion: UInt32 = 0
    private let byFlags: Memory<(flags: UInt32, rules: Rules)>
    private let flagCount: Int
    private(set) var flagUnion: UInt32 = 0

    init(
      _ patterns: [Pattern?], _ beginnings: [Pattern.Beginnings?], _ tables: PatternTables, _ groups: [PatternItem]
    ) {
      var byGroup = Array(repeating: Rules(), count: groups.count)
      var byFlags: [(flags: UInt32, rules: Rules)] = []
      for (rule, beginnings) in beginnings.enumerated() {
        guard let beginnings, let pattern = patterns[rule] else {
          always.insert(rule)
          edge.insert(rule)
          continue
        }
        // A segment's edge is where a pattern looks out of it.
        let isAtEdge = pattern.isBackwards ? beginnings.canStart : beginnings.canEnd
        let isOpen =
          beginnings.isUnbounded || (pattern.isBackwards ? beginnings.canEnd : beginnings.canStart)
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
              var rules = Rules()
              rules.insert(rule)
              byFlags.append((test.first, rules))
            }
            flagUnion |= test.first
          case .word where !test.isNegated:
            // A word that a pattern names is a group of its own.
            if let group = groups.firstIndex(where: { $0.word == test.first }) { byGroup[group].insert(rule) }
          default:
            for (group, item) in groups.enumerated() where tables.test(test, item) != test.isNegated {
              byGroup[group].insert(rule)
            }
          }
        }
      }
      var numbers: [Rules: UInt16] = [:]
      var sets: [Rules] = []
      self.byGroup = Memory(
        byGroup.map { set in
          if let known = numbers[set] { return known }
          // There are no more sets than groups, and no more groups than words in patterns and combinations of classes.
          let number = UInt16(sets.count)
          numbers[set] = number
          sets.append(set)
          return number
        })
      self.sets = Memory(sets)
      self.byFlags = Memory(byFlags)
      flagCount = byFlags.count
    }

    func concerns(_ group: PatternItem) -> Bool {
      tagUnion != 0 || !always.isEmpty || !sets[Int(byGroup[Int(group.group)])].isEmpty
    }

    @inline(__always)
    func rules(_ item: PatternItem) -> Rules {
      var rules = always
      rules.formUnion(sets[Int(byGroup[Int(item.group)])])
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

    func deallocate() {
      byGroup.deallocate()
      sets.deallocate()
      byTag.deallocate()
      byFlags.deallocate()
    }
  }
}
