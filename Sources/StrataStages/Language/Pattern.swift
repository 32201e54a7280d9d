import StrataModel

/// What patterns look at: a token, or a unit of the sentence (a noun phrase, or a token outside of one).
public struct PatternItem: Sendable, BitwiseCopyable {
  public var word: UInt32
  /// The word's group in the language pack: patterns see no difference between words of one group.
  public var group: UInt32
  /// Possible parts of speech, as bits.
  public var tags: UInt32
  /// `TokenFlags` in the low half, `UnitFlags` in the high half.
  public var flags: UInt32

  @inlinable public init(word: UInt32, group: UInt32, tags: UInt32, flags: UInt32) {
    self.word = word
    self.group = group
    self.tags = tags
    self.flags = flags
  }
}

/// What a unit is, for patterns; the high half of `PatternItem.flags`.
public enum UnitFlags {
  public static let phrase: UInt32 = 1 << 16
  public static let actor: UInt32 = 1 << 17
  public static let instrument: UInt32 = 1 << 18
  public static let named: UInt32 = 1 << 19
  public static let plural: UInt32 = 1 << 20
  public static let definite: UInt32 = 1 << 21
  public static let modified: UInt32 = 1 << 22
  public static let known: UInt32 = 1 << 23
  /// Capitalised or an acronym, where capitals tell something.
  public static let proper: UInt32 = 1 << 28
  /// A phrase of one of the head groups, whether or not it became a mention.
  public static let typed: UInt32 = 1 << 29
}

/// A pattern over items, compiled to a program for a backtracking matcher.
///
/// The language, elements separated by spaces:
///
///     word         the folded word                 <class>      any word of a class
///     [noun|verb]  any of these parts of speech    #number      a property (see `properties`)
///     _            any item                        !x           any item that is not x
///     ( a | b c )  alternatives                    x? x* x+     optional, any number, one or more
///     name:x       what x matched, under a name    ^  $         the segment's start, its end
///
/// A pattern that looks to the left of a place is compiled backwards, so that it ends there.
public struct Pattern: Sendable, BitwiseCopyable {
  enum Operation: UInt8, Sendable {
    case word, wordClass, tags, flags, any, split, jump, save, start, end, accept
    /// One of the words of so many instructions that follow.
    case oneOf
  }

  struct Instruction: Sendable, BitwiseCopyable {
    var operation: Operation
    var isNegated = false
    /// Word id, class index, tag bits, flag bits, slot, count of words, or the first target of a jump or split.
    var first: UInt32 = 0
    /// Second target of a split.
    var second: UInt32 = 0

    /// Whether it is a test that the item at the index does not pass, so that the way there need not be taken.
    @inline(__always)
    func fails(_ items: UnsafeBufferPointer<PatternItem>, at index: Int, _ tables: PatternTables) -> Bool {
      switch operation {
      case .word, .wordClass, .tags, .flags, .any:
        return index < 0 || index >= items.count || tables.test(self, items[index]) == isNegated
      default: return false
      }
    }
  }

  /// Where its program starts among those of the language pack.
  var start: Int32
  /// Its number among the patterns of the pack.
  var number: Int32
  public internal(set) var isBackwards: Bool

  /// The union of the tests that a match can begin with; `isOpen` where it may begin with anything.
  struct Opening: Sendable, BitwiseCopyable {
    var isOpen = true
    var tags: UInt32 = 0
    var classes = WordClasses()
    /// Ids, filled up with an id that no word has.
    var words = SIMD4<UInt32>(repeating: UInt32.max)
    var flags = SIMD2<UInt32>(repeating: 0)
  }

  public static let maximumCaptures = 8

  /// The properties that `#name` tests.
  static let properties: [String: UInt32] = [
    "word": UInt32(TokenFlags.word.rawValue), "mark": UInt32(TokenFlags.punctuation.rawValue),
    "capitalised": UInt32(TokenFlags.capitalised.rawValue), "capitals": UInt32(TokenFlags.allCaps.rawValue),
    "inner-capital": UInt32(TokenFlags.innerCapital.rawValue), "number": UInt32(TokenFlags.number.rawValue),
    "has-digit": UInt32(TokenFlags.hasDigit.rawValue), "spaced": UInt32(TokenFlags.spaceBefore.rawValue),
    "sentence-start": UInt32(TokenFlags.sentenceStart.rawValue), "possessive": UInt32(TokenFlags.possessive.rawValue),
    "cell-start": UInt32(TokenFlags.cellStart.rawValue),
    "compact": UInt32(TokenFlags.digitsThenLetters.rawValue),
    "phrase": UnitFlags.phrase, "actor": UnitFlags.actor, "instrument": UnitFlags.instrument,
    "named": UnitFlags.named, "plural": UnitFlags.plural, "definite": UnitFlags.definite,
    "modified": UnitFlags.modified, "known": UnitFlags.known, "proper": UnitFlags.proper, "typed": UnitFlags.typed,
    "year": NumberFlags.year, "day": NumberFlags.day, "two-digits": NumberFlags.twoDigits,
    "three-digits": NumberFlags.threeDigits, "dotted-day": NumberFlags.dottedDay,
  ]
}

/// The result of a match: where it ended, and the captures as item ranges (-1 where unset).
public struct PatternMatch: Sendable, BitwiseCopyable {
  public var end = 0
  private var slots = SIMD16<Int32>(repeating: -1)

  public init() {}

  subscript(slot: Int) -> Int {
    get { Int(slots[slot]) }
    set { slots[slot] = Int32(truncatingIfNeeded: newValue) }
  }

  /// The items of a capture, or nil where it did not take part.
  public func range(_ capture: Int) -> Range<Int>? {
    let start = self[capture * 2]
    let end = self[capture * 2 + 1]
    guard start >= 0, end >= 0 else { return nil }
    return min(start, end)..<max(start, end)
  }
}

/// What matching needs of a language pack: the programs of its patterns and the classes of its word groups. Lives
/// as long as the pack.
public struct PatternTables: BitwiseCopyable {
  let program: UnsafePointer<Pattern.Instruction>
  /// By the pattern's number.
  let openings: UnsafePointer<Pattern.Opening>
  /// By word group.
  let classes: UnsafePointer<WordClasses>

  @inline(__always)
  func test(_ instruction: Pattern.Instruction, _ item: PatternItem) -> Bool {
    switch instruction.operation {
    case .word: return item.word == instruction.first
    case .wordClass: return classes[Int(item.group)].contains(Int(instruction.first))
    case .tags: return item.tags & instruction.first != 0
    case .flags: return item.flags & instruction.first == instruction.first
    default: return true
    }
  }
}

extension Pattern {
  /// Matches at an item boundary, onwards or, for a backwards pattern, to the left. The steps are bounded, so
  /// that no pattern and no text can make it run away.
  func match(
    _ items: UnsafeBufferPointer<PatternItem>, at position: Int, _ tables: PatternTables,
    into result: inout PatternMatch
  ) -> Bool {
    guard mayBegin(items, at: position, tables) else { return false }
    var budget = 2_000
    return run(Int(start), items, position, tables, &result, &budget)
  }

  /// Whether it matches, without captures.
  func matches(_ items: UnsafeBufferPointer<PatternItem>, at position: Int, _ tables: PatternTables) -> Bool {
    guard mayBegin(items, at: position, tables) else { return false }
    return holds(items, at: position, tables)
  }

  /// The same, where it is known that it can begin.
  @inline(__always)
  func holds(_ items: UnsafeBufferPointer<PatternItem>, at position: Int, _ tables: PatternTables) -> Bool {
    var budget = 2_000
    return isBackwards
      ? Self.walk(tables.program + Int(start), items, position, before: 1, step: -1, tables, &budget)
      : Self.walk(tables.program + Int(start), items, position, before: 0, step: 1, tables, &budget)
  }

  private static func walk(
    _ start: UnsafePointer<Instruction>, _ items: UnsafeBufferPointer<PatternItem>, _ position: Int, before: Int,
    step: Int, _ tables: PatternTables, _ budget: inout Int
  ) -> Bool {
    var next = start
    var at = position
    while true {
      budget &-= 1
      if budget < 0 { return false }
      switch next.pointee.operation {
      case .accept: return true
      case .jump: next = tables.program + Int(next.pointee.first)
      case .split:
        let first = tables.program + Int(next.pointee.first)
        if first.pointee.fails(items, at: at &- before, tables) {
          budget &-= 1
          next = tables.program + Int(next.pointee.second)
          continue
        }
        if walk(first, items, at, before: before, step: step, tables, &budget) { return true }
        next = tables.program + Int(next.pointee.second)
      case .save: next += 1
      case .start:
        if at != 0 { return false }
        next += 1
      case .end:
        if at != items.count { return false }
        next += 1
      case .word, .wordClass, .tags, .flags, .any:
        let index = at &- before
        guard index >= 0, index < items.count else { return false }
        if tables.test(next.pointee, items[index]) == next.pointee.isNegated { return false }
        at &+= step
        next += 1
      case .oneOf:
        let index = at &- before
        guard index >= 0, index < items.count, Self.oneOf(next, items[index].word) else { return false }
        at &+= step
        next += 1 &+ Int(next.pointee.first)
      }
    }
  }

  @inline(__always)
  private func mayBegin(_ items: UnsafeBufferPointer<PatternItem>, at position: Int, _ tables: PatternTables) -> Bool {
    if tables.openings[Int(number)].isOpen { return true }
    let index = isBackwards ? position - 1 : position
    guard index >= 0, index < items.count else { return false }
    return canBegin(items[index], tables)
  }

  /// Whether a pattern over a single item fits it.
  @inline(__always)
  func tests(_ item: PatternItem, _ tables: PatternTables) -> Bool {
    guard tables.openings[Int(number)].isOpen else { return canBegin(item, tables) }
    let instruction = tables.program[Int(start)]
    return tables.test(instruction, item) != instruction.isNegated
  }

  /// Whether `tests` depends on the item's word alone.
  func testsWordAlone(_ tables: PatternTables) -> Bool {
    let opening = tables.openings[Int(number)]
    if !opening.isOpen { return opening.tags == 0 && opening.flags.x == 0 }
    let operation = tables.program[Int(start)].operation
    return operation == .word || operation == .wordClass
  }

  private func run(
    _ start: Int, _ items: UnsafeBufferPointer<PatternItem>, _ position: Int, _ tables: PatternTables,
    _ result: inout PatternMatch, _ budget: inout Int
  ) -> Bool {
    var counter = start
    var at = position
    while true {
      budget -= 1
      if budget < 0 { return false }
      let instruction = tables.program[counter]
      switch instruction.operation {
      case .accept:
        result.end = at
        return true
      case .jump:
        counter = Int(instruction.first)
      case .split:
        let first = tables.program + Int(instruction.first)
        if first.pointee.fails(items, at: isBackwards ? at - 1 : at, tables) {
          budget -= 1
          counter = Int(instruction.second)
          continue
        }
        let saved = result
        if run(Int(instruction.first), items, at, tables, &result, &budget) { return true }
        result = saved
        counter = Int(instruction.second)
      case .save:
        result[Int(instruction.first)] = at
        counter += 1
      case .start:
        if at != 0 { return false }
        counter += 1
      case .end:
        if at != items.count { return false }
        counter += 1
      case .word, .wordClass, .tags, .flags, .any:
        let index = isBackwards ? at - 1 : at
        guard index >= 0, index < items.count else { return false }
        if tables.test(instruction, items[index]) == instruction.isNegated { return false }
        at = isBackwards ? at - 1 : at + 1
        counter += 1
      case .oneOf:
        let index = isBackwards ? at - 1 : at
        guard index >= 0, index < items.count, Self.oneOf(tables.program + counter, items[index].word) else {
          return false
        }
        at = isBackwards ? at - 1 : at + 1
        counter += 1 + Int(instruction.first)
      }
    }
  }

  /// Whether the word is one of those behind the instruction.
  @inline(__always)
  private static func oneOf(_ instruction: UnsafePointer<Instruction>, _ word: UInt32) -> Bool {
    for offset in 0..<Int(instruction.pointee.first) where instruction[1 &+ offset].first == word { return true }
    return false
  }

  /// Whether a match can begin at the item, judged by the tests it can begin with. False only where none can.
  @inline(__always)
  func canBegin(_ item: PatternItem, _ tables: PatternTables) -> Bool {
    let opening = tables.openings + Int(number)
    if opening.pointee.isOpen || item.tags & opening.pointee.tags != 0 { return true }
    if tables.classes[Int(item.group)].intersects(opening.pointee.classes) { return true }
    if opening.pointee.words.x != UInt32.max, any(opening.pointee.words .== item.word) { return true }
    let flags = opening.pointee.flags
    if flags.x == 0 { return false }
    return item.flags & flags.x == flags.x || flags.y != 0 && item.flags & flags.y == flags.y
  }

  /// The tests that the first items of matches pass.
  static func beginnings(of program: UnsafePointer<Instruction>, at starts: [Int]) -> Beginnings {
    var found = Beginnings()
    var seen: Set<Int> = []
    var open = starts
    while let counter = open.popLast() {
      guard seen.insert(counter).inserted else { continue }
      let instruction = program[counter]
      switch instruction.operation {
      case .save: open.append(counter + 1)
      case .jump: open.append(Int(instruction.first))
      case .split: open += [Int(instruction.first), Int(instruction.second)]
      case .wordClass where !instruction.isNegated, .flags where !instruction.isNegated:
        found.tests.append(instruction)
        found.next.append(counter + 1)
      case .oneOf:
        found.isOpen = true
        for word in counter + 1...counter + Int(instruction.first) {
          found.tests.append(program[word])
          found.next.append(counter + 1 + Int(instruction.first))
        }
      case .any, .accept:
        found.isOpen = true
        found.isUnbounded = true
      case .start:
        found.isOpen = true
        found.canStart = true
      case .end:
        found.isOpen = true
        found.canEnd = true
      default:
        found.isOpen = true
        found.tests.append(instruction)
        found.next.append(counter + 1)
      }
    }
    return found
  }

  struct Beginnings {
    var tests: [Instruction] = []
    /// The instruction after each of the tests.
    var next: [Int] = []
    /// Begins with something that is neither a class nor a property.
    var isOpen = false
    /// Can begin with anything, or match nothing.
    var isUnbounded = false
    /// Can ask for the segment's start, or its end, before any item.
    var canStart = false
    var canEnd = false

    /// Can begin without any of the tests.
    var isOpenAtOnce: Bool { isUnbounded || canStart || canEnd }

    var opening: Opening {
      var result = Opening()
      guard !isOpenAtOnce else { return result }
      var words = 0
      var flags = 0
      for test in tests {
        switch test.operation {
        case _ where test.isNegated: return result
        case .tags: result.tags |= test.first
        case .wordClass: result.classes.insert(Int(test.first))
        case .word where words < 4:
          result.words[words] = test.first
          words += 1
        case .flags where flags < 2:
          result.flags[flags] = test.first
          flags += 1
        default: return result
        }
      }
      result.isOpen = false
      return result
    }
  }
}

/// The word classes of the grammar that a word belongs to.
public struct WordClasses: Sendable, Hashable, BitwiseCopyable {
  public var low: UInt64 = 0
  public var high: UInt64 = 0
  public static let maximum = 128

  public init() {}

  @inlinable public var isEmpty: Bool { low | high == 0 }

  @inlinable public func contains(_ index: Int) -> Bool {
    index < 64 ? low & (1 << UInt64(index)) != 0 : high & (1 << UInt64(index - 64)) != 0
  }
  @inlinable public mutating func insert(_ index: Int) {
    if index < 64 { low |= 1 << UInt64(index) } else { high |= 1 << UInt64(index - 64) }
  }
  @inlinable public func intersects(_ other: WordClasses) -> Bool { low & other.low != 0 || high & other.high != 0 }
  @inlinable public mutating func formUnion(_ other: WordClasses) {
    low |= other.low
    high |= other.high
  }
}
