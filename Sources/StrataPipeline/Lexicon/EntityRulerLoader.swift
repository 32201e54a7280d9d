import Foundation
import StrataModel
import StrataStages

/// Reads spaCy's EntityRuler patterns (JSON Lines: `label`, `pattern`, `id`) as a lexicon.
///
/// The label names type and class: `actor`, `actor/agency`, `instrument/finance`, `sector/health`, in any case. A
/// pattern is a phrase, or a list of tokens with one of `LOWER`, `TEXT` or `ORTH` each; other token attributes have no
/// counterpart in a lexicon and are an error.
public enum EntityRulerLoader {
  private struct Row: Decodable {
    enum Pattern: Decodable {
      case phrase(String)
      case tokens([[String: String]])

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let phrase = try? container.decode(String.self) {
          self = .phrase(phrase)
        } else {
          self = .tokens(try container.decode([[String: String]].self))
        }
      }
    }
    var label: String
    var pattern: Pattern
    var id: String?
  }

  /// The concepts of a file; patterns with one `id` are labels of one concept.
  public static func concepts(file: String, bytes: [UInt8]) throws -> [ConceptDefinition] {
    var result: [ConceptDefinition] = []
    var indices: [String: Int] = [:]
    for (number, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() where !line.isEmpty
    {
      let place = DataPlace(file: file, line: number + 1, column: 1)
      let row: Row
      do {
        row = try JSONDecoder().decode(Row.self, from: Data(line))
      } catch {
        throw DataFault(
          code: "patterns-json", place: place,
          message: "the line is no EntityRuler pattern; write {\"label\": …, \"pattern\": …, \"id\": …}")
      }
      let (type, kind) = try category(row.label, place)
      let label = try label(row.pattern, place)
      let id = "pattern:" + (row.id ?? label.text).lowercased().replacing(" ", with: "-")
      if let known = indices[id] {
        result[known].labels.append(label)
      } else {
        indices[id] = result.count
        result.append(ConceptDefinition(id: id, type: type, labels: [label], kind: kind, place: place))
      }
    }
    return result
  }

  private static func category(_ label: String, _ place: DataPlace) throws -> (MentionType, String) {
    let parts = label.lowercased().split(separator: "/", maxSplits: 1).map(String.init)
    let names = ["actor", "instrument", "sector"]
    guard let first = parts.first, names.contains(first), let type = MentionType(rawValue: first) else {
      throw DataFault(
        code: "patterns-label", place: place,
        message: "unknown label '\(label)'" + Suggestion.text(for: parts.first ?? "", among: names)
          + "; write actor, actor/KIND, instrument/CLASS or sector/ID")
    }
    let known: [String]
    switch type {
    case .instrument: known = InstrumentClass.allCases.filter { $0 != .none }.map(\.rawValue)
    case .sector: known = Sector.allCases.map(\.rawValue)
    default: known = ConceptDefinition.actorKinds
    }
    let kind = parts.count > 1 ? parts[1] : type == .actor ? "organisation" : ""
    guard known.contains(kind) else {
      throw DataFault(
        code: "patterns-label", place: place,
        message: "unknown class in the label '\(label)'" + Suggestion.text(for: kind, among: known)
          + "; it is one of " + known.joined(separator: ", "))
    }
    return (type, kind)
  }

  private static func label(_ pattern: Row.Pattern, _ place: DataPlace) throws -> ConceptDefinition.Label {
    switch pattern {
    case .phrase(let text): return ConceptDefinition.Label(text, isExact: true)
    case .tokens(let tokens):
      var words: [String] = []
      var isExact = false
      for token in tokens {
        guard token.count == 1, let (key, value) = token.first, ["LOWER", "TEXT", "ORTH"].contains(key) else {
          throw DataFault(
            code: "patterns-token", place: place,
            message: "the token attribute(s) \(token.keys.sorted().joined(separator: ", ")) cannot be used; "
              + "write one of LOWER, TEXT, ORTH")
        }
        words.append(value)
        if key != "LOWER" { isExact = true }
      }
      return ConceptDefinition.Label(words.joined(separator: " "), isExact: isExact)
    }
  }
}
