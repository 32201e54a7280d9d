import Foundation
import StrataModel
import Testing

@Suite struct SchemaTests {
  /// `schema/` of the project.
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("schema")

  /// With RECORD=1 the files are written anew.
  @Test(arguments: RecordSchema.allCases) func filesAreTheTextsOfTheProgram(schema: RecordSchema) throws {
    let file = Self.folder.appendingPathComponent(schema.fileName)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try schema.text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == schema.text)
  }

  @Test(arguments: RecordSchema.allCases) func everyRequiredFieldIsDescribed(schema: RecordSchema) throws {
    let value = try JSONSerialization.jsonObject(with: Data(schema.text.utf8)) as? [String: Any]
    let properties = try #require(value?["properties"] as? [String: Any])
    let required = try #require(value?["required"] as? [String])
    #expect(Set(required) == Set(properties.keys))
  }
}
