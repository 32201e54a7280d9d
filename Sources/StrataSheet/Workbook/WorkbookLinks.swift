import FoundationEssentials

/// Hyperlinks of cells (ECMA-376 part 1, 18.3.1.47): an element of the sheet and a relation to the target outside.
///
/// Ours are told from people's by the names of their relations and, as programs rename these when they save, by the target
/// that a push wrote. People's links always stay.
struct WorkbookLinks {
  struct Link {
    var cell: CellReference
    /// A URL or a path relative to the workbook; nil takes our link out.
    var target: String?
    /// Where the last push let the cell lead.
    var known: String?
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
  /// have a prefix is left as it is. O(bytes + links).
  init(_ links: [Link], sheet: [UInt8], relations: [UInt8]) {
    self.sheet = sheet
    self.relations = relations
    guard let data = Self.tailStart(in: sheet) else { return }
    var tail = String(decoding: sheet[data...], as: UTF8.self)
    guard tail.contains("</worksheet>") else { return }
    var related = String(decoding: relations, as: UTF8.self)
    if !related.contains("</Relationships>") {
      // Also the empty form, `<Relationships …/>`, holds nothing.
      related =
        #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
        + #"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>"#
    }
    let targets = Dictionary(
      Self.elements("Relationship", in: related).map {
        (Self.attribute("Id", of: $0), Self.attribute("Target", of: $0))
      },
      uniquingKeysWith: { first, _ in first })
    var present = Self.elements("hyperlink", in: tail).map { Present($0, targets) }
    var gone: Set<String> = []
    let wanted = Dictionary(links.map { ($0.cell, $0) }, uniquingKeysWith: { _, last in last })
    present.removeAll { element in
      guard let cell = element.cell, let link = wanted[cell],
        element.relation.hasPrefix(Self.prefix) || Self.isSame(element.target, link.known)
      else { return false }
      gone.insert(element.relation)
      return true
    }
    gone.subtract(present.map(\.relation))
    let covered = present.filter { $0.cell == nil }.compactMap(\.range)
    let taken = Set(present.compactMap(\.cell))
    var added = ""
    for link in wanted.values.sorted(by: { ($0.cell.row, $0.cell.column) < ($1.cell.row, $1.cell.column) }) {
      guard let target = link.target, !taken.contains(link.cell), !covered.contains(where: { $0.holds(link.cell) })
      else { continue }
      let id = Self.prefix + link.cell.text
      present.append(
        Present(raw: "<hyperlink ref=\"\(link.cell.text)\" xmlns:r=\"\(Self.namespace)\" r:id=\"\(id)\"/>"))
      added +=
        "<Relationship Id=\"\(id)\" Type=\"\(Self.namespace)/hyperlink\" Target=\"\(Self.escaped(target))\" "
        + "TargetMode=\"External\"/>"
      gone.insert(id)
    }
    // What is written anew loses its old relation, if it had one.
    related = Self.removing("Relationship", from: related) { gone.contains(Self.attribute("Id", of: $0)) }
    if let end = related.range(of: "</Relationships>") { related.insert(contentsOf: added, at: end.lowerBound) }
    Self.put(present.map(\.raw), into: &tail)
    self.sheet = Array(sheet[..<data]) + Array(tail.utf8)
    self.relations = Array(related.utf8)
  }

  /// Where the rows of a sheet end; nil where its elements have a prefix.
  static func tailStart(in sheet: [UInt8]) -> Int? {
    ["</sheetData>", "<sheetData/>"].lazy.compactMap { last(Array($0.utf8), in: sheet) }.first
  }

  /// Whether a link leads where a push let it lead; programs that save to another folder change the way up.
  private static func isSame(_ target: String?, _ known: String?) -> Bool {
    func way(_ target: String) -> Substring {
      var rest = target[...]
      while let up = ["../", "./"].first(where: rest.hasPrefix) { rest = rest.dropFirst(up.count) }
      return rest
    }
    guard let target, let known else { return false }
    return way(target) == way(known)
  }

  /// A link as the sheet has it.
  private struct Present {
    var raw: String
    /// Nil where it covers several cells.
    var cell: CellReference?
    var range: CellRange?
    var relation = ""
    var target: String?

    init(raw: String) { self.raw = raw }

    init(_ raw: String, _ targets: [String: String]) {
      self.raw = raw
      let reference = WorkbookLinks.attribute("ref", of: raw)
      cell = CellReference(reference)
      range = CellRange(reference)
      relation = WorkbookLinks.attribute("r:id", of: raw)
      let place = WorkbookLinks.attribute("location", of: raw)
      target = targets[relation].map { WorkbookLinks.unescaped(place.isEmpty ? $0 : "\($0)#\(place)") }
    }
  }

  /// Writes the list of links in its place of the sheet's tail.
  private static func put(_ links: [String], into tail: inout String) {
    if let start = tail.range(of: "<hyperlinks>"), let end = tail.range(of: "</hyperlinks>") {
      let range = links.isEmpty ? start.lowerBound..<end.upperBound : start.upperBound..<end.lowerBound
      tail.replaceSubrange(range, with: links.joined())
    } else if !links.isEmpty {
      let starts = followers.flatMap { name in ["<\(name) ", "<\(name)>", "<\(name)/>"] }
        .compactMap { tail.range(of: $0)?.lowerBound }
      guard let place = starts.min() ?? tail.range(of: "</worksheet>")?.lowerBound else { return }
      tail.insert(contentsOf: "<hyperlinks>\(links.joined())</hyperlinks>", at: place)
    }
  }

  /// The elements of a name, which may have content (an extension), as they are written.
  private static func elements(_ name: String, in text: String) -> [String] {
    var found: [String] = []
    _ = removing(name, from: text) {
      found.append($0)
      return false
    }
    return found
  }

  private static func removing(_ name: String, from text: String, where isGone: (String) -> Bool) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.range(of: "<\(name) "), let tagEnd = rest[start.upperBound...].firstIndex(of: ">") {
      result += rest[..<start.lowerBound]
      var end = rest.index(after: tagEnd)
      if rest[rest.index(before: tagEnd)] != "/", let close = rest[end...].range(of: "</\(name)>") {
        end = close.upperBound
      }
      let element = String(rest[start.lowerBound..<end])
      if !isGone(element) { result += element }
      rest = rest[end...]
    }
    return result + rest
  }

  /// The value of an attribute of the element's opening tag; empty where it has none.
  private static func attribute(_ name: String, of element: String) -> String {
    for quote in ["\"", "'"] {
      guard let start = element.range(of: " \(name)=\(quote)"),
        let end = element[start.upperBound...].firstIndex(of: Character(quote))
      else { continue }
      return String(element[start.upperBound..<end])
    }
    return ""
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

  /// A target of the file as it was given, so that it can be compared.
  private static func unescaped(_ target: String) -> String {
    [("%20", " "), ("%22", "\""), ("%3C", "<"), ("%3E", ">"), ("&amp;", "&")].reduce(target) {
      $0.replacing($1.0, with: $1.1)
    }
  }
}
