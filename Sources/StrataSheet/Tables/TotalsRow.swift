import StrataTables

/// Rows that sum up a table or a part of it and are no initiatives.
enum TotalsRow {
  private static let words: Set<String> = [
    "total", "totals", "grand total", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "insgesamt", "zwischensumme",
    "somme", "total général", "suma", "total general", "totale", "somma", "totaal", "soma", "razem",
  ]

  /// The table without such rows, which are noted. A row is one where its first cell is the word, or where it has no key and
  /// its first cell opens with the word.
  static func removed(from table: Table, keys: [Int]) -> Table {
    let totals = table.rows.filter { isTotals($0, keys: keys) }
    guard !totals.isEmpty, totals.count < table.rows.count else { return table }
    var table = table
    let numbers = Set(totals.map(\.number))
    table.rows.removeAll { numbers.contains($0.number) }
    for row in totals.prefix(5) {
      table.notes.append(
        "row \(row.number) was taken for totals and passed over: "
          + "'\(row.cells.filter { !$0.isBlank }.joined(separator: " ").prefix(60))'")
    }
    if totals.count > 5 { table.notes.append("\(totals.count - 5) more rows were taken for totals and passed over") }
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
