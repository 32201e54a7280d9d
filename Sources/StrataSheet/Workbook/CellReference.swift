/// Column and row of a cell, from 1.
struct CellReference: Hashable, Sendable {
  var column: Int
  var row: Int

  init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  /// `B12`; nil for anything else.
  init?(_ text: some StringProtocol) {
    var column = 0
    var row = 0
    for byte in text.utf8 {
      switch byte {
      case 65...90 where row == 0: column = column * 26 + Int(byte) - 64
      case 48...57 where column > 0: row = row * 10 + Int(byte) - 48
      case 36: continue
      default: return nil
      }
      if column > 16384 || row > 1_048_576 { return nil }
    }
    guard column > 0, row > 0 else { return nil }
    self.init(column: column, row: row)
  }

  static func letters(_ column: Int) -> String {
    var rest = column
    var text = ""
    while rest > 0 {
      text = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + text
      rest = (rest - 1) / 26
    }
    return text
  }

  var text: String { Self.letters(column) + String(row) }
}

/// A rectangle of cells: `B4:C9`, or one cell.
struct CellRange: Hashable, Sendable {
  var first: CellReference
  var last: CellReference

  init?(_ text: some StringProtocol) {
    let ends = text.split(separator: ":")
    guard (1...2).contains(ends.count), let first = CellReference(ends[0]),
      let last = CellReference(ends[ends.count - 1])
    else { return nil }
    self.first = first
    self.last = last
  }

  func holds(_ cell: CellReference) -> Bool {
    (first.column...max(first.column, last.column)).contains(cell.column)
      && (first.row...max(first.row, last.row)).contains(cell.row)
  }

  var text: String { "\(first.text):\(last.text)" }
}
