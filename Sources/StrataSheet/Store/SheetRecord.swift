import GRDB
import StrataTables

import struct StrataTables.Table

/// A mastersheet as the store knows it.
public struct SheetRecord: Sendable {
  public var id: Int64
  public var name: String
  /// The file it was imported from last.
  public var file: String?
  public var mapping: ColumnMapping
  public var columns: [String]
}

/// A row of a mastersheet as the store knows it.
public struct InitiativeRecord: Sendable {
  public var id: Int64
  public var key: String
  public var position: Int
  public var cells: [String: String]
  public var isRemoved: Bool

  init(_ row: Row) throws {
    id = row["id"]
    key = row["key"]
    position = row["position"]
    cells = try Cells.decode(row["cells"])
    isRemoved = row["isRemoved"]
  }

  /// The text of a role, as `MappedTable` reads it.
  public func text(_ role: ColumnRole, _ mapping: ColumnMapping) -> String {
    (mapping.columns[role] ?? []).compactMap { cells[$0]?.trimmed }.filter { !$0.isEmpty }
      .joined(separator: role == .key ? "/" : " ")
  }

  public func list(_ role: ColumnRole, _ mapping: ColumnMapping) -> [String] {
    (mapping.columns[role] ?? []).flatMap { (cells[$0] ?? "").split { mapping.listSeparators.contains($0) } }
      .map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  func linkRow(_ mapping: ColumnMapping) -> LinkRow {
    LinkRow(
      key: key, title: text(.title, mapping), body: text(.description, mapping), actors: list(.actor, mapping),
      instruments: list(.instrument, mapping), sectors: list(.sector, mapping), country: text(.country, mapping),
      dates: [text(.date, mapping)].filter { !$0.isEmpty },
      references: list(.url, mapping) + [text(.strategy, mapping)].filter { !$0.isEmpty })
  }
}

extension SheetStore {
  /// The sheet of a name; where no name is given, the only one there is.
  public func sheet(named name: String?) throws -> SheetRecord {
    try read { db in try Self.sheet(db, named: name) }
  }

  /// What an import of a file is taken for, unless the user says it: the sheet that was imported from it before; without a
  /// mapping of another name, the only sheet.
  public func sheet(ofFile file: String, mapping: String?) throws -> SheetRecord? {
    if let name = try? sheetName(ofFile: file) { return try sheet(named: name) }
    return try? sheet(named: mapping)
  }

  /// The sheet that was imported last from a file.
  public func sheetName(ofFile file: String) throws -> String {
    try read { db in
      guard
        let name = try String.fetchOne(
          db, sql: "SELECT name FROM sheet WHERE file = ? ORDER BY id DESC", arguments: [file])
      else { throw TableFault("sheet-which", "no sheet was imported from \(file)") }
      return name
    }
  }

  static func sheet(_ db: Database, named name: String?) throws -> SheetRecord {
    let names = try String.fetchAll(db, sql: "SELECT name FROM sheet ORDER BY name")
    if names.isEmpty {
      throw TableFault("sheet-none", "the store holds no mastersheet yet; run 'strata sheet import FILE' first")
    }
    if name == nil, names.count > 1 {
      throw TableFault(
        "sheet-which", "the store holds \(names.count) sheets; name one with --sheet: \(names.joined(separator: ", "))")
    }
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM sheet WHERE name = ?", arguments: [name ?? names[0]])
    else {
      throw TableFault("sheet-which", "there is no sheet '\(name ?? "")'; there are: \(names.joined(separator: ", "))")
    }
    return SheetRecord(
      id: row["id"], name: row["name"], file: row["file"],
      mapping: try MappingFile.parse(row["mapping"], file: "mapping of sheet '\(row["name"] as String)'"),
      columns: try Cells.decodeList(row["columns"]))
  }

  public func initiatives(of sheet: SheetRecord) throws -> [InitiativeRecord] {
    try read { db in try Self.initiatives(db, of: sheet) }
  }

  static func initiatives(_ db: Database, of sheet: SheetRecord, withRemoved: Bool = false) throws -> [InitiativeRecord]
  {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT * FROM initiative WHERE sheet = ? AND (isRemoved = 0 OR ?) ORDER BY position, id",
      arguments: [sheet.id, withRemoved])
    var records: [InitiativeRecord] = []
    while let row = try rows.next() { records.append(try InitiativeRecord(row)) }
    return records
  }
}
