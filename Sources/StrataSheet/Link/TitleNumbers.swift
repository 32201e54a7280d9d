import StrataStages

/// Numbers in a title that are no years: `Law No. 20.571`, `Measure 1.4`, `MEN-7`, `Phase II`.
///
/// Numbers tell policies of one name apart, so each digit run counts as a whole: `26.739` and `26,739` are `26739`, and `1.4` is
/// one number, not two.
enum TitleNumbers {
  /// Sorted hashes, each number once.
  static func read(_ title: String) -> [UInt64] {
    let bytes = Array(title.utf8)
    var numbers: Set<UInt64> = []
    var at = 0
    while at < bytes.count {
      if isDigit(bytes[at]) {
        var digits: [UInt8] = []
        while at < bytes.count {
          if isDigit(bytes[at]) {
            digits.append(bytes[at])
          } else if bytes[at] == 46 || bytes[at] == 44, at + 1 < bytes.count, isDigit(bytes[at + 1]) {
            // Three digits behind a point or comma are thousands; others are a section or a decimal.
            let length = bytes[(at + 1)...].prefix { isDigit($0) }.count
            if length != 3 { digits.append(46) }
          } else {
            break
          }
          at += 1
        }
        while digits.count > 1, digits[0] == 48 { digits.removeFirst() }
        if !isYear(digits) { numbers.insert(hash(digits)) }
      } else if isLetter(bytes[at]) {
        let start = at
        while at < bytes.count, isLetter(bytes[at]) || isDigit(bytes[at]) { at += 1 }
        if let value = roman[String(decoding: bytes[start..<at], as: UTF8.self)] { numbers.insert(hash([48 + value])) }
        // Digits inside a word (`GenAI4EU`) are the word's.
      } else {
        at += 1
      }
    }
    return numbers.sorted()
  }

  private static let roman: [String: UInt8] = ["II": 2, "III": 3, "IV": 4, "VI": 6, "VII": 7, "VIII": 8]

  private static func isYear(_ digits: [UInt8]) -> Bool {
    digits.count == 4 && (digits.starts(with: [49, 57]) || digits.starts(with: [50, 48]))
  }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte >= 128
  }
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBufferPointer { Folding.hash($0, 0, $0.count) }
  }
}
