/// Keeps texts texts: a spreadsheet takes a cell of a CSV file that opens with `=`, `+`, `-`, `@`, a tab or a carriage
/// return for a formula (OWASP, CSV injection). Such cells get an apostrophe in front, except numbers.
enum FormulaGuard {
  static func opensFormula(_ byte: UInt8) -> Bool { [61, 43, 45, 64, 9, 13].contains(byte) }

  static func guarded(_ text: String) -> String {
    guard let first = text.utf8.first, opensFormula(first), !CellText.isNumber(text) else { return text }
    return "'" + text
  }
}
