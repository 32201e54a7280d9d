import CXLSXWriter
import FoundationEssentials
import Glibc
import StrataTables

/// Tables as a workbook (libxlsxwriter): frozen header, filter, fitting widths, drop-downs for closed vocabularies, links.
/// Texts are written as texts, never as formulas.
public enum WorkbookWriter {
  public struct Options: Sendable {
    public var sheet = "Mastersheet"
    /// Closed vocabularies by column.
    public var choices: [String: [String]] = [:]
    /// Columns whose numbers are numbers; elsewhere digits are text.
    public var numbers: Set<String> = []
    public var dates: Set<String> = []
    public var links: Set<String> = []
    /// Where a cell leads, by its column and value: a URL or a path as seen from the workbook.
    public var target: (@Sendable (_ column: String, _ value: String) -> String?)?
    /// Columns in a quieter colour: machines write them.
    public var machine: Set<String> = []

    public init() {}
  }

  /// Of the format (ECMA-376 as Excel reads it).
  static let maximumLink = 2079

  /// A name that a sheet may have: at most 31 characters, none of `[]:*?/\` and no apostrophe at its ends.
  static func sheetName(_ wanted: String?) -> String {
    var name = String((wanted ?? "").filter { !"[]:*?/\\".contains($0) })
    while name.utf16.count > 31 { name.removeLast() }
    while name.first == "'" { name.removeFirst() }
    while name.last == "'" { name.removeLast() }
    return name.isEmpty ? "Mastersheet" : name
  }

  /// Writes a whole file; it is there entirely or not at all. Returns how many cells were longer than a workbook's cell may be
  /// and were cut.
  @discardableResult
  public static func write(_ table: Table, to path: String, options: Options) throws -> Int {
    let temporary = path + ".new"
    var settings = lxw_workbook_options()
    // Memory is bounded by one row.
    settings.constant_memory = 1
    guard let book = workbook_new_opt(temporary, &settings), let sheet = workbook_add_worksheet(book, options.sheet)
    else {
      throw TableFault("xlsx-write", "\(path) cannot be made")
    }
    // The same table gives the same bytes: no clock. The time is the earliest that a zip file knows, 1980-01-01.
    var properties = lxw_doc_properties()
    properties.created = 315_532_800
    workbook_set_properties(book, &properties)
    let header = workbook_add_format(book)
    format_set_bold(header)
    format_set_text_wrap(header)
    format_set_align(header, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    format_set_bg_color(header, 0xDDE6F0)
    format_set_border(header, UInt8(LXW_BORDER_THIN.rawValue))
    let machineHeader = workbook_add_format(book)
    format_set_bold(machineHeader)
    format_set_text_wrap(machineHeader)
    format_set_align(machineHeader, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    format_set_bg_color(machineHeader, 0xE8E8E8)
    format_set_border(machineHeader, UInt8(LXW_BORDER_THIN.rawValue))
    let body = workbook_add_format(book)
    format_set_text_wrap(body)
    format_set_align(body, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    let date = workbook_add_format(book)
    format_set_num_format(date, "yyyy-mm-dd")
    format_set_align(date, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    let link = workbook_add_format(book)
    format_set_font_color(link, 0x0563C1)
    format_set_underline(link, UInt8(LXW_UNDERLINE_SINGLE.rawValue))
    format_set_text_wrap(link)
    format_set_align(link, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    // What a machine will fill may be empty still.
    let widths = table.columns.indices.map { place in
      max(width(table, place), options.machine.contains(table.columns[place]) ? 36 : 0)
    }
    for (place, column) in table.columns.enumerated() {
      let index = lxw_col_t(place)
      worksheet_set_column(sheet, index, index, widths[place], body)
      worksheet_write_string(sheet, 0, index, column, options.machine.contains(column) ? machineHeader : header)
    }
    worksheet_freeze_panes(sheet, 1, table.columns.count > 2 ? 2 : 0)
    // On paper: as wide as a page, the header on each.
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 8)  // A3
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_repeat_rows(sheet, 0, 0)
    let rows = UInt32(table.rows.count)
    if !table.columns.isEmpty { worksheet_autofilter(sheet, 0, 0, max(1, rows), lxw_col_t(table.columns.count - 1)) }
    var links = 0
    var cut = 0
    for (number, row) in table.rows.enumerated() {
      let line = lxw_row_t(number + 1)
      let height = lines(row.cells, widths)
      if height > 1 { worksheet_set_row(sheet, line, Double(15 * height), nil) }
      for (place, value) in row.cells.enumerated() where !value.isEmpty {
        let index = lxw_col_t(place)
        let column = table.columns[place]
        let text = CellText.clipped(value)
        if text.utf8.count < value.utf8.count { cut += 1 }
        if options.dates.contains(column), value.utf8.count == 10, let serial = CellText.serial(of: value),
          let day = Double(serial)
        {
          worksheet_write_number(sheet, line, index, day, date)
        } else if options.numbers.contains(column), CellText.number(value) == value, let number = Double(value) {
          worksheet_write_number(sheet, line, index, number, body)
        } else if links < 65_000, let target = target(of: value, column, options) {
          links += 1
          worksheet_write_url_opt(sheet, line, index, target, link, text, nil)
        } else {
          worksheet_write_string(sheet, line, index, text, body)
        }
      }
    }
    for (column, choices) in options.choices.sorted(by: { $0.key < $1.key }) {
      guard let place = table.column(named: column), choices.joined(separator: ",").utf8.count <= 255 else { continue }
      validate(sheet, lxw_col_t(place), rows: max(1000, rows + 500), choices)
    }
    guard workbook_close(book) == LXW_NO_ERROR else {
      unlink(temporary)
      throw TableFault(
        "xlsx-write", "\(path) cannot be written; is there space on the disk, and may you write in its folder?")
    }
    FileReplacement.synchronize(temporary)
    guard rename(temporary, path) == 0 else { throw TableFault("xlsx-write", "\(path) cannot be put in place") }
    return cut
  }

  private static func validate(
    _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ column: lxw_col_t, rows: UInt32, _ choices: [String]
  ) {
    var pointers: [UnsafeMutablePointer<CChar>?] = choices.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    pointers.withUnsafeMutableBufferPointer { list in
      var validation = lxw_data_validation()
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      validation.value_list = list.baseAddress
      // A person may write something else: the list helps, it does not forbid.
      validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
      worksheet_data_validation_range(sheet, 1, column, rows, column, &validation)
    }
  }

  private static func target(of value: String, _ column: String, _ options: Options) -> String? {
    if options.links.contains(column), isLink(value) { return value }
    guard let target = options.target?(column, value), target.utf8.count <= maximumLink else { return nil }
    return isLink(target) ? target : "external:" + target
  }

  static func isLink(_ value: String) -> Bool {
    (value.hasPrefix("https://") || value.hasPrefix("http://")) && value.utf8.count <= maximumLink
      && !value.contains { $0.isWhitespace }
  }

  /// How many lines the fullest cell of a row takes, at most ten: programs that do not measure rows would show the first alone.
  private static func lines(_ cells: [String], _ widths: [Double]) -> Int {
    var most = 1
    for (cell, width) in zip(cells, widths) where cell.utf8.count >= Int(width) || cell.utf8.contains(10) {
      let lines = cell.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) {
        $0 + max(1, ($1.count + Int(width) - 2) / max(1, Int(width) - 1))
      }
      most = max(most, lines)
    }
    return min(10, most)
  }

  /// A width in characters that shows the usual cell, between 8 and 60.
  private static func width(_ table: Table, _ place: Int) -> Double {
    let lengths = table.rows.prefix(300).map { min(200, $0.cells[place].count) }.sorted()
    let usual = lengths.isEmpty ? 0 : lengths[lengths.count * 9 / 10]
    return Double(min(60, max(8, max(table.columns[place].count + 3, usual + 2))))
  }
}
