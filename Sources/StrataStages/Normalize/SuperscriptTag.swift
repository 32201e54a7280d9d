import StrataText

/// `<sup>3</sup>`: the call of a note, or the label before its text.
enum SuperscriptTag {
  /// The number that the tag at the offset holds, and its length in bytes.
  static func number(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (value: Int, length: Int)? {
    guard var at = opening(text, start, end) else { return nil }
    let first = at
    while at < end, Scalars.isDigit(text[at]) { at += 1 }
    let digits = first..<at
    guard (1...3).contains(digits.count), let stop = closing(text, at, end) else { return nil }
    return (digits.reduce(0) { $0 * 10 + Int(text[$1] - 0x30) }, stop - start)
  }

  /// The same where it calls a note: behind a word or a mark, and no power as in m<sup>2</sup> or 10<sup>6</sup>.
  static func note(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (value: Int, length: Int)? {
    guard start > 0, text[start - 1] > 0x20, !Scalars.isDigit(text[start - 1]), let found = number(text, start, end),
      found.value > 0, !NoteMarkers.isUnit(text, start)
    else { return nil }
    return found
  }

  private static func opening(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    text[start] == 0x3C ? tagEnd(text, start + 1, end) : nil
  }

  private static func closing(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? {
    at + 1 < end && text[at] == 0x3C && text[at + 1] == 0x2F ? tagEnd(text, at + 2, end) : nil
  }

  /// The end of `sup>` at the offset.
  private static func tagEnd(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? {
    guard at + 4 <= end, text[at] | 0x20 == 0x73, text[at + 1] | 0x20 == 0x75, text[at + 2] | 0x20 == 0x70,
      text[at + 3] == 0x3E
    else { return nil }
    return at + 4
  }
}
