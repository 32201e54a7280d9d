import StrataPipeline
import StrataStages
import StrataTables

/// What columns are called, in many languages: `pipelines/sheets/headers.tsv`.
struct HeaderNames: Sendable {
  private struct Name {
    var words: [String]
    /// Only the whole header may be this.
    var isWhole: Bool
    /// Points taken off: the place in its line, and more for a word that says what the rows are.
    var cost: Int
  }

  private var names: [ColumnRole: [Name]] = [:]
  private var units: Set<String> = []
  private var linkWords: Set<String> = []

  static func read() throws -> HeaderNames {
    try parse(String(decoding: TableFile.bytes(of: DataFiles.path("headers.tsv", folder: "sheets")), as: UTF8.self))
  }

  static func parse(_ text: String) throws -> HeaderNames {
    var result = HeaderNames()
    for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && line.first != "#" && !line.hasPrefix("role\t") {
      let cells = line.split(separator: "\t").map(String.init)
      let names = cells.last?.split(separator: "|").map(String.init) ?? []
      switch (cells.count, cells.first.flatMap { ColumnRole(rawValue: $0) }, cells.first) {
      case (3, .some(let role), _) where ["name", "kind"].contains(cells[1]):
        result.names[role, default: []] += names.enumerated().map { rank, name in
          let isWhole = name.hasPrefix("=")
          return Name(
            words: words(isWhole ? String(name.dropFirst()) : name), isWhole: isWhole,
            cost: rank + (cells[1] == "kind" ? 350 : 0))
        }
      case (3, nil, "unit"): result.units.formUnion(names.flatMap(words))
      case (3, nil, "link word"): result.linkWords.formUnion(names.flatMap(words))
      default:
        throw DataFault(
          file: "headers.tsv", line: place + 1,
          message: "a line is a role, a tab, 'name' or 'kind', a tab, and names with | between")
      }
    }
    return result
  }

  /// How well a header fits a role, 0 where it does not. Of "Group – Column" the column counts, of "Titel / Title" either.
  func fit(_ header: String, _ role: ColumnRole) -> Int {
    guard let names = names[role] else { return 0 }
    let whole = header
    let header = Self.withoutBrackets(whole)
    // "Actors" rather than "Actors (type)".
    var best = fit(words: told(header), names) - (header == whole ? 0 : 5)
    let parts = header.replacing(" – ", with: "/").split(separator: "/").map { told(String($0)) }.filter { !$0.isEmpty }
    guard parts.count > 1 else { return max(0, best) }
    let isGroup = header.contains(" – ")
    for (place, part) in parts.enumerated() {
      let fit = fit(words: part, names)
      best = max(best, isGroup && place < parts.count - 1 ? fit / 3 : fit - 20)
    }
    return max(0, best)
  }

  private func fit(words: [String], _ names: [Name]) -> Int {
    guard let last = words.last else { return 0 }
    // What stands before "of" is what the column tells; what stands behind is of what.
    let link = words.dropFirst().firstIndex { linkWords.contains($0) }
    let head = link.map { Array(words[..<$0]) } ?? words
    let rest = link.map { words[$0...].filter { !linkWords.contains($0) } } ?? []
    var best = 0
    for name in names {
      var score = 0
      if words == name.words {
        score = 1000
      } else if name.isWhole || words.count > 6 {
        // Two names for the two columns that "date" may be: "date de fin" is no "date".
        if head == name.words, link != nil { score = 600 }
      } else if head == name.words {
        score = 700
      } else if head.count > name.words.count, head.suffix(name.words.count).elementsEqual(name.words) {
        score = 500
      } else if head.count > name.words.count, head.starts(with: name.words) {
        score = 450
      } else if rest == name.words {
        score = 100
      } else if name.words.count == 1, link == nil, name.words[0].count >= 5, last.count >= name.words[0].count + 3,
        last.hasSuffix(name.words[0])
      {
        // "Umsetzungsstand" is a "Stand".
        score = 400
      }
      if score > 0 { best = max(best, max(1, score - name.cost)) }
    }
    return best
  }

  /// The words without units of money and years: "Mittel (Mio. EUR)", "Status 2024".
  private func told(_ header: String) -> [String] {
    let words = Self.words(header)
    let telling = words.enumerated().filter { place, word in
      !word.allSatisfy(\.isNumber) && (place == 0 || !units.contains(word) || linkWords.contains(word))
    }
    guard !telling.isEmpty else { return words }
    var result = telling.map(\.element)
    while result.count > 1, let last = result.last, linkWords.contains(last) { result.removeLast() }
    return result
  }

  private static func withoutBrackets(_ header: String) -> String {
    var depth = 0
    var result = ""
    for character in header {
      if "([".contains(character) { depth += 1 }
      if depth == 0 { result.append(character) }
      if ")]".contains(character) { depth = max(0, depth - 1) }
    }
    return result.isBlank ? header : result
  }

  /// Words in lower case, without accents, marks and a plural's s; "startDate" and "start_date" are two words.
  static func words(_ text: String) -> [String] {
    var bytes: [UInt8] = []
    let scalars = Array(text.unicodeScalars)
    for (place, scalar) in scalars.enumerated() where !(0x300..<0x370).contains(scalar.value) {
      switch scalar {
      case ".", ":", "*", "?", "!": continue
      // "N° " and "Nº".
      case "º", "°": bytes += "o".utf8
      case "#", "№", "$", "£", "€": bytes += String(scalar).utf8
      default:
        guard Letters.kind(scalar) != .other else {
          bytes.append(32)
          continue
        }
        if Letters.isCapital(scalar), place > 0 {
          let follows = !Letters.isCapital(scalars[place - 1])
          let closesAcronym = scalars[safe: place + 1].map { Letters.kind($0) == .letter && !Letters.isCapital($0) }
          if follows || closesAcronym == true { bytes.append(32) }
        }
        Letters.fold(scalar, into: &bytes)
      }
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: " ").map { word in
      word.count > 3 && word.hasSuffix("s") ? String(word.dropLast()) : String(word)
    }
  }
}
