/// What patterns look at: a token, or a unit of the sentence (a noun phrase, or a token outside of one).
public struct PatternItem: Sendable {
  public var word: UInt32
  /// Possible parts of speech, as bits.
  public var tags: UInt32
  /// `TokenFlags` in the low half, `UnitFlags` in the high half.
  public var flags: UInt32

  @inlinable public init(word: UInt32, tags: UInt32, flags: UInt32) {
    self.word = word
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
public struct Pattern: Sendable {
  enum Operation: UInt8, Sendable { case word, wordClass, tags, flags, any, split, jump, save, start, end, accept }

  struct Instruction: Sendable {
    var operation: Operation
    var isNegated = false
    /// Word id, class index, tag bits, flag bits, slot, or the first target of a jump or split.
    var first: UInt32 = 0
    /// Second target of a split.
    var second: UInt32 = 0
  }

  var program: [Instruction] = []
  /// Names of the captures; capture `i` has the slots `2i` and `2i + 1`.
  public internal(set) var captures: [String] = []
  public internal(set) var isBackwards = false

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
    "three-digits": NumberFlags.threeDigits,
  ]
}

/// The result of a match: where it ended, and the captures as item ranges (-1 where unset).
public struct PatternMatch: Sendable {
  public var end = 0
  public var slots: (Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32) =
    (-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)

  public init() {}

  @inlinable public subscript(slot: Int) -> Int {
    get {
      withUnsafeBytes(of: slots) { Int($0.load(fromByteOffset: slot * 4, as: Int32.self)) }
    }
    set {
      withUnsafeMutableBytes(of: &slots) { $0.storeBytes(of: Int32(newValue), toByteOffset: slot * 4, as: Int32.self) }
    }
  }

  /// The items of a capture, or nil where it did not take part.
  public func range(_ capture: Int) -> Range<Int>? {
    let start = self[capture * 2]
    let end = self[capture * 2 + 1]
    guard start >= 0, end >= 0 else { return nil }
    return min(start, end)..<max(start, end)
  }
}

extension Pattern {
  /// Matches at an item boundary, onwards or, for a backwards pattern, to the left. The steps are bounded, so
  /// that no pattern and no text can make it run away.
  func match(
    _ items: UnsafeBufferPointer<PatternItem>, at position: Int, classes: UnsafeBufferPointer<WordClasses>,
    into result: inout PatternMatch
  ) -> Bool {
    program.withUnsafeBufferPointer { program in
      var budget = 2_000
      return Self.run(program, 0, items, position, isBackwards, classes, &result, &budget)
    }
  }

  private static func run(
    _ program: UnsafeBufferPointer<Instruction>, _ start: Int, _ items: UnsafeBufferPointer<PatternItem>,
    _ position: Int, _ isBackwards: Bool, _ classes: UnsafeBufferPointer<WordClasses>, _ result: inout PatternMatch,
    _ budget: inout Int
  ) -> Bool {
    var counter = start
    var at = position
    while true {
      budget -= 1
      if budget < 0 { return false }
      let instruction = program[counter]
      switch instruction.operation {
      case .accept:
        result.end = at
        return true
      case .jump:
        counter = Int(instruction.first)
      case .split:
        let saved = result
        if run(program, Int(instruction.first), items, at, isBackwards, classes, &result, &budget) { return true }
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
        if test(instruction, items[index], classes) == instruction.isNegated { return false }
        at = isBackwards ? at - 1 : at + 1
        counter += 1
      }
    }
  }

  @inline(__always)
  private static func test(
    _ instruction: Instruction, _ item: PatternItem, _ classes: UnsafeBufferPointer<WordClasses>
  ) -> Bool {
    switch instruction.operation {
    case .word: return item.word == instruction.first
    case .wordClass: return classes[Int(item.word)].contains(Int(instruction.first))
    case .tags: return item.tags & instruction.first != 0
    case .flags: return item.flags & instruction.first == instruction.first
    default: return true
    }
  }

  /// Whether a match can begin at the item, judged by the first test of the program alone. False only where no
  /// match can begin.
  func canBegin(_ item: PatternItem, classes: UnsafeBufferPointer<WordClasses>) -> Bool {
    var counter = 0
    while program[counter].operation == .save { counter += 1 }
    switch program[counter].operation {
    case .word, .wordClass, .tags, .flags:
      return Self.test(program[counter], item, classes) != program[counter].isNegated
    default: return true
    }
  }

  /// What the first items of matches have: bits of word classes, flags and words. `isOpen` where the pattern can
  /// begin with anything.
  func beginnings() -> (classes: WordClasses, flags: [UInt32], words: [UInt32], isOpen: Bool) {
    var found = WordClasses()
    var flags: [UInt32] = []
    var words: [UInt32] = []
    var isOpen = false
    var seen: Set<Int> = []
    var open = [0]
    while let counter = open.popLast() {
      guard seen.insert(counter).inserted else { continue }
      let instruction = program[counter]
      switch instruction.operation {
      case .save: open.append(counter + 1)
      case .jump: open.append(Int(instruction.first))
      case .split: open += [Int(instruction.first), Int(instruction.second)]
      case .wordClass where !instruction.isNegated: found.insert(Int(instruction.first))
      case .flags where !instruction.isNegated: flags.append(instruction.first)
      case .word where !instruction.isNegated: words.append(instruction.first)
      default: isOpen = true
      }
    }
    return (found, flags, words, isOpen)
  }
}

/// The word classes of the grammar that a word belongs to.
public struct WordClasses: Sendable, Hashable {
  public var low: UInt64 = 0
  public var high: UInt64 = 0
  public static let maximum = 128

  public init() {}

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
