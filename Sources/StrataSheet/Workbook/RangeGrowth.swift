import FoundationEssentials

/// Ranges of a workbook that ended with its last row, moved to the new last one: drop-downs, conditional formats, filters, tables,
/// names. Others stay.
struct RangeGrowth {
  /// The last row before and after.
  let from: Int
  let to: Int

  /// The range, moved; nil where it stays.
  func moved(_ range: CellRange) -> String? {
    guard from < to ? (from..<to).contains(range.last.row) : from != to && range.last.row == from,
      range.first.row <= to
    else { return nil }
    return "\(range.first.text):\(CellReference(column: range.last.column, row: to).text)"
  }

  /// Every `ref="A1:F20"` of a table's part.
  func table(_ text: String) -> String { replacing([(" ref=\"", "\"")], in: text) }

  /// What follows the rows of a sheet: the lists of ranges (`A2:A20 C2:C20`) of drop-downs, conditional formats and
  /// protected cells, also of those that stand in extensions.
  func tail(_ text: String) -> String { replacing([(" sqref=\"", "\""), ("sqref>", "</")], in: text) }

  /// Names for ranges of a sheet: `<definedName …>Plan!$A$1:$F$20</definedName>`.
  func names(_ text: String, sheet: String) -> String {
    let plain = sheet.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    let quoted = "'" + plain.replacing("'", with: "''") + "'!"
    return [">\(plain)!", ">\(quoted)", ">" + quoted.replacing("'", with: "&apos;")].reduce(text) { text, opener in
      replacing([(opener, "</definedName>")], in: text, isAbsolute: true)
    }
  }

  /// Moves the ranges between each opener and the closer that follows it.
  private func replacing(_ marks: [(opener: String, closer: String)], in text: String, isAbsolute: Bool = false)
    -> String
  {
    marks.reduce(text) { text, mark in
      var result = ""
      var rest = text[...]
      while let start = rest.range(of: mark.opener), let end = rest[start.upperBound...].range(of: mark.closer) {
        result += rest[..<start.upperBound]
        result += moved(list: rest[start.upperBound..<end.lowerBound], isAbsolute: isAbsolute)
        rest = rest[end.lowerBound...]
      }
      return result + rest
    }
  }

  private func moved(list: Substring, isAbsolute: Bool) -> String {
    list.split(separator: " ", omittingEmptySubsequences: false).map { text in
      guard let range = CellRange(text), let moved = moved(range) else { return String(text) }
      return isAbsolute ? Self.absolute(moved) : moved
    }.joined(separator: " ")
  }

  /// `A1:F20` as `$A$1:$F$20`.
  private static func absolute(_ range: String) -> String {
    range.split(separator: ":").map { cell in
      let letters = cell.prefix { $0.isLetter }
      return "$\(letters)$\(cell.dropFirst(letters.count))"
    }.joined(separator: ":")
  }
}
