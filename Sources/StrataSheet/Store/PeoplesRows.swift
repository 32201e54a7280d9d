import GRDB

extension SheetStore {
  /// Rows without what pushes wrote into them: what strata wrote because of a link is no evidence for that link, nor a change
  /// of the row that a judgement was about. A cell that a person changed after the push is the person's and stays; so do the
  /// rows that pushes added, whose texts people see and edit.
  static func withoutPushes(_ db: Database, _ records: [InitiativeRecord]) throws -> [InitiativeRecord] {
    struct Cell: Hashable {
      var initiative: Int64
      var column: String
    }
    let places = Dictionary(uniqueKeysWithValues: records.enumerated().map { ($1.id, $0) })
    var written: [Cell: (before: String, last: String)] = [:]
    let entries = try Row.fetchCursor(
      db, sql: #"SELECT initiative, "column", old, new FROM audit WHERE kind = 'written' ORDER BY id"#)
    while let entry = try entries.next() {
      let cell = Cell(initiative: entry["initiative"], column: entry["column"])
      guard places[cell.initiative] != nil else { continue }
      let old: String = entry["old"] ?? ""
      let new: String = entry["new"] ?? ""
      if let known = written[cell], known.last == old {
        written[cell] = (known.before, new)
      } else {
        written[cell] = (old, new)
      }
    }
    var records = records
    for (cell, values) in written {
      guard let place = places[cell.initiative], records[place].cells[cell.column, default: ""] == values.last else {
        continue
      }
      records[place].cells[cell.column] = values.before
    }
    return records
  }
}
