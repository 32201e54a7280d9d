/// A segment's text without what only its presentation decides.
///
/// Two texts that fold to the same bytes say the same: they differ in white space, in the shape of quotation
/// marks, dashes and dots, in invisible characters, in a leading number ("3.2 Skills", "Action 4: Skills") or
/// in the full stop, comma, colon or semicolon at the end. Letters keep their case.
public enum FoldedText {
  /// The folded bytes of UTF-8 text; `isHeading` allows bare numbers and "Action 4:" in front. O(bytes).
  public static func fold(_ text: some Sequence<UInt8>, isHeading: Bool) -> [UInt8] {
    var folded = spaced(Array(text))
    while let last = folded.last, last == 0x2E || last == 0x2C || last == 0x3B || last == 0x3A || last == 0x20 {
      folded.removeLast()
    }
    let label = labelLength(folded[...], isHeading: isHeading)
    return label > 0 && label < folded.count ? Array(folded[label...]) : folded
  }

  private static func spaced(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = 0
    func space() { if let last = out.last, last != 0x20 { out.append(0x20) } }
    while index < text.count {
      let byte = text[index]
      if byte <= 0x20 {
        space()
        index += 1
      } else if byte < 0x80 {
        out.append(byte)
        index += 1
      } else if byte == 0xC2, index + 1 < text.count {
        switch text[index + 1] {
        case 0xA0: space()
        case 0xAD: break
        case 0xAB, 0xBB: out.append(0x22)
        default: out += text[index..<index + 2]
        }
        index += 2
      } else if byte == 0xE2, index + 2 < text.count {
        punctuation(text[index + 1], text[index + 2], to: &out, space)
        index += 3
      } else if byte == 0xEF, index + 2 < text.count, text[index + 1] == 0xBB, text[index + 2] == 0xBF {
        index += 3
      } else {
        out.append(byte)
        index += 1
      }
    }
    return out
  }

  /// Characters from U+2000 to U+2FFF, by their second and third byte.
  private static func punctuation(_ second: UInt8, _ third: UInt8, to out: inout [UInt8], _ space: () -> Void) {
    switch (second, third) {
    case (0x80, 0x80...0x8A), (0x80, 0xAF): space()
    case (0x80, 0x8B...0x8D): break
    case (0x80, 0x90...0x95), (0x88, 0x92): out.append(0x2D)
    case (0x80, 0x98...0x9B): out.append(0x27)
    case (0x80, 0x9C...0x9F): out.append(0x22)
    case (0x80, 0xA6): out += [0x2E, 0x2E, 0x2E]
    default: out += [0xE2, second, third]
    }
  }

  /// Length of a leading number, letter or "Word number:" with what separates it from the text; 0 where there is none.
  private static func labelLength(_ text: ArraySlice<UInt8>, isHeading: Bool) -> Int {
    var at = 0
    if isHeading { at = wordLength(text) }
    let isBracketed = at == 0 && text.first == 0x28
    if isBracketed { at = 1 }
    let start = at
    var dots = 0
    while at < text.count,
      isDigit(text[at]) || (text[at] == 0x2E && at > start && at + 1 < text.count && isDigit(text[at + 1]))
    {
      if text[at] == 0x2E { dots += 1 }
      at += 1
    }
    let digits = at - start
    if digits == 0 {
      // a) and (iv); a letter without a bracket is a word.
      guard at < text.count, start <= 1 else { return 0 }
      while at < text.count, at - start < 4, (text[at] >= 0x61 && text[at] <= 0x7A) { at += 1 }
      guard at > start, at < text.count, text[at] == 0x29, at - start == 1 || isRoman(text[start..<at]) else {
        return 0
      }
      at += 1
    } else {
      if digits > 3, dots == 0 { return 0 }
      let mark = at < text.count ? text[at] : 0
      let isMarked = mark == 0x2E || mark == 0x29 || (isHeading && (mark == 0x3A))
      if isMarked { at += 1 }
      if start > 1, !isMarked {
        // "Action 4 - Skills"
        guard at + 2 < text.count, text[at] == 0x20, text[at + 1] == 0x2D else { return 0 }
        at += 2
      }
      // "3.5 million" is a number and "3.5 Skills" a heading.
      if !isMarked, start <= 1, !(dots > 0 || (isHeading && digits <= 2)) || !opensSentence(text, at + 1) { return 0 }
    }
    guard at < text.count, text[at] == 0x20 else { return 0 }
    return at + 1
  }

  /// Length of one word and the space after it, where a digit follows: "Action 4".
  private static func wordLength(_ text: ArraySlice<UInt8>) -> Int {
    var at = 0
    while at < text.count, text[at] >= 0x80 || (text[at] | 32 >= 0x61 && text[at] | 32 <= 0x7A) { at += 1 }
    guard at > 1, at + 1 < text.count, text[at] == 0x20, isDigit(text[at + 1]) else { return 0 }
    return at + 1
  }

  /// A capital and a small letter.
  private static func opensSentence(_ text: ArraySlice<UInt8>, _ at: Int) -> Bool {
    guard at + 1 < text.count else { return false }
    let isCapital = (text[at] >= 0x41 && text[at] <= 0x5A) || text[at] >= 0xC3
    return isCapital && (text[at + 1] >= 0x61 || text[at + 1] == 0x20)
  }

  private static func isRoman(_ letters: ArraySlice<UInt8>) -> Bool {
    letters.allSatisfy { $0 == 0x69 || $0 == 0x76 || $0 == 0x78 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
