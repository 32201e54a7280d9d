import ArgumentParser
import StrataModel
import StrataPipeline

extension OffsetUnit: ExpressibleByArgument {}

/// The options that name a pipeline.
struct PipelineOptions: ParsableArguments {
  @Option(
    name: [.customShort("p"), .customLong("pipeline")], help: "A recipe: its name, or the path of its YAML file.")
  var name = RecipeLocator.defaultName

  @Option(help: "The unit of start and end: codepoint, utf8 or utf16 (default: the recipe's).")
  var offsets: OffsetUnit?

  func load() throws -> Pipeline { try Pipeline(recipeNamed: name) }
}
