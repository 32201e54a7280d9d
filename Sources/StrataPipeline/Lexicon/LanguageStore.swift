import StrataReaders
import StrataStages
import StrataText

/// Loads the languages of a recipe once, for every stage that asks. Used while the stages are made, on one thread.
public final class LanguageStore {
  private var loaded: [String: LanguageLoader.Language] = [:]

  public init() {}

  /// The language pack and the rules of extraction, or nil where the recipe names no grammar `extract.yaml`.
  func language(_ sources: LanguageSources) throws -> LanguageLoader.Language? {
    if let known = loaded[sources.id] { return known }
    guard let grammar = sources.grammar(named: "extract") else { return nil }
    let language = try LanguageLoader.load(lexicons: sources.lexicons, grammar: grammar)
    loaded[sources.id] = language
    return language
  }

  func classifyGrammar(_ sources: LanguageSources) throws -> ClassifyGrammar? {
    guard let file = sources.grammar(named: "classify") else { return nil }
    return try ClassifyGrammarLoader.grammar(
      file: file, text: String(decoding: try FileReader().read(file: file, path: file), as: UTF8.self))
  }
}

/// The word list of a language as a witness for words cut at a line's end.
struct DictionaryWitness: WordWitness {
  let packs: [LanguagePack]

  func knows(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    packs.contains { pack in
      let id = pack.words.id(Folding.hash(word, 0, word.count))
      return id != 0 && pack.tags.indices.contains(Int(id)) && !pack.tags[Int(id)].isEmpty
    }
  }
}
