import FoundationEssentials

/// Hyperlinks of cells (ECMA-376 part 1, 18.3.1.47): an element of the sheet and a relation to the target outside.
///
/// Ours have relations of their own names, so that they are told from people's, which always stay.
struct WorkbookLinks {
  struct Link {
    var cell: CellReference
    /// A URL or a path relative to the workbook; nil takes our link out.
    var target: String?
  }

  private(set) var sheet: [UInt8]
  private(set) var relations: [UInt8]

  private static let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let prefix = "strataLink"
  /// What may follow the links of a sheet, in the order of the standard.
  private static let followers = [
    "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties",
    "cellWatches", "ignoredErrors", "smartTags", "drawing", "drawingHF", "legacyDrawing", "legacyDrawingHF", "picture",
    "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
  ]

  /// Changes the links of a sheet's part; `relations` is its `.rels` part, empty where it has none. A sheet whose elements
  /// have a prefix is left as it is. O(bytes).
  init(_ links: [Link], sheet: [UInt8], relations: [UInt8]) {
    self.sheet = sheet
    self.relations = relations
    let close = Array("</sheetData>".utf8)
    let empty = Array("<sheetData/>".utf8)
    guard let data = Self.last(close, in: sheet) ?? Self.last(empty, in: sheet) else { return }
    var tail = String(decoding: sheet[data...], as: UTF8.self)
    guard tail.contains("</worksheet>") else { return }
    var related = String(decoding: relations, as: UTF8.self)
    if !related.contains("</Relationships>") {
      // Also the empty form, `<Relationships …/>`, holds nothing.
      related =
        #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
        + #"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>"#
    }
    for link in links {
      let id = Self.prefix + link.cell.text
      Self.remove("<hyperlink ", holding: "r:id=\"\(id)\"", from: &tail)
      Self.remove("<Relationship ", holding: "Id=\"\(id)\"", from: &related)
      guard let target = link.target, !tail.contains("<hyperlink ref=\"\(link.cell.text)\"") else { continue }
      let element = "<hyperlink ref=\"\(link.cell.text)\" xmlns:r=\"\(Self.namespace)\" r:id=\"\(id)\"/>"
      if let end = tail.range(of: "</hyperlinks>") {
        tail.insert(contentsOf: element, at: end.lowerBound)
      } else {
        let starts = Self.followers.flatMap { name in ["<\(name) ", "<\(name)>", "<\(name)/>"] }
          .compactMap { tail.range(of: $0)?.lowerBound }
        guard let place = starts.min() ?? tail.range(of: "</worksheet>")?.lowerBound else { continue }
        tail.insert(contentsOf: "<hyperlinks>\(element)</hyperlinks>", at: place)
      }
      if let end = related.range(of: "</Relationships>") {
        related.insert(
          contentsOf:
            "<Relationship Id=\"\(id)\" Type=\"\(Self.namespace)/hyperlink\" Target=\"\(Self.escaped(target))\" "
            + "TargetMode=\"External\"/>", at: end.lowerBound)
      }
    }
    if let none = tail.range(of: "<hyperlinks></hyperlinks>") { tail.removeSubrange(none) }
    self.sheet = Array(sheet[..<data]) + Array(tail.utf8)
    self.relations = Array(related.utf8)
  }

  /// Takes out the element without content that opens so and holds an attribute.
  private static func remove(_ opening: String, holding attribute: String, from text: inout String) {
    guard let at = text.range(of: attribute),
      let start = text[..<at.lowerBound].range(of: opening, options: .backwards)?.lowerBound,
      let end = text[at.upperBound...].range(of: "/>")?.upperBound
    else { return }
    text.removeSubrange(start..<end)
  }

  private static func last(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
    var at = bytes.count - needle.count
    while at >= 0 {
      if bytes[at] == needle[0], bytes[at..<(at + needle.count)].elementsEqual(needle) { return at }
      at -= 1
    }
    return nil
  }

  /// A target as an attribute: spaces and quotation marks as in URLs, ampersands as in XML.
  private static func escaped(_ target: String) -> String {
    var result = ""
    for scalar in target.unicodeScalars {
      switch scalar {
      case " ": result += "%20"
      case "\"": result += "%22"
      case "<": result += "%3C"
      case ">": result += "%3E"
      case "&": result += "&amp;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
