import FoundationEssentials

/// Changes cells of a workbook and leaves every other part as it is: styles, widths, comments, other sheets.
///
/// The sheet's XML is read once for the places of the cells, and the changed cells are exchanged in its bytes. Texts are
/// written inline and always as text, so that no value becomes a formula.
enum WorkbookEditor {
  static func write(_ edits: SheetEdits, of path: String, worksheet: String?, columns: Int, to target: String) throws {
    let reader = try WorkbookReader(path: path)
    let sheet = try reader.sheet(named: worksheet)
    let map = CellMap(rows: Set(edits.cells.map(\.row)).union(edits.removedRows))
    try XMLStream.parse(reader.archive, sheet.part, map)
    let bytes = try reader.archive.bytes(sheet.part)
    var patch = BytePatch()
    var byRow: [Int: [SheetEdits.Cell]] = [:]
    for cell in edits.cells { byRow[cell.row, default: []].append(cell) }
    let heights = RowHeights(map: map, reader: reader)
    for (row, cells) in byRow {
      guard let place = map.rows[row] else { continue }
      change(cells, in: place, number: row, patch: &patch)
      if let tag = heights.raisedTag(of: place, texts: cells.map { ($0.column + 1, $0.value) }, bytes: bytes) {
        patch.replace(place.start..<place.tagEnd, with: tag)
      }
    }
    for row in edits.removedRows {
      if let place = map.rows[row] { patch.replace(place.start..<place.end, with: "") }
    }
    var last = map.lastRow
    if !edits.newRows.isEmpty, let end = map.dataEnd {
      var text = ""
      for row in edits.newRows {
        last += 1
        let cells = row.enumerated().map { ($0.offset + 1, $0.element, map.lastCells[$0.offset + 1]?.style) }
        text += "<row r=\"\(last)\"\(heights.attributes(cells))>"
        for (place, value) in row.enumerated() where !value.isEmpty {
          let like = map.lastCells[place + 1]
          text += cell(
            CellReference(column: place + 1, row: last), style: like?.style, value: value,
            kind: like.flatMap { kind(of: $0, reader) } == .date
              ? .date : CellText.number(value) == value && like?.type == "n" ? .number : nil)
        }
        text += "</row>"
      }
      patch.replace(end..<end, with: text)
    }
    if last > map.lastRow {
      if let dimension = map.dimension { patch.replace(dimension.place, with: extended(dimension.text, to: last)) }
      if let filter = map.filter { patch.replace(filter.place, with: extended(filter.text, to: last)) }
    }
    var parts = [sheet.part: patch.applied(to: bytes)]
    let links =
      edits.cells.map { WorkbookLinks.Link(cell: CellReference(column: $0.column + 1, row: $0.row), target: $0.link) }
      + edits.newLinks.map {
        WorkbookLinks.Link(cell: CellReference(column: $0.column + 1, row: map.lastRow + 1 + $0.row), target: $0.target)
      }
    let relations = WorkbookInspection.relations(of: sheet)
    let holdsRelations = reader.archive.holds(relations)
    if links.contains(where: { $0.target != nil }) || (holdsRelations && !links.isEmpty) {
      let linked = WorkbookLinks(
        links, sheet: parts[sheet.part] ?? [], relations: holdsRelations ? try reader.archive.bytes(relations) : [])
      parts[sheet.part] = linked.sheet
      parts[relations] = linked.relations
    }
    if last > map.lastRow {
      for table in WorkbookInspection.tables(of: sheet, reader) {
        let text = String(decoding: try reader.archive.bytes(table), as: UTF8.self)
        parts[table] = Array(extended(text, to: last).utf8)
      }
    }
    // Formulas' order of computation names cells that may be gone; programs rebuild it.
    try FileReplacement.copy(path, to: target)
    try ZipArchive.replace(parts, in: target)
    FileReplacement.synchronize(target)
  }

  private static func kind(of cell: CellMap.Cell, _ reader: WorkbookReader) -> CellKind? {
    cell.style.flatMap { reader.isDateStyle($0) ? .date : nil }
  }

  private static func change(_ cells: [SheetEdits.Cell], in row: CellMap.Row, number: Int, patch: inout BytePatch) {
    var inserted: [(place: Int, column: Int, text: String)] = []
    for edit in cells {
      let reference = CellReference(column: edit.column + 1, row: number)
      if let old = row.cells[edit.column + 1] {
        patch.replace(
          old.start..<old.end,
          with: cell(reference, style: old.style, value: edit.value, kind: edit.kind))
      } else if !edit.value.isEmpty {
        let next = row.cells.filter { $0.key > edit.column + 1 }.min { $0.key < $1.key }?.value.start
        inserted.append(
          (next ?? row.contentEnd, edit.column, cell(reference, style: nil, value: edit.value, kind: edit.kind)))
      }
    }
    if row.isEmptyElement {
      // `<row r="5"/>` has no inside yet.
      let text = inserted.sorted { $0.column < $1.column }.map(\.text).joined()
      if !text.isEmpty { patch.open(row.start..<row.end, name: "row", content: text) }
      return
    }
    for group in Dictionary(grouping: inserted, by: \.place) {
      patch.replace(group.key..<group.key, with: group.value.sorted { $0.column < $1.column }.map(\.text).joined())
    }
  }

  /// A cell as XML.
  static func cell(_ reference: CellReference, style: Int?, value: String, kind: CellKind?) -> String {
    let start = "<c r=\"\(reference.text)\"" + (style.map { " s=\"\($0)\"" } ?? "")
    if value.isEmpty { return start + "/>" }
    switch kind {
    case .number where Double(value) != nil: return "\(start)><v>\(value)</v></c>"
    case .boolean: return "\(start) t=\"b\"><v>\(value == "TRUE" ? 1 : 0)</v></c>"
    case .date:
      if let serial = CellText.serial(of: value) { return "\(start)><v>\(serial)</v></c>" }
    default: break
    }
    return "\(start) t=\"inlineStr\"><is><t xml:space=\"preserve\">\(escaped(value))</t></is></c>"
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case "\r": result += "_x000D_"
      default:
        if scalar.value < 32 || scalar.value == 0xFFFE || scalar.value == 0xFFFF { continue }
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Every `ref="A1:F20"` of a piece of XML with its last row moved down.
  private static func extended(_ text: String, to last: Int) -> String {
    var result = ""
    var rest = text[...]
    while let at = rest.range(of: "ref=\"") {
      result += rest[..<at.upperBound]
      rest = rest[at.upperBound...]
      guard let quote = rest.firstIndex(of: "\"") else { break }
      let ends = rest[..<quote].split(separator: ":")
      if ends.count == 2, let to = CellReference(ends[1]), to.row < last {
        result += "\(ends[0]):\(CellReference(column: to.column, row: last).text)"
      } else {
        result += rest[..<quote]
      }
      rest = rest[quote...]
    }
    return result + rest
  }
}

/// Replacements of byte ranges, applied at once.
struct BytePatch {
  private var pieces: [(range: Range<Int>, text: String, opens: String?)] = []

  mutating func replace(_ range: Range<Int>, with text: String) { pieces.append((range, text, nil)) }

  /// Gives an empty element (`<row r="5"/>`) a content.
  mutating func open(_ range: Range<Int>, name: String, content: String) { pieces.append((range, content, name)) }

  func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 4096)
    var at = 0
    for piece in pieces.sorted(by: {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }) {
      result.append(contentsOf: bytes[at..<piece.range.lowerBound])
      if let name = piece.opens {
        // Without the slash that closes it.
        var tag = Array(bytes[piece.range])
        if let slash = tag.lastIndex(of: 47) { tag.remove(at: slash) }
        result.append(contentsOf: tag)
        result.append(contentsOf: piece.text.utf8)
        result.append(contentsOf: "</\(name)>".utf8)
      } else {
        result.append(contentsOf: piece.text.utf8)
      }
      at = piece.range.upperBound
    }
    result.append(contentsOf: bytes[at...])
    return result
  }
}
