import StrataText

/// Chooses among the character sets of one byte a character. They differ in which bytes are letters:
/// in the wrong set, signs stand inside words ("Wi¶niewska") and controls in the text.
enum SingleByteSet {
  private static let candidates = [
    "windows-1252", "iso-8859-1", "iso-8859-2", "windows-1250", "iso-8859-15", "windows-1257", "windows-1254",
    "iso-8859-13", "windows-1251", "iso-8859-5", "koi8-r", "windows-1253", "iso-8859-7",
  ]
  private static let sample = 1 << 16

  /// The set whose reading has the fewest signs inside words; the detector's guess among equals.
  static func choose(_ bytes: UnsafeBufferPointer<UInt8>, guess: String?) throws -> String {
    let sets = candidates.contains(guess ?? "") ? [guess!] + candidates.filter { $0 != guess } : candidates
    let head = UnsafeBufferPointer(rebasing: bytes.prefix(sample))
    var best = "windows-1252"
    var fewest = Int.max
    for (rank, name) in sets.enumerated() {
      let converted = try CharacterSet.convert(head, from: name, offset: 0)
      let faults = converted.illFormed.count * 4 + converted.text.withUnsafeBufferPointer(implausible)
      // Other scripts than Latin must be the detector's own guess.
      let isForeign = rank > 0 && ["windows-1251", "iso-8859-5", "koi8-r", "windows-1253", "iso-8859-7"].contains(name)
      if faults + (isForeign ? 1000 : 0) < fewest {
        fewest = faults + (isForeign ? 1000 : 0)
        best = name
      }
    }
    return best
  }

  /// Signs that touch letters where no text has them, and controls.
  private static func implausible(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var faults = 0
    var index = 0
    while index < text.count {
      if text[index] < 0x80 {
        index += 1
        continue
      }
      let (scalar, length) = Scalars.decode(text, at: index)
      let before = index > 0 ? Scalars.decode(text, at: Scalars.before(text, index)).scalar : 0x20
      let after = index + length < text.count ? Scalars.decode(text, at: index + length).scalar : 0x20
      if scalar >= 0x80, scalar < 0xA0 {
        faults += 2
      } else if isSign(scalar), Scalars.isLetter(after),
        scalar != 0xA3 || Scalars.isLetter(before) || Scalars.isLowercase(after)
      {
        faults += 1
      } else if isSign(scalar), Scalars.isLetter(before), scalar != 0xB0, scalar != 0xAE, scalar != 0xB2,
        scalar != 0xB3, scalar != 0xB9
      {
        faults += 1
      } else if Scalars.isUppercase(scalar), Scalars.isLowercase(before) {
        // A capital inside a word.
        faults += 1
      }
      index += length
    }
    return faults
  }

  /// Signs of Latin-1 and its relatives that stand apart from letters.
  private static func isSign(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA1...0xA9, 0xAC, 0xAE...0xB4, 0xB6, 0xB8, 0xB9, 0xBC...0xBE, 0xD7, 0xF7, 0x2C6, 0x2C7, 0x2D8...0x2DD, 0x192,
      0x2020, 0x2021,
      0x2030:
      true
    default: false
    }
  }
}
