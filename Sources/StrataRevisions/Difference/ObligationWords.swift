/// How binding an expression is: "must" more than "should", "should" more than "may". The words are data.
public struct ObligationWords: Sendable {
  /// Force by the expression's words, in lower case.
  private let force: [[String]: Int]
  private let longest: Int
  /// Words in front of a duration that make it a deadline: "within".
  private let deadlines: Set<[String]>

  public static let none = ObligationWords(force: [:])

  /// The highest force of a reserve: an expression that makes a sentence weaker by standing in it.
  static let reserve = 2

  init(force: [[String]: Int], deadlines: Set<[String]> = []) {
    self.force = force
    self.deadlines = deadlines
    longest = force.keys.map(\.count).max() ?? 0
  }

  /// Reads a table of `language`, `force` and `expressions` (joined by `|`), separated by tabs; `#` opens a comment. The
  /// force is a number, or `deadline`.
  /// Throws a `RevisionFault` with file and line.
  public init(table: String, file: String) throws {
    var force: [[String]: Int] = [:]
    var deadlines: Set<[String]> = []
    for (index, line) in table.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("language\t") { continue }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      let value = cells.count == 3 ? Int(cells[1]) : nil
      guard cells.count == 3, value != nil || cells[1] == "deadline" else {
        throw RevisionFault(
          code: "bad-table",
          message: "\(file):\(index + 1): expected language, force (a number, or deadline) and expressions, "
            + "separated by tabs")
      }
      for expression in cells[2].split(separator: "|") {
        let words = expression.split(separator: " ").map { $0.lowercased() }
        if let value {
          force[words] = value
        } else {
          deadlines.insert(words)
        }
      }
    }
    self.init(force: force, deadlines: deadlines)
  }

  /// Whether a text stops with words that make what follows a deadline.
  func endsInDeadline(_ text: some StringProtocol) -> Bool {
    let words = Self.words(String(text.suffix(40)))
    return deadlines.contains { words.suffix($0.count) == $0[...] }
  }

  func opensWithDeadline(_ text: String) -> Bool {
    let words = Self.words(text)
    return deadlines.contains { words.starts(with: $0) }
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0 == "'" || $0 == "’") }.map(String.init)
  }

  /// The most binding expression of a stretch of text, and its force.
  func strongest(in text: String) -> (expression: String, force: Int)? {
    let words = Self.words(text)
    var best: (expression: String, force: Int)?
    for start in words.indices {
      for length in stride(from: min(longest, words.count - start), to: 0, by: -1) {
        let expression = Array(words[start..<start + length])
        guard let value = force[expression] else { continue }
        if value > (best?.force ?? .min) { best = (expression.joined(separator: " "), value) }
        break
      }
    }
    return best
  }
}
