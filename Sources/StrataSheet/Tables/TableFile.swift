import FoundationEssentials
import Glibc
import StrataModel
import StrataTables

/// Opens a table by its file's ending.
public enum TableFile {
  /// `sheet` names a worksheet of a workbook; nil is the first that holds rows, and so is a name that is not there if
  /// `orFirst`.
  public static func read(_ path: String, sheet: String? = nil, orFirst: Bool = false) throws -> Table {
    switch ending(of: path) {
    case "csv", "tsv", "tab", "txt":
      return try CSVReader.table(bytes(of: path), name: path, separator: ending(of: path) == "tsv" ? 9 : nil)
    case "jsonl", "ndjson": return try JSONLTable.table(bytes(of: path), name: path)
    case "xlsx", "xlsm":
      let reader = try WorkbookReader(path: path)
      let isThere = reader.sheets.contains { $0.name == sheet }
      let sheet = try reader.sheet(named: orFirst && !isThere ? nil : sheet)
      return SheetTable.table(try reader.content(of: sheet), reader: reader, sheet: sheet)
    default:
      throw TableFault("sheet-format", "\(path): tables are .csv, .tsv, .jsonl or .xlsx; save it as one of these")
    }
  }

  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Writes a file that is there entirely or not at all.
  public static func replaceFile(_ path: String, with bytes: [UInt8]) throws {
    try FileReplacement.write(bytes, to: path + ".new")
    try FileReplacement.place(path + ".new", at: path)
  }

  static func ending(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  static func bytes(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw FileFault(path: path, operation: "open", errno: errno) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count > 0 { bytes.append(contentsOf: chunk[..<count]) }
      if count < chunk.count {
        if ferror(file) != 0 { throw FileFault(path: path, operation: "read", errno: errno) }
        return bytes
      }
    }
  }
}
