import StrataModel
import StrataReaders
import StrataStages

/// Loads what the normalize and segment stages know of a language: `grammars/LANG/segment.yaml`.
enum SegmentGrammarLoader {
  /// The grammar and the words that end in digits by nature.
  static func load(_ file: String) throws -> (grammar: SegmentGrammar, wordsWithDigits: Set<String>) {
    let root = try YAMLValue.parse(try FileReader().read(file: file, path: file), name: file)
    let keys = try root.mapping(keys: [
      "wordsWithDigits", "furniture", "continuations", "participles", "adverbs", "announcements", "pointers", "figures",
      "notes", "fields", "functionWords", "finiteVerbs", "months",
    ])
    var grammar = SegmentGrammar()
    grammar.furniture = try keys["furniture"]?.strings() ?? []
    grammar.continuations = Set(try keys["continuations"]?.strings() ?? [])
    grammar.participles = try keys["participles"]?.strings() ?? []
    grammar.adverbs = try keys["adverbs"]?.strings() ?? []
    grammar.announcements = Set(try keys["announcements"]?.strings() ?? [])
    grammar.pointers = Set(try keys["pointers"]?.strings() ?? [])
    grammar.figures = Set(try keys["figures"]?.strings() ?? [])
    grammar.notes = Set(try keys["notes"]?.strings() ?? [])
    grammar.fields = Set(try keys["fields"]?.strings() ?? [])
    grammar.functionWords = Set(try keys["functionWords"]?.strings() ?? [])
    grammar.finiteVerbs = Set(try keys["finiteVerbs"]?.strings() ?? [])
    for month in try keys["months"]?.list() ?? [] { grammar.months.append(try month.strings()) }
    return (grammar, Set(try keys["wordsWithDigits"]?.strings() ?? []))
  }

  /// The profiles of `languages.tsv`: a language and its common words a line.
  static func profiles(_ file: String) throws -> [LanguageProfile] {
    let bytes = try FileReader().read(file: file, path: file)
    var profiles: [LanguageProfile] = []
    for (index, line) in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("language\t") { continue }
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard columns.count == 2, columns[0].count == 2 else {
        throw DataFault(file: file, line: index + 1, message: "expected a language of two letters, a tab and its words")
      }
      profiles.append(
        LanguageProfile(language: String(columns[0]), words: Set(columns[1].split(separator: " ").map(String.init))))
    }
    return profiles
  }
}
