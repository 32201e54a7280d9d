import StrataModel

/// Rows of a table whose first cell only counts them: 1, 2, 3. Like the number of an item, it is no part of the text.
enum CountedRows {
  /// The units without such cells. A number counts where a row beside it has the next one or the one before. O(n).
  static func withoutNumbers(_ units: [AlignmentUnit]) -> [AlignmentUnit] {
    let cells = units.map { $0.kind == .row ? firstCell($0.text) : nil }
    guard cells.contains(where: { $0 != nil }) else { return units }
    var bare = units
    for (index, cell) in cells.enumerated() {
      guard let cell else { continue }
      let isAfter = index > 0 && cells[index - 1]?.number == cell.number - 1
      let isBefore = index + 1 < cells.count && cells[index + 1]?.number == cell.number + 1
      if isAfter || isBefore { bare[index].text = Array(units[index].text[cell.end...]) }
    }
    return bare
  }

  /// A number of up to three digits, with a full stop or bracket or without, that fills the first cell of several; `end`
  /// is where the second one starts.
  private static func firstCell(_ text: [UInt8]) -> (number: Int, end: Int)? {
    var number = 0
    var at = 0
    while at < text.count, text[at] >= 0x30, text[at] <= 0x39 {
      number = number * 10 + Int(text[at] - 0x30)
      at += 1
      if at > 3 { return nil }
    }
    guard at > 0 else { return nil }
    if at < text.count, text[at] == 0x2E || text[at] == 0x29 { at += 1 }
    guard at < text.count, text[at] == 0x09 else { return nil }
    return (number, at + 1)
  }
}
