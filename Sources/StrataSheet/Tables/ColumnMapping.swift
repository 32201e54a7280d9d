import StrataModel
import StrataTables

/// What a column of a sheet means to `strata`.
public enum ColumnRole: String, CaseIterable, Sendable, Codable {
  case key, title, description, actor, sector, instrument, status, date, endDate, country, url, amount, strategy
  case commitment, page, comment
}

/// Who may change a column.
public enum Ownership: String, CaseIterable, Sendable, Codable {
  case machine, human, shared
}

/// Which column is what, and whose it is: read from `pipelines/sheets/NAME.yaml` or guessed from the header.
public struct ColumnMapping: Sendable, Equatable {
  public var name: String
  /// Columns by role; several columns may share a role and their texts are joined.
  public var columns: [ColumnRole: [String]]
  /// Owners by column; `human` for columns that are not named.
  public var owners: [String: Ownership]
  /// Splits lists in one cell ("Energy; Transport").
  public var listSeparators: String
  public var worksheet: String?
  public var cardinality: LinkCardinality

  public init(
    name: String, columns: [ColumnRole: [String]] = [:], owners: [String: Ownership] = [:],
    listSeparators: String = ";|", worksheet: String? = nil, cardinality: LinkCardinality = .manyToOne
  ) {
    self.name = name
    self.columns = columns
    self.owners = owners
    self.listSeparators = listSeparators
    self.worksheet = worksheet
    self.cardinality = cardinality
  }

  public func owner(of column: String) -> Ownership { owners[column] ?? .human }

  /// The first column of a role.
  public func column(_ role: ColumnRole) -> String? { columns[role]?.first }
}

/// A table with its mapping: cells by role. Rows of totals at its end are left out.
public struct MappedTable: Sendable {
  public let table: Table
  public let mapping: ColumnMapping
  private let places: [ColumnRole: [Int]]

  /// Throws where the mapping names columns that the table lacks.
  public init(_ table: Table, _ mapping: ColumnMapping) throws {
    var places: [ColumnRole: [Int]] = [:]
    for (role, names) in mapping.columns {
      places[role] = try names.map { name in
        guard let place = table.column(named: name) else {
          throw TableFault(
            "mapping-column",
            "the mapping '\(mapping.name)' says that '\(name)' is the \(role.rawValue), but \(table.name) has no such column; "
              + "its columns are: \(table.columns.joined(separator: ", ")). For another table give a sheet of its own "
              + "(--sheet NAME), or a mapping that fits this one (--map FILE)")
        }
        return place
      }
    }
    self.table = TotalsRow.removed(from: table, keys: places[.key] ?? [])
    self.mapping = mapping
    self.places = places
  }

  /// The cell of a role; the cells of several columns are joined by a space (keys by `/`).
  public func text(_ role: ColumnRole, _ row: Table.Row) -> String {
    guard let places = places[role] else { return "" }
    return places.map { row.cells[$0].trimmed }.filter { !$0.isEmpty }.joined(separator: role == .key ? "/" : " ")
  }

  public func list(_ role: ColumnRole, _ row: Table.Row) -> [String] {
    guard let places = places[role] else { return [] }
    return places.flatMap { row.cells[$0].split { mapping.listSeparators.contains($0) } }
      .map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  /// Keys of all rows: their cells, or `row-N` by their place where no column is the key. Throws where a key occurs twice or is missing, and names the rows.
  public func keys() throws -> [String] {
    var rows: [String: [Int]] = [:]
    var missing: [Int] = []
    let keys = table.rows.enumerated().map { place, row in
      let key = places[.key] == nil ? "row-\(place + 1)" : text(.key, row)
      if key.isEmpty { missing.append(row.number) } else { rows[key, default: []].append(row.number) }
      return key
    }
    let twice = rows.filter { $0.value.count > 1 }.sorted { $0.value[0] < $1.value[0] }
    guard twice.isEmpty else {
      let list = twice.prefix(20).map { "'\($0.key)' in rows \($0.value.map(String.init).joined(separator: ", "))" }
      let more = twice.count > 20 ? "; and \(twice.count - 20) more" : ""
      throw TableFault(
        "key-twice",
        "\(table.name): \(Count.of(twice.count, "key occurs", plural: "keys occur")) more than once: \(list.joined(separator: "; "))\(more). "
          + "Make them unique, or name more columns as the key in the mapping.")
    }
    guard missing.isEmpty else {
      throw TableFault(
        "key-missing",
        "\(table.name): the key (\((mapping.columns[.key] ?? []).map { "'\($0)'" }.joined(separator: " and "))) is empty in row "
          + missing.prefix(20).map(String.init).joined(separator: ", ")
          + (missing.count > 20 ? " and \(missing.count - 20) more" : "")
          + ". Fill it in, or take out rows that are no initiatives.")
    }
    return keys
  }

  public func linkRows() throws -> [LinkRow] {
    zip(try keys(), table.rows).map { key, row in
      LinkRow(
        key: key, title: text(.title, row), body: text(.description, row), actors: list(.actor, row),
        instruments: list(.instrument, row), sectors: list(.sector, row), country: text(.country, row),
        dates: [text(.date, row)].filter { !$0.isEmpty },
        references: list(.url, row) + [text(.strategy, row)].filter { !$0.isEmpty })
    }
  }
}
