/// Keeps texts texts: a spreadsheet takes a cell of a CSV file that opens with `=`, `+`, `-`, `@`, a tab or a carriage
/// return for a formula (OWASP, CSV injection). Such cells get an apostrophe in front, except numbers.
package enum FormulaGuard {
  package static func opensFormula(_ byte: UInt8) -> Bool { [61, 43, 45, 64, 9, 13].contains(byte) }

  package static func guarded(_ text: String) -> String {
    guard let first = text.utf8.first, opensFormula(first), !isNumber(text) else { return text }
    return "'" + text
  }

  /// Whether the text is a number as people write them: `-12.5`, `+3`, `1,234`, `-5 %`, `-1.2e3`, `- 5`.
  static func isNumber(_ text: String) -> Bool {
    var hasDigit = false
    for (place, scalar) in text.unicodeScalars.enumerated() {
      switch scalar {
      case "0"..."9": hasDigit = true
      case "+", "-", "\u{2212}":
        if place > 0,
          !"eE".unicodeScalars.contains(
            text.unicodeScalars[text.unicodeScalars.index(text.unicodeScalars.startIndex, offsetBy: place - 1)])
        {
          return false
        }
      case ".", ",", " ", "%", "\u{A0}", "\u{202F}", "'", "€", "$", "£": continue
      case "e", "E": if !hasDigit { return false }
      default: return false
      }
    }
    return hasDigit
  }
}
