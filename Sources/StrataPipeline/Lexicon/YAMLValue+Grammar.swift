import StrataStages
import Yams

/// What grammars need of a YAML node beside strict reading.
extension YAMLValue {
  var place: DataPlace { DataPlace(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0) }

  func fault(_ code: String, _ message: String) -> DataFault { DataFault(code: code, place: place, message: message) }

  /// The pairs of a mapping, in their order; every key must be one of `keys` where these are given.
  func pairs(keys: [String]? = nil) throws -> [(key: String, value: YAMLValue)] {
    try entries().map { entry in
      if let keys, !keys.contains(entry.key.text) {
        throw entry.key.value.fault(
          "yaml-key",
          "unknown key '\(entry.key.text)'" + Suggestion.text(for: entry.key.text, among: keys) + "; the keys here are "
            + keys.joined(separator: ", "))
      }
      return (entry.key.text, entry.value)
    }
  }

  func items() throws -> [YAMLValue] { try list() }

  func pattern() throws -> PatternText { PatternText(try string(), place: place) }

  /// Words separated by white space, or a list of them.
  func words() throws -> [String] {
    if let text = node.scalar?.string { return text.split(whereSeparator: \.isWhitespace).map(String.init) }
    return try strings()
  }
}
