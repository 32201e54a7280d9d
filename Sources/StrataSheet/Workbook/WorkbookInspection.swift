import StrataTables

/// Finds in a workbook what a push would leave stale or behind.
enum WorkbookInspection {
  static func losses(_ reader: WorkbookReader, sheet: WorkbookReader.Sheet) -> [String] {
    var losses: [String] = []
    let names = reader.archive.names
    if names.contains(where: { $0.hasSuffix("vbaProject.bin") }) { losses.append("macros") }
    if names.contains(where: { $0.hasPrefix("xl/pivotTables/") || $0.hasPrefix("xl/pivotCache/") }) {
      losses.append("pivot tables")
    }
    if names.contains(where: { $0.hasPrefix("xl/externalLinks/") }) { losses.append("links to other workbooks") }
    if names.contains(where: { $0.hasPrefix("xl/queryTables/") || $0 == "xl/connections.xml" }) {
      losses.append("queries to data outside")
    }
    if names.contains(where: { $0.hasPrefix("_xmlsignatures/") }) { losses.append("a digital signature") }
    if tables(of: sheet, reader).contains(where: { hasTotals($0, reader) }) {
      losses.append("a table with a row of totals on the sheet '\(sheet.name)'")
    }
    if tables(of: sheet, reader).count > 1 { losses.append("several tables on the sheet '\(sheet.name)'") }
    return losses
  }

  static func check(_ reader: WorkbookReader, sheet: WorkbookReader.Sheet) throws {
    let losses = losses(reader, sheet: sheet)
    guard losses.isEmpty else {
      throw TableFault(
        "xlsx-loss",
        "\(reader.path) holds \(losses.joined(separator: " and ")), which a push cannot keep true. Nothing was written; "
          + "give --allow-loss to push all the same (a backup is kept).")
    }
  }

  private static func hasTotals(_ table: String, _ reader: WorkbookReader) -> Bool {
    let part = TablePart()
    return (try? XMLStream.parse(reader.archive, table, part)) != nil && part.totalRows > 0
  }

  /// The part that holds a sheet's relations; there need not be one.
  static func relations(of sheet: WorkbookReader.Sheet) -> String {
    let parts = sheet.part.split(separator: "/")
    return "\(parts.dropLast().joined(separator: "/"))/_rels/\(parts.last ?? "").rels"
  }

  /// The parts of the tables on a sheet.
  static func tables(of sheet: WorkbookReader.Sheet, _ reader: WorkbookReader) -> [String] {
    parts("/table", of: sheet, reader)
  }

  /// Rows of a sheet on which people comment.
  static func commentedRows(of sheet: WorkbookReader.Sheet, _ reader: WorkbookReader) throws -> Set<Int> {
    try parts("/comments", of: sheet, reader).reduce(into: []) { rows, name in
      let part = CommentPart()
      try XMLStream.parse(reader.archive, name, part)
      rows.formUnion(part.rows)
    }
  }

  /// Parts that a sheet is related to, by the end of their type.
  private static func parts(_ type: String, of sheet: WorkbookReader.Sheet, _ reader: WorkbookReader) -> [String] {
    let folder = sheet.part.split(separator: "/").dropLast().joined(separator: "/")
    let relations = relations(of: sheet)
    guard reader.archive.holds(relations) else { return [] }
    let part = RelationPart()
    guard (try? XMLStream.parse(reader.archive, relations, part)) != nil else { return [] }
    return part.targets.values.filter { $0.type.hasSuffix(type) }.map {
      WorkbookReader.resolved($0.path, from: folder)
    }.sorted()
  }
}
