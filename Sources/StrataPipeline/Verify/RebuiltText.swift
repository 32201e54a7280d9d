import StrataModel
@_spi(_Unicode) import Swift

/// Rebuilds texts from the original bytes and the ledger, by the rules of the records alone.
struct RebuiltText {
  let source: [UInt8]
  /// Sorted and disjoint.
  let edits: [LedgerRecord.Edit]
  let decoder: CharacterDecoder

  /// The text of some ranges: their bytes with the edits applied, decoded, canonically composed, white space
  /// folded. Ranges join by one space, unless the first ends in an edit `line-end-hyphen`. Nil where bytes are no
  /// characters of the encoding.
  func text(of ranges: [[Int]]) -> [UInt8]? {
    var text: [UInt8] = []
    for (number, range) in ranges.enumerated() {
      var at = range[0]
      var isGlued = false
      var index = firstEdit(endingAfter: at)
      while index < edits.count, edits[index].start < range[1] {
        let edit = edits[index]
        guard append(at..<max(edit.start, at), to: &text) else { return nil }
        text.append(contentsOf: edit.replacement.utf8)
        at = max(at, min(edit.end, range[1]))
        isGlued = edit.end >= range[1] && edit.reason == .lineEndHyphen
        index += 1
      }
      guard append(at..<max(at, range[1]), to: &text) else { return nil }
      if !isGlued, number < ranges.count - 1 { text.append(32) }
    }
    return Self.folded(Self.composed(text))
  }

  private func append(_ range: Range<Int>, to text: inout [UInt8]) -> Bool {
    if range.isEmpty { return true }
    guard let part = decoder.decode(source[range]) else { return false }
    text.append(contentsOf: part)
    return true
  }

  private func firstEdit(endingAfter offset: Int) -> Int {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if edits[middle].end <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Normalization form C, by the standard library's tables.
  static func composed(_ text: [UInt8]) -> [UInt8] {
    // Below U+0300 every character is its own composition.
    if text.allSatisfy({ $0 < 0xCC }) { return text }
    var composed: [UInt8] = []
    composed.reserveCapacity(text.count)
    for scalar in String(decoding: text, as: UTF8.self)._nfc { composed.append(contentsOf: UTF8.encode(scalar)!) }
    return composed
  }

  /// Every run of white space (and of byte order marks) as one space, none at the ends.
  static func folded(_ text: [UInt8]) -> [UInt8] {
    var folded: [UInt8] = []
    folded.reserveCapacity(text.count)
    var isPending = false
    var index = 0
    while index < text.count {
      let width = spaceWidth(text, at: index)
      if width > 0 {
        isPending = true
        index += width
        continue
      }
      if isPending, !folded.isEmpty { folded.append(32) }
      isPending = false
      folded.append(text[index])
      index += 1
    }
    return folded
  }

  /// The bytes of the white-space character at a place; 0 where there is none.
  private static func spaceWidth(_ text: [UInt8], at index: Int) -> Int {
    let byte = text[index]
    if byte < 0x80 { return byte == 32 || (9...13).contains(byte) || (28...31).contains(byte) ? 1 : 0 }
    guard byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF else { return 0 }
    func next(_ offset: Int) -> UInt8 { index + offset < text.count ? text[index + offset] : 0 }
    switch (byte, next(1), next(2)) {
    case (0xC2, 0x85, _), (0xC2, 0xA0, _): return 2
    case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF),
      (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
      return 3
    default: return 0
    }
  }
}
