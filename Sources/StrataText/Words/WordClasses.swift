import ICUShim
import StrataTextSIMD

/// The class of every character that the fast paths may treat as simple, found out by watching ICU.
///
/// ICU's word rules are tailored and change from version to version (in 72 `@` joins words and `:` does
/// not), so the classes are not taken from the Unicode Character Database: each character is set between
/// others, and has the class whose rules explain what ICU makes of it, or none. Takes a few
/// milliseconds, once in a process.
struct WordClasses: @unchecked Sendable {
  /// One byte for every code point below ``limit``: a raw value of ``WordClass``. Never freed.
  let table: UnsafePointer<UInt8>
  /// Of U+E000–F8FF, which PDF text uses for bullets.
  let privateUse: WordClass
  /// Of U+FFFD.
  let replacement: WordClass
  /// Whether ICU was understood; if not, it must do all the work itself.
  let isTrusted: Bool

  /// Whether what the bit-parallel engine takes for a pair of bytes that is a letter is one.
  let trustsLetterPairs: Bool

  static let limit: UInt32 = 0x2C00
  /// Two-byte characters (Latin, Greek, Cyrillic, Armenian, Arabic, …); then Latin and Greek with
  /// diacritics, punctuation, and symbols.
  static let probedRanges: [ClosedRange<UInt32>] = [0x00...0x7FF, 0x1E00...0x2BFF]
  static let privateUseSamples: [UInt32] = [0xE000, 0xF0A7, 0xF0B7, 0xF8FF]

  static let shared = WordClasses()

  private init() {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: Int(Self.limit))
    table.initialize(repeating: WordClass.complex.rawValue, count: Int(Self.limit))
    self.table = UnsafePointer(table)

    var status: strata_status = 0
    guard let icu = strata_words_open(&status) else {
      (privateUse, replacement) = (.complex, .complex)
      (isTrusted, trustsLetterPairs) = (false, false)
      return
    }
    defer { strata_boundaries_close(icu) }

    let characters = Self.probedRanges.flatMap { Array($0) }
    let classes = Self.classes(of: characters, icu)
    for (character, wordClass) in zip(characters, classes) {
      table[Int(character)] = wordClass.rawValue
    }
    table[0x0D] = WordClass.carriageReturn.rawValue
    table[0x0A] = WordClass.lineFeed.rawValue

    let samples = Self.classes(of: Self.privateUseSamples + [0xFFFD], icu)
    replacement = samples.last ?? .complex
    let privateUse = samples.dropLast().first ?? .complex
    self.privateUse = samples.dropLast().allSatisfy { $0 == privateUse } ? privateUse : .complex

    let isASCIIExpected = (0..<0x80).allSatisfy { character in
      Self.isExpected(WordClass(rawValue: table[character]) ?? .complex, of: UInt8(character))
    }
    trustsLetterPairs = Self.letterPairsAreLetters(table: self.table)
    isTrusted = isASCIIExpected && Self.rulesHold(table: table, icu)
  }

  /// Whether the bit-parallel path, which knows ASCII by heart, may rely on the class of a character.
  private static func isExpected(_ wordClass: WordClass, of character: UInt8) -> Bool {
    switch character {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      wordClass == .letter
    case UInt8(ascii: "0")...UInt8(ascii: "9"): wordClass == .digit
    case UInt8(ascii: "_"): wordClass == .underscore
    case UInt8(ascii: " "): wordClass == .space
    case UInt8(ascii: "."), UInt8(ascii: "'"): wordClass == .midNumLet
    case UInt8(ascii: ","), UInt8(ascii: ";"): wordClass == .midNum
    case UInt8(ascii: ":"): wordClass == .other || wordClass == .midLetter
    case UInt8(ascii: "@"): wordClass == .other || wordClass == .letter
    case 0x0D: wordClass == .carriageReturn
    case 0x0A: wordClass == .lineFeed
    default: wordClass == .other
    }
  }

  private static func letterPairsAreLetters(table: UnsafePointer<UInt8>) -> Bool {
    // 32 pairs a block, and a byte behind it.
    var block = [UInt8](repeating: 0, count: 65)
    for first in stride(from: 0x80, to: 0x800, by: 32) {
      for index in 0..<32 {
        block[2 * index] = UInt8(0xC0 | (first + index) >> 6)
        block[2 * index + 1] = UInt8(0x80 | (first + index) & 0x3F)
      }
      let leads = strata_letter_pairs(block)
      for index in 0..<32 where leads >> UInt64(2 * index) & 1 == 1 {
        guard table[first + index] == WordClass.letter.rawValue else { return false }
      }
    }
    return true
  }

  // MARK: - Probing

  /// The surroundings in which a character shows its class; it stands where there is a `nil`.
  /// No two classes of UAX #29 that differ among simple characters look the same in them: letters
  /// between letters, digits between digits, marks after spaces, Hebrew before quotes, flags in pairs.
  private static let surroundings: [UInt8?] = Array("a?a 1?1 ? ??'_?\"?!".utf8).map {
    $0 == UInt8(ascii: "?") ? nil : $0
  }

  /// The classes that characters other than the probed one have in ``surroundings``.
  private static func surroundingClass(_ byte: UInt8) -> WordClass {
    switch byte {
    case UInt8(ascii: "a"): .letter
    case UInt8(ascii: "1"): .digit
    case UInt8(ascii: "_"): .underscore
    case UInt8(ascii: " "): .space
    case UInt8(ascii: "'"): .midNumLet
    default: .other
    }
  }

  /// What a segmentation of ``surroundings`` looks like: four bits a character, the kind of the segment
  /// that ends behind it or 15.
  private typealias Signature = (high: UInt64, low: UInt64)

  private static func append(_ value: UInt8, to signature: inout Signature) {
    signature.high = signature.high << 4 | signature.low >> 60
    signature.low = signature.low << 4 | UInt64(value)
  }

  /// What ``surroundings`` must look like for a character of a class.
  private static func expectedSignature(of wordClass: WordClass) -> Signature {
    let classes = surroundings.map { $0.map(surroundingClass) ?? wordClass }
    var signature = Signature(0, 0)
    var rules = WordRules()
    for index in classes.indices {
      let kind = rules.kind.rawValue
      let following = index + 1 < classes.count ? classes[index + 1] : .other
      let joined = rules.joins(classes[index], following: following)
      if index > 0 { append(joined ? 15 : kind, to: &signature) }
    }
    append(rules.kind.rawValue, to: &signature)
    return signature
  }

  static let simpleClasses: [WordClass] = [
    .other, .letter, .digit, .underscore, .space, .midNumLet, .midLetter, .midNum,
  ]

  private static func classes(of characters: [UInt32], _ icu: OpaquePointer) -> [WordClass] {
    let expected = simpleClasses.map { ($0, expectedSignature(of: $0)) }
    var text: [UInt8] = []
    text.reserveCapacity(characters.count * (surroundings.count + 24))
    for character in characters {
      for byte in surroundings {
        if let byte { text.append(byte) } else { appendUTF8(character, to: &text) }
      }
      text.append(0x0A)
    }
    guard let (ends, kinds) = segments(of: text, icu) else {
      return characters.map { _ in .complex }
    }

    var classes: [WordClass] = []
    classes.reserveCapacity(characters.count)
    var at = 0
    var segment = 0
    for character in characters {
      let width = utf8Width(character)
      var signature = Signature(0, 0)
      for byte in surroundings {
        at += byte == nil ? width : 1
        // A boundary inside the character would show as one that is missing behind it.
        while segment < ends.count, ends[segment] < at { segment += 1 }
        let isEnd = segment < ends.count && ends[segment] == at
        append(isEnd ? kinds[segment] : 15, to: &signature)
      }
      at += 1
      classes.append(expected.first { $0.1 == signature }?.0 ?? .complex)
    }
    return classes
  }

  /// Whether the rules explain ICU's segments of every sequence of four characters that stand for the
  /// classes, in one text.
  private static func rulesHold(table: UnsafeMutablePointer<UInt8>, _ icu: OpaquePointer) -> Bool {
    var representatives = Array("a1_ .,!\r\n".utf8.map(UInt32.init))
    if table[0xB7] == WordClass.midLetter.rawValue { representatives.append(0xB7) }
    let count = representatives.count
    var characters: [UInt32] = []
    characters.reserveCapacity(4 * count * count * count * count)
    for first in representatives {
      for second in representatives {
        for third in representatives {
          for fourth in representatives {
            characters += [first, second, third, fourth]
          }
        }
      }
    }
    var text: [UInt8] = []
    text.reserveCapacity(characters.count * 2)
    for character in characters { appendUTF8(character, to: &text) }
    guard let (ends, kinds) = segments(of: text, icu) else { return false }

    var rules = WordRules()
    var at = 0
    var segment = 0
    func wordClass(_ index: Int) -> WordClass {
      guard index < characters.count else { return .other }
      return WordClass(rawValue: table[Int(characters[index])]) ?? .complex
    }
    for index in characters.indices {
      let kind = rules.kind.rawValue
      let joined = rules.joins(wordClass(index), following: wordClass(index + 1))
      if index > 0, !joined {
        guard segment < ends.count, ends[segment] == at, kinds[segment] == kind else {
          return false
        }
        segment += 1
      }
      at += utf8Width(characters[index])
    }
    return segment == ends.count - 1 && kinds[segment] == rules.kind.rawValue
  }

  private static func segments(
    of text: [UInt8], _ icu: OpaquePointer
  ) -> (ends: [UInt32], kinds: [UInt8])? {
    var ends = [UInt32](repeating: 0, count: text.count)
    var kinds = [UInt8](repeating: 0, count: text.count)
    var count = 0
    let status = strata_boundaries_find(
      icu, text, text.count, 0, &ends, &kinds, text.count, &count)
    guard status == 0 else { return nil }
    return (Array(ends[..<count]), Array(kinds[..<count]))
  }

  private static func utf8Width(_ character: UInt32) -> Int {
    character < 0x80 ? 1 : character < 0x800 ? 2 : 3
  }

  /// Of a code point below U+10000.
  private static func appendUTF8(_ character: UInt32, to text: inout [UInt8]) {
    switch utf8Width(character) {
    case 1:
      text.append(UInt8(character))
    case 2:
      text.append(UInt8(0xC0 | character >> 6))
      text.append(UInt8(0x80 | character & 0x3F))
    default:
      text.append(UInt8(0xE0 | character >> 12))
      text.append(UInt8(0x80 | character >> 6 & 0x3F))
      text.append(UInt8(0x80 | character & 0x3F))
    }
  }
}

extension WordClasses {
  /// The class and width in bytes of the character at an offset; of one that is not simple, the width is 1.
  @inline(__always)
  func character(
    at offset: Int, of text: UnsafeBufferPointer<UInt8>
  ) -> (wordClass: WordClass, width: Int) {
    let lead = text[offset]
    if lead < 0x80 {
      return (WordClass(rawValue: table[Int(lead)]).unsafelyUnwrapped, 1)
    }
    guard lead >= 0xC2, lead < 0xF0, offset + 1 < text.count, text[offset + 1] & 0xC0 == 0x80
    else { return (.complex, 1) }
    let second = UInt32(text[offset + 1] & 0x3F)
    if lead < 0xE0 {
      let character = UInt32(lead & 0x1F) << 6 | second
      return (WordClass(rawValue: table[Int(character)]).unsafelyUnwrapped, 2)
    }
    guard offset + 2 < text.count, text[offset + 2] & 0xC0 == 0x80 else { return (.complex, 1) }
    let character = UInt32(lead & 0x0F) << 12 | second << 6 | UInt32(text[offset + 2] & 0x3F)
    return (threeByteClass(of: character), 3)
  }

  /// The class of a code point that a three-byte sequence says, in its shortest form or not.
  @inline(__always)
  func threeByteClass(of character: UInt32) -> WordClass {
    if character >= 0x1E00 && character < Self.limit {
      return WordClass(rawValue: table[Int(character)]).unsafelyUnwrapped
    }
    if character >= 0xE000 && character < 0xF900 { return privateUse }
    return character == 0xFFFD ? replacement : .complex
  }
}
