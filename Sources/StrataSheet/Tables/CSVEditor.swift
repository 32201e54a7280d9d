import StrataTables

/// Changes cells of a CSV file and leaves all other bytes alone.
struct CSVEditor {
  private let text: CSVText
  /// The bytes of each row's cells, quotation marks included, and where the row ends, its line end included.
  private var cells: [[Range<Int>]] = []
  private var ends: [Int] = []
  /// Rows by their numbers.
  private let places: [Int: Int]

  private init(path: String) throws {
    let file = try TableFile.bytes(of: path)
    let text = CSVText(file, separator: TableFile.ending(of: path) == "tsv" ? 9 : nil)
    guard text.encoded(text.head + text.body).bytes == file else {
      throw TableFault("csv-encoding", "\(path) is in no known encoding; save it as 'CSV UTF-8' before the first push")
    }
    self.text = text
    var cells: [[Range<Int>]] = []
    var ends: [Int] = []
    let records = try CSVReader.records(text.body, separator: text.separator, name: path) { row, cell, end in
      if let cell {
        if cells.count <= row { cells.append([]) }
        cells[row].append(cell)
      } else {
        ends.append(end)
      }
    }
    self.cells = cells
    self.ends = ends
    places = Dictionary(records.enumerated().map { ($1.number, $0) }) { first, _ in first }
  }

  /// The source of a cell that its row was too short for, with the row's length.
  private static let absent = "absent:"

  /// The bytes of cells, as text.
  static func sources(of edits: [SheetEdits.Cell], path: String) throws -> [String?] {
    let editor = try CSVEditor(path: path)
    return edits.map { edit in
      guard let row = editor.places[edit.row] else { return nil }
      let cells = editor.cells[row]
      guard edit.column < cells.count else { return absent + String(cells.count) }
      return "cell:" + String(decoding: editor.text.body[cells[edit.column]], as: UTF8.self)
    }
  }

  static func write(_ edits: SheetEdits, of path: String, to target: String) throws {
    let editor = try CSVEditor(path: path)
    let (bytes, missing) = editor.text.encoded(editor.applied(edits))
    if let missing {
      throw TableFault(
        "csv-encoding",
        "\(path) is in Windows-1252, which has no '\(missing)'; save it as 'CSV UTF-8' and push again")
    }
    try FileReplacement.write(bytes, to: target)
  }

  private func applied(_ edits: SheetEdits) -> [UInt8] {
    var replacements: [(range: Range<Int>, bytes: [UInt8])] = []
    for (number, edits) in Dictionary(grouping: edits.cells, by: \.row) {
      if let row = places[number] { replacements += changes(edits, row: row) }
    }
    for number in edits.removedRows {
      guard let row = places[number] else { continue }
      replacements.append(((cells[row].first?.lowerBound ?? 0)..<ends[row], []))
    }
    if !edits.newRows.isEmpty {
      let place = edits.newRowsBelow.flatMap { places[$0] }.map { ends[$0] } ?? text.body.count
      replacements.append((place..<place, lines(edits.newRows, behind: text.body[..<place])))
    }
    var result = text.head
    var at = 0
    for replacement in replacements.sorted(by: {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }) {
      result.append(contentsOf: text.body[at..<replacement.range.lowerBound])
      result.append(contentsOf: replacement.bytes)
      at = replacement.range.upperBound
    }
    result.append(contentsOf: text.body[at...])
    return result
  }

  private func changes(_ edits: [SheetEdits.Cell], row: Int) -> [(range: Range<Int>, bytes: [UInt8])] {
    let cells = cells[row]
    var replacements: [(range: Range<Int>, bytes: [UInt8])] = []
    // Cells that a short row lacks are added behind it, in their order.
    var added: [Int: SheetEdits.Cell] = [:]
    // The row's length before a push made it longer.
    let length = edits.compactMap(\.source).filter { $0.hasPrefix(Self.absent) }
      .compactMap { Int($0.dropFirst(Self.absent.count)) }.min()
    let gone = Set(edits.filter { $0.source?.hasPrefix(Self.absent) == true }.map(\.column))
    var kept = cells.count
    if let length {
      while kept > max(1, length), gone.contains(kept - 1) || cells[kept - 1].isEmpty { kept -= 1 }
    }
    for edit in edits {
      if edit.column >= cells.count {
        added[edit.column] = edit
      } else if edit.column < kept {
        replacements.append((cells[edit.column], bytes(of: edit)))
      }
    }
    if kept < cells.count {
      replacements.append((cells[kept - 1].upperBound..<cells[cells.count - 1].upperBound, []))
    }
    if let most = added.keys.max() {
      let end = cells.last?.upperBound ?? 0
      let tail = (cells.count...most).flatMap { [text.separator] + (added[$0].map(bytes) ?? []) }
      replacements.append((end..<end, tail))
    }
    return replacements
  }

  private func bytes(of edit: SheetEdits.Cell) -> [UInt8] {
    if let source = edit.source, source.hasPrefix("cell:") {
      let bytes = Array(source.dropFirst("cell:".count).utf8)
      // Unless the file has another separator by now.
      let read = try? CSVReader.records(bytes, separator: text.separator, name: "")
      if read?.map(\.cells) == [[edit.value]] || (bytes.isEmpty && edit.value.isEmpty) { return bytes }
    }
    return CSVWriter.cell(edit.value, separator: text.separator)
  }

  /// New rows as text; they follow `before`.
  private func lines(_ rows: [[String]], behind before: [UInt8].SubSequence) -> [UInt8] {
    let feed = text.body.firstIndex(of: 10)
    let usesReturn = feed.map { $0 > 0 && text.body[$0 - 1] == 13 } ?? text.body.contains(13)
    let lineEnd: [UInt8] = (usesReturn ? [13] : []) + (feed != nil || !usesReturn ? [10] : [])
    var result: [UInt8] = []
    if let last = before.last, last != 10, last != 13 { result.append(contentsOf: lineEnd) }
    for row in rows {
      for (place, value) in row.enumerated() {
        if place > 0 { result.append(text.separator) }
        result.append(contentsOf: CSVWriter.cell(value, separator: text.separator))
      }
      result.append(contentsOf: lineEnd)
    }
    return result
  }
}
