import StrataStages

/// The lines of a tab-separated file: comments at the head and empty lines are skipped.
struct TableReader {
  let file: String
  let bytes: [UInt8]

  /// Calls `row` with the line's number, counted from 1, and the byte ranges of its cells.
  func forEachRow(_ row: (Int, [Range<Int>]) throws -> Void) rethrows {
    var cells: [Range<Int>] = []
    var start = 0
    var line = 0
    while start < bytes.count {
      line += 1
      var end = start
      cells.removeAll(keepingCapacity: true)
      var cell = start
      while end < bytes.count, bytes[end] != 10 {
        if bytes[end] == 9 {
          cells.append(cell..<end)
          cell = end + 1
        }
        end += 1
      }
      var last = end
      if last > cell, bytes[last - 1] == 13 { last -= 1 }
      cells.append(cell..<last)
      if last > start, bytes[start] != 35 { try row(line, cells) }
      start = end + 1
    }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Column of a cell, counted in characters from 1.
  func place(line: Int, cell: Range<Int>, row: Range<Int>? = nil) -> DataPlace {
    var start = cell.lowerBound
    while start > 0, bytes[start - 1] != 10 { start -= 1 }
    return DataPlace(
      file: file, line: line, column: String(decoding: bytes[start..<cell.lowerBound], as: UTF8.self).count + 1)
  }
}
