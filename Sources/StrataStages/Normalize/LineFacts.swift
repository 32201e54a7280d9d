import StrataText

/// How lines begin and end: the evidence for joining them.
enum LineFacts {
  enum Ending {
    /// A letter or digit: the sentence goes on, or the line is a heading.
    case open
    case comma
    case semicolon
    case colon
    /// `.`, `!`, `?` or an ellipsis, with closing marks and note numbers behind it.
    case terminal
    /// A letter and a hyphen: a word may be cut.
    case hyphen
    /// Something else: a bracket, a dash.
    case other

    /// In mid-sentence, or in mid-word.
    var breaksOff: Bool {
      switch self {
      case .open, .comma, .hyphen: true
      default: false
      }
    }
  }

  static func ending(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Ending { ending(text, line.start, line.end) }

  static func ending(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Ending {
    var at = end
    guard at > start else { return .other }
    // Most lines end so.
    switch text[at - 1] {
    case 0x61...0x7A, 0x41...0x5A: return .open
    case 0x2E, 0x21, 0x3F: return .terminal
    case 0x2C: return .comma
    default: break
    }
    // A note number behind the closing mark: "tasks.6", "solutions.”12".
    var digits = at
    while digits > start, Scalars.isDigit(text[digits - 1]) { digits -= 1 }
    if digits < at, at - digits <= 3, digits > start, isClosing(text[digits - 1]) { at = digits }
    while at > start {
      let place = Scalars.before(text, at)
      let (scalar, _) = Scalars.decode(text, at: place)
      switch scalar {
      case 0x2E, 0x21, 0x3F, 0x2026: return .terminal
      case 0x2C: return .comma
      case 0x3B: return .semicolon
      case 0x3A: return .colon
      case 0x22, 0x27, 0x29, 0x5D, 0x2A, 0x5F, 0x2019, 0x201D, 0x201C, 0xBB, 0xB2, 0xB3, 0xB9, 0x2070...0x2079:
        at = place
      case 0x2D, 0x2010, 0xAD:
        let before = place > start ? Scalars.decode(text, at: Scalars.before(text, place)).scalar : 0
        return Scalars.isLetter(before) || (before >= 0x30 && before <= 0x39) ? .hyphen : .other
      default:
        return Scalars.isLetter(scalar) || (scalar >= 0x30 && scalar <= 0x39) || scalar == 0x25
          ? .open : at == end ? .other : .open
      }
    }
    return .other
  }

  private static func isClosing(_ byte: UInt8) -> Bool {
    byte == 0x2E || byte == 0x21 || byte == 0x3F || byte == 0x9D || byte == 0x99
  }

  static func startsLower(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    guard !line.isBlank else { return false }
    return Scalars.isLowercase(firstLetter(text, line))
  }

  static func startsUpper(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    guard !line.isBlank else { return false }
    return Scalars.isUppercase(firstLetter(text, line))
  }

  /// The first character, opening quotation marks and brackets left out.
  private static func firstLetter(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> UInt32 {
    var at = line.start
    while at < line.end {
      let (scalar, length) = Scalars.decode(text, at: at)
      switch scalar {
      case 0x22, 0x27, 0x28, 0x5B, 0x2A, 0x5F, 0x2018, 0x201C, 0x201E, 0xAB: at += length
      default: return scalar
      }
    }
    return 0
  }

  /// Width of the first word, in hundredths of an em.
  static func firstWordWidth(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Int {
    var width = 0
    var at = line.start
    while at < line.end, text[at] > 0x20 {
      width += text[at] < 0x80 ? Int(LineScanner.widths[Int(text[at])]) : text[at] & 0xC0 == 0x80 ? 0 : 55
      at += 1
      // Words may be broken behind a hyphen.
      if text[at - 1] == 0x2D { break }
    }
    return width
  }

  static func wordCount(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    guard start < end, let base = text.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(base)
    var count = 0
    // 128 where the last byte was visible.
    var last: UInt64 = 0
    var index = start
    while index + 8 <= end {
      let ink = ByteScan.ink(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian)
      // A word begins where white space ends.
      count += (ink & ~(ink << 8 | last)).nonzeroBitCount
      last = ink >> 56
      index += 8
    }
    var inWord = last != 0
    while index < end {
      let isInk = base[index] > 0x20
      if isInk, !inWord { count += 1 }
      inWord = isInk
      index += 1
    }
    return count
  }

  /// Letters that are all capitals: at least four of them.
  static func isCapitals(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var capitals = 0
    var index = start
    while index < end {
      let (scalar, length) = Scalars.decode(text, at: index)
      if Scalars.isLowercase(scalar) { return false }
      if Scalars.isUppercase(scalar) { capitals += 1 }
      index += length
    }
    return capitals >= 4
  }
}
