import FoundationEssentials
import StrataModel
import StrataStages
import Yams

extension Suggestion {
  /// "; did you mean 'stages'?", or the list of what there is.
  static func phrase(for word: String, among candidates: [String]) -> String {
    let suggestion = text(for: word, among: candidates)
    if !suggestion.isEmpty { return suggestion }
    return candidates.isEmpty ? "; none is allowed here" : "; known: \(candidates.joined(separator: ", "))"
  }
}

/// A node of a YAML file that knows its place. Reading is strict: wrong keys and wrong types are
/// `DataFault`s with file, line and column.
public struct YAMLValue {
  public let node: Node
  public let file: String

  public init(node: Node, file: String) {
    self.node = node
    self.file = file
  }

  /// Parses a file. `name` is what messages call it.
  public static func parse(_ bytes: [UInt8], name: String) throws(DataFault) -> YAMLValue {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DataFault(file: name, message: "the file is not UTF-8. Save it as UTF-8.")
    }
    do {
      // Scalars are texts until one is asked for as something else: nothing is guessed from their looks.
      guard let node = try compose(yaml: text, .basic) else {
        throw DataFault(file: name, message: "the file is empty")
      }
      return YAMLValue(node: node, file: name)
    } catch let fault as DataFault {
      throw fault
    } catch {
      throw fault(from: error, file: name)
    }
  }

  public func fault(_ message: String) -> DataFault {
    DataFault(file: file, line: node.mark?.line, column: node.mark?.column, message: message)
  }

  /// The entries of a mapping, none of whose keys may be outside `allowed`.
  public func mapping(keys allowed: [String]) throws(DataFault) -> [String: YAMLValue] {
    var values: [String: YAMLValue] = [:]
    for (key, value) in try entries() {
      guard allowed.contains(key.text) else {
        throw key.value.fault("unknown key '\(key.text)'" + Suggestion.phrase(for: key.text, among: allowed))
      }
      values[key.text] = value
    }
    return values
  }

  /// The entries of a mapping in the order of the file, whatever their keys.
  public func entries() throws(DataFault) -> [(key: (text: String, value: YAMLValue), value: YAMLValue)] {
    guard case .mapping(let mapping) = node else { throw fault("expected keys and values, found \(kind)") }
    var entries: [(key: (text: String, value: YAMLValue), value: YAMLValue)] = []
    var seen: Set<String> = []
    for (key, value) in mapping {
      let key = YAMLValue(node: key, file: file)
      let text = try key.string()
      if !seen.insert(text).inserted { throw key.fault("the key '\(text)' occurs twice") }
      entries.append(((text, key), YAMLValue(node: value, file: file)))
    }
    return entries
  }

  public func list() throws(DataFault) -> [YAMLValue] {
    guard case .sequence(let sequence) = node else { throw fault("expected a list, found \(kind)") }
    return sequence.map { YAMLValue(node: $0, file: file) }
  }

  public func string() throws(DataFault) -> String {
    guard case .scalar(let scalar) = node else { throw fault("expected a text, found \(kind)") }
    return scalar.string
  }

  public func strings() throws(DataFault) -> [String] {
    var texts: [String] = []
    for value in try list() { texts.append(try value.string()) }
    return texts
  }

  public func integer() throws(DataFault) -> Int {
    guard case .scalar(let scalar) = node, let value = Int(scalar.string.filter { $0 != "_" }) else {
      throw fault("expected a whole number, found \(kind)")
    }
    return value
  }

  public func number() throws(DataFault) -> Double {
    guard case .scalar(let scalar) = node, let value = Double(scalar.string) else {
      throw fault("expected a number, found \(kind)")
    }
    return value
  }

  public func boolean() throws(DataFault) -> Bool {
    guard case .scalar(let scalar) = node, let value = ["true": true, "false": false][scalar.string] else {
      throw fault("expected true or false, found \(kind)")
    }
    return value
  }

  /// One of the words of a closed vocabulary.
  public func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) throws(DataFault) -> Word
  where Word.RawValue == String {
    let text = try string()
    guard let word = Word(rawValue: text) else {
      let words = Word.allCases.map(\.rawValue)
      throw fault("'\(text)' is none of \(words.joined(separator: ", "))" + Suggestion.phrase(for: text, among: words))
    }
    return word
  }

  private var kind: String {
    switch node {
    case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "'\(scalar.string.prefix(40))'"
    case .mapping: "keys and values"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }

  private static func fault(from error: any Error, file: String) -> DataFault {
    guard let error = error as? YamlError else { return DataFault(file: file, message: "\(error)") }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let about = context.map { " (\($0.text))" } ?? ""
      return DataFault(code: "yaml-syntax", file: file, line: mark.line, column: mark.column, message: problem + about)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return DataFault(
        file: file, line: context.mark.line, column: context.mark.column,
        message: "a key occurs twice: \(duplicates.joined(separator: ", "))")
    default: return DataFault(file: file, message: "\(error)")
    }
  }
}
