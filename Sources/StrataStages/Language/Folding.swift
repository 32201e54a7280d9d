/// Case folding of the letters that European languages share, and the hash of a folded word.
///
/// Latin (Basic, Latin-1, Extended-A), Greek and Cyrillic capitals fold to their small letters (Unicode
/// CaseFolding.txt, status C); `’` folds to `'` and the typographic hyphens to `-`, so that one spelling in a
/// lexicon serves all. Everything else stays as it is.
public enum Folding {
  /// The hash before the first byte, and after one more folded byte (FNV-1a, 64 bits).
  @usableFromInline static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  @inline(__always)
  static func step(_ hash: UInt64, _ folded: UInt8) -> UInt64 { (hash ^ UInt64(folded)) &* 0x100_0000_01b3 }

  /// Hash of the folded bytes (FNV-1a, 64 bits). O(bytes).
  @inlinable public static func hash(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var at = start
    while at < end {
      let byte = text[at]
      if byte < 128 {
        let folded = byte >= 65 && byte <= 90 ? byte | 32 : byte
        hash = (hash ^ UInt64(folded)) &* 0x100_0000_01b3
        at += 1
        continue
      }
      if byte >= 0xC3, byte < 0xE0, at + 1 < end {
        let (lead, trail) = small(byte, text[at + 1])
        hash = (hash ^ UInt64(lead)) &* 0x100_0000_01b3
        hash = (hash ^ UInt64(trail)) &* 0x100_0000_01b3
        at += 2
        continue
      }
      if byte == 0xE2, at + 2 < end, text[at + 1] == 0x80 {
        let third = text[at + 2]
        if third == 0x99 || third == 0x90 || third == 0x91 {
          hash = (hash ^ (third == 0x99 ? 39 : 45)) &* 0x100_0000_01b3
          at += 3
          continue
        }
      }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      at += 1
    }
    // 0 marks an empty slot in tables.
    return hash == 0 ? 1 : hash
  }

  public static func hash(_ word: String) -> UInt64 {
    var word = word
    return word.withUTF8 { hash($0, 0, $0.count) }
  }

  /// Whether the two-byte character is a capital that folds.
  @inlinable public static func isCapital(_ lead: UInt8, _ trail: UInt8) -> Bool {
    guard lead >= 0xC3, lead < 0xE0 else { return false }
    return small(lead, trail) != (lead, trail)
  }

  /// The small letter of a two-byte character.
  @inlinable public static func small(_ lead: UInt8, _ trail: UInt8) -> (UInt8, UInt8) {
    let scalar = UInt32(lead & 31) << 6 | UInt32(trail & 63)
    var folded = scalar
    switch scalar {
    case 0xC0...0xDE: if scalar != 0xD7 { folded += 32 }
    case 0x100...0x12F, 0x132...0x137, 0x14A...0x177: folded |= 1
    case 0x139...0x148, 0x179...0x17E: if scalar & 1 == 1 { folded += 1 }
    case 0x178: folded = 0xFF
    case 0x386: folded = 0x3AC
    case 0x388...0x38A: folded += 37
    case 0x38C: folded = 0x3CC
    case 0x38E...0x38F: folded += 63
    case 0x391...0x3AB: folded += 32
    case 0x3C2: folded = 0x3C3
    case 0x400...0x40F: folded += 80
    case 0x410...0x42F: folded += 32
    default: break
    }
    return (UInt8(0xC0 | folded >> 6), UInt8(0x80 | folded & 63))
  }
}
