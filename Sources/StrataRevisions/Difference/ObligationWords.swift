/// How binding an expression is: "must" more than "should", "should" more than "may". The words are data.
public struct ObligationWords: Sendable {
  /// Force by the expression's words, in lower case.
  private let force: [[String]: Int]
  private let longest: Int
  /// Words in front of a duration that make it a deadline: "within".
  private let deadlines: Set<[String]>
  /// Expressions that hold words of obligation and bind nobody: "to explore".
  private let idle: Set<[String]>

  public static let none = ObligationWords(force: [:])

  /// The highest force of a reserve: an expression that makes a sentence weaker by standing in it.
  static let reserve = 2

  init(force: [[String]: Int], deadlines: Set<[String]> = [], idle: Set<[String]> = []) {
    self.force = force
    self.deadlines = deadlines
    self.idle = idle
    longest = (Array(force.keys) + idle).map(\.count).max() ?? 0
  }

  /// Reads a table of `language`, `force` and `expressions` (joined by `|`), separated by tabs; `#` opens a comment. The
  /// force is a number, `deadline` or `none`.
  /// Throws a `RevisionFault` with file and line.
  public init(table: String, file: String) throws {
    var force: [[String]: Int] = [:]
    var deadlines: Set<[String]> = []
    var idle: Set<[String]> = []
    for (index, line) in table.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("language\t") { continue }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      let value = cells.count == 3 ? Int(cells[1]) : nil
      guard cells.count == 3, value != nil || ["deadline", "none"].contains(cells[1]) else {
        throw RevisionFault(
          code: "bad-table",
          message: "\(file):\(index + 1): expected language, force (a number, deadline or none) and expressions, "
            + "separated by tabs")
      }
      for expression in cells[2].split(separator: "|") {
        let words = expression.split(separator: " ").map { $0.lowercased() }
        if let value {
          force[words] = value
        } else if cells[1] == "deadline" {
          deadlines.insert(words)
        } else {
          idle.insert(words)
        }
      }
    }
    self.init(force: force, deadlines: deadlines, idle: idle)
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

  private static func words(_ text: String) -> [String] { split(text).map { $0.lowercased() } }

  private static func split(_ text: String) -> [Substring] {
    text.split { !($0.isLetter || $0 == "'" || $0 == "’") }
  }

  /// Words with a capital are names and months ("May 2027"), unless all their letters are capitals ("SHALL").
  private static func plainWords(_ text: String) -> [String] {
    split(text).map { word in
      word.first?.isUppercase == true && !word.allSatisfy(\.isUppercase) ? String(word) : word.lowercased()
    }
  }

  /// The most binding expression of a stretch of text, and its force. `after` is the text in front of it.
  func strongest(in text: String, after before: String = "") -> (expression: String, force: Int)? {
    let context = Array(Self.plainWords(String(before.suffix(40))).suffix(longest))
    let words = context + Self.plainWords(text)
    var best: (expression: String, force: Int)?
    var start = 0
    while start < words.count {
      var step = 1
      for length in stride(from: min(longest, words.count - start), to: 0, by: -1) {
        let expression = Array(words[start..<start + length])
        if idle.contains(expression) {
          step = length
          break
        }
        guard start >= context.count, let value = force[expression] else { continue }
        if value > (best?.force ?? .min) { best = (expression.joined(separator: " "), value) }
        break
      }
      start += step
    }
    return best
  }
}
