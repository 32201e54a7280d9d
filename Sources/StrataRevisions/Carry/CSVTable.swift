/// Comma-separated values by RFC 4180, with the separator that the head line uses.
public struct CSVTable {
  public private(set) var rows: [[String]] = []
  public private(set) var separator: UInt8 = 0x2C

  /// Reads a table; a byte order mark and CRLF are understood, empty lines are passed over.
  public init(_ bytes: [UInt8]) {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let head = bytes[start...].prefix { $0 != 10 }
    separator =
      [0x2C, 0x3B, 0x09].max { left, right in head.count { $0 == left } < head.count { $0 == right } } ?? 0x2C
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var at = start
    func endCell() {
      row.append(String(decoding: cell, as: UTF8.self))
      cell = []
    }
    func endRow() {
      endCell()
      if row.count > 1 || row[0] != "" { rows.append(row) }
      row = []
    }
    while at < bytes.count {
      let byte = bytes[at]
      if isQuoted {
        if byte == 0x22, at + 1 < bytes.count, bytes[at + 1] == 0x22 {
          cell.append(0x22)
          at += 1
        } else if byte == 0x22 {
          isQuoted = false
        } else {
          cell.append(byte)
        }
      } else if byte == 0x22, cell.isEmpty {
        isQuoted = true
      } else if byte == separator {
        endCell()
      } else if byte == 10 {
        if cell.last == 13 { cell.removeLast() }
        endRow()
      } else {
        cell.append(byte)
      }
      at += 1
    }
    if !cell.isEmpty || !row.isEmpty { endRow() }
  }

  /// One line with its line feed; cells are quoted where they must be.
  public static func line(_ cells: [String], _ separator: UInt8 = 0x2C) -> [UInt8] {
    var line: [UInt8] = []
    for (index, cell) in cells.enumerated() {
      if index > 0 { line.append(separator) }
      let bytes = Array(cell.utf8)
      if bytes.contains(where: { $0 == separator || $0 == 0x22 || $0 == 10 || $0 == 13 }) {
        line.append(0x22)
        for byte in bytes { line += byte == 0x22 ? [0x22, 0x22] : [byte] }
        line.append(0x22)
      } else {
        line += bytes
      }
    }
    return line + [10]
  }
}
