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
    guard let end = border(parts) ?? phraseEnd(parts) else { return Self.polished(sentence) }
    return Self.polished(parts[..<end].joined(separator: " "))
  }

  /// The border before which the title ends: the first strong one, else the last weak one within the length, else the next.
  private func border(_ parts: [Substring]) -> Int? {
    var verbEnd = words.predicateEnd(parts[...]) ?? 0
    if verbEnd > 0, verbEnd < parts.count, words.isUsually("SW", parts[verbEnd]) {
      // "will ensure that every service has a phone line": the clause's own verb counts.
      verbEnd = words.predicateEnd(parts[(verbEnd + 1)...]) ?? verbEnd
    }
    var best: Int?
    var count = 0
    var depth = 0
    var hasObject = verbEnd == 0
    for place in parts.indices.dropFirst() {
      let word = parts[place]
      let before = parts[place - 1]
      count += before.count + 1
      depth = max(0, depth + Self.balance(before))
      hasObject = hasObject || (place > verbEnd && words.canBe("np", before))
      guard count > 30, place > 3, depth == 0, hasObject, mayEnd(parts, place) else { continue }
      let strength = strength(of: word, behind: before, place: place)
      guard strength > 0 else { continue }
      if count > length + 1 { return best ?? (count <= length * 4 / 3 ? place : nil) }
      best = place
      if strength > 1, count > 40 { return place }
    }
    return best
  }

  /// 2 for a border of clauses, 1 for one of phrases, 0 for none.
  private func strength(of word: Substring, behind before: Substring, place: Int) -> Int {
    let bare = String(word.lowercased().drop { "“\"‘'".contains($0) })
    if (place > 4 && strong.contains(bare)) || ",;:–".contains(before.last ?? " ") || word.hasPrefix("(") || word == "–"
    {
      return 2
    }
    // Between 3 and 5.
    if bare == "and" || bare == "or", before.contains(where: \.isNumber) { return 0 }
    return weak.contains(bare) ? 1 : 0
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
    return !waits && words.closes(parts[place - 1])
  }

  /// The sentence without what stands before its main clause: "Before it decides, the office will hear them."
  private func mainClause(_ sentence: String) -> String {
    let parts = sentence.split(separator: " ")
    guard let first = parts.first,
      words.isUsually("PSWT", first) || (first.hasSuffix(",") && words.isUsually("r", first))
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
      if words.predicateEnd(parts[start..<next]) != nil { return parts[start...].joined(separator: " ") }
    }
    return sentence
  }

  /// Of a table's row the first cell with words.
  private static func tellingCell(_ text: String) -> String {
    let cells = text.split(separator: "\t").map(String.init)
    guard cells.count > 1 else { return text }
    return cells.first { $0.contains { $0.isLetter } && $0.split(separator: " ").count > 1 } ?? cells[0]
  }

  /// Without a bullet, a closing quotation mark or a number in front ("4.6.", "(a)").
  private static func withoutMarkers(_ text: String) -> String {
    var parts = text.drop { " ”»’)]}•–-*".contains($0) }.split(separator: " ")
    while parts.count > 3, let first = parts.first, first.count <= 6, ".)".contains(first.last ?? " ") {
      let bare = first.filter { !"().".contains($0) }
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
    let characters = Array(text)
    for (place, character) in characters.enumerated() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      guard ".!?;".contains(character), depth <= 0, place + 1 < characters.count, characters[place + 1] == " " else {
        continue
      }
      // "e.g. x" and "No. 5" go on; a sentence is followed by a capital.
      if character == ".", place + 2 < characters.count, !characters[place + 2].isUppercase { continue }
      return String(characters[..<place])
    }
    return text
  }

  /// With a capital, and without marks at the end.
  private static func polished(_ text: String) -> String {
    var text = text[...]
    while let last = text.last, ",;:–-. ".contains(last) { text.removeLast() }
    guard let first = text.first else { return "" }
    return first.uppercased() + text.dropFirst()
  }
}
