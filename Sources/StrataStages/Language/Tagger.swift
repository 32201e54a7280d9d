import StrataModel

/// Gives every token its part of speech: the dictionary's tags in their order, endings and shape for unknown
/// words, and the context rules of the grammar. Left to right; rules see chosen tags to the left and possible tags
/// to the right.
public struct Tagger: Sendable {
  private let pack: LanguagePack
  /// One item a token, for patterns; `tags` holds the possible tags until the token's turn, then the chosen one.
  public private(set) var items: [PatternItem] = []
  private let rules: [TaggingPlan]

  public init(pack: LanguagePack) {
    self.pack = pack
    rules = pack.tagging
    items.reserveCapacity(1024)
  }

  /// `isShouting`: the text is all capitals or title case, so that capitals tell nothing.
  public mutating func tag(
    _ tokens: UnsafeMutableBufferPointer<Token>, text: UnsafeBufferPointer<UInt8>, isShouting: Bool
  ) {
    items.removeAll(keepingCapacity: true)
    for index in tokens.indices {
      items.append(item(tokens[index], text, isShouting))
    }
    joinCompounds(tokens)
    let chooser = Chooser(pack: pack, rules: rules)
    items.withUnsafeMutableBufferPointer { items in
      for index in tokens.indices {
        let possible = items[index].tags
        let chosen: PartOfSpeech
        if possible & (possible &- 1) == 0 {
          chosen = possible == 0 ? .unknown : PartOfSpeech(rawValue: UInt8(possible.trailingZeroBitCount)) ?? .unknown
        } else {
          chosen = chooser.choose(index, tokens[index], possible, text, UnsafeBufferPointer(items))
        }
        tokens[index].tag = chosen
        items[index].tags = chosen.bit
      }
    }
  }

  private func item(_ token: Token, _ text: UnsafeBufferPointer<UInt8>, _ isShouting: Bool) -> PatternItem {
    var flags = UInt32(token.flags.rawValue)
    var tags: UInt32
    if token.has(.punctuation) {
      tags = PartOfSpeech.punctuation.bit
      let known = pack.tags[Int(token.word)]
      if !known.isEmpty { tags = known.bits }
    } else if token.has(.possessive) {
      tags = PartOfSpeech.punctuation.bit
    } else if token.has(.number) {
      tags = PartOfSpeech.number.bit
      flags |= NumberFlags.of(token, text)
    } else if token.has(.hasDigit) {
      tags = PartOfSpeech.name.bit
      if !isShouting, token.isAcronym { flags |= UnitFlags.proper }
    } else {
      let known = pack.tags[Int(token.word)]
      let isProper = !isShouting && (token.isAcronym || token.has(.capitalised) && !token.has(.sentenceStart))
      if isProper { flags |= UnitFlags.proper }
      if token.isAcronym, !isShouting {
        // 'SMEs', 'EDIHs'
        let isPlural = token.has(.innerCapital) && token.has(.capitalised) && text[Int(token.end) - 1] == 115
          && text[Int(token.end) - 2] < 97
        tags = isPlural ? PartOfSpeech.plural.bit : PartOfSpeech.name.bit
      } else if !known.isEmpty {
        tags = known.bits
      } else if isProper {
        tags = PartOfSpeech.name.bit
      } else {
        tags = (pack.suffixes.tags(text, token) ?? TagOrder([.noun])).bits
      }
    }
    return PatternItem(word: token.word, tags: tags, flags: flags)
  }

  /// The parts of a hyphenated compound take the tag of the compound: that of its last part, where a participle
  /// makes an adjective.
  private mutating func joinCompounds(_ tokens: UnsafeMutableBufferPointer<Token>) {
    var index = 1
    while index + 1 < tokens.count {
      guard tokens[index].count <= 3, isHyphen(tokens, index) else {
        index += 1
        continue
      }
      let first = index - 1
      var last = index + 1
      while last + 2 < tokens.count, isHyphen(tokens, last + 1) { last += 2 }
      let adjectival = PartOfSpeech.adjective.bit | PartOfSpeech.participle.bit | PartOfSpeech.verbPast.bit
        | PartOfSpeech.gerund.bit | PartOfSpeech.adverb.bit
      let verbal = PartOfSpeech.verb.bit | PartOfSpeech.verbThird.bit
      let nominal = PartOfSpeech.noun.bit | PartOfSpeech.name.bit
      let tags = items[last].tags
      var compound: UInt32
      if tags & PartOfSpeech.plural.bit != 0 {
        compound = PartOfSpeech.plural.bit
      } else if tags & adjectival != 0, last - first > 2 || tags & nominal == 0 {
        compound = PartOfSpeech.adjective.bit
      } else if tags & nominal != 0 {
        compound = PartOfSpeech.noun.bit | (tags & verbal)
        if last - first > 2 { compound = PartOfSpeech.adjective.bit }
      } else if tags & PartOfSpeech.number.bit != 0 {
        index = last + 1
        continue
      } else {
        compound = PartOfSpeech.adjective.bit
      }
      let parts = compound == PartOfSpeech.plural.bit ? PartOfSpeech.noun.bit : compound
      for part in first..<last { items[part].tags = parts }
      items[last].tags = compound
      index = last + 1
    }
  }

  private func isHyphen(_ tokens: UnsafeMutableBufferPointer<Token>, _ index: Int) -> Bool {
    pack.hyphenClass >= 0 && pack.classes[Int(tokens[index].word)].contains(pack.hyphenClass)
      && !tokens[index].has(.spaceBefore) && !tokens[index + 1].has(.spaceBefore)
      && tokens[index - 1].has(.word) && tokens[index + 1].has(.word)
      && !tokens[index - 1].has(.number) && !tokens[index + 1].has(.cellStart)
  }
}

/// Chooses among the possible tags of one word.
private struct Chooser {
  let pack: LanguagePack
  let rules: [TaggingPlan]

  func choose(
    _ index: Int, _ token: Token, _ possible: UInt32, _ text: UnsafeBufferPointer<UInt8>,
    _ items: UnsafeBufferPointer<PatternItem>
  ) -> PartOfSpeech {
    let tables = pack.patterns
    for rule in rules where rule.may & possible == rule.may {
      if let word = rule.word, !word.matches(items, at: index, tables) { continue }
      if let before = rule.before, !before.matches(items, at: index, tables) { continue }
      if let after = rule.after, !after.matches(items, at: index + 1, tables) { continue }
      return rule.tag
    }
    return order(token, text).first(of: possible) ?? .noun
  }

  private func order(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> TagOrder {
    let known = pack.tags[Int(token.word)]
    if !known.isEmpty { return known }
    return pack.suffixes.tags(text, token) ?? TagOrder([.noun])
  }
}

/// Properties of numbers for patterns.
enum NumberFlags {
  static let year: UInt32 = 1 << 24
  static let day: UInt32 = 1 << 25
  static let twoDigits: UInt32 = 1 << 26
  static let threeDigits: UInt32 = 1 << 27

  static func of(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var value = 0
    for at in Int(token.start)..<Int(token.end) {
      let digit = Int(text[at]) - 48
      guard digit >= 0, digit <= 9, value < 100_000 else { return 0 }
      value = value * 10 + digit
    }
    switch token.count {
    case 1: return value >= 1 ? day : 0
    case 2: return twoDigits | (value >= 1 && value <= 31 ? day : 0)
    case 3: return threeDigits
    case 4: return value >= 1900 && value < 2100 ? year : 0
    default: return 0
    }
  }
}
