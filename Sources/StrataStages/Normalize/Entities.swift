import StrataText

/// Character entities of HTML: the numeric ones, and the named ones that occur in running text.
enum Entities {
  /// The text of the entity at an offset and its length in bytes.
  static func decode(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> (replacement: String, length: Int)? {
    var index = at + 1
    while index < end, index - at < 12, text[index] != 0x3B {
      guard Scalars.isDigit(text[index]) || Scalars.isLower(text[index] | 0x20) || text[index] == 0x23 else {
        return nil
      }
      index += 1
    }
    guard index < end, text[index] == 0x3B, index > at + 1 else { return nil }
    let name = String(decoding: UnsafeBufferPointer(rebasing: text[(at + 1)..<index]), as: UTF8.self)
    let length = index + 1 - at
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let value = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      guard let value, value > 0, let scalar = Unicode.Scalar(value) else { return nil }
      // White space is one space in the text, however it is written; a control character is none at all.
      if scalar.properties.isWhitespace || value == 0xFEFF { return (" ", length) }
      if scalar.properties.generalCategory == .control { return ("", length) }
      return (String(Character(scalar)), length)
    }
    guard let replacement = named[name] else { return nil }
    return (replacement, length)
  }

  /// From the HTML Living Standard, section 13.5.
  private static let named: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ensp": " ", "emsp": " ", "thinsp": " ",
    "shy": "\u{200B}", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”",
    "bdquo": "„", "laquo": "«", "raquo": "»", "hellip": "…", "bull": "•", "middot": "·", "deg": "°", "sect": "§",
    "para": "¶", "copy": "©", "reg": "®", "trade": "™", "euro": "€", "pound": "£", "yen": "¥", "cent": "¢",
    "times": "×",
    "divide": "÷", "plusmn": "±", "frac12": "½", "frac14": "¼", "frac34": "¾", "sup2": "²", "sup3": "³", "ordm": "º",
    "ordf": "ª", "agrave": "à", "aacute": "á", "acirc": "â", "atilde": "ã", "auml": "ä", "aring": "å", "aelig": "æ",
    "ccedil": "ç", "egrave": "è", "eacute": "é", "ecirc": "ê", "euml": "ë", "igrave": "ì", "iacute": "í", "icirc": "î",
    "iuml": "ï", "ntilde": "ñ", "ograve": "ò", "oacute": "ó", "ocirc": "ô", "otilde": "õ", "ouml": "ö", "oslash": "ø",
    "ugrave": "ù", "uacute": "ú", "ucirc": "û", "uuml": "ü", "yacute": "ý", "szlig": "ß", "Agrave": "À", "Aacute": "Á",
    "Acirc": "Â", "Auml": "Ä", "Aring": "Å", "AElig": "Æ", "Ccedil": "Ç", "Egrave": "È", "Eacute": "É", "Ecirc": "Ê",
    "Iacute": "Í", "Ntilde": "Ñ", "Oacute": "Ó", "Ouml": "Ö", "Oslash": "Ø", "Uacute": "Ú", "Uuml": "Ü", "scaron": "š",
    "Scaron": "Š", "zcaron": "ž", "larr": "←", "rarr": "→", "uarr": "↑", "darr": "↓", "minus": "−", "le": "≤",
    "ge": "≥",
  ]
}
