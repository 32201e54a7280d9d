import StrataModel
import StrataText

/// Looks at the text of segments: words, endings, numbers.
struct SegmentText {
  let bytes: UnsafeBufferPointer<UInt8>

  func string(_ extent: Extent<Normal>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[extent.range]), as: UTF8.self)
  }

  func ending(_ extent: Extent<Normal>) -> LineFacts.Ending {
    LineFacts.ending(bytes, Int(extent.start), Int(extent.end))
  }

  func wordCount(_ extent: Extent<Normal>) -> Int {
    LineFacts.wordCount(bytes, Int(extent.start), Int(extent.end))
  }

  /// The first word in lower case, punctuation around it left out.
  func firstWord(_ extent: Extent<Normal>) -> String { word(0, of: extent) }

  /// A word by its number, in lower case, punctuation around it left out; empty where there are fewer.
  func word(_ number: Int, of extent: Extent<Normal>) -> String {
    let end = Int(extent.end)
    var start = Int(extent.start)
    var stop = start
    for _ in 0...number {
      start = stop
      while start < end, !isWord(bytes[start]) { start += 1 }
      stop = start
      while stop < end,
        isWord(bytes[stop])
          || ((bytes[stop] == 0x2E || bytes[stop] == 0x2D) && stop + 1 < end && isWord(bytes[stop + 1]))
      { stop += 1 }
    }
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<stop]), as: UTF8.self).lowercased()
  }

  func lastWord(_ extent: Extent<Normal>) -> String {
    var end = Int(extent.end)
    let start = Int(extent.start)
    while end > start, !isWord(bytes[end - 1]) { end -= 1 }
    var from = end
    while from > start, isWord(bytes[from - 1]) { from -= 1 }
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[from..<end]), as: UTF8.self).lowercased()
  }

  func startsLower(_ extent: Extent<Normal>) -> Bool {
    var at = Int(extent.start)
    while at < Int(extent.end) {
      let (scalar, length) = Scalars.decode(bytes, at: at)
      if Scalars.isLetter(scalar) { return Scalars.isLowercase(scalar) }
      if scalar >= 0x30, scalar <= 0x39 { return false }
      at += length
    }
    return false
  }

  /// The text in lower case, as bytes; letters outside ASCII, Latin-1, Greek and Cyrillic stay as they are.
  func fold(_ extent: Extent<Normal>, into buffer: inout [UInt8]) {
    buffer.removeAll(keepingCapacity: true)
    var at = Int(extent.start)
    let end = Int(extent.end)
    while at < end {
      let byte = bytes[at]
      if byte < 0x80 {
        buffer.append(Scalars.isUpper(byte) ? byte | 0x20 : byte)
        at += 1
        continue
      }
      let (scalar, length) = Scalars.decode(bytes, at: at)
      if Scalars.isUppercase(scalar), let value = Unicode.Scalar(scalar) {
        buffer.append(contentsOf: value.properties.lowercaseMapping.utf8)
      } else {
        for offset in 0..<length { buffer.append(bytes[at + offset]) }
      }
      at += length
    }
  }

  /// A letter or digit stands in the text.
  func hasWord(_ extent: Extent<Normal>) -> Bool {
    var at = Int(extent.start)
    while at < Int(extent.end) {
      let (scalar, length) = Scalars.decode(bytes, at: at)
      if Scalars.isLetter(scalar) || (scalar >= 0x30 && scalar <= 0x39) { return true }
      at += length
    }
    return false
  }

  @inline(__always) private func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || Scalars.isLower(byte) || Scalars.isUpper(byte) || Scalars.isDigit(byte)
  }

  /// The number in brackets that closes a text ("Action items (4)") and the length of the text before it.
  func closingCount(_ extent: Extent<Normal>) -> (count: Int, label: Extent<Normal>)? {
    var at = Int(extent.end)
    let start = Int(extent.start)
    while at > start, bytes[at - 1] == 0x3A || bytes[at - 1] <= 0x20 { at -= 1 }
    guard at > start, bytes[at - 1] == 0x29 else { return nil }
    let close = at - 1
    at = close
    while at > start, Scalars.isDigit(bytes[at - 1]) { at -= 1 }
    guard at < close, close - at <= 3, at > start + 2, bytes[at - 1] == 0x28, bytes[at - 2] <= 0x20 else { return nil }
    let count = (at..<close).reduce(0) { $0 * 10 + Int(bytes[$1] - 0x30) }
    var end = at - 1
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    guard end > start else { return nil }
    return (count, Extent(start, end))
  }

  /// A hash of the text with case and white space folded; equal for duplicates.
  func foldedHash(_ extent: Extent<Normal>) -> (UInt64, UInt64) {
    var hash = FoldedTextHash()
    var at = Int(extent.start)
    let end = Int(extent.end)
    while at < end {
      at = ByteScan.skip(bytes, at, end) { hash.addVisible($0.littleEndian) }
      guard at < end else { break }
      let byte = bytes[at]
      if byte < 0x80 {
        hash.add(byte <= 0x20 ? 0x20 : Scalars.isUpper(byte) ? byte | 0x20 : byte)
        at += 1
        if byte <= 0x20 { while at < end, bytes[at] <= 0x20 { at += 1 } }
        continue
      }
      let (scalar, length) = Scalars.decode(bytes, at: at)
      if Scalars.isUppercase(scalar), let value = Unicode.Scalar(scalar) {
        for unit in value.properties.lowercaseMapping.utf8 { hash.add(unit) }
      } else {
        for offset in 0..<length { hash.add(bytes[at + offset]) }
      }
      at += length
    }
    return hash.value
  }
}

/// Two hashes of one text, byte by byte.
private struct FoldedTextHash {
  private(set) var value: (UInt64, UInt64) = (0xcbf2_9ce4_8422_2325, 0x9e37_79b9_7f4a_7c15)

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    value.0 = (value.0 ^ UInt64(byte)) &* 0x100_0000_01b3
    value.1 = (value.1 ^ UInt64(byte)) &* 0xff51_afd7_ed55_8ccd
    value.1 ^= value.1 >> 29
  }

  /// Adds eight bytes where they are ASCII without controls and end in something visible, with single spaces between;
  /// false for all others.
  @inline(__always)
  mutating func addVisible(_ word: UInt64) -> Bool {
    guard !ByteScan.hasHigh(word), !ByteScan.hasControl(word) else { return false }
    let spaces = ByteScan.spaces(word)
    guard spaces & (spaces << 8) == 0, spaces >> 63 == 0 else { return false }
    var rest = ByteScan.smallLetters(word)
    for _ in 0..<8 {
      add(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
    return true
  }
}
