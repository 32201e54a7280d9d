import FoundationEssentials
import StrataTables

/// Changes cells of a workbook and leaves every other part as it is: styles, widths, comments, other sheets.
///
/// The sheet's XML is read once for the places of the cells, and the changed cells are exchanged in its bytes.
struct WorkbookEditor {
  private let reader: WorkbookReader
  private let sheet: WorkbookReader.Sheet
  private let edits: SheetEdits
  private let map: CellMap
  private let bytes: [UInt8]
  private let cells: WorkbookCell
  private var patch = BytePatch()

  /// `pattern`: the row whose styles new rows take.
  static func write(
    _ edits: SheetEdits, of path: String, worksheet: String?, pattern: Int?, to target: String
  ) throws {
    var editor = try WorkbookEditor(edits, path: path, worksheet: worksheet, pattern: pattern)
    let parts = try editor.parts()
    try FileReplacement.copy(path, to: target)
    try ZipArchive.replace(parts, in: target)
    FileReplacement.synchronize(target)
  }

  private init(_ edits: SheetEdits, path: String, worksheet: String?, pattern: Int?) throws {
    self.edits = edits
    reader = try WorkbookReader(path: path)
    sheet = try reader.sheet(named: worksheet)
    map = CellMap(rows: Set(edits.cells.map(\.row)).union(edits.removedRows), pattern: pattern)
    try XMLStream.parse(reader.archive, sheet.part, map)
    bytes = try reader.archive.bytes(sheet.part)
    guard let end = map.dataEnd, bytes[safe: end] == 60, !bytes.starts(with: [0xFF, 0xFE]),
      !bytes.starts(with: [0xFE, 0xFF])
    else {
      throw TableFault(
        "xlsx-xml", "\(path): the sheet '\(sheet.name)' is not in UTF-8 or holds no rows; save the workbook again")
    }
    let name = String(decoding: bytes[(end + 2)...].prefix { $0 != 62 && $0 != 32 }, as: UTF8.self)
    cells = WorkbookCell(
      prefix: name.firstIndex(of: ":").map { String(name[...$0]) } ?? "", startsIn1904: reader.startsIn1904)
  }

  /// The parts of the workbook that change, by name.
  private mutating func parts() throws -> [String: [UInt8]] {
    changeCells()
    let last = addRows()
    removeRows()
    // Rows that stand above others move nothing but what ended with the initiatives.
    let growth = RangeGrowth(from: edits.newRowsBelow ?? map.lastFilledRow, to: last)
    if growth.from != growth.to {
      if let dimension = map.dimension, let moved = growth.moved(dimension.range) {
        patch.replace(dimension.place, with: "<\(cells.prefix)dimension ref=\"\(moved)\"/>")
      }
      if let filter = map.filter, let moved = growth.moved(filter.range) {
        patch.replace(filter.place, with: "<\(cells.prefix)autoFilter ref=\"\(moved)\"/>")
      }
    }
    var parts = [sheet.part: patch.applied(to: bytes)]
    try changeLinks(&parts)
    if growth.from != growth.to { try grow(&parts, growth) }
    return parts
  }

  private func grow(_ parts: inout [String: [UInt8]], _ growth: RangeGrowth) throws {
    if let bytes = parts[sheet.part], let tail = WorkbookLinks.tailStart(in: bytes) {
      parts[sheet.part] =
        Array(bytes[..<tail]) + Array(growth.tail(String(decoding: bytes[tail...], as: UTF8.self)).utf8)
    }
    for table in WorkbookInspection.tables(of: sheet, reader) {
      parts[table] = Array(growth.table(String(decoding: try reader.archive.bytes(table), as: UTF8.self)).utf8)
    }
    let book = String(decoding: try reader.archive.bytes(reader.bookPart), as: UTF8.self)
    let grown = growth.names(book, sheet: sheet.name)
    if grown != book { parts[reader.bookPart] = Array(grown.utf8) }
  }

  private mutating func changeCells() {
    let heights = RowHeights(map: map, reader: reader)
    for (row, edits) in Dictionary(grouping: edits.cells, by: \.row) {
      guard let place = map.rows[row] else { continue }
      change(edits, in: place, number: row)
      if let tag = heights.raisedTag(of: place, texts: edits.map { ($0.column + 1, $0.value) }, bytes: bytes) {
        patch.replace(place.start..<place.tagEnd, with: tag)
      }
    }
  }

  private mutating func change(_ edits: [SheetEdits.Cell], in row: CellMap.Row, number: Int) {
    var inserted: [(place: Int, column: Int, text: String)] = []
    for edit in edits {
      let reference = CellReference(column: edit.column + 1, row: number)
      let old = row.cells[reference.column]
      let usual = map.style(of: reference.column, in: row)
      let style = old == nil ? usual : old?.style
      var text = cells.xml(reference, style: style, value: edit.value, kind: edit.kind)
      if edit.source == CellSource.absent {
        text = style == usual ? "" : cells.xml(reference, style: style, value: "", kind: nil)
      } else if let source = edit.source, let before = cells.xml(reference, style: style, source: source) {
        text = before
      }
      if let old {
        patch.replace(old.start..<old.end, with: text)
      } else if !edit.value.isEmpty {
        let next = row.cells.filter { $0.key > reference.column }.min { $0.key < $1.key }?.value.start
        inserted.append((next ?? row.contentEnd, reference.column, text))
      }
    }
    if row.isEmptyElement {
      // `<row r="5"/>` has no inside yet.
      let text = inserted.sorted { $0.column < $1.column }.map(\.text).joined()
      if !text.isEmpty { patch.open(row.start..<row.end, name: cells.prefix + "row", content: text) }
      return
    }
    for group in Dictionary(grouping: inserted, by: \.place) {
      patch.replace(group.key..<group.key, with: group.value.sorted { $0.column < $1.column }.map(\.text).joined())
    }
  }

  /// The number of the first new row.
  private var firstNewRow: Int { (edits.newRowsBelow ?? max(map.lastFilledRow, map.lastMergedRow)) + 1 }

  /// Puts new rows behind the last one that holds something; returns the last filled row that there is then.
  private mutating func addRows() -> Int {
    guard !edits.newRows.isEmpty, let end = map.dataEnd else {
      // What was added and is taken out again makes the sheet shorter.
      var last = map.lastFilledRow
      while edits.removedRows.contains(last) { last -= 1 }
      return last
    }
    let heights = RowHeights(map: map, reader: reader)
    for (place, row) in edits.newRows.enumerated() {
      let number = firstNewRow + place
      var filled: [SheetEdits.Cell] = []
      for (column, value) in row.enumerated() where !value.isEmpty {
        let like = map.patternCells[column + 1]
        let isDate = like?.style.map(reader.isDateStyle) ?? false
        let isNumber = CellText.number(value) == value && like?.type == "n"
        filled.append(
          SheetEdits.Cell(row: number, column: column, value: value, kind: isDate ? .date : isNumber ? .number : nil))
      }
      if let place = map.rows[number] {
        change(filled, in: place, number: number)
        continue
      }
      let styled = filled.map { ($0.column + 1, $0.value, map.patternCells[$0.column + 1]?.style) }
      let content = zip(filled, styled).map { cell, styled in
        cells.xml(
          CellReference(column: styled.0, row: number), style: styled.2, value: cell.value, kind: cell.kind)
      }
      let next = map.rows.filter { $0.key > number }.min { $0.key < $1.key }?.value.start ?? end
      patch.replace(
        next..<next,
        with:
          "<\(cells.prefix)row r=\"\(number)\"\(heights.attributes(styled))>\(content.joined())</\(cells.prefix)row>")
    }
    return firstNewRow + edits.newRows.count - 1
  }

  /// Takes rows out at the end of the sheet, and empties others: what stands below does not move.
  private mutating func removeRows() {
    var last = map.lastRow
    while edits.removedRows.contains(last) { last -= 1 }
    for row in edits.removedRows {
      guard let place = map.rows[row] else { continue }
      if row > last {
        patch.replace(place.start..<place.end, with: "")
        continue
      }
      for (column, cell) in place.cells {
        patch.replace(
          cell.start..<cell.end,
          with: cells.xml(CellReference(column: column, row: row), style: cell.style, value: "", kind: nil))
      }
    }
  }

  private func changeLinks(_ parts: inout [String: [UInt8]]) throws {
    let links =
      edits.cells.map {
        WorkbookLinks.Link(
          cell: CellReference(column: $0.column + 1, row: $0.row), target: $0.link, known: $0.knownLink)
      }
      + edits.newLinks.map {
        WorkbookLinks.Link(
          cell: CellReference(column: $0.column + 1, row: firstNewRow + $0.row), target: $0.target)
      }
      + edits.removedLinks.map {
        WorkbookLinks.Link(cell: CellReference(column: $0.column + 1, row: $0.row), known: $0.target)
      }
    let relations = WorkbookInspection.relations(of: sheet)
    let holdsRelations = reader.archive.holds(relations)
    guard links.contains(where: { $0.target != nil }) || (holdsRelations && !links.isEmpty) else { return }
    let linked = WorkbookLinks(
      links, sheet: parts[sheet.part] ?? [], relations: holdsRelations ? try reader.archive.bytes(relations) : [])
    parts[sheet.part] = linked.sheet
    parts[relations] = linked.relations
  }
}
