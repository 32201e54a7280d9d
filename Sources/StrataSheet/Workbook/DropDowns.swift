import StrataTables

/// Lists of values that cells of a sheet must come from: drop-downs that refuse others (ECMA-376 part 1, 18.3.1.32). Lists that stand in
/// cells elsewhere are not followed, and drop-downs that only warn are none.
final class DropDowns: XMLTaking {
  private var lists: [(ranges: [CellRange], values: Set<String>)] = []
  private var ranges: [CellRange] = []
  private var bytes: [UInt8] = []
  private var isInFormula = false

  func start(_ name: String, _ attributes: XMLAttributes, at: XMLPlace) {
    switch name {
    case "dataValidation":
      let refuses =
        attributes["type"] == "list" && ["1", "true"].contains(attributes["showErrorMessage"] ?? "")
        && (attributes["errorStyle"] ?? "stop") == "stop"
      ranges = refuses ? (attributes["sqref"] ?? "").split(separator: " ").compactMap { CellRange($0) } : []
    case "formula1":
      isInFormula = !ranges.isEmpty
      bytes.removeAll(keepingCapacity: true)
    default: break
    }
  }

  func end(_ name: String, at: XMLPlace) {
    guard name == "formula1", isInFormula else { return }
    isInFormula = false
    let text = String(decoding: bytes, as: UTF8.self).trimmed
    guard text.count > 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return }
    let values = text.dropFirst().dropLast().split(separator: ",").map {
      String($0).replacing("\"\"", with: "\"").trimmed
    }
    lists.append((ranges, Set(values)))
  }

  func text(_ piece: UnsafeBufferPointer<UInt8>) { if isInFormula { bytes.append(contentsOf: piece) } }

  /// Whether a cell may hold the value, or each of the values that `separators` part.
  func allows(_ value: String, at cell: CellReference, separators: String) -> Bool {
    guard !value.isEmpty, let list = lists.first(where: { $0.ranges.contains { $0.holds(cell) } }) else { return true }
    return list.values.contains(value)
      || value.split { separators.contains($0) }.allSatisfy { list.values.contains(String($0).trimmed) }
  }
}
