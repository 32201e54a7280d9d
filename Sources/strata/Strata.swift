import ArgumentParser
import Glibc
import StrataPipeline

@main
struct Strata: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "strata", abstract: "Policy documents in, grounded and explained JSON Lines out.",
    discussion: """
      EXAMPLE:
        strata run corpus -o out
      """,
    version: Program.version,
    subcommands: [
      RunCommand.self, NormalizeCommand.self, SegmentCommand.self, ExtractCommand.self, ClassifyCommand.self,
      VerifyCommand.self, DiffCommand.self, PatchCommand.self, EvalCommand.self, PipelineCommand.self,
      LexiconCommand.self, ExplainCommand.self, SchemaCommand.self, LinkCommand.self, SheetCommand.self,
    ])

  static func main() {
    Glibc.exit(CommandLineProgram.run().rawValue)
  }
}
