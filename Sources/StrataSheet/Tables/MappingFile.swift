import StrataPipeline
import StrataStages

/// Mappings as YAML: `pipelines/sheets/NAME.yaml`.
public enum MappingFile {
  public static func read(named name: String) throws -> ColumnMapping {
    let file = try DataFiles.path(name, folder: "sheets")
    return try parse(String(decoding: try TableFile.bytes(of: file), as: UTF8.self), file: file)
  }

  static func parse(_ text: String, file: String) throws -> ColumnMapping {
    let root = try YAMLValue.parse(Array(text.utf8), name: file)
    let keys = try root.mapping(keys: ["name", "about", "columns", "owners", "lists", "worksheet", "cardinality"])
    var mapping = ColumnMapping(name: try keys["name"]?.string() ?? file)
    for (role, value) in try keys["columns"]?.mapping(keys: ColumnRole.allCases.map(\.rawValue)) ?? [:] {
      guard let role = ColumnRole(rawValue: role) else { continue }
      if case .sequence = value.node {
        mapping.columns[role] = try value.strings()
      } else {
        mapping.columns[role] = [try value.string()]
      }
    }
    for (owner, value) in try keys["owners"]?.mapping(keys: Ownership.allCases.map(\.rawValue)) ?? [:] {
      guard let owner = Ownership(rawValue: owner) else { continue }
      for column in try value.list() {
        let name = try column.string()
        if let other = mapping.owners[name] {
          throw column.fault("the column '\(name)' is already \(other.rawValue); a column has one owner")
        }
        mapping.owners[name] = owner
      }
    }
    if let lists = keys["lists"] { mapping.listSeparators = try lists.string() }
    mapping.worksheet = try keys["worksheet"]?.string()
    if let cardinality = keys["cardinality"] {
      guard let value = LinkCardinality(rawValue: try cardinality.string()) else {
        throw cardinality.fault(
          "cardinality is one of \(LinkCardinality.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      mapping.cardinality = value
    }
    return mapping
  }

  /// The mapping as a file that a person can keep.
  public static func text(_ mapping: ColumnMapping) -> String {
    var lines = ["name: \(scalar(mapping.name))", "columns:"]
    for role in ColumnRole.allCases {
      guard let names = mapping.columns[role], !names.isEmpty else { continue }
      let value = names.count == 1 ? scalar(names[0]) : "[" + names.map(scalar).joined(separator: ", ") + "]"
      lines.append("  \(role.rawValue): \(value)")
    }
    if !mapping.owners.isEmpty {
      lines.append("owners:")
      for owner in Ownership.allCases {
        let columns = mapping.owners.filter { $0.value == owner }.keys.sorted()
        if !columns.isEmpty { lines.append("  \(owner.rawValue): [\(columns.map(scalar).joined(separator: ", "))]") }
      }
    }
    lines.append("lists: \(scalar(mapping.listSeparators))")
    if let worksheet = mapping.worksheet { lines.append("worksheet: \(scalar(worksheet))") }
    lines.append("cardinality: \(mapping.cardinality.rawValue)")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func scalar(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
  }
}
