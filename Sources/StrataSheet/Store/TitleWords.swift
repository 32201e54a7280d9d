import StrataTables

/// What a title's rule knows of words: which may end a title, which make a predicate. Classes are those of the word list.
public struct TitleWords: Sendable {
  /// Classes by word, the usual one first.
  private var classes: [String: [UInt8]] = [:]

  public init() {}

  /// Reads the word list (`word`, tab, classes). O(bytes).
  init(list path: String) throws {
    for line in try TableFile.bytes(of: path).split(separator: 10) where line.first != 35 {
      guard let tab = line.firstIndex(of: 9) else { continue }
      classes[String(decoding: line[..<tab], as: UTF8.self)] = Array(line[(tab + 1)...].prefix { $0 > 32 })
    }
  }

  /// The possible classes of a word as it stands in a sentence: letters of the word list (`n` noun, `v` verb, …).
  func classes(of word: some StringProtocol) -> [UInt8] {
    var bare = Self.bare(word)
    for ending in ["’s", "'s"] where bare.hasSuffix(ending) { bare.removeLast(2) }
    if let known = classes[bare] { return known }
    if bare.contains(where: \.isNumber) { return Array("n".utf8) }
    if bare.hasSuffix("ly") { return Array("r".utf8) }
    return Array((bare.hasSuffix("ing") ? "gn" : "n").utf8)
  }

  func isUsually(_ classes: String, _ word: some StringProtocol) -> Bool {
    self.classes(of: word).first.map { classes.utf8.contains($0) } ?? false
  }

  func canBe(_ classes: String, _ word: some StringProtocol) -> Bool {
    self.classes(of: word).contains { classes.utf8.contains($0) }
  }

  /// Whether a phrase may end with the word: nouns and names do, adjectives and verbs wait for something.
  func closes(_ word: some StringProtocol) -> Bool {
    if word.first?.isUppercase == true { return !isUsually("DPCSWTMBHXQO", word) }
    return !isUsually("aDOPCSWTMBHXrdk", word) && canBe("npR", word)
  }

  /// Where the verb group of the first predicate ends, as a place in the words; nil where there is no predicate.
  func predicateEnd(_ words: ArraySlice<Substring>) -> Int? {
    guard let place = predicate(words) else { return nil }
    var end = place + 1
    if words[place].hasSuffix(",") {
      // 'shall, on request,' goes on behind what is put in.
      while end < words.endIndex, !words[end].hasSuffix(",") { end += 1 }
      end = min(end + 1, words.endIndex)
    }
    while end < words.endIndex, isUsually("vkdrTMBHXga", words[end]), isUsually("MBHXTvkdrgz", words[end - 1]) {
      end += 1
    }
    return end
  }

  /// The place of the first predicate's first word: of an instruction its verb.
  func predicate(_ words: ArraySlice<Substring>) -> Int? {
    guard let first = words.first else { return nil }
    return isUsually("v", first) ? words.startIndex : words.indices.first { isPredicate($0, words) }
  }

  private func isPredicate(_ place: Int, _ words: ArraySlice<Substring>) -> Bool {
    let word = words[place]
    let isFirst = place == words.startIndex
    if word.first?.isUppercase == true, !isFirst { return false }
    if isUsually("MBHXz", word) { return true }
    if isFirst { return false }
    let classes = classes(of: word)
    // A past tense that may be a participle ('referred to') is none; a plain verb is one behind a plural or a pronoun.
    if classes.first == 100 { return !classes.contains(107) }
    return classes == [118] && isUsually("pR", words[place - 1])
  }

  static func bare(_ word: some StringProtocol) -> String {
    let marks = ",;:.()[]“”\"'‘’–-"
    return String(word.lowercased().drop { marks.contains($0) }.reversed().drop { marks.contains($0) }.reversed())
  }
}
