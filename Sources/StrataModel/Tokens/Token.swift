/// What a token looks like; nothing of this depends on a language.
public struct TokenFlags: OptionSet, Sendable, Hashable, BitwiseCopyable {
  public let rawValue: UInt16
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Holds a letter or a digit.
  @inlinable public static var word: TokenFlags { TokenFlags(rawValue: 1) }
  @inlinable public static var punctuation: TokenFlags { TokenFlags(rawValue: 2) }
  /// Opens with a capital letter.
  @inlinable public static var capitalised: TokenFlags { TokenFlags(rawValue: 4) }
  /// Two letters or more, all of them capitals.
  @inlinable public static var allCaps: TokenFlags { TokenFlags(rawValue: 8) }
  /// A capital that is not the first letter (`eIDAS`, `SMEs`, `WHO`).
  @inlinable public static var innerCapital: TokenFlags { TokenFlags(rawValue: 16) }
  @inlinable public static var hasDigit: TokenFlags { TokenFlags(rawValue: 32) }
  /// Digits alone, with grouping or decimal marks.
  @inlinable public static var number: TokenFlags { TokenFlags(rawValue: 64) }
  /// White space stands before it.
  @inlinable public static var spaceBefore: TokenFlags { TokenFlags(rawValue: 128) }
  /// The first word of a sentence, a table cell or a segment.
  @inlinable public static var sentenceStart: TokenFlags { TokenFlags(rawValue: 256) }
  /// The possessive ending, split off its word.
  @inlinable public static var possessive: TokenFlags { TokenFlags(rawValue: 512) }
  /// First token after a tab: the first of a table cell.
  @inlinable public static var cellStart: TokenFlags { TokenFlags(rawValue: 1024) }
  /// Digits followed by letters (`40m`, `300k`, `21st`, `5G`).
  @inlinable public static var digitsThenLetters: TokenFlags { TokenFlags(rawValue: 2048) }

  /// Matches with case: two capitals or more, or letters with digits.
  @inlinable public static var acronym: TokenFlags { TokenFlags(rawValue: 8 | 16) }
}

/// A word, a number or a mark of the normal text.
public struct Token: Sendable, BitwiseCopyable {
  /// Bytes of the normal text.
  public var start: UInt32
  public var end: UInt32
  /// Id in the vocabulary of the language pack, of the folded form; 0 where it is not known.
  public var word: UInt32
  public var flags: TokenFlags
  /// The part of speech that the tagger chose.
  public var tag: PartOfSpeech
  /// Folded hash, to compare words that the vocabulary does not know.
  public var hash: UInt64

  @inlinable
  public init(start: UInt32, end: UInt32, word: UInt32, flags: TokenFlags, tag: PartOfSpeech, hash: UInt64) {
    self.start = start
    self.end = end
    self.word = word
    self.flags = flags
    self.tag = tag
    self.hash = hash
  }

  @inlinable public var count: Int { Int(end - start) }
  @inlinable public func has(_ flag: TokenFlags) -> Bool { flags.contains(flag) }
  /// Two capitals or more, or letters with digits.
  @inlinable public var isAcronym: Bool {
    !flags.isDisjoint(with: .acronym) || (flags.contains(.hasDigit) && !flags.contains(.number))
  }
}
