import StrataTables

/// Guesses a mapping from the header, and from what stands in the columns.
public enum ColumnGuess {
  /// Throws where the list of header names cannot be read.
  public static func mapping(for table: Table, name: String = "guessed") throws -> ColumnMapping {
    let table = TotalsRow.removed(from: table, keys: [])
    let contents = table.columns.indices.map { ColumnContent(table, $0) }
    var columns = named(table, contents, try HeaderNames.read())
    var taken = Set(columns.values.flatMap { $0 })
    func claim(_ role: ColumnRole, _ suits: (ColumnContent) -> Bool) {
      guard columns[role] == nil,
        let place = table.columns.indices.first(where: { !taken.contains(table.columns[$0]) && suits(contents[$0]) })
      else { return }
      columns[role] = [table.columns[place]]
      taken.insert(table.columns[place])
    }
    // What no header tells, the content may.
    claim(.url) { $0.holdsAddresses }
    claim(.date) { $0.holdsDates }
    if columns[.key] == nil, let first = table.columns.first, !taken.contains(first), contents[0].holdsCodes {
      columns[.key] = [first]
      taken.insert(first)
    }
    claim(.title) { $0.holdsPhrases }
    if columns[.description] == nil, let longest = longestTextColumn(table, except: taken) {
      columns[.description] = [longest]
    }
    if let key = columns[.key]?.first { columns[.key] = completedKey(key, columns, table) }
    let lists = ListSeparators.guess(
      [.actor, .sector, .instrument].flatMap { columns[$0] ?? [] }.compactMap { table.column(named: $0) }.map { place in
        table.rows.map { $0.cells[place] }
      }, separator: table.separator)
    return ColumnMapping(name: name, columns: columns, listSeparators: lists)
  }

  /// Roles by header: each goes to the column that fits it best, the surest first.
  private static func named(
    _ table: Table, _ contents: [ColumnContent], _ names: HeaderNames
  ) -> [ColumnRole: [String]] {
    var fits: [(score: Int, role: Int, place: Int)] = []
    for (place, column) in table.columns.enumerated() {
      for (number, role) in ColumnRole.allCases.enumerated() {
        let score = names.fit(column, role)
        if score > 0, contents[place].suits(role) { fits.append((score, number, place)) }
      }
    }
    var columns: [ColumnRole: [String]] = [:]
    var taken: Set<Int> = []
    for fit in fits.sorted(by: { ($1.score, $0.role, $0.place) < ($0.score, $1.role, $1.place) }) {
      let role = ColumnRole.allCases[fit.role]
      guard columns[role] == nil, taken.insert(fit.place).inserted else { continue }
      columns[role] = [table.columns[fit.place]]
    }
    return columns
  }

  /// A number that starts anew for each country needs the country to be a key.
  private static func completedKey(_ key: String, _ columns: [ColumnRole: [String]], _ table: Table) -> [String]? {
    func isUnique(_ names: [String]) -> Bool {
      let places = names.compactMap { table.column(named: $0) }
      var seen: Set<[String]> = []
      return table.rows.allSatisfy { row in seen.insert(places.map { row.cells[$0].trimmed }).inserted }
    }
    if isUnique([key]) { return [key] }
    for role in [ColumnRole.country, .strategy] {
      if let column = columns[role]?.first, isUnique([column, key]) { return [column, key] }
    }
    // A column that repeats itself widely is no key; one that hardly does is a key with faults.
    let place = table.column(named: key) ?? 0
    let distinct = Set(table.rows.map { $0.cells[place].trimmed }).count
    return table.rows.count - distinct <= max(1, table.rows.count / 10) ? [key] : nil
  }

  /// What tells most words is the description, if the header does not say so.
  private static func longestTextColumn(_ table: Table, except taken: Set<String>) -> String? {
    let lengths = table.columns.enumerated().filter { !taken.contains($0.element) }.map { place, column in
      let words = table.rows.prefix(200).lazy.map { $0.cells[place].split(separator: " ").count }.reduce(0, +)
      return (column: column, words: words)
    }
    guard let longest = lengths.max(by: { $0.words < $1.words }), longest.words >= 6 * min(200, table.rows.count) else {
      return nil
    }
    return longest.column
  }
}
