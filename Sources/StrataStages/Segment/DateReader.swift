/// Reads the date of a header or a caption.
struct DateReader: Sendable {
  /// Names of months in lower case, and their numbers.
  private let months: [String: Int]

  init(_ grammar: SegmentGrammar) {
    var months: [String: Int] = [:]
    // Each language adds twelve lists.
    for (index, names) in grammar.months.enumerated() { for name in names { months[name] = index % 12 + 1 } }
    self.months = months
  }

  func isMonth(_ word: Substring) -> Bool { months[String(word)] != nil }

  /// "strategy2025-10-08updated2025-11-30" (the first), "10 sep 2024", "july 2019", "3.10.2025": an ISO 8601 date, as
  /// exact as the text.
  func date(in folded: String) -> String? {
    let words = Self.words(folded)
    for (index, word) in words.enumerated() {
      guard word.count == 4, let year = Int(word), (1900...2100).contains(year) else { continue }
      if index + 2 < words.count, let month = number(words[index + 1], 12), let day = number(words[index + 2], 31),
        words[index + 1].count == 2
      {
        return "\(year)-" + padded(month) + "-" + padded(day)
      }
      guard index > 0 else { return nil }
      let month = months[String(words[index - 1])] ?? (index > 1 ? number(words[index - 1], 12) : nil)
      guard let month else { continue }
      guard index > 1, let day = number(words[index - 2], 31) else { return "\(year)-" + padded(month) }
      return "\(year)-" + padded(month) + "-" + padded(day)
    }
    return nil
  }

  /// Runs of letters and runs of digits.
  private static func words(_ text: String) -> [Substring] {
    text.split { !($0.isLetter || $0.isNumber) }.flatMap { word -> [Substring] in
      var runs: [Substring] = []
      var rest = word
      while let first = rest.first {
        let run = rest.prefix { $0.isNumber == first.isNumber }
        runs.append(run)
        rest = rest[run.endIndex...]
      }
      return runs
    }
  }

  private func number(_ word: Substring, _ most: Int) -> Int? {
    guard word.count <= 2, let value = Int(word), (1...most).contains(value) else { return nil }
    return value
  }

  private func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
