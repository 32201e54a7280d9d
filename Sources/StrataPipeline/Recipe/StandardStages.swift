import StrataModel
import StrataStages

extension StageFactory {
  /// Every stage that a recipe can name.
  public static let standard: [StageFactory] = [
    StageFactory(name: "normalize") { context in
      var options = Normalize.Options()
      for language in context.languages {
        guard let file = language.grammar(named: "segment") else { continue }
        let loaded = try SegmentGrammarLoader.load(file)
        options.wordsWithDigits.formUnion(loaded.wordsWithDigits)
        options.functionWords.formUnion(loaded.grammar.functionWords)
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
    StageFactory(name: "extract") { _ in StandInExtractor() },
    StageFactory(name: "classify") { _ in StandInClassifier() },
  ]
}
