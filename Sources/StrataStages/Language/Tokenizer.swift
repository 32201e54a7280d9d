/// Words and marks of one segment, as UAX #29 has them, with the possessive ending as a token of
/// its own. Keeps its buffer from one segment to the next.
public struct Tokenizer: Sendable {
  public private(set) var tokens: [Token] = []

  public init() { tokens.reserveCapacity(1024) }

  /// Fills `tokens` with those of `text[start..<end]`. O(bytes), no allocation once the buffer has grown.
  public mutating func tokenize(
    _ text: UnsafeBufferPointer<UInt8>, start: Int, end: Int, vocabulary: WordTable
  ) {
    tokens.removeAll(keepingCapacity: true)
    var at = start
    var space = false
    var sentence = true
    var cell = true
    while at < end {
      let byte = text[at]
      if byte == 32 || byte == 10 || byte == 9 || byte == 13 {
        space = true
        if byte == 9 { cell = true; sentence = true }
        at += 1
        continue
      }
      var flags: TokenFlags = space ? .spaceBefore : []
      if cell { flags.insert(.cellStart) }
      let from = at
      if let plain = Self.plainWord(text, at, end) {
        at = plain.end
        flags.formUnion(plain.flags)
        if sentence, cell || flags.contains(.capitalised) || tokens.isEmpty { flags.insert(.sentenceStart) }
        sentence = false
        tokens.append(
          Token(
            start: UInt32(from), end: UInt32(at), word: vocabulary.id(plain.hash), flags: flags, tag: .unknown,
            hash: plain.hash))
        space = false
        cell = false
        continue
      }
      let (kind, width) = Self.kind(text, at, end)
      if kind == .mark {
        at += width
        flags.insert(.punctuation)
        append(text, from, at, flags, vocabulary)
        if byte == 46 || byte == 33 || byte == 63 { sentence = true }
      } else {
        at = Self.wordEnd(text, at, end)
        var stop = at
        let ending = Self.possessiveLength(text, from, at)
        if ending > 0 { stop = at - ending }
        flags.formUnion(Self.shape(text, from, stop))
        flags.insert(.word)
        if sentence, cell || flags.contains(.capitalised) || flags.contains(.hasDigit) || tokens.isEmpty {
          flags.insert(.sentenceStart)
        }
        sentence = false
        append(text, from, stop, flags, vocabulary)
        if ending > 0 { append(text, stop, at, [.possessive, .word], vocabulary) }
      }
      space = false
      cell = false
    }
  }

  /// Hands the tokens over; `giveBack` returns the buffer for the next segment.
  public mutating func takeTokens() -> [Token] {
    var taken: [Token] = []
    swap(&taken, &tokens)
    return taken
  }

  public mutating func giveBack(_ buffer: inout [Token]) { swap(&buffer, &tokens) }

  /// A word of ASCII letters up to a mark that never joins words: its shape and hash in one pass. Nil for all else.
  @inline(__always)
  private static func plainWord(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> (end: Int, flags: TokenFlags, hash: UInt64)? {
    var at = start
    var hash = Folding.seed
    var capitals = 0
    while at < end {
      let byte = text[at]
      let folded = byte | 32
      guard folded >= 97, folded <= 122 else { break }
      capitals += byte == folded ? 0 : 1
      hash = Folding.step(hash, folded)
      at += 1
    }
    guard at > start else { return nil }
    if at < end {
      switch text[at] {
      case 32, 10, 9, 44, 41, 58, 59, 45: break
      case 46: guard at + 1 == end || text[at + 1] == 32 || text[at + 1] == 10 else { return nil }
      default: return nil
      }
    }
    var flags: TokenFlags = .word
    if capitals > 0 {
      let first = text[start] < 97
      if first { flags.insert(.capitalised) }
      if capitals == at - start {
        if capitals >= 2 { flags.insert(.allCaps) }
      } else if capitals > (first ? 1 : 0) {
        flags.insert(.innerCapital)
      }
    }
    return (at, flags, hash == 0 ? 1 : hash)
  }

  private mutating func append(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ flags: TokenFlags, _ vocabulary: WordTable
  ) {
    let hash = Folding.hash(text, start, end)
    tokens.append(
      Token(
        start: UInt32(start), end: UInt32(end), word: vocabulary.id(hash), flags: flags, tag: .unknown, hash: hash))
  }

  private enum Kind { case letter, digit, mark }

  private static func kind(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> (Kind, Int) {
    let byte = text[at]
    if byte < 128 {
      if (byte | 32) >= 97 && (byte | 32) <= 122 || byte == 95 { return (.letter, 1) }
      return (byte >= 48 && byte <= 57 ? .digit : .mark, 1)
    }
    if byte < 0xE0 {
      // Latin-1 signs are C2 80 … C2 BF; ª, µ and º among them are letters; × and ÷ are signs.
      guard at + 1 < end else { return (.mark, 1) }
      let next = text[at + 1]
      if byte == 0xC2 { return (next == 0xAA || next == 0xB5 || next == 0xBA ? .letter : .mark, 2) }
      if byte == 0xC3, next == 0x97 || next == 0xB7 { return (.mark, 2) }
      return (.letter, 2)
    }
    if byte < 0xF0 {
      let width = min(3, end - at)
      if byte == 0xE1 { return (.letter, width) }
      if byte == 0xE2 || byte == 0xEF || (byte == 0xE3 && at + 1 < end && text[at + 1] == 0x80) {
        return (.mark, width)
      }
      return (.letter, width)
    }
    return (.mark, min(4, end - at))
  }

  private static func wordEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var at = start
    var last = Kind.mark
    while at < end {
      let (kind, width) = kind(text, at, end)
      if kind != .mark {
        last = kind
        at += width
        // Runs of ASCII letters are the rule.
        if kind == .letter {
          while at < end, text[at] | 32 >= 97, text[at] | 32 <= 122, text[at] < 128 { at += 1 }
        }
        continue
      }
      let byte = text[at]
      var markWidth = 0
      if byte == 46 || byte == 39 { markWidth = 1 }
      if byte == 0xE2, at + 2 < end, text[at + 1] == 0x80, text[at + 2] == 0x99 { markWidth = 3 }
      let comma = byte == 44 || byte == 59
      guard markWidth > 0 || comma else { break }
      let next = at + max(1, markWidth)
      guard next < end else { break }
      let (after, _) = Self.kind(text, next, end)
      if after == .letter && last == .letter && !comma || after == .digit && last == .digit {
        at = next
      } else {
        break
      }
    }
    return at
  }

  /// Bytes of a trailing `'s` or `’s`, 0 where there is none.
  private static func possessiveLength(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    guard end - start >= 3, text[end - 1] | 32 == 115 else { return 0 }
    if text[end - 2] == 39 { return 2 }
    if end - start >= 5, text[end - 2] == 0x99, text[end - 3] == 0x80, text[end - 4] == 0xE2 { return 4 }
    return 0
  }

  private static func shape(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> TokenFlags {
    var capitals = 0
    var small = 0
    var digits = 0
    var first = false
    var inner = false
    var digitsFirst = false
    var at = start
    while at < end {
      let byte = text[at]
      var width = 1
      if byte >= 48 && byte <= 57 {
        digits += 1
        if at == start { digitsFirst = true }
      } else if byte >= 65 && byte <= 90 {
        capitals += 1
        if at == start { first = true } else { inner = true }
      } else if byte >= 97 && byte <= 122 {
        small += 1
      } else if byte >= 0xC0 {
        width = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        if at + 1 < end, Folding.isCapital(byte, text[at + 1]) {
          capitals += 1
          if at == start { first = true } else { inner = true }
        } else {
          small += 1
        }
      }
      at += width
    }
    var flags: TokenFlags = []
    if first { flags.insert(.capitalised) }
    if capitals >= 2 && small == 0 { flags.insert(.allCaps) }
    if inner && small > 0 { flags.insert(.innerCapital) }
    if digits > 0 {
      flags.insert(.hasDigit)
      if capitals + small == 0 { flags.insert(.number) } else if digitsFirst { flags.insert(.digitsThenLetters) }
    }
    return flags
  }
}
