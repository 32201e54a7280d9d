import StrataModel
import StrataStages

extension StageFactory {
  /// Every stage that a recipe can name.
  public static let standard: [StageFactory] = [
    StageFactory(name: "normalize") { context in
      var options = Normalize.Options()
      for language in context.languages {
        guard let file = language.grammar(named: "segment") else { continue }
        options.wordsWithDigits.formUnion(try SegmentGrammarLoader.load(file).wordsWithDigits)
      }
      return Normalize(options: options)
    },
    StageFactory(name: "segment") { context in
      var grammar = SegmentGrammar()
      for language in context.languages {
        guard let file = language.grammar(named: "segment") else { continue }
        grammar.merge(try SegmentGrammarLoader.load(file).grammar)
      }
      return SegmentStage(grammar: grammar, languages: try context.profiles.map(SegmentGrammarLoader.profiles) ?? [])
    },
    StageFactory(name: "extract") { context in
      for language in context.languages {
        guard let loaded = try language.load() else { continue }
        return ExtractStage(pack: loaded.pack, rules: loaded.extract)
      }
      throw DataFault(file: "extract", message: "no language of the recipe has a grammar 'extract.yaml'")
    },
    StageFactory(name: "classify") { _ in StandInClassifier() },
  ]
}
