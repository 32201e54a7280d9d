/// A number as it is written in digits, commas and points, read byte by byte.
///
/// A mark before exactly three digits groups thousands, unless it is the only one and a point; any other is the
/// decimal mark.
struct Numeral {
  /// All digits, as one number.
  private var digits: UInt64 = 0
  private var digitCount = 0
  /// Runs of digits between the marks, and the length of the first and of the last.
  private var runs = 0
  private var first = 0
  private var last = 0
  /// Whether every run but the first, and the one that is read, has three digits.
  private var isGrouped = true
  private var marks = 0
  private var mark: UInt8 = 0
  private var isOneMark = true
  private var isOpen = false
  /// The bytes, where there are too many for exact arithmetic.
  private var long: [UInt8] = []

  var isEmpty: Bool { digitCount == 0 && marks == 0 }

  /// Takes a digit, a comma or a point; says no to any other byte.
  mutating func add(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57:
      if !isOpen {
        if runs > 1, last != 3 { isGrouped = false }
        runs += 1
        last = 0
        isOpen = true
      }
      last += 1
      if runs == 1 { first += 1 }
      if digitCount < Self.exactDigits { digits = digits * 10 + UInt64(byte - 48) }
      digitCount += 1
      if digitCount > Self.exactDigits || !long.isEmpty { long.append(byte) }
    case 44, 46:
      if marks > 0, byte != mark { isOneMark = false }
      mark = byte
      marks += 1
      isOpen = false
    default: return false
    }
    return true
  }

  /// Numbers of so many digits and powers of ten up to this one are exact as floating-point numbers, and so is the
  /// rounding of their quotient.
  private static let exactDigits = 15
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// The number; nil where there is none, or where the marks make no sense.
  var value: Double? {
    guard runs > 0 else { return nil }
    if runs == 1 { return quotient(0) }
    let groups = isGrouped && last == 3 && first <= 3
    if groups, isOneMark, marks > 1 || mark == 44 { return quotient(0) }
    if isOneMark, marks > 1 { return nil }
    return quotient(last)
  }

  /// All digits with so many of them behind the decimal point.
  private func quotient(_ decimals: Int) -> Double? {
    if digitCount <= Self.exactDigits { return Double(digits) / Self.powers[decimals] }
    let lead = String(digits)
    var text = String(repeating: "0", count: max(0, Self.exactDigits - lead.count)) + lead
    text += String(decoding: long, as: UTF8.self)
    let point = text.index(text.endIndex, offsetBy: -decimals)
    return Double(text[..<point] + "." + text[point...] + "0")
  }
}
