import StrataTables

/// Where the links of a workbook's cells lead: a source to its document, a commitment to its record.
public struct LinkTargets: Sendable, Equatable {
  /// What stands before the path of a source that is no URL: the folder of the documents, as seen from the workbook.
  public var sources: String?
  /// The page of `strata explain --html`, as seen from the workbook.
  public var records: String?

  public init(sources: String? = nil, records: String? = nil) {
    self.sources = sources
    self.records = records
  }

  /// The target of a cell that holds one value or several; the first counts.
  func target(_ value: String, role: ColumnRole) -> String? {
    guard let first = value.split(separator: ";").first.map({ String($0).trimmed }), !first.isEmpty else { return nil }
    switch role {
    case .url:
      if WorkbookWriter.isLink(first) { return first }
      return !Self.isPath(first) ? nil : sources.map { $0.isEmpty || $0.hasSuffix("/") ? $0 + first : "\($0)/\(first)" }
    case .commitment: return records.map { "\($0)#\(first)" }
    default: return nil
    }
  }

  /// Whether a value names a file (`plan.txt#page=3`), and is no remark of a person.
  private static func isPath(_ value: String) -> Bool {
    let name = value.split(separator: "#").first?.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return false }
    let ending = name[name.index(after: dot)...]
    return (1...8).contains(ending.count) && ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  func target(_ value: String, column: String, _ mapping: ColumnMapping) -> String? {
    for role in [ColumnRole.url, .commitment] where mapping.columns[role]?.contains(column) == true {
      return target(value, role: role)
    }
    return nil
  }
}
