import StrataText

/// The text of one segment as its record shows it, and where each byte of the normal text went.
/// Scratch space: loaded once per segment and reused; valid only while the normal text stays where it is.
final class SegmentText {
  /// UTF-8, white space folded: a stretch of the normal text where nothing had to be folded.
  private(set) var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private var start = 0
  private var unit = OffsetUnit.utf8
  private var isASCII = true
  private var isFolded = false
  /// Room for the folded text of an extent of `capacity` bytes.
  private var folded = UnsafeMutablePointer<UInt8>.allocate(capacity: 1024)
  /// For each byte of the extent and the place after it: its offset in `bytes`. Filled only where something was folded.
  private var places = UnsafeMutablePointer<UInt32>.allocate(capacity: 1025)
  private var placeCount = 0
  private var capacity = 1024
  /// A place in `bytes` and its offset in the unit: the place that was asked for last, as the next one is near.
  private var cursor = (place: 0, offset: 0)

  deinit {
    folded.deallocate()
    places.deallocate()
  }

  /// Runs of white space become one space, or one tab where the segment is a row and the run holds a tab.
  /// Work is linear in the extent.
  func load(_ extent: Extent<Normal>, of text: UnsafeBufferPointer<UInt8>, isRow: Bool, unit: OffsetUnit) {
    let range = extent.range.clamped(to: 0..<text.count)
    let part = UnsafeBufferPointer(rebasing: text[range])
    start = range.lowerBound
    self.unit = unit
    cursor = (0, 0)
    (isASCII, isFolded) = Self.survey(part)
    if isFolded {
      fold(part, isRow: isRow)
    } else {
      bytes = part
    }
  }

  /// The offset in the record's unit of a byte of the normal text.
  func offset(of normal: UInt32) -> Int {
    let place = self.place(of: normal)
    if isASCII || unit == .utf8 { return place }
    if place > cursor.place {
      cursor.offset += count(cursor.place, place)
    } else {
      cursor.offset -= count(place, cursor.place)
    }
    cursor.place = place
    return cursor.offset
  }

  /// The part of the folded text that a stretch of the normal text became.
  func slice(_ extent: Extent<Normal>) -> UnsafeBufferPointer<UInt8> {
    let from = place(of: extent.start)
    return UnsafeBufferPointer(rebasing: bytes[from..<max(from, place(of: extent.end))])
  }

  private func place(of normal: UInt32) -> Int {
    let offset = max(0, Int(normal) - start)
    if isFolded { return Int(places[min(offset, placeCount - 1)]) }
    return min(offset, bytes.count)
  }

  /// Characters (or UTF-16 units) that begin between two places, eight bytes at a time.
  private func count(_ from: Int, _ to: Int) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(base)
    let ones: UInt64 = 0x0101_0101_0101_0101
    var count = 0
    var index = from
    while index + 8 <= to {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      count += 8 - ((word >> 7) & ~(word >> 6) & ones).nonzeroBitCount
      if unit == .utf16 { count += ((word >> 7) & (word >> 6) & (word >> 5) & (word >> 4) & ones).nonzeroBitCount }
      index += 8
    }
    while index < to {
      if base[index] & 0xC0 != 0x80 { count += 1 }
      if unit == .utf16, base[index] >= 0xF0 { count += 1 }
      index += 1
    }
    return count
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }

  /// Whether all bytes are ASCII, and whether white space may have to be folded: there is a control character, a
  /// space at an end, or two in a row. Eight bytes at a time.
  private static func survey(_ part: UnsafeBufferPointer<UInt8>) -> (isASCII: Bool, isFolded: Bool) {
    guard let base = part.baseAddress, let first = part.first, let last = part.last else { return (true, false) }
    let raw = UnsafeRawPointer(base)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    var seen: UInt64 = 0
    var controls: UInt64 = 0
    var doubles: UInt64 = 0
    var carry: UInt64 = 0
    var index = 0
    while index + 8 <= part.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      seen |= word
      controls |= (word &- ones &* 32) & ~word
      let mark = word ^ (ones &* 32)
      // Exact for each byte: 128 where it is a space.
      let spaces = ~(((mark & ~high) &+ ~high) | mark | ~high)
      doubles |= spaces & (spaces << 8 | carry)
      carry = spaces >> 56
      index += 8
    }
    var wasSpace = carry != 0
    while index < part.count {
      let byte = base[index]
      seen |= UInt64(byte)
      if byte < 32 { controls |= high }
      if byte == 32, wasSpace { doubles = 1 }
      wasSpace = byte == 32
      index += 1
    }
    return (seen & high == 0, controls & high != 0 || doubles != 0 || first == 32 || last == 32)
  }

  private func fold(_ part: UnsafeBufferPointer<UInt8>, isRow: Bool) {
    reserve(part.count)
    // By names of their own: each byte that is written might else be one of the object's fields.
    let (folded, places) = (folded, places)
    var count = 0
    var index = 0
    while index < part.count {
      if !Self.isSpace(part[index]) {
        places[index] = UInt32(truncatingIfNeeded: count)
        folded[count] = part[index]
        count += 1
        index += 1
        continue
      }
      var stop = index
      var space: UInt8 = 32
      while stop < part.count, Self.isSpace(part[stop]) {
        if isRow, part[stop] == 9 { space = 9 }
        stop += 1
      }
      // A span that ends before the run ends before its space; one that starts after it starts after its space.
      places[index] = UInt32(truncatingIfNeeded: count)
      if count > 0, stop < part.count {
        folded[count] = space
        count += 1
      }
      for inside in (index + 1)..<stop { places[inside] = UInt32(truncatingIfNeeded: count) }
      index = stop
    }
    places[index] = UInt32(truncatingIfNeeded: count)
    placeCount = index + 1
    bytes = UnsafeBufferPointer(start: folded, count: count)
  }

  private func reserve(_ count: Int) {
    guard count > capacity else { return }
    folded.deallocate()
    places.deallocate()
    capacity = max(count, 2 * capacity)
    folded = .allocate(capacity: capacity)
    places = .allocate(capacity: capacity + 1)
  }
}
