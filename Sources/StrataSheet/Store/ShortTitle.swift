/// A row's title made from a commitment: its first clause, ended at a border of phrases, never in the middle of one.
public struct ShortTitle: Sendable {
  /// Words that open what a title can do without ("to", "for", "by").
  public var borders: Set<String>
  /// Characters that a title should not exceed.
  public var length: Int

  public init(borders: [String], length: Int = 90) {
    self.borders = Set(borders)
    self.length = length
  }

  public func make(_ text: String) -> String {
    let sentence = firstSentence(text)
    let words = sentence.split(separator: " ").map(String.init)
    guard sentence.count > length else { return capitalised(trimmed(sentence)) }
    // The last border that leaves a title of fair length; commas and brackets are borders too.
    var best: Int?
    var count = 0
    var depth = 0
    for (place, word) in words.enumerated() {
      let bare = word.lowercased().trimmingPrefix { "(“\"‘'".contains($0) }
      if place >= 3, depth == 0, count <= length,
        borders.contains(String(bare)) || word.hasPrefix("(") || words[place - 1].last.map({ ",;:–".contains($0) }) == true {
        // An early border is enough where the title already says something; later ones only while short.
        if best == nil || count <= length * 2 / 3 { best = place }
      }
      depth += word.filter { "(“".contains($0) }.count - word.filter { ")”".contains($0) }.count
      depth = max(0, depth)
      count += word.count + 1
      if count > length, best != nil { break }
    }
    // A title without a border stays whole: longer is better than broken.
    return capitalised(trimmed(words[..<(best ?? words.count)].joined(separator: " ")))
  }

  private func firstSentence(_ text: String) -> String {
    var depth = 0
    let characters = Array(text)
    for (place, character) in characters.enumerated() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      guard ".!?;".contains(character), depth <= 0, place + 1 < characters.count, characters[place + 1] == " " else { continue }
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
