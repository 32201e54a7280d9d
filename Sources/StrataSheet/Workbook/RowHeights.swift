/// Heights that show all of a wrapped text.
///
/// Programs fit rows without a height of their own when they open a workbook; a row that has one keeps it and would hide what
/// a push writes into it.
struct RowHeights {
  let map: CellMap
  let reader: WorkbookReader

  /// What spreadsheets allow, in points.
  private static let most = 409.0

  /// The opening tag of a changed row with a greater height; nil where the row is high enough, or fits itself.
  func raisedTag(of row: CellMap.Row, texts: [(column: Int, text: String)], bytes: [UInt8]) -> String? {
    guard let height = row.height, !row.isEmptyElement else { return nil }
    let needed = needed(texts.map { ($0.column, $0.text, row.cells[$0.column]?.style) })
    guard needed > height else { return nil }
    let tag = String(decoding: bytes[row.start..<row.tagEnd], as: UTF8.self)
    for quote in ["\"", "'"] {
      guard let start = tag.range(of: " ht=\(quote)"),
        let end = tag[start.upperBound...].firstIndex(of: Character(quote))
      else { continue }
      return tag[..<start.upperBound] + Self.points(needed) + tag[end...]
    }
    return nil
  }

  /// Attributes of a new row, where rows do not fit themselves.
  func attributes(_ texts: [(column: Int, text: String, style: Int?)]) -> String {
    guard map.hasFixedHeights else { return "" }
    let needed = needed(texts)
    return needed > map.lineHeight ? " ht=\"\(Self.points(needed))\" customHeight=\"1\"" : ""
  }

  private func needed(_ texts: [(column: Int, text: String, style: Int?)]) -> Double {
    var lines = 1
    for (column, text, style) in texts {
      guard let style, reader.wrapsText(style) else { continue }
      // Words break early, so that a line holds a tenth less than the column is wide.
      let room = max(1, map.width(of: column) * 0.9)
      let count = text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) {
        $0 + max(1, Int((Double($1.count) / room).rounded(.up)))
      }
      lines = max(lines, count)
    }
    return min(Self.most, Double(lines) * map.lineHeight)
  }

  private static func points(_ height: Double) -> String { CellText.number(String(height)) }
}
