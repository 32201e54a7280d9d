import FoundationEssentials

/// Values of cells as text.
enum CellText {
  /// The shortest decimal form of a number of the file ("0.1" where the file holds 0.10000000000000001).
  static func number(_ raw: String) -> String {
    guard let value = Double(raw), value.isFinite else { return raw }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    return String(value)
  }

  /// ISO 8601 of a day's serial number; with the time where there is one. Serial 60 is the day that never was
  /// (1900-02-29), which spreadsheets count all the same.
  static func date(serial: Double, startsIn1904: Bool) -> String {
    var days = Int(serial.rounded(.down))
    var seconds = Int(((serial - Double(days)) * 86400).rounded())
    if seconds == 86400 {
      days += 1
      seconds = 0
    }
    if startsIn1904 { days += 1462 }
    // Days before 1 March 1900 are one off.
    let civil = days + (days < 60 ? 1 : 0) - 25569
    let time =
      seconds == 0
      ? "" : "T\(padded(seconds / 3600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
    return date(days: civil) + time
  }

  /// ISO 8601 of a number of days since 1970-01-01 (Howard Hinnant, chrono-compatible low-level date algorithms).
  static func date(days: Int) -> String {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let number = month < 10 ? month + 3 : month - 9
    let year = yearOfEra + era * 400 + (number <= 2 ? 1 : 0)
    let digits = String(year)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-\(padded(number))-\(padded(day))"
  }

  /// The serial number of an ISO 8601 date, with or without a time (`2026-11-21`, `2026-11-21T12:00:00`), as a number of the
  /// file; nil for anything else, and for days before 1901 or before the workbook's first.
  static func serial(of text: String, startsIn1904: Bool = false) -> String? {
    let halves = text.split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count <= 2, let day = day(of: String(halves[0])) else { return nil }
    let serial = day + 25569 - (startsIn1904 ? 1462 : 0)
    guard serial >= 0 else { return nil }
    guard halves.count == 2 else { return String(serial) }
    let time = halves[1].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
    guard time.count == 3, (0..<24).contains(time[0]), (0..<60).contains(time[1]), (0..<60).contains(time[2]) else {
      return nil
    }
    return number(String(Double(serial) + Double(time[0] * 3600 + time[1] * 60 + time[2]) / 86400))
  }

  /// Days since 1970-01-01.
  private static func day(of text: String) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2]), (1...12).contains(month), (1...31).contains(day), year >= 1901
    else { return nil }
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    return date(days: days) == text ? days : nil
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// The text as a cell can hold it: what XML cannot hold is left out, carriage returns and what looks like their escape
  /// (`_x000D_`) are written so that `unescaped` gives them back.
  static func escaped(_ text: String) -> String {
    var result = ""
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\r": result += "_x000D_"
      case "_" where isEscape(rest): result += "_x005F_"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      default:
        if isHeld(scalar) { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  /// The text as it comes back from a cell: without what XML cannot hold, and not longer than a cell may be.
  static func held(_ text: String) -> String {
    var text = text
    if !text.unicodeScalars.allSatisfy({ isHeld($0) || "\t\n\r".unicodeScalars.contains($0) }) {
      var kept = String.UnicodeScalarView()
      kept.append(contentsOf: text.unicodeScalars.filter { isHeld($0) || "\t\n\r".unicodeScalars.contains($0) })
      text = String(kept)
    }
    return clipped(text)
  }

  /// Characters that a cell may hold, in UTF-16 units.
  static let maximumLength = 32767

  static func clipped(_ text: String) -> String {
    guard text.utf8.count > maximumLength, text.utf16.count > maximumLength else { return text }
    var units = 0
    let end = text.indices.first { index in
      units += text[index].utf16.count
      return units > maximumLength
    }
    return String(text[..<(end ?? text.endIndex)])
  }

  private static func isHeld(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 32 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
  }

  /// Whether what follows an underscore makes it an escape.
  private static func isEscape(_ rest: Substring.UnicodeScalarView) -> Bool {
    let next = rest.prefix(6)
    return next.count == 6 && next.first == "x" && next.last == "_"
      && next.dropFirst().dropLast().allSatisfy { $0.properties.isASCIIHexDigit }
  }

  /// `_x000D_` stands for a character that XML cannot hold.
  static func unescaped(_ text: String) -> String {
    guard text.contains("_x") else { return text }
    var result = ""
    var rest = text[...]
    while let at = rest.range(of: "_x") {
      result += rest[..<at.lowerBound]
      let digits = rest[at.upperBound...].prefix(5)
      if digits.count == 5, digits.last == "_", let value = UInt32(digits.dropLast(), radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        result.unicodeScalars.append(scalar)
        rest = rest[digits.endIndex...]
      } else {
        result += "_x"
        rest = rest[at.upperBound...]
      }
    }
    return result + rest
  }
}
