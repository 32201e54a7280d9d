import Foundation
import StrataModel
import Testing

/// docs/RECORDS.md names every field, word, reason and code that the program writes, and no others.
@Suite struct RecordsDocumentTests {
  static func document() throws -> String { try Project.text("docs/RECORDS.md") }

  static func sources() throws -> String {
    try Project.targets().flatMap { Project.files(in: "Sources/" + $0, endings: [".swift"]) }
      .map(Project.text).joined(separator: "\n")
  }

  /// Words in backticks in the first column of the table below a heading.
  static func table(under heading: String) throws -> Set<String> {
    let text = try document()
    let start = try #require(text.range(of: heading + "\n"), "there is no heading '\(heading)'")
    let rest = text[start.upperBound...]
    let section = rest[
      ..<(rest.range(of: "\n## ") ?? rest.range(of: "\n### ") ?? rest.endIndex..<rest.endIndex).lowerBound]
    let part = section.components(separatedBy: "\n### ")[0]
    var words: Set<String> = []
    for line in part.split(separator: "\n") where line.hasPrefix("| `") {
      words.formUnion(try Project.matches("`([^`]+)`", in: String(line.dropFirst().prefix { $0 != "|" })))
    }
    return words
  }

  @Test func everyWordOfTheClosedVocabularies() throws {
    let text = try Self.document()
    let words = [
      SegmentKind.allCases.map(\.rawValue), Marker.allCases.map(\.rawValue), MentionType.allCases.map(\.rawValue),
      Role.allCases.map(\.rawValue), InstrumentClass.allCases.map(\.rawValue), Function.allCases.map(\.rawValue),
      Action.allCases.map(\.rawValue), Strength.allCases.map(\.rawValue), Status.allCases.map(\.rawValue),
      Sector.allCases.map(\.rawValue), OffsetUnit.allCases.map(\.rawValue),
    ]
    let missing = words.joined().filter { !text.contains("`\($0)`") }
    #expect(missing.isEmpty, "missing \(missing)")
  }

  @Test(arguments: RecordSchema.allCases) func everyField(schema: RecordSchema) throws {
    let text = try Self.document()
    let fields = Set(try Project.matches(#""(\w+)": \{ ?(?:"(?:type|enum|const|\$ref)|$)"#, in: schema.text))
    let missing = fields.subtracting(["properties", "additionalProperties", "items", "noteRef", "link", "mention"])
      .filter { !text.contains("`\($0)`") }
    #expect(missing.isEmpty, "\(schema.rawValue): missing \(missing.sorted())")
  }

  @Test func reasonsOfEdits() throws {
    let documented = try Self.table(under: "## `ledger.jsonl`")
    #expect(documented.symmetricDifference(EditReason.allCases.map(\.rawValue)).sorted() == [])
  }

  @Test func reasonsOfFurniture() throws {
    let patterns = [
      #"\breason = "([a-z-]+)""#, #"\baside\(\w+, "([a-z-]+)"\)"#, #"\bdemote\([^"]*"([a-z-]+)"\)"#,
      #"^\s*case \.\w+: "([a-z-]+)"$"#,
    ]
    let folders = ["Sources/StrataStages/Normalize", "Sources/StrataStages/Segment"]
    let text = try folders.flatMap { Project.files(in: $0, endings: [".swift"]) }.map(Project.text).joined(
      separator: "\n")
    let found = Set(try patterns.flatMap { try Project.matches($0, in: text) })
    let documented = try Self.table(under: "### Reasons of furniture")
    #expect(found.symmetricDifference(documented).sorted() == [])
  }

  /// Codes are literals behind `code:`, or the argument of a function that makes the record.
  @Test func codes() throws {
    let patterns = [
      #"\bcode: "([a-z-]+)""#, #"\bcode: String = "([a-z-]+)""#, #"\bcode: [^"\n]*\? "([a-z-]+)" : "[a-z-]+""#,
      #"\bcode: [^"\n]*\? "[a-z-]+" : "([a-z-]+)""#, #"\brejected\(\s*\w+, "([a-z-]+)""#,
      #"\bfault\(\s*"([a-z]+-[a-z-]+)","#,
    ]
    let sources = try Self.sources()
    let used = Set(try patterns.flatMap { try Project.matches($0, in: sources) })
    let documented = try ["### Warning codes", "## `rejected.jsonl`", "## Mistakes in data files"]
      .reduce(into: Set<String>()) { $0.formUnion(try Self.table(under: $1)) }
    #expect(used.subtracting(documented).isEmpty, "not documented: \(used.subtracting(documented).sorted())")
    #expect(
      documented.subtracting(used).isEmpty, "documented, but nowhere used: \(documented.subtracting(used).sorted())")
  }
}
