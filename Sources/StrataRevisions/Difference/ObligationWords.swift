/// How binding an expression is: "must" more than "should", "should" more than "may". The words are data.
public struct ObligationWords: Sendable {
  /// Force by the expression's words, in lower case.
  private let force: [[String]: Int]
  private let longest: Int

  public static let none = ObligationWords(force: [:])

  init(force: [[String]: Int]) {
    self.force = force
    longest = force.keys.map(\.count).max() ?? 0
  }

  /// Reads a table of `language`, `force` and `expressions` (joined by `|`), separated by tabs; `#` opens a comment.
  /// Throws a `RevisionFault` with file and line.
  public init(table: String, file: String) throws {
    var force: [[String]: Int] = [:]
    for (index, line) in table.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("language\t") { continue }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count == 3, let value = Int(cells[1]) else {
        throw RevisionFault(
          code: "bad-table",
          message: "\(file):\(index + 1): expected language, force (a number) and expressions, by tabs")
      }
      for expression in cells[2].split(separator: "|") {
        force[expression.split(separator: " ").map { $0.lowercased() }] = value
      }
    }
    self.init(force: force)
  }

  /// The most binding expression of a stretch of text, and its force.
  func strongest(in text: String) -> (expression: String, force: Int)? {
    let words = text.lowercased().split { !($0.isLetter || $0 == "'" || $0 == "’") }.map(String.init)
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
