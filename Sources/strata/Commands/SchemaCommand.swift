import ArgumentParser
import StrataModel
import StrataRevisions

extension RecordSchema: ExpressibleByArgument {}

/// Any schema there is: those of the records, and that of differences.
enum SchemaName: String, ExpressibleByArgument, CaseIterable {
  case document, segment, ledger, rejected, manifest, difference

  var text: String { RecordSchema(rawValue: rawValue)?.text ?? DifferenceSchema.schema }
}

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of a record.",
    discussion: """
      Without a name, lists the records.

      EXAMPLE:
        strata schema segment > segment.schema.json
      """)

  @Argument(help: "document, segment, ledger, rejected, manifest or difference.")
  var name: SchemaName?

  func run() throws {
    if let name {
      Console.write(Array(name.text.utf8), to: 1)
    } else {
      for schema in SchemaName.allCases { Console.print(schema.rawValue) }
    }
  }
}
