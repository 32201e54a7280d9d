import StrataTables

/// A row's title made from a commitment: its main clause up to a border of phrases behind the verb and its object.
public struct ShortTitle: Sendable {
  /// Words that open a clause ("to", "that"): a title can do without what follows.
  public var strong: Set<String>
  /// Words that open a phrase ("for", "by").
  public var weak: Set<String>
  /// Nouns that wait for a preposition ("in accordance").
  public var idioms: Set<String>
  public var words: TitleWords
  /// Characters from which on a sentence is too long for a title.
  public var length: Int

  public init(
    strong: [String], weak: [String], idioms: [String] = [], words: TitleWords = TitleWords(), length: Int = 90
  ) {
    self.strong = Set(strong)
    self.weak = Set(weak)
    self.idioms = Set(idioms)
    self.words = words
    self.length = length
  }

  public func make(_ text: String) -> String {
    var sentence = Self.firstSentence(Self.withoutMarkers(Self.tellingCell(text)))
    if sentence.count > length { sentence = mainClause(sentence) }
    guard sentence.count > length else { return Self.polished(sentence) }
    let parts = sentence.split(separator: " ")
    guard let end = end(of: parts) else { return Self.polished(sentence) }
    return Self.polished(parts[..<end].joined(separator: " "))
  }

  /// Where a long sentence's title ends: at a border behind the verb and its object, where there is none within the length
  /// at one a little beyond it, else at one within the subject, else where a noun ends its phrase.
  private func end(of parts: [Substring]) -> Int? {
    let verbEnd = verbEnd(parts)
    if let end = border(parts, verbEnd: verbEnd) ?? borderBeyond(parts, verbEnd: verbEnd, most: length * 7 / 6) {
      return end
    }
    if verbEnd > 0 {
      let verb = words.isUsually("gv", parts[0]) ? nil : words.predicate(parts[...])
      if let end = border(parts, verbEnd: 0, limit: (verb ?? verbEnd) + 1) { return end }
    }
    return borderBeyond(parts, verbEnd: verbEnd, most: length * 4 / 3) ?? phraseEnd(parts)
  }

  /// Where the verb group of the sentence's own predicate ends; 0 where it has none.
  private func verbEnd(_ parts: [Substring]) -> Int {
    var end = 1
    if !words.isUsually("g", parts[0]) {
      guard let verb = words.predicate(parts[...]) else { return 0 }
      // "Work on services that are redesigned": the verb of a clause that belongs to a noun is not the sentence's.
      if verb > 2, parts[2..<verb].contains(where: opensClause) { return 0 }
      end = words.predicateEnd(parts[...]) ?? 0
    }
    guard end < parts.count, words.isUsually("SW", parts[end]) else { return end }
    // "will ensure that every service has a phone line": the clause's own verb counts.
    return words.predicateEnd(parts[(end + 1)...]) ?? end
  }

  private func opensClause(_ word: Substring) -> Bool {
    words.isUsually("SW", word) || (strong.contains(TitleWords.bare(word)) && !words.isUsually("gPT", word))
  }

  /// The border before which the title ends: the first strong one, else the last weak one within the length; `limit` is the
  /// last place that counts.
  private func border(_ parts: [Substring], verbEnd: Int, limit: Int = .max) -> Int? {
    var best: Int?
    for (place, count) in borders(parts, verbEnd: verbEnd) {
      if place >= limit || count > length + 1 { break }
      best = place
      if count > 40, strength(parts, place) > 1 { return place }
    }
    return best
  }

  /// The first border beyond the length, up to `most` characters.
  private func borderBeyond(_ parts: [Substring], verbEnd: Int, most: Int) -> Int? {
    let next = borders(parts, verbEnd: verbEnd).first { $0.count > length + 1 }
    return next.flatMap { $0.count <= most + 1 ? $0.place : nil }
  }

  /// Places before which a title may end, with the characters in front of them.
  private func borders(_ parts: [Substring], verbEnd: Int) -> [(place: Int, count: Int)] {
    var found: [(place: Int, count: Int)] = []
    var count = 0
    var depth = 0
    var hasObject = verbEnd == 0
    for place in parts.indices.dropFirst() {
      let before = parts[place - 1]
      count += before.count + 1
      depth = max(0, depth + Self.balance(before))
      hasObject = hasObject || (place > verbEnd && words.canBe("np", before))
      if count > 30, place > 2, depth == 0, hasObject, mayEnd(parts, place), strength(parts, place) > 0 {
        found.append((place, count))
      }
    }
    return found
  }

  /// 2 for a border of clauses, 1 for one of phrases, 0 for none.
  private func strength(_ parts: [Substring], _ place: Int) -> Int {
    let word = parts[place]
    let before = parts[place - 1]
    let bare = String(word.lowercased().drop { "“\"‘'".contains($0) })
    if (place > 4 && strong.contains(bare)) || ",;:–".contains(before.last ?? " ") || word.hasPrefix("(") || word == "–"
    {
      return 2
    }
    // Between 3 and 5.
    if bare == "and" || bare == "or", before.contains(where: \.isNumber) { return 0 }
    return weak.contains(bare) || opensReducedClause(parts, place) ? 1 : 0
  }

  /// "the costs | caused by", "a system | using the".
  private func opensReducedClause(_ parts: [Substring], _ place: Int) -> Bool {
    let word = parts[place]
    guard place + 1 < parts.count, word.first?.isUppercase == false else { return false }
    if words.isUsually("k", word), !words.canBe("n", word) { return words.isUsually("P", parts[place + 1]) }
    return words.isUsually("g", word) && words.isUsually("D", parts[place + 1])
  }

  /// Without a border: the last place within the length at which a noun ends its phrase.
  private func phraseEnd(_ parts: [Substring]) -> Int? {
    var end: Int?
    var count = 0
    for place in parts.indices.dropLast() {
      count += parts[place].count + 1
      if count > length * 4 / 3 { break }
      if place > 2, mayEnd(parts, place + 1), !words.isUsually("R", parts[place]),
        !words.isUsually("npa", parts[place + 1])
      {
        end = place + 1
      }
    }
    return end
  }

  private func mayEnd(_ parts: [Substring], _ place: Int) -> Bool {
    let waits =
      place > 1 && idioms.contains(TitleWords.bare(parts[place - 1])) && words.isUsually("PC", parts[place - 2])
    // "will build" waits for its object.
    let isVerb = place > 1 && words.isUsually("v", parts[place - 1]) && words.isUsually("MT", parts[place - 2])
    return !waits && !isVerb && words.closes(parts[place - 1])
  }

  /// The sentence without what stands before its main clause: "Before it decides, the office will hear them."
  private func mainClause(_ sentence: String) -> String {
    let parts = sentence.split(separator: " ")
    guard let first = parts.first else { return sentence }
    // "Building on its plan, the office will …": a subject must follow, as lists of activities have verbs, too.
    let isParticiple = words.isUsually("gk", first)
    guard
      isParticiple || words.isUsually("PSWT", first)
        || (words.isUsually("r", first) && (first.hasSuffix(",") || parts[safe: 1] == "of"))
    else { return sentence }
    var depth = 0
    var starts: [Int] = []
    for (place, part) in parts.enumerated() {
      depth = max(0, depth + Self.balance(part))
      // "a smooth, effective system": the comma parts adjectives.
      if depth == 0, part.hasSuffix(","), place + 1 < parts.count, !words.isUsually("a", part) {
        starts.append(place + 1)
      }
    }
    for (start, next) in zip(starts, starts.dropFirst() + [parts.count]) where parts.count - start >= 4 {
      let opener = parts[start]
      if words.isUsually("CPWSMBHXzd", opener) || strong.contains(opener.lowercased()) { continue }
      guard words.predicateEnd(parts[start..<next]) != nil else { continue }
      if isParticiple {
        let verb = words.predicate(parts[start..<next]) ?? start
        if words.isUsually("gkvr", opener) || parts[start..<verb].contains(where: { words.isUsually("SW", $0) }) {
          continue
        }
      }
      return parts[start...].joined(separator: " ")
    }
    return sentence
  }

  /// Of a table's row the first cell with words.
  private static func tellingCell(_ text: String) -> String {
    let cells = text.split { "\t|".contains($0) }.map { String($0).trimmed }.filter { !$0.isEmpty }
    guard cells.count > 1 else { return cells.first ?? text }
    return cells.first { $0.contains { $0.isLetter } && $0.split(separator: " ").count > 1 } ?? cells[0]
  }

  /// Without a bullet, a closing quotation mark or a number in front ("4.6.", "(a)").
  private static func withoutMarkers(_ text: String) -> String {
    var parts = text.drop { " ”»’)]}•–-*".contains($0) }.split(separator: " ")
    while parts.count > 3, let first = parts.first, first.count <= 6, ".)".contains(first.last ?? " ") {
      let bare = first.filter { !"().‘“\"'".contains($0) }
      guard bare.allSatisfy(\.isNumber) || bare.count == 1 else { break }
      parts.removeFirst()
    }
    return parts.joined(separator: " ")
  }

  private static func balance(_ word: Substring) -> Int {
    word.reduce(0) { $0 + ("(“".contains($1) ? 1 : ")”".contains($1) ? -1 : 0) }
  }

  private static func firstSentence(_ text: String) -> String {
    var depth = 0
    var start = 0
    let characters = Array(text)
    for (place, character) in characters.enumerated() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      guard ".!?;".contains(character), depth <= 0, place + 1 < characters.count, characters[place + 1] == " " else {
        continue
      }
      // "e.g. x" and "No. 5" go on; a sentence is followed by a capital.
      if character == ".", place + 2 < characters.count, !characters[place + 2].isUppercase { continue }
      // "Agriculture. Farms will …": one word says less than the sentence behind it.
      if Self.wordCount(characters[start..<place]) < 3, Self.wordCount(characters[(place + 1)...]) >= 3 {
        start = place + 2
        continue
      }
      return String(characters[start..<place])
    }
    return String(characters[min(start, characters.count)...])
  }

  private static func wordCount(_ text: ArraySlice<Character>) -> Int { text.split(separator: " ").count }

  /// With a capital, and without marks at the end.
  private static func polished(_ text: String) -> String {
    var text = text[...]
    while let last = text.last, ",;:–-. ".contains(last) { text.removeLast() }
    guard let first = text.first else { return "" }
    return first.uppercased() + text.dropFirst()
  }
}
