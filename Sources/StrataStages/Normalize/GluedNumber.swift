import StrataText

/// A number of one to three digits that is glued to what stands before it: perhaps a note marker.
struct GluedNumber {
  var value: Int
  /// The digits.
  var extent: Extent<Decoded>
  /// Start of the word or mark that the number is glued to.
  var baseStart: Int
  /// How much the shape alone speaks for a note, 0 to 1.
  var weight: Double

  /// All candidates of a text, in order.
  static func scan(_ text: UnsafeBufferPointer<UInt8>) -> [GluedNumber] {
    var found: [GluedNumber] = []
    var index = 1
    while index < text.count {
      guard Scalars.isDigit(text[index]) else {
        index = ByteScan.skip(text, index + 1, text.count) { !ByteScan.hasDigit($0) }
        continue
      }
      let first = index
      while index < text.count, Scalars.isDigit(text[index]) { index += 1 }
      let before = text[first - 1]
      guard index - first <= 3, text[first] != 0x30, before > 0x20, !Scalars.isDigit(before),
        let weight = weight(text, first, index)
      else { continue }
      var base = first
      while base > 0, text[base - 1] > 0x20, first - base < 60 { base -= 1 }
      let value = (first..<index).reduce(0) { $0 * 10 + Int(text[$1] - 0x30) }
      found.append(GluedNumber(value: value, extent: Extent(first, index), baseStart: base, weight: weight))
    }
    return found
  }

  private static func weight(
    _ text: UnsafeBufferPointer<UInt8>, _ first: Int, _ end: Int
  ) -> Double? {
    // What follows the digits must not go on with the word.
    if end < text.count {
      let (next, length) = Scalars.decode(text, at: end)
      if Scalars.isLetter(next) || next == 0x25 || next == 0x2F || next == 0x5F || next == 0x40 || next == 0x2B {
        return nil
      }
      if next == 0x2E || next == 0x2C || next == 0x3A, end + length < text.count, Scalars.isDigit(text[end + length]) {
        return nil
      }
      if next == 0x2D, end + 1 < text.count, text[end + 1] > 0x20 { return nil }
    }
    var start = first
    while start > 0, text[start - 1] > 0x20, first - start < 60 { start -= 1 }
    for index in start..<first
    where text[index] == 0x2F || text[index] == 0x40 || text[index] == 0x5F || text[index] == 0x23 {
      return nil
    }
    if first - start > 4, text[start] | 0x20 == 0x77, text[start + 1] | 0x20 == 0x77, text[start + 2] | 0x20 == 0x77 {
      return nil
    }
    let place = Scalars.before(text, first)
    let (scalar, _) = Scalars.decode(text, at: place)
    if Scalars.isLetter(scalar) { return letterWeight(text, first) }
    switch scalar {
    case 0x29, 0x5D, 0x22, 0x27, 0x2019, 0x201D, 0xBB: return place > start ? 0.8 : nil
    case 0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F:
      guard place > start else { return nil }
      let (inner, _) = Scalars.decode(text, at: Scalars.before(text, place))
      if inner >= 0x30, inner <= 0x39 {
        // "in 2016.7 Over": behind a year at a sentence's end; "1.7" and "3,200" are numbers.
        var digits = place
        while digits > start, Scalars.isDigit(text[digits - 1]) { digits -= 1 }
        return scalar == 0x2E && place - digits == 4 && digits == start ? 0.05 : nil
      }
      if Scalars.isUppercase(inner) || inner == 0x2E { return 0.2 }
      // "No.7", "Art.5", "p.12": an abbreviation and its number.
      var word = place
      while word > start, Scalars.isLetter(Scalars.decode(text, at: Scalars.before(text, word)).scalar) {
        word = Scalars.before(text, word)
      }
      return scalar == 0x2E && place - word <= 4 ? 0.2 : 0.6
    default: return nil
    }
  }

  private static func letterWeight(_ text: UnsafeBufferPointer<UInt8>, _ first: Int) -> Double? {
    var start = first
    var letters = 0
    var lower = 0
    while start > 0 {
      let place = Scalars.before(text, start)
      let (scalar, _) = Scalars.decode(text, at: place)
      guard Scalars.isLetter(scalar) else {
        if Scalars.isDigit(text[place]) { return nil }
        break
      }
      letters += 1
      if Scalars.isLowercase(scalar) { lower += 1 }
      start = place
    }
    guard letters >= 2 else { return nil }
    // Acronyms carry numbers of their own (NIS2, EU27, MP3).
    if lower == 0 { return 0.15 }
    return letters >= 3 ? 1 : 0.5
  }

  /// Whether the number ends one of the `known` words, which end in digits by nature ("CO2", "NIS2").
  func ends(_ known: Set<String>, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = Int(extent.start)
    while start > 0 {
      let place = Scalars.before(text, start)
      guard Scalars.isLetter(Scalars.decode(text, at: place).scalar) else { break }
      start = place
    }
    guard start < Int(extent.start) else { return false }
    let word = String(decoding: UnsafeBufferPointer(rebasing: text[start..<Int(extent.end)]), as: UTF8.self)
    return known.contains(word) || known.contains(word.lowercased())
  }
}
