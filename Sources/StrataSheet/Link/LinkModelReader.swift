import StrataModel
import StrataPipeline
import StrataStages
import StrataTables

/// Reads `pipelines/linking/LANG.yaml` with the lexicons it names. Mistakes are `DataFault`s with their place.
public enum LinkModelReader {
  /// `name` is a language, or the path of a file.
  public static func read(named name: String) throws -> LinkModel {
    try read(file: DataFiles.path(name, folder: "linking"))
  }

  static func read(file: String) throws -> LinkModel {
    let root = try YAMLValue.parse(try TableFile.bytes(of: file), name: file)
    let keys = try root.mapping(keys: [
      "language", "about", "fitted", "weights", "thresholds", "search", "lexicons", "stopwords",
      "suffixes", "tracker", "titles", "themes", "revisions",
    ])
    func value(_ key: String) throws -> YAMLValue {
      guard let value = keys[key] else { throw root.fault("the key '\(key)' is missing") }
      return value
    }
    let weights = try value("weights").mapping(keys: ["texts", "names", "commitments"])
    guard let texts = try weights["texts"].map({ try self.weights($0) }) else {
      throw try value("weights").fault("the key 'texts' is missing")
    }
    let thresholds = try value("thresholds").mapping(keys: ["linked", "candidate"])
    let search = try value("search").mapping(keys: [
      "candidates", "ofCountry", "pairs", "postings", "precedents", "themes",
    ])
    let words = LinkWordReader(
      stopwords: try value("stopwords").string().split(whereSeparator: \.isWhitespace).map(String.init),
      suffixes: try value("suffixes").list().map { try suffix($0) })
    let tracker = try keys["tracker"]?.mapping(keys: ["announced", "linked"]) ?? [:]
    let titles = try keys["titles"]?.mapping(keys: ["strong", "weak", "idioms", "words", "length"]) ?? [:]
    let concepts = try concepts(keys["lexicons"], file: file, reader: words)
    var revisions: Set<UInt64> = []
    words.read(try keys["revisions"]?.string() ?? "") { word, _ in revisions.insert(word.stem) }
    return LinkModel(
      language: try value("language").string(), texts: texts,
      names: try weights["names"].map { try self.weights($0) } ?? texts,
      commitments: try weights["commitments"].map { try self.weights($0) } ?? texts,
      thresholds: LinkModel.Thresholds(
        linked: try thresholds["linked"]?.number() ?? 0.9, candidate: try thresholds["candidate"]?.number() ?? 0.2),
      search: LinkModel.Search(
        candidates: try search["candidates"]?.integer() ?? 100,
        ofCountry: try search["ofCountry"]?.integer() ?? 0, pairs: try search["pairs"]?.integer() ?? 0,
        postings: try search["postings"]?.integer() ?? 1000, themes: try search["themes"]?.integer() ?? 40,
        precedents: try search["precedents"]?.integer() ?? 40),
      tracker: LinkModel.Tracker(
        announced: try tracker["announced"]?.strings() ?? [], linked: try tracker["linked"]?.strings() ?? []),
      shortTitle: ShortTitle(
        strong: try titles["strong"]?.string().split(whereSeparator: \.isWhitespace).map(String.init) ?? [],
        weak: try titles["weak"]?.string().split(whereSeparator: \.isWhitespace).map(String.init) ?? [],
        idioms: try titles["idioms"]?.string().split(whereSeparator: \.isWhitespace).map(String.init) ?? [],
        words: try titles["words"].map { try TitleWords(list: "\(folder(of: file))/\(try $0.string())") }
          ?? TitleWords(),
        length: try titles["length"]?.integer() ?? 90),
      words: words, concepts: concepts, themes: try themes(keys["themes"], file: file, reader: words),
      places: try places(keys["lexicons"], file: file, countries: concepts, reader: words), revisions: revisions)
  }

  private static func folder(of file: String) -> String {
    file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
  }

  private static func weights(_ value: YAMLValue) throws -> LinkModel.Weights {
    let keys = try value.mapping(keys: ["coefficients", "calibration", "precedents"])
    guard let parts = keys["coefficients"], let curve = keys["calibration"] else {
      throw value.fault("weights are 'coefficients' and their 'calibration'")
    }
    return LinkModel.Weights(
      coefficients: try coefficients(parts), calibration: try calibration(curve),
      calibrationWithPrecedents: try keys["precedents"].map { try calibration($0) })
  }

  private static func coefficients(_ value: YAMLValue) throws -> [Double] {
    var coefficients = [Double](repeating: 0, count: LinkPart.allCases.count)
    for (name, number) in try value.mapping(keys: LinkPart.allCases.map(\.name)) {
      if let part = LinkPart(name: name) { coefficients[part.index] = try number.number() }
    }
    return coefficients
  }

  private static func calibration(_ value: YAMLValue) throws -> LinkModel.Calibration {
    let keys = try value.mapping(keys: ["intercept", "score", "lead", "maximumLead"])
    return LinkModel.Calibration(
      intercept: try keys["intercept"]?.number() ?? 0, score: try keys["score"]?.number() ?? 1,
      lead: try keys["lead"]?.number() ?? 0, maximumLead: try keys["maximumLead"]?.number() ?? 5)
  }

  /// `ies y 3`, or `s - 3` where nothing replaces the ending.
  private static func suffix(_ value: YAMLValue) throws -> LinkWordReader.Suffix {
    let parts = try value.string().split(separator: " ")
    guard parts.count == 3, let minimum = Int(parts[2]) else {
      throw value.fault(
        "a suffix is an ending, its replacement (- for none) and the letters that must be left: 'ies y 3'")
    }
    return LinkWordReader.Suffix(
      ending: Array(parts[0].utf8), replacement: parts[1] == "-" ? [] : Array(parts[1].utf8), minimum: minimum)
  }

  /// Themes and their words (`themes-en.tsv`: theme, words).
  private static func themes(_ value: YAMLValue?, file: String, reader: LinkWordReader) throws -> ConceptMatcher {
    var matcher = ConceptMatcher()
    let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
    for name in try value?.strings() ?? [] {
      let lines = try TableFile.bytes(of: "\(folder)/\(name)").split(separator: 10).filter { $0.first != 35 }
      for line in lines.dropFirst() {
        let cells = line.split(separator: 9).map { String(decoding: $0, as: UTF8.self) }
        guard cells.count == 2 else {
          throw value?.fault("\(name): a theme is a name, a tab and its words") ?? TableFault("themes", name)
        }
        var seen: Set<[UInt64]> = []
        let labels = cells[1].split(separator: "|").map(String.init).filter { label in
          var stems: [UInt64] = []
          reader.read(label) { word, _ in stems.append(word.stem) }
          return seen.insert(stems).inserted
        }
        matcher.add(id: cells[0], field: nil, labels: labels, reader: reader)
      }
    }
    return matcher
  }

  /// Countries as texts name them: by names and adjectives, never by codes. Needs the countries' numbers.
  private static func places(
    _ value: YAMLValue?, file: String, countries: ConceptMatcher, reader: LinkWordReader
  ) throws -> ConceptMatcher {
    var matcher = ConceptMatcher()
    let keys = try value?.mapping(keys: ["fields", "names", "countries", "countryNames"]) ?? [:]
    let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
    for name in try keys["countries"]?.strings() ?? [] {
      for row in try LexiconTable.rows("\(folder)/\(name)") where row.note.contains("iso=") {
        guard let first = row.labels.first.map({ $0.hasPrefix("=") ? String($0.dropFirst()) : $0 }) else { continue }
        let adjectives = row.note.split(separator: ";").map { String($0).trimmed }.filter { $0.hasPrefix("adjective=") }
          .flatMap { $0.dropFirst("adjective=".count).split(separator: ",").map(String.init) }
        let labels = row.labels.map { $0.hasPrefix("=") ? String($0.dropFirst()) : $0 } + adjectives
        matcher.add(
          id: row.concept, field: Int(countries.country(first, reader: reader)), labels: labels.map { "=" + $0 },
          reader: reader)
      }
    }
    return matcher
  }

  private static func concepts(_ value: YAMLValue?, file: String, reader: LinkWordReader) throws -> ConceptMatcher {
    var matcher = ConceptMatcher()
    guard let value else { return matcher }
    let keys = try value.mapping(keys: ["fields", "names", "countries", "countryNames"])
    let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
    for name in try keys["fields"]?.strings() ?? [] {
      for row in try LexiconTable.rows("\(folder)/\(name)") {
        let field = Sector(rawValue: row.class).flatMap { Sector.allCases.firstIndex(of: $0) }
        matcher.add(id: row.concept, field: field, labels: row.labels, reader: reader)
      }
    }
    for name in try keys["names"]?.strings() ?? [] {
      for row in try LexiconTable.rows("\(folder)/\(name)") where !row.note.contains("named=false") {
        matcher.add(id: row.concept, field: nil, labels: row.labels, reader: reader)
      }
    }
    for name in try keys["countries"]?.strings() ?? [] {
      for row in try LexiconTable.rows("\(folder)/\(name)") {
        let codes = row.note.split(separator: ";").map { String($0).trimmed }.filter { $0.hasPrefix("iso") }
          .compactMap { $0.split(separator: "=").last.map(String.init) }
        matcher.addCountry(row.labels.map { $0.hasPrefix("=") ? String($0.dropFirst()) : $0 } + codes, reader: reader)
      }
    }
    for name in try keys["countryNames"]?.strings() ?? [] {
      for line in try TableFile.bytes(of: "\(folder)/\(name)").split(separator: 10).filter({ $0.first != 35 })
        .dropFirst()
      {
        let cells = line.split(separator: 9).map { String(decoding: $0, as: UTF8.self) }
        guard cells.count == 3 else {
          throw value.fault("\(name): a country is two codes and its names, separated by tabs")
        }
        matcher.addCountry(cells[2].split(separator: "|").map(String.init) + cells[..<2], reader: reader)
      }
    }
    return matcher
  }
}

/// Rows of a lexicon (docs of the format: concept, type, label, class, case, note).
enum LexiconTable {
  struct Row {
    var concept: String
    var labels: [String]
    var `class`: String
    var note: String
  }

  static func rows(_ path: String) throws -> [Row] {
    var rows: [Row] = []
    var isHeaderRead = false
    for line in try TableFile.bytes(of: path).split(separator: 10) {
      if line.first == 35 { continue }
      if !isHeaderRead {
        isHeaderRead = true
        continue
      }
      let cells = line.split(separator: 9, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
      guard cells.count >= 4 else { continue }
      rows.append(
        Row(
          concept: cells[0], labels: cells[2].split(separator: "|").map(String.init), class: cells[3],
          note: cells.count > 5 ? cells[5] : ""))
    }
    return rows
  }
}
