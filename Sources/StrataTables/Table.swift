/// Rows and columns of text, as a file of any format gave them.
public struct Table: Sendable, Equatable {
  public var name: String
  /// The sheet of a workbook that it was read from.
  public var worksheet: String?
  /// What parts the cells of a line; nil where the format is no text of separated values.
  public var separator: Character?
  public var columns: [String]
  public var rows: [Row]
  /// What was not understood, or mended, while reading; one line each.
  public var notes: [String] = []
  /// Rows without any content that were passed over.
  public var emptyRows = 0

  public struct Row: Sendable, Equatable {
    /// One for each column.
    public var cells: [String]
    /// The line or row of the file, from 1.
    public var number: Int

    public init(cells: [String], number: Int) {
      self.cells = cells
      self.number = number
    }
  }

  public init(name: String, columns: [String], rows: [Row] = []) {
    self.name = name
    self.columns = columns
    self.rows = rows
  }

  /// Builds a table from the first row as header. Columns without a name get their place as name, names that occur twice
  /// a number; rows that are too long or too short are mended and noted (short ones not where the format leaves out
  /// empty cells at the end, `isSparse`).
  package init(name: String, records: [Row], isSparse: Bool = false) {
    self.init(name: name, columns: [])
    guard var header = records.first?.cells else { return }
    while let last = header.last, last.isBlank { header.removeLast() }
    let body = records.dropFirst()
    let width = max(header.count, body.lazy.map { $0.cells.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? 0 }.max() ?? 0)
    if width > header.count {
      let number = body.first { ($0.cells.lastIndex { !$0.isBlank } ?? 0) >= header.count }?.number ?? 0
      notes.append(
        "row \(number) has \(width) cells and the header \(header.count); the columns beyond it have no name")
    }
    var seen: [String: Int] = [:]
    for place in 0..<width {
      var column = place < header.count ? header[place].trimmed : ""
      if column.isEmpty { column = "Column \(place + 1)" }
      seen[column, default: 0] += 1
      if let count = seen[column], count > 1 {
        notes.append("the column '\(column)' occurs twice; the later one is called '\(column) (\(count))'")
        column += " (\(count))"
      }
      columns.append(column)
    }
    let unnamed = columns.indices.filter { place in
      place < header.count && header[place].isBlank
        && body.contains { place < $0.cells.count && !$0.cells[place].isBlank }
    }
    if !unnamed.isEmpty {
      notes.append(
        "columns without a name hold values; they are called "
          + unnamed.prefix(10).map { "'\(columns[$0])'" }.joined(separator: ", ")
          + (unnamed.count > 10 ? " and so on" : ""))
    }
    var short = 0
    for record in body {
      if record.cells.allSatisfy(\.isBlank) {
        emptyRows += 1
        continue
      }
      if record.cells.count < width { short += 1 }
      var cells = Array(record.cells.prefix(width))
      cells.append(contentsOf: repeatElement("", count: width - cells.count))
      rows.append(Row(cells: cells, number: record.number))
    }
    if short > 0, !isSparse {
      notes.append("\(short) rows have fewer cells than the header; the missing ones are empty")
    }
  }

  /// Places of the columns that have a name of their own or hold something.
  public var usedColumns: [Int] {
    columns.indices.filter { place in
      columns[place] != "Column \(place + 1)" || rows.contains { !$0.cells[place].isEmpty }
    }
  }

  public func column(named name: String) -> Int? { columns.firstIndex(of: name) }
}

extension String {
  package var isBlank: Bool { unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.value == 0xFEFF } }

  /// Without white space and byte order marks at both ends.
  package var trimmed: String {
    func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar.value == 0xFEFF }
    let scalars = unicodeScalars
    // Most cells have no white space at their ends and need no copy.
    if let first = scalars.first, let last = scalars.last, !isSpace(first), !isSpace(last) { return self }
    guard let first = scalars.firstIndex(where: { !isSpace($0) }), let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}
