/// A row's title made from a commitment: its first clause, ended at a border of phrases, never in the middle of one.
public struct ShortTitle: Sendable {
  /// Words that open a clause ("to", "that"): a title can do without what follows.
  public var strong: Set<String>
  /// Words that open a phrase ("for", "by").
  public var weak: Set<String>
  /// Characters from which on a sentence is too long for a title.
  public var length: Int

  public init(strong: [String], weak: [String], length: Int = 90) {
    self.strong = Set(strong)
    self.weak = Set(weak)
    self.length = length
  }

  public func make(_ text: String) -> String {
    let sentence = firstSentence(text)
    guard sentence.count > length else { return capitalised(trimmed(sentence)) }
    let words = sentence.split(separator: " ").map(String.init)
    var end: Int?
    var count = 0
    var depth = 0
    for (place, word) in words.enumerated() where place > 0 {
      count += words[place - 1].count + 1
      depth = max(0, depth + balance(words[place - 1]))
      if count > length + 1 { break }
      guard place >= 4, depth == 0 else { continue }
      let bare = String(word.lowercased().drop { "“\"‘'".contains($0) })
      if (place >= 5 && strong.contains(bare)) || ",;:–".contains(words[place - 1].last ?? " ") || word.hasPrefix("(") {
        end = place
        break
      }
      if weak.contains(bare) { end = place }
    }
    guard var end else {
      // Without a border it stays whole: longer is better than broken.
      return capitalised(trimmed(sentence))
    }
    // "trainings tailored" waits for its "to".
    if end > 4, words[end - 1].hasSuffix("ed"), words[end - 1].first?.isLowercase == true { end -= 1 }
    return capitalised(trimmed(words[..<end].joined(separator: " ")))
  }

  private func balance(_ word: String) -> Int {
    word.reduce(0) { $0 + ("(“".contains($1) ? 1 : ")”".contains($1) ? -1 : 0) }
  }

  private func firstSentence(_ text: String) -> String {
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

  private func trimmed(_ text: String) -> String {
    var text = text[...]
    while let last = text.last, ",;:–-. ".contains(last) { text.removeLast() }
    return String(text)
  }

  private func capitalised(_ text: String) -> String {
    guard let first = text.first else { return text }
    return first.uppercased() + text.dropFirst()
  }
}
