import StrataText

/// The text of one segment as its record shows it, and where each byte of the normal text went.
/// Scratch space: loaded once per segment and reused.
struct SegmentText {
  /// UTF-8, white space folded.
  private(set) var bytes: [UInt8] = []
  private var start = 0
  private var isASCII = true
  private var isFolded = false
  /// For each byte of the extent and the place after it: its offset in `bytes`. Filled only where folding dropped bytes.
  private var places: [UInt32] = []
  /// For each byte of `bytes` and the place after it: its offset in the chosen unit. Filled only where units are not bytes.
  private var units: [UInt32] = []

  /// Runs of white space become one space, or one tab where the segment is a row and the run holds a tab.
  /// Work is linear in the extent.
  mutating func load(_ extent: Extent<Normal>, of text: UnsafeBufferPointer<UInt8>, isRow: Bool, unit: OffsetUnit) {
    let range = extent.range.clamped(to: 0..<text.count)
    start = range.lowerBound
    let part = UnsafeBufferPointer(rebasing: text[range])
    bytes.removeAll(keepingCapacity: true)
    (isASCII, isFolded) = Self.survey(part, isRow: isRow)
    if isFolded {
      fold(part, isRow: isRow)
    } else {
      bytes.append(contentsOf: part)
    }
    units.removeAll(keepingCapacity: true)
    if !isASCII, unit != .utf8 { count(in: unit) }
  }

  /// The offset in the record's unit of a byte of the normal text.
  func offset(of normal: UInt32) -> Int {
    let place = self.place(of: normal)
    return units.isEmpty ? place : Int(units[place])
  }

  /// The slice of the folded text that a stretch of the normal text became.
  func slice(_ extent: Extent<Normal>) -> Range<Int> {
    let from = place(of: extent.start)
    return from..<max(from, place(of: extent.end))
  }

  private func place(of normal: UInt32) -> Int {
    let offset = max(0, Int(normal) - start)
    if isFolded { return Int(places[min(offset, places.count - 1)]) }
    return min(offset, bytes.count)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }

  /// Whether all bytes are ASCII, and whether white space has to be folded.
  private static func survey(_ part: UnsafeBufferPointer<UInt8>, isRow: Bool) -> (isASCII: Bool, isFolded: Bool) {
    var seen: UInt8 = 0
    var isFolded = false
    var wasSpace = true
    for byte in part {
      seen |= byte
      if byte > 32 {
        wasSpace = false
      } else if isSpace(byte) {
        if wasSpace || !(byte == 32 || (isRow && byte == 9)) { isFolded = true }
        wasSpace = true
      } else {
        wasSpace = false
      }
    }
    return (seen < 128, isFolded || (wasSpace && !part.isEmpty))
  }

  private mutating func fold(_ part: UnsafeBufferPointer<UInt8>, isRow: Bool) {
    places.removeAll(keepingCapacity: true)
    var index = 0
    while index < part.count {
      if !Self.isSpace(part[index]) {
        places.append(UInt32(bytes.count))
        bytes.append(part[index])
        index += 1
        continue
      }
      var stop = index
      var space: UInt8 = 32
      while stop < part.count, Self.isSpace(part[stop]) {
        if isRow, part[stop] == 9 { space = 9 }
        stop += 1
      }
      let isInner = !bytes.isEmpty && stop < part.count
      // A span that ends before the run ends before its space; one that starts after it starts after its space.
      places.append(UInt32(bytes.count))
      if isInner { bytes.append(space) }
      for _ in (index + 1)..<max(stop, index + 1) { places.append(UInt32(bytes.count)) }
      index = stop
    }
    places.append(UInt32(bytes.count))
  }

  private mutating func count(in unit: OffsetUnit) {
    units.reserveCapacity(bytes.count + 1)
    var offset: UInt32 = 0
    for byte in bytes {
      // A continuation byte belongs to the character before it.
      if byte & 0xC0 == 0x80 {
        units.append(offset)
        continue
      }
      units.append(offset)
      offset += unit == .utf16 && byte >= 0xF0 ? 2 : 1
    }
    units.append(offset)
  }
}
