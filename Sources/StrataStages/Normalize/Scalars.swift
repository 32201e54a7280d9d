/// Reading characters out of UTF-8 bytes.
enum Scalars {
  /// The character at a byte offset and its length in bytes; U+FFFD and 1 where the bytes are ill-formed.
  @inline(__always)
  static func decode(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (scalar: UInt32, length: Int) {
    let lead = text[index]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let left = text.count - index
    if lead >= 0xC2, lead < 0xE0, left >= 2, text[index + 1] & 0xC0 == 0x80 {
      return (UInt32(lead & 0x1F) << 6 | UInt32(text[index + 1] & 0x3F), 2)
    }
    if lead >= 0xE0, lead < 0xF0, left >= 3, text[index + 1] & 0xC0 == 0x80, text[index + 2] & 0xC0 == 0x80 {
      let scalar = UInt32(lead & 0x0F) << 12 | UInt32(text[index + 1] & 0x3F) << 6 | UInt32(text[index + 2] & 0x3F)
      if scalar >= 0x800, scalar < 0xD800 || scalar > 0xDFFF { return (scalar, 3) }
    }
    if lead >= 0xF0, lead < 0xF5, left >= 4, text[index + 1] & 0xC0 == 0x80, text[index + 2] & 0xC0 == 0x80,
      text[index + 3] & 0xC0 == 0x80
    {
      let scalar =
        UInt32(lead & 0x07) << 18 | UInt32(text[index + 1] & 0x3F) << 12 | UInt32(text[index + 2] & 0x3F) << 6
        | UInt32(text[index + 3] & 0x3F)
      if scalar >= 0x10000, scalar <= 0x10FFFF { return (scalar, 4) }
    }
    return (0xFFFD, 1)
  }

  /// Length in bytes of the ill-formed sequence at an offset: the maximal subpart that
  /// the Unicode Standard (section 3.9, U+FFFD substitution) replaces by one U+FFFD.
  static func illFormedLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let lead = text[index]
    let second: ClosedRange<UInt8>
    let needed: Int
    switch lead {
    case 0xC2...0xDF: (second, needed) = (0x80...0xBF, 1)
    case 0xE0: (second, needed) = (0xA0...0xBF, 2)
    case 0xE1...0xEC, 0xEE...0xEF: (second, needed) = (0x80...0xBF, 2)
    case 0xED: (second, needed) = (0x80...0x9F, 2)
    case 0xF0: (second, needed) = (0x90...0xBF, 3)
    case 0xF1...0xF3: (second, needed) = (0x80...0xBF, 3)
    case 0xF4: (second, needed) = (0x80...0x8F, 3)
    default: return 1
    }
    guard index + 1 < text.count, second.contains(text[index + 1]) else { return 1 }
    var length = 2
    while length <= needed, index + length < text.count, text[index + length] & 0xC0 == 0x80 { length += 1 }
    return length
  }

  /// Length in bytes of the white space at an offset, 0 where there is none. White space is what
  /// Unicode's White_Space property says, and U+FEFF inside a text.
  @inline(__always)
  static func spaceLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let byte = text[index]
    if byte < 0x80 { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || (byte >= 0x1C && byte <= 0x1F) ? 1 : 0 }
    if byte == 0xC2 {
      return index + 1 < text.count && (text[index + 1] == 0xA0 || text[index + 1] == 0x85) ? 2 : 0
    }
    guard byte == 0xE1 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF, index + 2 < text.count else { return 0 }
    let second = text[index + 1]
    let third = text[index + 2]
    switch byte {
    case 0xE1: return second == 0x9A && third == 0x80 ? 3 : 0
    case 0xE2:
      if second == 0x80 {
        return third >= 0x80 && third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF ? 3 : 0
      }
      return second == 0x81 && third == 0x9F ? 3 : 0
    case 0xE3: return second == 0x80 && third == 0x80 ? 3 : 0
    default: return second == 0xBB && third == 0xBF ? 3 : 0
    }
  }

  /// Start of the character that ends before `index`.
  @inline(__always)
  static func before(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    var at = index - 1
    while at > 0, text[at] & 0xC0 == 0x80 { at -= 1 }
    return at
  }

  @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  @inline(__always) static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  @inline(__always) static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }

  /// A letter, in the scripts that the layout rules look at.
  static func isLetter(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return isUpper(UInt8(scalar)) || isLower(UInt8(scalar)) }
    return scalar == 0xAA || scalar == 0xB5 || scalar == 0xBA
      || scalar >= 0xC0 && scalar != 0xD7 && scalar != 0xF7 && scalar < 0x2000
      || scalar >= 0x2C00 && scalar < 0x2E00 || scalar >= 0x3041 && scalar < 0xD7A4
  }

  /// Upper case, in Latin, Greek and Cyrillic.
  static func isUppercase(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return isUpper(UInt8(scalar)) }
    if scalar >= 0xC0, scalar <= 0xDE { return scalar != 0xD7 }
    guard scalar >= 0x100, scalar < 0x530 || (scalar >= 0x1E00 && scalar < 0x2000), let value = Unicode.Scalar(scalar)
    else { return false }
    return value.properties.isUppercase
  }

  static func isLowercase(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return isLower(UInt8(scalar)) }
    if scalar >= 0xDF, scalar <= 0xFF { return scalar != 0xF7 }
    guard scalar >= 0x100, scalar < 0x590 || (scalar >= 0x1E00 && scalar < 0x2000), let value = Unicode.Scalar(scalar)
    else { return false }
    return value.properties.isLowercase
  }
}
