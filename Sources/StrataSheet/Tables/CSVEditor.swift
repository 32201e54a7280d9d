import StrataTables

/// Changes cells of a CSV file and leaves all other bytes alone.
enum CSVEditor {
  static func write(_ edits: SheetEdits, of path: String, to target: String) throws {
    let bytes = try TableFile.bytes(of: path)
    let text = CSVText(bytes, separator: TableFile.ending(of: path) == "tsv" ? 9 : nil)
    guard text.isUTF8 else {
      throw TableFault("csv-encoding", "\(path) is not UTF-8; save it as 'CSV UTF-8' before the first push")
    }
    let body = text.body
    let separator = text.separator
    var cells: [[Range<Int>]] = []
    var ends: [Int] = []
    let records = try CSVReader.records(body, separator: separator, name: path) { row, cell, end in
      if let cell {
        if cells.count <= row { cells.append([]) }
        cells[row].append(cell)
      } else {
        ends.append(end)
      }
    }
    let places = Dictionary(records.enumerated().map { ($1.number, $0) }) { first, _ in first }
    var replacements: [(range: Range<Int>, bytes: [UInt8])] = []
    // Cells that a short row lacks are added behind it, in their order.
    var added: [Int: [Int: String]] = [:]
    for edit in edits.cells {
      guard let row = places[edit.row] else { continue }
      if edit.column < cells[row].count {
        replacements.append((cells[row][edit.column], CSVWriter.cell(edit.value, separator: separator)))
      } else {
        added[row, default: [:]][edit.column] = edit.value
      }
    }
    for (row, values) in added {
      let end = cells[row].last?.upperBound ?? 0
      var tail: [UInt8] = []
      for column in cells[row].count...(values.keys.max() ?? 0) {
        tail.append(separator)
        tail.append(contentsOf: CSVWriter.cell(values[column] ?? "", separator: separator))
      }
      replacements.append((end..<end, tail))
    }
    for number in edits.removedRows {
      guard let row = places[number] else { continue }
      replacements.append(((cells[row].first?.lowerBound ?? 0)..<ends[row], []))
    }
    var result = text.head
    var at = 0
    for replacement in replacements.sorted(by: {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }) {
      result.append(contentsOf: body[at..<replacement.range.lowerBound])
      result.append(contentsOf: replacement.bytes)
      at = replacement.range.upperBound
    }
    result.append(contentsOf: body[at...])
    if !edits.newRows.isEmpty {
      let usesReturn = body.firstIndex(of: 10).map { $0 > 0 && body[$0 - 1] == 13 } ?? false
      let lineEnd: [UInt8] = usesReturn ? [13, 10] : [10]
      if let last = result.last, last != 10, last != 13 { result.append(contentsOf: lineEnd) }
      for row in edits.newRows {
        for (place, value) in row.enumerated() {
          if place > 0 { result.append(separator) }
          result.append(contentsOf: CSVWriter.cell(value, separator: separator))
        }
        result.append(contentsOf: lineEnd)
      }
    }
    try FileReplacement.write(result, to: target)
  }
}
