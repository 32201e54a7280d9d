import StrataTables

/// Rows at the end of a table that sum it up and are no initiative.
enum TotalsRow {
  private static let words: Set<String> = [
    "total", "totals", "grand total", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "insgesamt", "zwischensumme",
    "somme", "total général", "suma", "total general", "totale", "somma", "totaal", "soma", "razem",
  ]

  /// The table without such rows, which are noted. A row is one where its first cell is the word, or where it has no key and
  /// its first cell opens with the word.
  static func removed(from table: Table, keys: [Int]) -> Table {
    var table = table
    while let last = table.rows.last, isTotals(last, keys: keys), table.rows.count > 1 {
      table.rows.removeLast()
      table.notes.append(
        "row \(last.number) at the end was taken for totals and passed over: "
          + "'\(last.cells.filter { !$0.isBlank }.joined(separator: " ").prefix(60))'")
    }
    return table
  }

  private static func isTotals(_ row: Table.Row, keys: [Int]) -> Bool {
    guard let first = row.cells.first(where: { !$0.isBlank })?.trimmed.lowercased() else { return false }
    let bare = String(first.reversed().drop { ":.=*".contains($0) }.reversed()).trimmed
    if words.contains(bare) { return true }
    let hasKey = keys.isEmpty || keys.contains { row.cells[safe: $0]?.isBlank == false }
    return !hasKey && words.contains { bare.hasPrefix($0 + " ") }
  }
}
