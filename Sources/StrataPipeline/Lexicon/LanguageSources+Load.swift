import StrataModel
import StrataReaders
import StrataStages

extension LanguageSources {
  /// The language's words, concepts and rules, or nil where it has no grammar for the extract stage.
  ///
  /// Word lists are the files named `words.tsv`, all others are lexicons. Throws `DataFault`.
  func load() throws -> LanguageLoader.Language? {
    guard let file = grammar(named: "extract") else { return nil }
    let grammar = try GrammarLoader.grammar(file: file, text: String(decoding: try Self.bytes(file), as: UTF8.self))
    var builder = LanguagePackBuilder(language: grammar.language)
    let lists = lexicons.filter { $0.hasSuffix("/words.tsv") }
    for file in lists { builder.add(words: try WordListLoader.words(file: file, bytes: try Self.bytes(file))) }
    try builder.add(grammar: grammar)
    for file in lexicons where !lists.contains(file) {
      try builder.add(concepts: try LexiconLoader.concepts(file: file, bytes: try Self.bytes(file)))
    }
    let rules = try ExtractRules(grammar: grammar, builder: &builder)
    return LanguageLoader.Language(pack: builder.makePack(), extract: rules)
  }

  /// Every concept of the language's lexicons, in the order of the files. Throws `DataFault`.
  public func concepts() throws -> [ConceptDefinition] {
    try lexicons.filter { !$0.hasSuffix("/words.tsv") }
      .flatMap { try LexiconLoader.concepts(file: $0, bytes: try Self.bytes($0)) }
  }

  private static func bytes(_ file: String) throws -> [UInt8] {
    do {
      return try FileReader().read(file: file, path: file)
    } catch {
      throw DataFault(code: "file-unreadable", file: file, message: error.message)
    }
  }
}
