import StrataModel

/// What a word looks like and the hash of its folded form, in one pass over its bytes.
struct WordShape {
  var hash: UInt64
  private var capitals = 0
  private var small = 0
  private var digits = 0
  private var startsCapital = false
  private var startsDigit = false

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// `readable`: how many bytes may be read from `bytes` on, `count` or more.
  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, count: Int, readable: Int) {
    var folded = FoldedWordHash()
    hash = 0
    var at = 0
    while at < count {
      let chunk = Self.load(bytes + at, min(8, count &- at), readable &- at)
      guard chunk & Self.highBits == 0 else {
        self = WordShape(wide: bytes, count: count)
        return
      }
      // One bit a byte, its highest: all bytes are below 128, so that no sum runs over into the next one.
      let upper = Self.bytes(of: chunk, from: UInt8(ascii: "A"), through: UInt8(ascii: "Z"))
      let number = Self.bytes(of: chunk, from: UInt8(ascii: "0"), through: UInt8(ascii: "9"))
      let fold = chunk | upper &>> 2
      let letters = Self.bytes(of: fold, from: UInt8(ascii: "a"), through: UInt8(ascii: "z"))
      if at == 0 {
        startsCapital = upper & 0x80 != 0
        startsDigit = number & 0x80 != 0
      }
      capitals &+= upper.nonzeroBitCount
      digits &+= number.nonzeroBitCount
      small &+= letters.nonzeroBitCount &- upper.nonzeroBitCount
      folded.add(fold)
      at &+= 8
    }
    hash = folded.finished(count)
  }

  @inline(__always)
  private static func bytes(of chunk: UInt64, from first: UInt8, through last: UInt8) -> UInt64 {
    let atLeast = chunk &+ ones &* UInt64(128 &- first)
    let above = chunk &+ ones &* UInt64(127 &- last)
    return atLeast & ~above & highBits
  }

  @inline(__always)
  private static func load(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ readable: Int) -> UInt64 {
    if readable >= 8 {
      let chunk = UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
      return count == 8 ? chunk : chunk & ((1 as UInt64) &<< UInt64(8 &* count) &- 1)
    }
    var chunk: UInt64 = 0
    for index in 0..<count { chunk |= UInt64(bytes[index]) &<< UInt64(8 &* index) }
    return chunk
  }

  /// The same for words with characters beyond ASCII.
  @inline(never)
  private init(wide bytes: UnsafePointer<UInt8>, count: Int) {
    var folded = FoldedWordHash()
    var chunk: UInt64 = 0
    var length = 0
    func add(_ byte: UInt8) {
      chunk |= UInt64(byte) &<< UInt64(8 &* (length & 7))
      length &+= 1
      if length & 7 == 0 {
        folded.add(chunk)
        chunk = 0
      }
    }
    hash = 0
    var at = 0
    while at < count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        if at == 0 { startsCapital = true }
        capitals += 1
        add(byte | 32)
        at += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if at == 0 { startsDigit = true }
        digits += 1
        add(byte)
        at += 1
      case 0..<0x80:
        if byte >= UInt8(ascii: "a"), byte <= UInt8(ascii: "z") { small += 1 }
        add(byte)
        at += 1
      case 0xC2..<0xE0 where at + 1 < count:
        let (lead, trail) = byte == 0xC2 ? (byte, bytes[at + 1]) : Folding.small(byte, bytes[at + 1])
        if (lead, trail) != (byte, bytes[at + 1]) {
          if at == 0 { startsCapital = true }
          capitals += 1
        } else {
          small += 1
        }
        add(lead)
        add(trail)
        at += 2
      case 0xE2
      where at + 2 < count && bytes[at + 1] == 0x80 && (bytes[at + 2] == 0x99 || bytes[at + 2] & 0xFE == 0x90):
        // ’ ‐ ‑
        add(bytes[at + 2] == 0x99 ? 39 : 45)
        at += 3
      default:
        let width = byte < 0xE0 ? 1 : byte < 0xF0 ? 3 : 4
        if width > 1 { small += 1 }
        for index in at..<min(count, at + width) { add(bytes[index]) }
        at += width
      }
    }
    if length & 7 != 0 { folded.add(chunk) }
    hash = folded.finished(length)
  }

  /// Whether it has a letter or a digit; characters beyond ASCII in a word count as letters.
  @inline(__always)
  var isWord: Bool { capitals &+ small &+ digits != 0 }

  /// The flags that the letters and digits tell.
  @inline(__always)
  var flags: TokenFlags {
    var flags: TokenFlags = .word
    if capitals &+ digits == 0 { return flags }
    if startsCapital { flags.insert(.capitalised) }
    if capitals >= 2, small == 0 { flags.insert(.allCaps) }
    if capitals > (startsCapital ? 1 : 0), small > 0 { flags.insert(.innerCapital) }
    if digits > 0 {
      flags.insert(.hasDigit)
      if capitals &+ small == 0 {
        flags.insert(.number)
      } else if startsDigit {
        flags.insert(.digitsThenLetters)
      }
    }
    return flags
  }
}
