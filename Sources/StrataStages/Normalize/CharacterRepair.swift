import StrataModel
import StrataText

/// Repairs of single characters: what is invisible, a ligature, ill-formed or decoded wrongly.
enum CharacterRepair {
  /// Adds the edits for one document. One pass over the bytes; only those at or above U+0080 and
  /// controls are looked at.
  static func repair(_ draft: inout Draft) {
    let text = draft.text
    var index = 0
    if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF {
      draft.edits.append(Edit(0, 3, "", .byteOrderMark))
      index = 3
    }
    var doubtful: [Edit] = []
    var certain = 0
    var illFormed = 0
    var firstIllFormed = 0
    while index < text.count {
      let byte = text[index]
      if byte >= 0x20, byte < 0x7F {
        index = ByteScan.skip(text, index + 1, text.count) {
          !ByteScan.hasHigh($0) && !ByteScan.hasControl($0) && !ByteScan.has(0x7F, $0)
        }
        continue
      }
      if byte < 0x80 {
        if byte < 0x09 || (byte > 0x0D && byte < 0x1C) || byte == 0x7F {
          draft.edits.append(Edit(index, index + 1, "", .control))
        }
        index += 1
        continue
      }
      let (scalar, length) = Scalars.decode(text, at: index)
      if scalar == 0xFFFD, length == 1 {
        let bad = Scalars.illFormedLength(text, at: index)
        draft.edits.append(Edit(index, index + bad, "\u{FFFD}", .illFormed))
        if illFormed == 0 { firstIllFormed = index }
        illFormed += 1
        index += bad
        continue
      }
      switch scalar {
      case 0xAD: draft.edits.append(Edit(index, index + length, "", .softHyphen))
      case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF:
        draft.edits.append(Edit(index, index + length, "", .zeroWidth))
      case 0x80...0x84, 0x86...0x9F: draft.edits.append(Edit(index, index + length, "", .control))
      case 0xFB00...0xFB06: draft.edits.append(Edit(index, index + length, ligature(scalar), .ligature))
      case 0xC2...0xF4:
        if let (edit, sure) = mojibake(text, at: index) {
          if sure {
            certain += 1
            draft.edits.append(edit)
            index = Int(edit.extent.end)
            continue
          }
          doubtful.append(edit)
        }
      default: break
      }
      index += length
    }
    // The rarer kinds are believed where the common ones prove that the whole file went wrong.
    if certain >= 2 { draft.edits.append(contentsOf: doubtful) }
    if illFormed > 0 {
      draft.warnings.append(
        Warning(
          code: "ill-formed",
          message: "\(illFormed) byte sequence\(illFormed == 1 ? " is" : "s are") no character and became U+FFFD",
          at: firstIllFormed))
    }
  }

  private static func ligature(_ scalar: UInt32) -> String {
    ["ff", "fi", "fl", "ffi", "ffl", "st", "st"][Int(scalar - 0xFB00)]
  }

  /// UTF-8 that was read as Windows-1252 ("Ã©", "â€™", "Â "), turned back. Sure where the result is a
  /// Latin-1 letter or general punctuation; the rest needs other witnesses in the document.
  private static func mojibake(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (Edit, Bool)? {
    let lead = Scalars.decode(text, at: index)
    let first = UInt8(lead.scalar)
    let needed: Int
    switch first {
    case 0xC2...0xDF: needed = 1
    case 0xE0...0xEF: needed = 2
    case 0xF0...0xF4: needed = 3
    default: return nil
    }
    var at = index + lead.length
    // In good text something else follows.
    guard at < text.count, text[at] >= 0x80 || (first == 0xC2 && text[at] == 0x20) else { return nil }
    var bytes = [first]
    for _ in 0..<needed {
      guard at < text.count else { return nil }
      let (scalar, length) = Scalars.decode(text, at: at)
      // A no-break space often became a plain one on the way.
      if first == 0xC2, scalar == 0x20 {
        return (Edit(index, at, "", .mojibake), true)
      }
      guard let byte = windows1252(scalar), byte >= 0x80, byte < 0xC0 else { return nil }
      bytes.append(byte)
      at += length
    }
    let repaired = bytes.withUnsafeBufferPointer { Scalars.decode($0, at: 0) }
    guard repaired.length == bytes.count, let scalar = Unicode.Scalar(repaired.scalar) else { return nil }
    let sure: Bool
    switch repaired.scalar {
    case 0xA0...0xBF: sure = first == 0xC2
    case 0xC0...0xFF: sure = !isQuote(text, at: index + lead.length)
    case 0x2010...0x203A, 0x20AC, 0x2122: sure = true
    default: sure = false
    }
    return (Edit(index, at, visible(scalar), .mojibake), sure)
  }

  /// What stands in the text for a repaired character: nothing for the invisible ones, a space for white space.
  private static func visible(_ scalar: Unicode.Scalar) -> String {
    if scalar.properties.isWhitespace { return " " }
    switch scalar.value {
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF, 0x80...0x9F: return ""
    default: return String(Character(scalar))
    }
  }

  /// Closing quotation marks may follow a capital letter in good text ("CAFÉ»").
  private static func isQuote(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard index < text.count else { return false }
    let scalar = Scalars.decode(text, at: index).scalar
    return scalar == 0xBB || scalar == 0x201D || scalar == 0x2019
  }

  /// The byte of a character in Windows-1252, with the C1 controls in its gaps.
  private static func windows1252(_ scalar: UInt32) -> UInt8? {
    if scalar < 0x100 { return UInt8(scalar) }
    switch scalar {
    case 0x20AC: return 0x80
    case 0x201A: return 0x82
    case 0x0192: return 0x83
    case 0x201E: return 0x84
    case 0x2026: return 0x85
    case 0x2020: return 0x86
    case 0x2021: return 0x87
    case 0x02C6: return 0x88
    case 0x2030: return 0x89
    case 0x0160: return 0x8A
    case 0x2039: return 0x8B
    case 0x0152: return 0x8C
    case 0x017D: return 0x8E
    case 0x2018: return 0x91
    case 0x2019: return 0x92
    case 0x201C: return 0x93
    case 0x201D: return 0x94
    case 0x2022: return 0x95
    case 0x2013: return 0x96
    case 0x2014: return 0x97
    case 0x02DC: return 0x98
    case 0x2122: return 0x99
    case 0x0161: return 0x9A
    case 0x203A: return 0x9B
    case 0x0153: return 0x9C
    case 0x017E: return 0x9E
    case 0x0178: return 0x9F
    default: return nil
    }
  }
}
