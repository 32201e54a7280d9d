import StrataTables

/// What stands in a column, judged by its first 200 rows.
struct ColumnContent {
  private let filled: [String]
  private let isComplete: Bool
  private let rows: Int

  init(_ table: Table, _ place: Int) {
    let sample = table.rows.prefix(200).map { $0.cells[place].trimmed }
    rows = sample.count
    filled = sample.filter { !$0.isEmpty }
    isComplete = filled.count == sample.count
  }

  /// Whether the content may have a role that the header gives it.
  func suits(_ role: ColumnRole) -> Bool {
    switch role {
    case .title: return most { $0.contains(where: \.isLetter) } && !repeatsItself && !holdsAddresses
    case .description: return most { $0.contains(where: \.isLetter) }
    case .key: return isComplete && filled.allSatisfy { $0.utf8.count <= 80 }
    case .url:
      return filled.isEmpty || most { $0.contains { "/.".contains($0) } && !$0.contains(where: \.isWhitespace) }
    case .country: return filled.allSatisfy { $0.utf8.count <= 60 }
    case .actor, .sector, .instrument: return most { $0.contains(where: \.isLetter) } && !holdsAddresses
    case .date, .endDate, .amount, .page: return most { $0.contains(where: \.isNumber) }
    // Sums of money that were pledged are no commitments.
    case .commitment: return filled.isEmpty || !most { !$0.contains(where: \.isLetter) }
    case .status, .strategy, .comment: return true
    }
  }

  /// Addresses in the net.
  var holdsAddresses: Bool {
    !filled.isEmpty && most { ($0.contains("://") || $0.hasPrefix("www.")) && !$0.contains(where: \.isWhitespace) }
  }

  /// Days or years.
  var holdsDates: Bool { filled.count >= 2 && filled.allSatisfy(Self.isDate) }

  /// One short code a row, no two alike.
  var holdsCodes: Bool {
    rows >= 3 && isComplete && Set(filled).count == rows && !holdsDates
      && filled.allSatisfy { code in
        code.utf8.count <= 24 && code.contains(where: \.isNumber) && !code.contains(where: \.isWhitespace)
      }
  }

  /// Several words each.
  var holdsPhrases: Bool { !filled.isEmpty && filled.count { $0.split(separator: " ").count > 1 } * 2 > filled.count }

  /// A few values again and again, as a list of categories has.
  private var repeatsItself: Bool { filled.count >= 6 && Set(filled).count * 3 < filled.count }

  private func most(_ holds: (String) -> Bool) -> Bool { filled.count(where: holds) * 2 >= filled.count }

  private static func isDate(_ text: String) -> Bool {
    let numbers = text.split { !$0.isNumber }
    let hasYear = numbers.contains { $0.count == 4 && ($0.hasPrefix("19") || $0.hasPrefix("20")) }
    return hasYear && text.utf8.count <= 20 && text.allSatisfy { $0.isNumber || "-./: TZ".contains($0) }
  }
}
