import ArgumentParser
import FoundationEssentials
import StrataPipeline
import StrataStages

struct LexiconCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lexicon", abstract: "Look into the lexicons of a recipe, and check them.",
    subcommands: [List.self, Show.self, Find.self, Check.self])

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  struct Options: ParsableArguments {
    @Option(name: [.customShort("p"), .customLong("pipeline")], help: "A recipe: its name or path.")
    var recipe = RecipeLocator.defaultName

    @Option(help: "text, or json: one line a concept.")
    var format: Format = .text

    func print(_ concepts: [ConceptSummary]) throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      for concept in concepts {
        switch format {
        case .json: Console.print(String(decoding: try encoder.encode(concept), as: UTF8.self))
        case .text:
          Console.print(
            "\(concept.concept)  \(concept.type) \(concept.class)  \(concept.labels.joined(separator: " | "))")
        }
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The lexicons with their numbers of concepts.",
      discussion: """
        EXAMPLE:
          strata lexicon list
        """)
    @OptionGroup var options: Options

    func run() throws {
      let groups = Dictionary(grouping: try Pipeline.concepts(recipeNamed: options.recipe), by: \.file)
      for (file, concepts) in groups.sorted(by: { $0.key < $1.key }) {
        let types = Dictionary(grouping: concepts, by: \.type).map { "\($0.value.count) \($0.key)" }.sorted()
        let labels = concepts.reduce(0) { $0 + $1.labels.count }
        switch options.format {
        case .text: Console.print("\(file): \(types.joined(separator: ", ")); \(labels) labels")
        case .json: Console.print("{\"file\":\"\(file)\",\"concepts\":\(concepts.count),\"labels\":\(labels)}")
        }
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "One concept with its labels and its place; exit code 1 if there is none.",
      discussion: """
        EXAMPLE:
          strata lexicon show eu:commission
        """)
    @Argument(help: "The id of a concept.") var concept: String
    @OptionGroup var options: Options

    func run() throws {
      let concepts = try Pipeline.concepts(recipeNamed: options.recipe)
      guard let found = concepts.first(where: { $0.concept == concept }) else {
        Console.error(
          "strata: there is no concept '\(concept)'" + Suggestion.text(for: concept, among: concepts.map(\.concept)))
        throw ExitStatus.no
      }
      if options.format == .json { return try options.print([found]) }
      Console.print("\(found.concept)\n  type   \(found.type)\n  class  \(found.class)")
      for label in found.labels { Console.print("  label  \(label)") }
      Console.print("  place  \(found.file):\(found.line)")
    }
  }

  struct Find: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Concepts with a text in their id or labels, whatever its case; exit code 1 if there is none.",
      discussion: """
        EXAMPLE:
          strata lexicon find "data space"
        """)
    @Argument(help: "A text.") var text: String
    @OptionGroup var options: Options

    func run() throws {
      let wanted = text.lowercased()
      let found = try Pipeline.concepts(recipeNamed: options.recipe).filter { concept in
        ([concept.concept] + concept.labels).contains { $0.lowercased().contains(wanted) }
      }
      try options.print(found)
      if found.isEmpty { throw ExitStatus.no }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read every lexicon and grammar of a recipe; exit code 65 if there is a mistake.",
      discussion: """
        EXAMPLE:
          strata lexicon check -p pipelines/strategy.yaml
        """)
    @OptionGroup var options: Options

    func run() throws {
      // The stages are made as well: only then are labels compiled and duplicate concepts seen.
      _ = try Pipeline(recipeNamed: options.recipe)
      let concepts = try Pipeline.concepts(recipeNamed: options.recipe)
      Console.print("right; \(concepts.count) concepts, \(concepts.reduce(0) { $0 + $1.labels.count }) labels")
    }
  }
}
