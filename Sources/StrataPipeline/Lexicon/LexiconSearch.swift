import StrataModel
import StrataStages

/// A concept of a recipe's lexicons, for people.
public struct ConceptSummary: Sendable, Encodable {
  public var language: String
  public var concept: String
  public var type: String
  /// The preferred label first.
  public var labels: [String]
  /// Instrument class, sector, or the actor's kind.
  public var `class`: String
  public var file: String
  public var line: Int
}

extension Pipeline {
  /// Every concept of the recipe's lexicons, in the order of the files. Throws `DataFault`.
  public static func concepts(recipeNamed name: String) throws -> [ConceptSummary] {
    let recipe = try Pipeline.recipe(named: name)
    return try recipe.languages.flatMap { language in
      try language.concepts().map { concept in
        ConceptSummary(
          language: language.id, concept: concept.id, type: concept.type.rawValue,
          labels: concept.labels.map { ($0.isExact ? "=" : "") + $0.text }, class: concept.kind,
          file: concept.place.file, line: concept.place.line)
      }
    }
  }

  /// The recipe alone, without its stages.
  public static func recipe(named name: String) throws -> Recipe {
    var reader = RecipeReader(file: try RecipeLocator.file(for: name), catalogue: StageFactory.standard)
    return try reader.read()
  }
}
