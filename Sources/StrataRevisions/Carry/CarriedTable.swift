import FoundationEssentials
import StrataModel
import StrataTables

/// A table with ids of the old version, carried to the new one: every row stays as it is, byte for byte, and gets three
/// columns more: `carried` (the status), `newId` (one id; of a split segment all, separated by spaces) and `similarity`.
/// Where the table has such columns already, the new ones are called `carried (2)` and so on.
public struct CarriedTable {
  public private(set) var bytes: [UInt8] = []
  public private(set) var counts: [Carrier.Status: Int] = [:]

  static let columns = ["carried", "newId", "similarity"]

  /// Reads JSON Lines where the first byte is a brace, else CSV (RFC 4180; commas, semicolons, tabs or bars, as its head
  /// line has them). Without `idColumn` the column `id`, else the first that holds an id of the old version.
  ///
  /// Throws a `RevisionFault` where there is no such column, a `RecordFault` for a line that is no JSON object, a
  /// `TableFault` for a quotation mark that is never closed.
  public init(_ table: [UInt8], path: String, carrier: Carrier, idColumn: String? = nil) throws {
    if table.first(where: { $0 > 0x20 }) == 0x7B {
      try carryLines(table, path, carrier, idColumn)
    } else {
      try carryCSV(table, path, carrier, idColumn)
    }
  }

  private mutating func carryCSV(_ table: [UInt8], _ path: String, _ carrier: Carrier, _ wanted: String?) throws {
    let text = CSVText(table)
    // Of each row the bytes of its cells, and where its line end ends.
    var cells: [Range<Int>] = []
    var ends: [Int] = []
    let rows = try CSVReader.records(text.body, separator: text.separator, name: path) { row, cell, end in
      if let cell {
        if cells.count == row { cells.append(cell) } else { cells[row] = cells[row].lowerBound..<cell.upperBound }
      } else {
        ends.append(end)
      }
    }
    guard let head = rows.first?.cells else {
      throw RevisionFault(code: "no-column", message: "\(path): the table is empty")
    }
    let column = try Self.column(in: head, rows: rows.dropFirst().map(\.cells), path, carrier, wanted)
    for row in rows where row.cells.dropFirst(head.count).contains(where: { !$0.isEmpty }) {
      throw RecordFault(
        path: path, line: row.number,
        message:
          "the row has \(row.cells.count) cells and the head \(head.count); put quotation marks around cells that "
          + "hold the separator")
    }
    // Rows may end in more separators than the head: what is added stands in the same columns everywhere.
    let width = rows.map(\.cells.count).max() ?? 0
    bytes += text.head
    for (index, row) in rows.enumerated() {
      bytes += text.body[cells[index]]
      if index == 0 || row.cells != [""] {
        var added = Array(repeating: "", count: width - row.cells.count)
        added += index == 0 ? Self.columns(beside: head) : values(of: carrier.fate(row.cells, column))
        for cell in added { bytes += [text.separator] + CSVWriter.cell(cell, separator: text.separator) }
      }
      bytes += text.body[cells[index].upperBound..<ends[index]]
    }
    if bytes.last != 10, bytes.last != 13 { bytes.append(10) }
    // Where an id has letters that the table's encoding lacks, the table becomes UTF-8.
    let (encoded, missing) = text.encoded(bytes)
    if missing == nil { bytes = encoded }
  }

  private mutating func values(of fate: Carrier.Fate) -> [String] {
    counts[fate.status, default: 0] += 1
    return [fate.status.rawValue, fate.ids.joined(separator: " "), Self.decimal(fate.similarity)]
  }

  /// The names of the three columns, numbered where the table has them.
  private static func columns(beside names: [String]) -> [String] {
    var number = 1
    func numbered() -> [String] { number == 1 ? columns : columns.map { "\($0) (\(number))" } }
    while numbered().contains(where: names.contains) { number += 1 }
    return numbered()
  }

  private static func column(
    in head: [String], rows: [[String]], _ path: String, _ carrier: Carrier, _ wanted: String?
  ) throws -> Int {
    if let name = wanted {
      if let column = head.firstIndex(of: name) { return column }
    } else {
      if let column = head.firstIndex(of: "id") { return column }
      for column in head.indices where rows.contains(where: { column < $0.count && carrier.knows($0[column]) }) {
        return column
      }
    }
    throw noColumn(path, wanted, head)
  }

  private static func noColumn(_ path: String, _ wanted: String?, _ names: [String]) -> RevisionFault {
    let list = names.map { "'\($0)'" }.joined(separator: ", ")
    return RevisionFault(
      code: "no-column",
      message: wanted.map { "\(path) has no column '\($0)'; it has \(list)" }
        ?? "\(path) has no column 'id' and none with ids of OLD; name it with --id-column. It has \(list)")
  }

  private mutating func carryLines(_ table: [UInt8], _ path: String, _ carrier: Carrier, _ wanted: String?) throws {
    var key = wanted ?? "id"
    var isFirst = true
    var names: [String] = []
    for (index, line) in table.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      var row = Array(line)
      while let last = row.last, last <= 0x20 { row.removeLast() }
      if row.isEmpty { continue }
      guard let object = try? JSONDecoder().decode([String: Cell].self, from: Data(row)), row.last == 0x7D else {
        throw RecordFault(path: path, line: index + 1, message: "expected a JSON object on one line")
      }
      if isFirst, object[key]?.text == nil {
        let found = object.keys.sorted().first { object[$0]?.text.map(carrier.knows) == true }
        guard wanted == nil, let found else { throw Self.noColumn(path, wanted, object.keys.sorted()) }
        key = found
      }
      if isFirst { names = Self.columns(beside: Array(object.keys)) }
      isFirst = false
      let fate = object[key]?.text.map(carrier.fate) ?? .orphaned
      counts[fate.status, default: 0] += 1
      row.removeLast()
      var json = JSONBuffer()
      if !object.isEmpty { json.byte(44) }
      json.string(names[0])
      json.byte(58)
      json.word(fate.status)
      json.byte(44)
      json.string(names[1])
      json.byte(58)
      json.optional(fate.ids.isEmpty ? nil : fate.ids.joined(separator: " "))
      json.byte(44)
      json.string(names[2])
      json.byte(58)
      json.fraction(fate.similarity)
      json.raw("}\n")
      bytes += row + json.bytes
    }
  }

  /// A value of which only text matters.
  private struct Cell: Decodable {
    var text: String?
    init(from decoder: any Decoder) throws { text = try? decoder.singleValueContainer().decode(String.self) }
  }

  private static func decimal(_ value: Double) -> String {
    var json = JSONBuffer()
    json.fraction(value)
    return String(decoding: json.bytes, as: UTF8.self)
  }
}

extension Carrier {
  /// The fate of the id in one column of a row.
  fileprivate func fate(_ cells: [String], _ column: Int) -> Fate {
    column < cells.count ? fate(of: cells[column]) : .orphaned
  }
}
