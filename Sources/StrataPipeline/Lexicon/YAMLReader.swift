import StrataStages
import Yams

/// A YAML node with its file, for readers that report places and misspelt keys.
struct YAMLReader {
  let file: String
  let node: Node

  init(file: String, text: String) throws {
    self.file = file
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw DataFault(
          code: "yaml-empty", place: DataPlace(file: file, line: 1, column: 1), message: "the file holds nothing")
      }
      self.node = node
    } catch let error as YamlError {
      throw Self.fault(error, file)
    }
  }

  private init(file: String, node: Node) {
    self.file = file
    self.node = node
  }

  private static func fault(_ error: YamlError, _ file: String) -> DataFault {
    var place = DataPlace(file: file, line: 1, column: 1)
    var message = "the file is no YAML"
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      place = DataPlace(file: file, line: mark.line, column: mark.column)
      message = problem
    default: break
    }
    return DataFault(code: "yaml-syntax", place: place, message: message + "; mend the YAML at this place")
  }

  var place: DataPlace {
    DataPlace(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
  }

  func fault(_ code: String, _ message: String) -> DataFault { DataFault(code: code, place: place, message: message) }

  /// The pairs of a mapping, in their order; every key must be one of `keys` where these are given.
  func pairs(keys: [String]? = nil) throws -> [(key: String, value: YAMLReader)] {
    guard let mapping = node.mapping else { throw fault("yaml-type", "a mapping (key: value) is expected here") }
    var seen: Set<String> = []
    return try mapping.map { pair in
      let key = pair.key.string ?? ""
      let place = DataPlace(file: file, line: pair.key.mark?.line ?? 0, column: pair.key.mark?.column ?? 0)
      if let keys, !keys.contains(key) {
        throw DataFault(
          code: "yaml-key", place: place,
          message: "unknown key '\(key)'" + Suggestion.text(for: key, among: keys)
            + "; the keys here are " + keys.joined(separator: ", "))
      }
      guard seen.insert(key).inserted else {
        throw DataFault(code: "yaml-key", place: place, message: "the key '\(key)' stands twice; join the two")
      }
      return (key, YAMLReader(file: file, node: pair.value))
    }
  }

  func items() throws -> [YAMLReader] {
    guard let sequence = node.sequence else { throw fault("yaml-type", "a list is expected here") }
    return sequence.map { YAMLReader(file: file, node: $0) }
  }

  func string() throws -> String {
    guard let text = node.scalar?.string else { throw fault("yaml-type", "a text is expected here") }
    return text
  }

  func pattern() throws -> PatternText { PatternText(try string(), place: place) }

  /// Words separated by white space, or a list of them.
  func words() throws -> [String] {
    if let text = node.scalar?.string { return text.split(whereSeparator: \.isWhitespace).map(String.init) }
    return try items().map { try $0.string() }
  }
}
