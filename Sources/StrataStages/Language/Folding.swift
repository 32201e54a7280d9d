/// Case folding of the letters that European languages share, and the hash of a folded word.
///
/// Latin (Basic, Latin-1, Extended-A), Greek and Cyrillic capitals fold to their small letters (Unicode
/// CaseFolding.txt, status C); `’` folds to `'` and the typographic hyphens to `-`, so that one spelling in a
/// lexicon serves all. Everything else stays as it is.
public enum Folding {
  /// Hash of the folded bytes, eight at a time. Never 0, which marks an empty slot in tables. O(bytes).
  public static func hash(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    guard let base = text.baseAddress else { return FoldedWordHash().finished(0) }
    return WordShape(base + start, count: end - start, readable: text.count - start).hash
  }

  public static func hash(_ word: String) -> UInt64 {
    var word = word
    return word.withUTF8 { hash($0, 0, $0.count) }
  }

  /// Whether the two-byte character is a capital that folds.
  static func isCapital(_ lead: UInt8, _ trail: UInt8) -> Bool {
    guard lead >= 0xC3, lead < 0xE0 else { return false }
    return small(lead, trail) != (lead, trail)
  }

  /// The small letter of a two-byte character.
  static func small(_ lead: UInt8, _ trail: UInt8) -> (UInt8, UInt8) {
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

/// The hash of a word whose folded bytes come eight at a time, the last ones filled up with zeros.
struct FoldedWordHash {
  private var state: UInt64 = 0x243F_6A88_85A3_08D3

  @inline(__always)
  mutating func add(_ chunk: UInt64) {
    state = (state ^ chunk) &* 0x9E37_79B9_7F4A_7C15
    state ^= state &>> 32
  }

  /// The hash after so many bytes.
  @inline(__always)
  func finished(_ count: Int) -> UInt64 {
    let mixed = (state ^ UInt64(truncatingIfNeeded: count)) &* 0xD6E8_FEB8_6659_FD93
    let hash = mixed ^ mixed &>> 32
    return hash == 0 ? 1 : hash
  }
}
