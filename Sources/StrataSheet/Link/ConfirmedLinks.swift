import StrataTables

/// Links that people confirmed, as a table with the columns `row` and `candidate` (keys of the two tables).
public enum ConfirmedLinks {
  public static func read(_ path: String, rows: [LinkRow], candidates: [LinkRow]) throws -> [Linker.Confirmed] {
    let table = try TableFile.read(path)
    guard let row = table.column(named: "row"), let candidate = table.column(named: "candidate") else {
      throw TableFault("confirmed-columns", "\(path): a table of confirmed links has the columns 'row' and 'candidate'")
    }
    let rowPlaces = Dictionary(rows.enumerated().map { ($1.key, $0) }) { first, _ in first }
    let candidatePlaces = Dictionary(candidates.enumerated().map { ($1.key, $0) }) { first, _ in first }
    return try table.rows.map { record in
      guard let place = rowPlaces[record.cells[row]] else {
        throw TableFault("confirmed-key", "\(path):\(record.number): the first table has no row '\(record.cells[row])'")
      }
      guard let other = candidatePlaces[record.cells[candidate]] else {
        throw TableFault(
          "confirmed-key", "\(path):\(record.number): the second table has no row '\(record.cells[candidate])'")
      }
      return Linker.Confirmed(row: place, candidate: other)
    }
  }
}
