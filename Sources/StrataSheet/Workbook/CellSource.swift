import FoundationEssentials

/// How cells stand in a sheet's XML, so that an undo can put them back: type and content (`n:<v>5</v>`), without place and
/// style. Texts of the shared list come with their formats, since programs number the list anew when they save.
struct CellSource {
  let reader: WorkbookReader
  let sheet: WorkbookReader.Sheet

  /// What a cell that is not there has as its source.
  static let absent = "absent"

  /// One source a cell; nil where there is none that could be put back.
  func sources(of cells: [SheetEdits.Cell]) throws -> [String?] {
    guard !cells.isEmpty else { return [] }
    let map = CellMap(rows: Set(cells.map(\.row)))
    try XMLStream.parse(reader.archive, sheet.part, map)
    let bytes = try reader.archive.bytes(sheet.part)
    var shared: [Int: Int] = [:]
    var sources: [String?] = cells.enumerated().map { place, cell in
      guard let old = map.rows[cell.row]?.cells[cell.column + 1] else { return Self.absent }
      let content = Self.content(String(decoding: bytes[old.start..<old.end], as: UTF8.self))
      guard old.type == "s" else { return "\(old.type):\(content)" }
      shared[place] = Self.number(in: content)
      return nil
    }
    if !shared.isEmpty, let part = reader.sharedStrings {
      let items = SharedStringPlaces(Set(shared.values))
      try XMLStream.parse(reader.archive, part, items)
      let bytes = try reader.archive.bytes(part)
      for (place, number) in shared {
        guard let range = items.places[number] else { continue }
        let content = Self.content(String(decoding: bytes[range], as: UTF8.self))
        // The list's prefix is the sheet's.
        let prefix = content.dropFirst().prefix { $0 != ">" && $0 != " " && $0 != "/" }.split(separator: ":")
        let start = prefix.count == 2 ? "\(prefix[0]):" : ""
        sources[place] = "inlineStr:<\(start)is>\(content)</\(start)is>"
      }
    }
    return sources
  }

  /// What stands between the tags of an element.
  private static func content(_ element: String) -> String {
    guard let start = element.firstIndex(of: ">"), element[element.index(before: start)] != "/",
      let end = element.range(of: "</", options: .backwards)
    else { return "" }
    return String(element[element.index(after: start)..<end.lowerBound])
  }

  private static func number(in content: String) -> Int? {
    guard let start = content.firstIndex(of: ">") else { return nil }
    return Int(content[content.index(after: start)...].prefix { $0 != "<" }.filter { !$0.isWhitespace })
  }
}

/// Where items of the shared list of texts stand.
private final class SharedStringPlaces: XMLTaking {
  private(set) var places: [Int: Range<Int>] = [:]
  private let wanted: Set<Int>
  private var number = -1
  private var start = 0

  init(_ wanted: Set<Int>) { self.wanted = wanted }

  func start(_ name: String, _ attributes: XMLAttributes, at place: XMLPlace) {
    guard name == "si" else { return }
    number += 1
    start = place.start
  }

  func end(_ name: String, at place: XMLPlace) {
    if name == "si", wanted.contains(number) { places[number] = start..<max(place.end, start) }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
