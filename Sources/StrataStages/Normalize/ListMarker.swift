import StrataModel
import StrataText

/// What opens a list item: a glyph, a number or a letter, and where the item's text begins.
struct ListMarker {
  var marker: Marker
  /// The glyph, number or letter as written.
  var label: String
  /// The marker's bytes, without the white space behind it.
  var extent: Extent<Decoded>
  /// First byte of the item's text.
  var textStart: Int
  /// The value of a number or letter ("c" is 3), else 0.
  var ordinal = 0
  /// How the number is dressed: `.`, `)`, `(` or `[`; equal for the items of one list.
  var style: UInt8 = 0
  /// Its place among its like says that it opens an item, whatever stands around it.
  var isCertain = false

  /// Two markers that may open neighbours in one list.
  func matches(_ other: ListMarker) -> Bool {
    marker == other.marker && style == other.style && (marker == .number || marker == .letter || label == other.label)
  }

  /// The other stands `step` places behind this one; "i" is a letter or a numeral.
  func isFollowed(by other: ListMarker, step: Int = 1) -> Bool {
    if other.ordinal == ordinal + step { return true }
    guard marker == .letter, label.count > 1 || other.label.count > 1 else { return false }
    let (first, second) = (roman, other.roman)
    return first > 0 && second == first + step
  }

  /// The value of the label as a roman numeral, 0 where it is none.
  var roman: Int { Array(label.utf8).withUnsafeBufferPointer { Self.romanValue($0) } }

  /// The marker at the start of a line's content.
  static func parse(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> ListMarker? {
    guard start < end else { return nil }
    return glyph(text, start, end) ?? number(text, start, end) ?? letter(text, start, end)
  }

  private static func afterSpace(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? {
    var index = at
    while index < end {
      let length = Scalars.spaceLength(text, at: index)
      if length == 0 { break }
      index += length
    }
    return index > at && index < end ? index : nil
  }

  private static func glyph(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> ListMarker? {
    let (scalar, length) = Scalars.decode(text, at: start)
    let marker: Marker
    var needsSpace = true
    switch scalar {
    case 0x2D, 0x2013, 0x2014, 0x2212, 0x2010...0x2012: marker = .dash
    case 0x2A, 0x2B, 0x3E, 0x6F, 0xB7: marker = .bullet
    case 0x2022, 0x2023, 0x2043, 0x2219, 0x22C5, 0x25A0...0x25FF, 0x2756, 0x2794...0x27BE, 0x2713...0x2718,
      0x2610...0x2612,
      0x2B1B...0x2B1D, 0x2605, 0x2606, 0xF000...0xF0FF:
      marker = .bullet
      needsSpace = false
    case 0x203A, 0x2192, 0x21D2, 0x00BB: marker = .bullet
    default: return nil
    }
    let after = start + length
    guard after < end else { return nil }
    let textStart: Int
    if let place = afterSpace(text, after, end) {
      textStart = place
    } else {
      guard !needsSpace else { return nil }
      textStart = after
    }
    // "> 50 %" compares.
    if scalar == 0x3E, Scalars.isDigit(text[textStart]) { return nil }
    let bytes = UnsafeBufferPointer(rebasing: text[start..<after])
    return ListMarker(
      marker: marker, label: String(decoding: bytes, as: UTF8.self), extent: Extent(start, after), textStart: textStart)
  }

  private static func number(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> ListMarker? {
    var at = start
    let opens = text[at] == 0x28 || text[at] == 0x5B
    let pair: UInt8 = text[at] == 0x5B ? 0x5D : 0x29
    if opens { at += 1 }
    let first = at
    var value = 0
    while at < end, Scalars.isDigit(text[at]), at - first < 4 {
      value = value * 10 + Int(text[at] - 0x30)
      at += 1
    }
    guard at > first, at - first < 4, at < end else { return nil }
    let closing = text[at]
    guard opens ? closing == pair : closing == 0x2E || closing == 0x29 else { return nil }
    guard let textStart = afterSpace(text, at + 1, end) else { return nil }
    let label = String(decoding: UnsafeBufferPointer(rebasing: text[first..<at]), as: UTF8.self)
    return ListMarker(
      marker: .number, label: label, extent: Extent(start, at + 1), textStart: textStart, ordinal: value,
      style: opens ? text[start] : closing)
  }

  private static func letter(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> ListMarker? {
    var at = start
    let opens = text[at] == 0x28
    if opens { at += 1 }
    let first = at
    while at < end, Scalars.isLower(text[at]) || Scalars.isUpper(text[at]), at - first < 6 { at += 1 }
    let count = at - first
    guard count > 0, at < end else { return nil }
    let closing = text[at]
    // "A." opens sentences too often ("U.S. and", initials of names), and "p. 11" is a page. "I." is a numeral.
    let isNumeral = text[first] == 0x49 || text[first] == 0x56 || text[first] == 0x58
    guard
      closing == 0x29 || (closing == 0x2E && !opens && (count > 1 || Scalars.isLower(text[first]) || isNumeral))
    else { return nil }
    let word = UnsafeBufferPointer(rebasing: text[first..<at])
    var value = 0
    if count == 1 { value = Int(word[0] | 0x20) - 0x60 }
    let roman = romanValue(word)
    guard count == 1 || roman > 0 else { return nil }
    if count > 1 { value = roman }
    guard let textStart = afterSpace(text, at + 1, end),
      closing == 0x29 || count > 1 || !Scalars.isDigit(text[textStart])
    else { return nil }
    return ListMarker(
      marker: .letter, label: String(decoding: word, as: UTF8.self), extent: Extent(start, at + 1),
      textStart: textStart,
      ordinal: value, style: opens ? 0x28 : closing)
  }

  /// The value of a roman numeral in letters of one case, 0 where it is none.
  static func romanValue(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    var total = 0
    var last = 0
    var index = word.count - 1
    while index >= 0 {
      let value: Int
      switch word[index] | 0x20 {
      case 0x69: value = 1
      case 0x76: value = 5
      case 0x78: value = 10
      case 0x6C: value = 50
      case 0x63: value = 100
      default: return 0
      }
      total += value < last ? -value : value
      last = max(last, value)
      index -= 1
    }
    guard total > 0, total < 200, canonicalRoman(total).elementsEqual(word.lazy.map { $0 | 0x20 }) else { return 0 }
    return total
  }

  private static func canonicalRoman(_ value: Int) -> [UInt8] {
    let parts: [(Int, String)] = [
      (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ]
    var rest = value
    var word: [UInt8] = []
    for (size, letters) in parts {
      while rest >= size {
        word.append(contentsOf: letters.utf8)
        rest -= size
      }
    }
    return word
  }
}
