import StrataModel
import StrataStages

/// Makes one kind of stage from its entry in a recipe.
public struct StageFactory: Sendable {
  public var name: String
  /// The options that the stage knows.
  public var options: [String]
  public var make: @Sendable (StageContext) throws -> any Stage

  public init(name: String, options: [String] = [], make: @escaping @Sendable (StageContext) throws -> any Stage) {
    self.name = name
    self.options = options
    self.make = make
  }
}

/// What a stage is made from.
public struct StageContext {
  public var options: [String: YAMLValue]
  /// The data files of the recipe's languages.
  public var languages: [LanguageSources]
  /// What was loaded for stages before.
  public var store: LanguageStore
  /// The file of language profiles.
  public var profiles: String?
}
