import StrataModel
import StrataStages

/// Reads lexicons in TSV: `concept`, `type`, `label`, `class`, `case`, `note`.
public enum LexiconLoader {
  static let columns = ["concept", "type", "label", "class", "case", "note"]
  private static let instrumentClasses = InstrumentClass.allCases.filter { $0 != .none }.map(\.rawValue)
  private static let sectors = Sector.allCases.map(\.rawValue)

  /// The concepts of one file, in its order. Throws `DataFault` with line, column and advice.
  public static func concepts(file: String, bytes: [UInt8]) throws -> [ConceptDefinition] {
    let table = TableReader(file: file, bytes: bytes)
    var result: [ConceptDefinition] = []
    var hasHeader = false
    try table.forEachRow { line, cells in
      if !hasHeader {
        let names = cells.map(table.text)
        guard names == columns else {
          throw DataFault(
            code: "lexicon-header", place: table.place(line: line, cell: cells[0]),
            message: "the header line is '\(names.joined(separator: " "))'; write the six columns "
              + columns.joined(separator: ", ") + ", separated by tabs")
        }
        hasHeader = true
        return
      }
      result.append(try concept(table, line, cells))
    }
    guard hasHeader else {
      throw DataFault(
        code: "lexicon-header", place: DataPlace(file: file, line: 1, column: 1),
        message: "there is no header line; write " + columns.joined(separator: ", ") + ", separated by tabs")
    }
    return result
  }

  private static func concept(_ table: TableReader, _ line: Int, _ cells: [Range<Int>]) throws -> ConceptDefinition {
    func fault(_ code: String, _ cell: Int, _ message: String) -> DataFault {
      DataFault(code: code, place: table.place(line: line, cell: cells[min(cell, cells.count - 1)]), message: message)
    }
    guard cells.count >= 4, cells.count <= columns.count else {
      throw fault(
        "lexicon-columns", cells.count - 1,
        "\(cells.count) columns instead of \(columns.count); separate them by single tabs")
    }
    let id = table.text(cells[0])
    guard !id.isEmpty, id == id.lowercased(), id.utf8.contains(UInt8(ascii: ":")) else {
      throw fault(
        "lexicon-concept", 0, "'\(id)' is no concept id; write it lower-case as prefix:name ('eu:commission')")
    }
    let types = [MentionType.actor, .instrument, .sector]
    let typeText = table.text(cells[1])
    guard let type = MentionType(rawValue: typeText), types.contains(type) else {
      let names = types.map(\.rawValue)
      throw fault(
        "lexicon-type", 1,
        "unknown type '\(typeText)'" + Suggestion.text(for: typeText, among: names)
          + "; the types are " + names.joined(separator: ", "))
    }
    let kind = table.text(cells[3])
    let known: [String]
    switch type {
    case .instrument: known = instrumentClasses
    case .sector: known = sectors
    default: known = ConceptDefinition.actorKinds
    }
    guard known.contains(kind) else {
      let what = type == .sector ? "sector" : type == .instrument ? "class of instrument" : "kind of actor"
      throw fault(
        "lexicon-class", 3,
        "unknown \(what) '\(kind)'" + Suggestion.text(for: kind, among: known)
          + "; the column takes one of " + known.joined(separator: ", "))
    }
    let caseText = cells.count > 4 ? table.text(cells[4]) : ""
    guard ["", "fold", "exact"].contains(caseText) else {
      throw fault(
        "lexicon-case", 4,
        "unknown case '\(caseText)'" + Suggestion.text(for: caseText, among: ["fold", "exact"])
          + "; write fold, exact or nothing")
    }
    let labels = table.bytes[cells[2]].split(separator: UInt8(ascii: "|")).map { part -> ConceptDefinition.Label in
      let isExact = part.first == UInt8(ascii: "=")
      return ConceptDefinition.Label(
        String(decoding: (isExact ? part.dropFirst() : part).trimmingSpaces(), as: UTF8.self),
        isExact: isExact || caseText == "exact")
    }
    guard !labels.isEmpty, labels.allSatisfy({ !$0.text.isEmpty }) else {
      throw fault("lexicon-label", 2, "a label is empty; separate labels by single '|'")
    }
    var concept = ConceptDefinition(
      id: id, type: type, labels: labels, kind: kind, place: table.place(line: line, cell: cells[0]))
    for note in cells.count > 5 ? table.bytes[cells[5]].split(separator: UInt8(ascii: ";")) : [] {
      let pair = note.split(separator: UInt8(ascii: "="), maxSplits: 1)
        .map { String(decoding: $0.trimmingSpaces(), as: UTF8.self) }
      guard pair.count == 2 else { continue }
      switch pair[0] {
      case "left": concept.isBareLeft = pair[1] == "bare"
      case "plural": concept.hasPlural = pair[1] != "no"
      case "named": concept.isNamed = pair[1] != "false"
      case "use":
        guard let usage = ConceptDefinition.Usage(rawValue: pair[1]) else {
          let names = ConceptDefinition.Usage.allCases.map(\.rawValue)
          throw fault(
            "lexicon-note", 5,
            "unknown use '\(pair[1])'" + Suggestion.text(for: pair[1], among: names)
              + "; write one of " + names.joined(separator: ", "))
        }
        concept.usage = usage
      case "role":
        guard let role = Role(rawValue: pair[1]) else {
          let names = Role.allCases.map(\.rawValue)
          throw fault(
            "lexicon-note", 5,
            "unknown role '\(pair[1])'" + Suggestion.text(for: pair[1], among: names)
              + "; write one of " + names.joined(separator: ", "))
        }
        concept.role = role
      default: break
      }
    }
    return concept
  }
}

extension ArraySlice<UInt8> {
  /// Without spaces at both ends.
  func trimmingSpaces() -> ArraySlice<UInt8> {
    var part = self
    while part.first == 32 { part = part.dropFirst() }
    while part.last == 32 { part = part.dropLast() }
    return part
  }
}
