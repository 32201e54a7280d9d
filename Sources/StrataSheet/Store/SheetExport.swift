import FoundationEssentials
import GRDB
import StrataModel
import StrataTables

import struct StrataTables.Table

extension SheetStore {
  /// The rows of a sheet as a table, in the order of its file.
  public func table(of sheet: SheetRecord) throws -> Table {
    var table = Table(name: sheet.name, columns: sheet.columns)
    table.rows = try initiatives(of: sheet).enumerated().map { place, record in
      Table.Row(cells: sheet.columns.map { record.cells[$0] ?? "" }, number: place + 2)
    }
    let used = table.usedColumns
    table.columns = used.map { table.columns[$0] }
    for place in table.rows.indices { table.rows[place].cells = used.map { table.rows[place].cells[$0] } }
    return table
  }

  /// Writes a sheet as a new file: .xlsx, .csv, .tsv or .jsonl by its ending. Returns the rows, and how many cells were cut
  /// because a workbook's cell cannot hold all of them.
  public func export(
    sheet name: String?, to path: String, links: LinkTargets = LinkTargets(), by: String
  ) throws -> (rows: Int, cut: Int) {
    let sheet = try sheet(named: name)
    let table = try table(of: sheet)
    let cut = try TableFile.write(table, to: path, options: Self.options(sheet, table, links))
    try write { db in
      let batch = try StoreBatch.begin(db, .exporting, by: by, file: path)
      try db.execute(
        sql: "UPDATE batch SET counts = ? WHERE id = ?",
        arguments: [Cells.json(["rows": String(table.rows.count)]), batch.id])
    }
    return (table.rows.count, cut)
  }

  /// How a sheet's columns look in a workbook.
  static func options(_ sheet: SheetRecord, _ table: Table, _ links: LinkTargets) -> WorkbookWriter.Options {
    var options = WorkbookWriter.Options()
    let mapping = sheet.mapping
    options.target = { column, value in links.target(value, column: column, mapping) }
    options.sheet = WorkbookWriter.sheetName(sheet.mapping.worksheet)
    func columns(_ role: ColumnRole) -> [String] { sheet.mapping.columns[role] ?? [] }
    options.links = Set(columns(.url))
    options.dates = Set(columns(.date) + columns(.endDate))
    options.machine = Set(sheet.columns.filter { sheet.mapping.owner(of: $0) == .machine })
    for (role, words) in [
      (ColumnRole.status, Status.allCases.map(\.rawValue)),
      (.instrument, InstrumentClass.allCases.filter { $0 != .none }.map(\.rawValue)),
    ] {
      for column in columns(role) where holdsOnly(words, table, column) { options.choices[column] = words }
    }
    for (place, column) in table.columns.enumerated() where !columns(.key).contains(column) {
      let filled = table.rows.lazy.map { $0.cells[place] }.filter { !$0.isEmpty }
      if !filled.isEmpty, filled.allSatisfy({ CellText.number($0) == $0 && Double($0) != nil }) {
        options.numbers.insert(column)
      }
    }
    return options
  }

  private static func holdsOnly(_ words: [String], _ table: Table, _ column: String) -> Bool {
    guard let place = table.column(named: column) else { return false }
    return table.rows.allSatisfy { $0.cells[place].isEmpty || words.contains($0.cells[place]) }
  }
}

extension TableFile {
  /// Writes a table whole, by the ending of its path. Returns how many cells were cut.
  @discardableResult
  public static func write(_ table: Table, to path: String, options: WorkbookWriter.Options = .init()) throws -> Int {
    switch ending(of: path) {
    case "xlsx": return try WorkbookWriter.write(table, to: path, options: options)
    case "csv", "tsv":
      let bytes = CSVWriter.bytes(table, separator: ending(of: path) == "tsv" ? 9 : 44)
      try replaceFile(path, with: bytes)
    case "jsonl": try replaceFile(path, with: jsonLines(table))
    default: throw TableFault("sheet-format", "\(path): sheets are written as .xlsx, .csv, .tsv or .jsonl")
    }
    return 0
  }

  /// One object a line, with every column.
  public static func jsonLines(_ table: Table) -> [UInt8] {
    var buffer = JSONBuffer(capacity: 1 << 16)
    for row in table.rows {
      buffer.byte(123)
      for (place, column) in table.columns.enumerated() {
        if place > 0 { buffer.byte(44) }
        buffer.string(column)
        buffer.byte(58)
        buffer.string(row.cells[place])
      }
      buffer.raw("}\n")
    }
    return buffer.bytes
  }
}
