/// Tables as CSV by RFC 4180: UTF-8, CR LF, quotes only where they are needed.
public enum CSVWriter {
  public static func bytes(_ table: Table, separator: UInt8 = 44) -> [UInt8] {
    table.rows.reduce(into: row(table.columns, separator: separator)) { $0 += row($1.cells, separator: separator) }
  }

  /// One row with its line end.
  package static func row(_ cells: [String], separator: UInt8 = 44) -> [UInt8] {
    var bytes: [UInt8] = []
    for (place, cell) in cells.enumerated() {
      if place > 0 { bytes.append(separator) }
      bytes.append(contentsOf: Self.cell(cell, separator: separator))
    }
    bytes.append(contentsOf: [13, 10])
    return bytes
  }

  package static func cell(_ text: String, separator: UInt8) -> [UInt8] {
    let bytes = Array(FormulaGuard.guarded(text).utf8)
    let needsQuotes =
      bytes.contains { $0 == 34 || $0 == 10 || $0 == 13 || $0 == separator } || bytes.first == 32 || bytes.last == 32
    guard needsQuotes else { return bytes }
    var quoted: [UInt8] = [34]
    for byte in bytes {
      if byte == 34 { quoted.append(34) }
      quoted.append(byte)
    }
    quoted.append(34)
    return quoted
  }
}
