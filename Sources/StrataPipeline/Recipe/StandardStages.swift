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
        options.fields.formUnion(loaded.grammar.fields)
        options.functionWords.formUnion(loaded.grammar.functionWords)
      }
      let packs = try context.languages.compactMap { try context.store.language($0)?.pack }
      return Normalize(options: options, words: DictionaryWitness(packs: packs))
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
      let languages = try context.languages.compactMap { try context.store.language($0) }
      guard let first = languages.first else {
        throw DataFault(file: "recipe", message: "the stage 'extract' needs a language with the grammar extract.yaml")
      }
      return ExtractStage(pack: first.pack, rules: first.extract)
    },
    StageFactory(name: "classify") { context in
      let grammars = try context.languages.compactMap { try context.store.classifyGrammar($0) }
      guard !grammars.isEmpty else {
        throw DataFault(file: "recipe", message: "the stage 'classify' needs a language with the grammar classify.yaml")
      }
      return ClassifyStage(grammars: grammars)
    },
  ]
}
