import StrataModel
import StrataStages
import StrataText

/// A recipe with its stages, ready to make workers.
public struct Pipeline: Sendable {
  public let recipe: Recipe
  public let stages: [any Stage]

  /// Reads the recipe and makes its stages. Throws `DataFault` for every mistake in the data.
  public init(recipeNamed name: String, catalogue: [StageFactory] = StageFactory.standard) throws {
    let file = try RecipeLocator.file(for: name)
    var reader = RecipeReader(file: file, catalogue: catalogue)
    let recipe = try reader.read()
    let store = LanguageStore()
    var stages: [any Stage] = []
    for entry in recipe.stages {
      guard let factory = catalogue.first(where: { $0.name == entry.name }) else { continue }
      stages.append(
        try factory.make(
          StageContext(options: entry.options, languages: recipe.languages, store: store, profiles: recipe.profiles)))
    }
    try self.init(recipe: recipe, stages: stages)
  }

  /// Throws `DataFault` where a stage reads a layer that nothing before it writes.
  public init(recipe: Recipe, stages: [any Stage]) throws {
    self.recipe = recipe
    self.stages = stages
    var present: Layers = .source
    for (stage, entry) in zip(stages, recipe.stages) {
      let missing = stage.reads.subtracting(present)
      if !missing.isEmpty {
        var fault = entry.place
        let writers = stages.filter { !$0.writes.isDisjoint(with: missing) }.map(\.name)
        let advice =
          writers.isEmpty ? "no stage of this recipe does" : "put \(writers.joined(separator: ", ")) before it"
        fault.message =
          "the stage '\(stage.name)' reads \(missing.names.joined(separator: " and ")), "
          + "which no stage before it writes; \(advice)"
        throw fault
      }
      present.formUnion(stage.writes)
    }
  }

  /// The layers of a document that went through all stages.
  public var layers: Layers { stages.reduce(into: .source) { $0.formUnion($1.writes) } }

  /// The pipeline cut down to the stages of the given names.
  public func stages(named names: [String]) -> [any Stage] { stages.filter { names.contains($0.name) } }
}

/// The mutable half of a pipeline: one per thread.
public struct PipelineWorker {
  private var workers: [any StageWorker] = []
  private let stages: [any Stage]

  public init(_ stages: [any Stage]) throws {
    self.stages = stages
    for stage in stages { workers.append(try stage.makeWorker()) }
  }

  /// Runs every stage. Whatever a stage throws becomes a `RejectedRecord`.
  public mutating func process(_ document: inout Document) throws(RejectedRecord) {
    for index in workers.indices {
      let stage = stages[index]
      do {
        let missing = stage.reads.subtracting(document.layers)
        guard missing.isEmpty else {
          throw StageFailure(
            code: "missing-layer", stage: stage.name,
            message: "the document has no \(missing.names.joined(separator: ", ")). Run the stages before first.")
        }
        try workers[index].process(&document)
        document.layers.formUnion(stage.writes)
      } catch let failure as StageFailure {
        throw RejectedRecord(
          path: document.path, stage: failure.stage, code: failure.code, at: failure.at, message: failure.message)
      } catch {
        throw RejectedRecord(
          path: document.path, stage: stage.name, code: "internal",
          message: "\(error). This is a fault of the program: please report it with the document.")
      }
    }
  }
}
