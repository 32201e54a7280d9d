import ArgumentParser
import FoundationEssentials
import StrataModel
import StrataPipeline
import StrataStages

struct PipelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline", abstract: "Check recipes, and show what they resolve to.",
    subcommands: [Check.self, Show.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read a recipe with all its data files; exit code 65 if there is a mistake.",
      discussion: """
        EXAMPLE:
          strata pipeline check pipelines/strategy.yaml
        """)

    @Argument(help: "Recipes: names or paths.", completion: .file(extensions: ["yaml"]))
    var recipes: [String] = [RecipeLocator.defaultName]

    func run() throws {
      var isWrong = false
      for recipe in recipes {
        do {
          let pipeline = try Pipeline(recipeNamed: recipe)
          for stage in pipeline.stages { _ = try stage.makeWorker() }
          Console.print(
            "\(pipeline.recipe.file): right; \(pipeline.stages.count) stages, "
              + "\(pipeline.recipe.dataFiles.count) data files")
        } catch let fault as DataFault {
          Console.error("\(fault)")
          isWrong = true
        }
      }
      if isWrong { throw ExitStatus.badData }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a recipe as it is used: stages, options, layers, data files with digests.",
      discussion: """
        EXAMPLE:
          strata pipeline show strategy --format json
        """)

    @Argument(help: "A recipe: its name or path.", completion: .file(extensions: ["yaml"]))
    var recipe = RecipeLocator.defaultName

    @Option(help: "text or json.")
    var format: Format = .text

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    func run() throws {
      let pipeline = try Pipeline(recipeNamed: recipe)
      switch format {
      case .text: Console.print(Self.text(pipeline))
      case .json:
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Console.print(String(decoding: try encoder.encode(Resolved(pipeline)), as: UTF8.self))
      }
    }

    private static func text(_ pipeline: Pipeline) -> String {
      let recipe = pipeline.recipe
      var lines = ["\(recipe.name) \(recipe.version)  \(recipe.file)"]
      if let about = recipe.about { lines.append(about) }
      lines += ["digest   \(recipe.digest)", "offsets  \(recipe.offsets.rawValue)"]
      lines.append("exclude  \(recipe.exclude.map(\.text).joined(separator: ", "))")
      lines.append("limit    \(Count.grouped(recipe.maximumBytes)) bytes a file")
      lines.append("stages")
      for (stage, entry) in zip(pipeline.stages, recipe.stages) {
        let options = entry.options.keys.sorted().joined(separator: ", ")
        lines.append(
          "  \(stage.name): reads \(stage.reads.names.joined(separator: ", ")); "
            + "writes \(stage.writes.names.joined(separator: ", "))" + (options.isEmpty ? "" : "; options \(options)"))
      }
      for language in recipe.languages { lines.append("language \(language.id): \(language.lexicons.count) lexicons") }
      lines.append("data files")
      for file in recipe.dataFiles { lines.append("  \(file.sha256.prefix(16))  \(file.path)") }
      return lines.joined(separator: "\n")
    }

    private struct Resolved: Encodable {
      var name: String, version: String, digest: String, file: String
      var offsets: OffsetUnit
      var exclude: [String]
      var maximumBytes: Int
      var stages: [StageLine]
      var languages: [String: [String]]
      var dataFiles: [Manifest.DataFile]

      struct StageLine: Encodable {
        var name: String
        var reads: [String]
        var writes: [String]
      }

      init(_ pipeline: Pipeline) {
        let recipe = pipeline.recipe
        (name, version, digest, file) = (recipe.name, recipe.version, recipe.digest, recipe.file)
        offsets = recipe.offsets
        exclude = recipe.exclude.map(\.text)
        maximumBytes = recipe.maximumBytes
        stages = pipeline.stages.map { StageLine(name: $0.name, reads: $0.reads.names, writes: $0.writes.names) }
        languages = Dictionary(uniqueKeysWithValues: recipe.languages.map { ($0.id, $0.lexicons) })
        dataFiles = recipe.dataFiles
      }
    }
  }
}
