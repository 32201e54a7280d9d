import StrataTables

/// `xl/workbook.xml`: the sheets in their order.
final class WorkbookPart: XMLTaking {
  private(set) var sheets: [(name: String, relation: String, isHidden: Bool)] = []
  private(set) var startsIn1904 = false

  func start(_ name: String, _ attributes: XMLAttributes, at: XMLPlace) {
    switch name {
    case "sheet":
      sheets.append(
        (attributes["name"] ?? "", attributes["id"] ?? "", (attributes["state"] ?? "visible") != "visible"))
    case "workbookPr": startsIn1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
    default: break
    }
  }

  func end(_ name: String, at: XMLPlace) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// A `.rels` part: targets by id.
final class RelationPart: XMLTaking {
  private(set) var targets: [String: (path: String, type: String)] = [:]

  func start(_ name: String, _ attributes: XMLAttributes, at: XMLPlace) {
    guard name == "Relationship", let id = attributes["Id"] else { return }
    targets[id] = (attributes["Target"] ?? "", attributes["Type"] ?? "")
  }

  func end(_ name: String, at: XMLPlace) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// `xl/tables/tableN.xml`: rows of totals below a table.
final class TablePart: XMLTaking {
  private(set) var totalRows = 0

  func start(_ name: String, _ attributes: XMLAttributes, at: XMLPlace) {
    if name == "table" { totalRows = attributes["totalsRowCount"].flatMap { Int($0) } ?? 0 }
  }

  func end(_ name: String, at: XMLPlace) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// `xl/commentsN.xml`: where people comment.
final class CommentPart: XMLTaking {
  private(set) var rows: Set<Int> = []

  func start(_ name: String, _ attributes: XMLAttributes, at: XMLPlace) {
    if name == "comment", let cell = CellReference(attributes["ref"] ?? "") { rows.insert(cell.row) }
  }

  func end(_ name: String, at: XMLPlace) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// `xl/styles.xml`: which cell formats show dates, and which wrap their text.
final class StylePart: XMLTaking {
  private(set) var wrappingStyles: Set<Int> = []
  private(set) var dateStyles: Set<Int> = []
  private var dateFormats: Set<Int> = Set(14...22).union([27, 30, 36, 45, 46, 47, 50, 57])
  private var isInCellFormats = false
  private var format = 0

  func start(_ name: String, _ attributes: XMLAttributes, at: XMLPlace) {
    switch name {
    case "numFmt":
      if let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"], Self.isDate(code) {
        dateFormats.insert(id)
      }
    case "cellXfs": isInCellFormats = true
    case "xf":
      guard isInCellFormats else { return }
      if let id = attributes["numFmtId"].flatMap({ Int($0) }), dateFormats.contains(id) { dateStyles.insert(format) }
      format += 1
    case "alignment":
      if isInCellFormats, ["1", "true"].contains(attributes["wrapText"] ?? "") { wrappingStyles.insert(format - 1) }
    default: break
    }
  }

  func end(_ name: String, at: XMLPlace) { if name == "cellXfs" { isInCellFormats = false } }
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  /// Whether a number format shows years or days, outside quotes and brackets.
  static func isDate(_ code: String) -> Bool {
    var isQuoted = false
    var isBracketed = false
    var isEscaped = false
    for character in code.lowercased() {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch character {
      case "\\", "_": isEscaped = true
      case "\"": isQuoted.toggle()
      case "[": isBracketed = true
      case "]": isBracketed = false
      case "y", "d": if !isQuoted, !isBracketed { return true }
      default: break
      }
    }
    return false
  }
}

/// `xl/sharedStrings.xml`: texts by number; rich text loses its formats, phonetic hints are left out.
final class SharedStringPart: XMLTaking {
  private(set) var strings: [String] = []
  private var bytes: [UInt8] = []
  private var isInText = false
  private var phonetic = 0

  func start(_ name: String, _ attributes: XMLAttributes, at: XMLPlace) {
    switch name {
    case "si": bytes.removeAll(keepingCapacity: true)
    case "t": isInText = phonetic == 0
    case "rPh": phonetic += 1
    default: break
    }
  }

  func end(_ name: String, at: XMLPlace) {
    switch name {
    case "si": strings.append(CellText.unescaped(String(decoding: bytes, as: UTF8.self)))
    case "t": isInText = false
    case "rPh": phonetic -= 1
    default: break
    }
  }

  func text(_ piece: UnsafeBufferPointer<UInt8>) { if isInText { bytes.append(contentsOf: piece) } }
}

/// `xl/worksheets/sheetN.xml`: rows of text.
final class SheetPart: XMLTaking {
  private(set) var rows: [Table.Row] = []
  private(set) var kinds: [CellReference: CellKind] = [:]
  private(set) var merges: [CellRange] = []
  private(set) var errors: [CellReference] = []
  private(set) var valuelessFormulas: [CellReference] = []
  private(set) var lastRow = 0
  let dropDowns = DropDowns()
  private let strings: [String]
  private let dateStyles: Set<Int>
  private let startsIn1904: Bool
  private var cells: [String] = []
  private var row = 0
  private var column = 0
  private var type = ""
  private var style = -1
  private var hasFormula = false
  private var bytes: [UInt8] = []
  private var isInValue = false

  init(strings: [String], dateStyles: Set<Int>, startsIn1904: Bool) {
    self.strings = strings
    self.dateStyles = dateStyles
    self.startsIn1904 = startsIn1904
  }

  func start(_ name: String, _ attributes: XMLAttributes, at: XMLPlace) {
    switch name {
    case "row":
      row = attributes["r"].flatMap { Int($0) } ?? row + 1
      column = 0
      lastRow = max(lastRow, row)
    case "c":
      column = attributes["r"].flatMap { CellReference($0)?.column } ?? column + 1
      type = attributes["t"] ?? "n"
      style = attributes["s"].flatMap { Int($0) } ?? -1
      hasFormula = false
      bytes.removeAll(keepingCapacity: true)
    case "v", "t": isInValue = true
    case "f": hasFormula = true
    case "mergeCell":
      if let range = CellRange(attributes["ref"] ?? "") { merges.append(range) }
    case "dataValidation", "formula1": dropDowns.start(name, attributes, at: at)
    default: break
    }
  }

  func end(_ name: String, at: XMLPlace) {
    switch name {
    case "v", "t": isInValue = false
    case "formula1": dropDowns.end(name, at: at)
    case "c": endCell()
    case "row":
      if !cells.isEmpty { rows.append(Table.Row(cells: cells, number: row)) }
      cells.removeAll(keepingCapacity: true)
    default: break
    }
  }

  func text(_ piece: UnsafeBufferPointer<UInt8>) {
    if isInValue { bytes.append(contentsOf: piece) } else { dropDowns.text(piece) }
  }

  private func endCell() {
    let raw = String(decoding: bytes, as: UTF8.self)
    var text = raw
    var kind: CellKind?
    switch type {
    case "s": text = Int(raw.trimmed).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
    case "inlineStr", "str": text = CellText.unescaped(raw)
    case "b":
      text = raw == "1" ? "TRUE" : "FALSE"
      kind = .boolean
    case "e": kind = .error
    case "d": kind = .date
    default:
      guard !raw.isEmpty else { break }
      if dateStyles.contains(style), let serial = Double(raw) {
        text = CellText.date(serial: serial, startsIn1904: startsIn1904)
        kind = .date
      } else {
        text = CellText.number(raw)
        kind = .number
      }
    }
    let reference = CellReference(column: column, row: row)
    if kind == .error { errors.append(reference) }
    if hasFormula {
      kind = .formula
      // A text that is empty (`t="str"`) is a value.
      if raw.isEmpty, type != "str" { valuelessFormulas.append(reference) }
    }
    if let kind { kinds[reference] = kind }
    guard !text.isEmpty else { return }
    if cells.count < column { cells.append(contentsOf: repeatElement("", count: column - cells.count)) }
    cells[column - 1] = text
  }
}
