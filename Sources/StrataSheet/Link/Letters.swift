/// Folding of letters for comparison: small, without accents, so that `Énergie` meets `energie`.
enum Letters {
  enum Kind { case letter, digit, other }

  static func kind(_ scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 48...57: .digit
    case 65...90, 97...122: .letter
    case 0..<128: .other
    case 0xC0...0x24F: scalar.value == 0xD7 || scalar.value == 0xF7 ? .other : .letter
    // Subscript and superscript digits: CO₂, m².
    case 0x2080...0x2089, 0xB2, 0xB3, 0xB9: .digit
    default: scalar.properties.isAlphabetic ? .letter : .other
    }
  }

  static func isCapital(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 128 ? scalar.value >= 65 && scalar.value <= 90 : scalar.properties.isUppercase
  }

  /// Appends the folded letter or digit as UTF-8.
  static func fold(_ scalar: Unicode.Scalar, into bytes: inout [UInt8]) {
    let value = scalar.value
    if value < 128 {
      bytes.append(UInt8(value >= 65 && value <= 90 ? value + 32 : value))
      return
    }
    if value >= 0xC0, value < 0x180 {
      let base = latin[Int(value - 0xC0)]
      if base != 46 {
        bytes.append(base)
        if value == 0xDF { bytes.append(115) }
        if value == 0xC6 || value == 0xE6 || value == 0x152 || value == 0x153 { bytes.append(101) }
        return
      }
    }
    if value >= 0x2080, value <= 0x2089 {
      bytes.append(UInt8(48 + value - 0x2080))
      return
    }
    switch value {
    case 0xB2: bytes.append(50)
    case 0xB3: bytes.append(51)
    case 0xB9: bytes.append(49)
    default: bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    }
  }

  /// Base letters of U+00C0 to U+017F; `.` for what is no letter.
  private static let latin: [UInt8] = Array(
    ("aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggg"
      + "gggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)
}
