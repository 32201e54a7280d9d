import ArgumentParser
import StrataModel

extension RecordSchema: ExpressibleByArgument {}

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of a record.",
    discussion: """
      Without a name, lists the records.

      EXAMPLE:
        strata schema segment > segment.schema.json
      """)

  @Argument(help: "document, segment, ledger, rejected or manifest.")
  var name: RecordSchema?

  func run() throws {
    if let name {
      Console.write(Array(name.text.utf8), to: 1)
    } else {
      for schema in RecordSchema.allCases { Console.print(schema.rawValue) }
    }
  }
}
