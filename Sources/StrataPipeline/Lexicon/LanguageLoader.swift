import Foundation
import StrataStages

/// Loads a language from its folders: `lexicons/LANG/*.tsv`, `grammars/LANG/extract.yaml`.
public enum LanguageLoader {
  public struct Language: Sendable {
    public var pack: LanguagePack
    public var extract: ExtractRules
  }

  /// Reads the lexicons (`words.tsv` first, then TSV, then EntityRuler patterns in JSONL) and the grammar. Throws `DataFault`.
  public static func load(lexicons paths: [String], grammar grammarPath: String) throws -> Language {
    let grammar = try GrammarLoader.grammar(
      file: grammarPath, text: String(decoding: try bytes(grammarPath), as: UTF8.self))
    var builder = LanguagePackBuilder(language: grammar.language)
    for file in paths where file.hasSuffix("words.tsv") {
      builder.add(words: try WordListLoader.words(file: file, bytes: try bytes(file)))
    }
    try builder.add(grammar: grammar)
    for file in paths where file.hasSuffix(".tsv") && !file.hasSuffix("words.tsv") {
      try builder.add(concepts: try LexiconLoader.concepts(file: file, bytes: try bytes(file)))
    }
    for file in paths where file.hasSuffix(".jsonl") {
      try builder.add(concepts: try EntityRulerLoader.concepts(file: file, bytes: try bytes(file)))
    }
    let rules = try ExtractRules(grammar: grammar, builder: &builder)
    return Language(pack: builder.makePack(), extract: rules)
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DataFault(
        code: "file-unreadable", place: DataPlace(file: path),
        message: "the file cannot be read; check the path and its rights")
    }
    return [UInt8](data)
  }
}
