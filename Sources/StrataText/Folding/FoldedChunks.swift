/// The bytes of a word after ``SimpleCaseFolding``, eight at a time, without storing them.
///
/// A chunk holds its bytes from the lowest up; the last one is filled up with zeros. Bytes that are not
/// well-formed UTF-8 stay as they are.
struct FoldedChunks {
  let bytes: UnsafePointer<UInt8>
  let count: Int
  /// How many bytes may be read from `bytes` on, `count` or more.
  let readable: Int

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// Hands every chunk to `body` until it returns `false`. Returns the number of folded bytes, or `nil`
  /// if `body` stopped.
  @inline(__always)
  func forEach(_ body: (UInt64) -> Bool) -> Int? {
    var at = 0
    while count &- at >= 8 {
      let chunk = Self.load(bytes + at)
      if chunk & Self.highBits != 0 { return forEachWide(from: at, body) }
      if !body(SimpleCaseFolding.foldASCII(chunk)) { return nil }
      at &+= 8
    }
    let rest = count &- at
    if rest == 0 { return count }
    let chunk = tail(from: at, rest)
    if chunk & Self.highBits != 0 { return forEachWide(from: at, body) }
    return body(SimpleCaseFolding.foldASCII(chunk)) ? count : nil
  }

  @inline(__always)
  private static func load(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
  }

  /// The last bytes, fewer than eight, filled up with zeros.
  @inline(__always)
  private func tail(from at: Int, _ rest: Int) -> UInt64 {
    if readable &- at >= 8 {
      return Self.load(bytes + at) & ((1 as UInt64) &<< UInt64(8 &* rest) &- 1)
    }
    var chunk: UInt64 = 0
    for index in 0..<rest {
      chunk |= UInt64(bytes[at &+ index]) &<< UInt64(8 &* index)
    }
    return chunk
  }

  /// As ``forEach(_:)``, from a byte on before which all are ASCII and make whole chunks.
  @inline(never)
  private func forEachWide(from start: Int, _ body: (UInt64) -> Bool) -> Int? {
    let folding = SimpleCaseFolding.shared
    var chunk: UInt64 = 0
    var filled: UInt64 = 0
    var length = start
    @inline(__always)
    func append(_ byte: UInt32) -> Bool {
      chunk |= UInt64(byte) &<< (8 &* filled)
      filled &+= 1
      length &+= 1
      guard filled == 8 else { return true }
      defer { (chunk, filled) = (0, 0) }
      return body(chunk)
    }

    var at = start
    while at < count {
      guard let (character, width) = decode(at) else {
        guard append(UInt32(bytes[at])) else { return nil }
        at &+= 1
        continue
      }
      at &+= width
      let folded = folding.fold(character)
      let isAppended =
        switch folded {
        case 0..<0x80:
          append(folded)
        case 0x80..<0x800:
          append(0xC0 | folded &>> 6) && append(0x80 | folded & 0x3F)
        case 0x800..<0x10000:
          append(0xE0 | folded &>> 12) && append(0x80 | folded &>> 6 & 0x3F)
            && append(0x80 | folded & 0x3F)
        default:
          append(0xF0 | folded &>> 18) && append(0x80 | folded &>> 12 & 0x3F)
            && append(0x80 | folded &>> 6 & 0x3F) && append(0x80 | folded & 0x3F)
        }
      if !isAppended { return nil }
    }
    if filled > 0, !body(chunk) { return nil }
    return length
  }

  /// The character at an offset, if it is well-formed; or a surrogate, which folds to itself.
  @inline(__always)
  private func decode(_ at: Int) -> (character: UInt32, width: Int)? {
    let lead = UInt32(bytes[at])
    if lead < 0x80 { return (lead, 1) }
    guard lead >= 0xC2, lead < 0xF5 else { return nil }
    let width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard at &+ width <= count else { return nil }
    var character = lead & (0x7F &>> UInt32(width))
    for index in 1..<width {
      let byte = UInt32(bytes[at &+ index])
      guard byte & 0xC0 == 0x80 else { return nil }
      character = character &<< 6 | byte & 0x3F
    }
    let isShortest = character >= (width == 2 ? 0x80 : width == 3 ? 0x800 : 0x10000)
    return isShortest && character < 0x110000 ? (character, width) : nil
  }
}
