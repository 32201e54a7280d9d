import StrataTables

/// Guesses a mapping from the header, and from what stands in the columns.
public enum ColumnGuess {
  public static func mapping(for table: Table, name: String = "guessed") -> ColumnMapping {
    let table = TotalsRow.removed(from: table, keys: [])
    var columns: [ColumnRole: [String]] = [:]
    var taken: Set<String> = []
    // Roles in the order in which they may claim a column; each takes the column whose name fits best.
    for (role, words) in names {
      var best: (column: String, score: Int)?
      for (place, column) in table.columns.enumerated() where !taken.contains(column) {
        let score = fit(column, words)
        guard score > 0, score > (best?.score ?? 0), suits(role, table, place) else { continue }
        best = (column, score)
      }
      if let best {
        columns[role] = [best.column]
        taken.insert(best.column)
      }
    }
    if columns[.title] == nil, let longest = firstTextColumn(table, except: taken) { columns[.title] = [longest] }
    // What tells most words is the description, if the header does not say so.
    if columns[.description] == nil, let longest = longestTextColumn(table, except: taken.union(columns[.title] ?? []))
    {
      columns[.description] = [longest]
    }
    if let key = columns[.key]?.first { columns[.key] = completedKey(key, columns, table) }
    return ColumnMapping(name: name, columns: columns)
  }

  /// Header words by role: the earlier, the better they fit.
  private static let names: [(ColumnRole, [String])] = [
    (
      .title,
      [
        "title", "name", "initiative", "policy name", "name of policy or measure", "measure", "policy", "law", "titre",
        "titel", "título", "titolo", "bezeichnung", "maßnahme", "nom", "nombre",
      ]
    ),
    (
      .description,
      [
        "description", "summary", "abstract", "details", "text", "content", "about", "objective", "objectives",
        "what it does", "beschreibung", "inhalt", "descripción", "descrizione", "résumé",
      ]
    ),
    (
      .key,
      [
        "key", "id", "identifier", "record id", "code", "number", "no", "nr", "row", "id of policy or measure", "uid",
        "nummer", "numéro", "número",
      ]
    ),
    (
      .country,
      [
        "country", "geography", "jurisdiction", "member state", "country name", "iso", "geography iso", "land", "pays",
        "país", "paese",
      ]
    ),
    (
      .sector,
      [
        "sectors", "sector", "sector(s) affected", "policy area", "field", "topic", "area", "theme", "sektor",
        "politikfeld", "secteur",
      ]
    ),
    (
      .instrument,
      [
        "instruments", "instrument", "type of policy instrument", "instrument type", "policy instrument",
        "instrument class", "type", "category",
      ]
    ),
    (
      .actor,
      [
        "lead actor", "actors", "actor", "lead", "responsible", "entities responsible for implementing the policy",
        "entities", "owner", "authority", "organisation", "responsible body", "agency",
        "ministry", "department", "responsibility", "zuständig", "ministerium", "ressort", "ministère", "ministerio",
        "responsable",
      ]
    ),
    (
      .status,
      ["status", "status of implementation", "state", "progress", "stage", "stand", "statut", "estado", "stato"]
    ),
    (
      .endDate,
      [
        "end date", "end", "implementation period finish", "finish", "until", "deadline", "due", "end year", "ende",
        "fin",
      ]
    ),
    (
      .date,
      [
        "date", "start date", "date of decision", "start", "year", "implementation period start", "adopted", "events",
        "published", "start year", "decision date", "announced", "datum", "beginn", "fecha", "début",
      ]
    ),
    (
      .url,
      [
        "url", "link", "source url", "source", "web link", "main reference", "url to main reference", "website",
        "documents", "quelle", "lien", "enlace",
      ]
    ),
    (.amount, ["amount", "budget", "funding", "cost", "costs", "eur", "kosten", "betrag", "coût", "coste", "costo"]),
    (.strategy, ["strategy", "strategy id", "parent legislation", "programme", "plan"]),
    (.commitment, ["commitment", "commitments", "commitment id", "segment", "verpflichtungen", "engagements"]),
    (.page, ["page", "source page"]),
    (
      .comment,
      [
        "comment", "comments", "general comment", "notes", "note", "remarks", "remark", "bemerkung", "bemerkungen",
        "anmerkungen",
      ]
    ),
  ]

  /// How well a header fits: equal to a name, or holding it as whole words.
  private static func fit(_ column: String, _ names: [String]) -> Int {
    let column = folded(column)
    for (place, name) in names.enumerated() where column == name { return 1000 - place }
    let words = column.split(separator: " ")
    guard words.count <= 5 else { return 0 }
    for (place, name) in names.enumerated() {
      let parts = name.split(separator: " ")
      if words.count > parts.count, words.starts(with: parts) || words.suffix(parts.count).elementsEqual(parts) {
        return 500 - place
      }
    }
    return 0
  }

  /// Whether a column's content may have the role.
  private static func suits(_ role: ColumnRole, _ table: Table, _ place: Int) -> Bool {
    let sample = table.rows.prefix(200).map { $0.cells[place].trimmed }
    let filled = sample.filter { !$0.isEmpty }
    switch role {
    case .title, .description: return filled.contains { $0.contains { $0.isLetter } }
    case .key: return filled.count == sample.count && filled.allSatisfy { $0.utf8.count <= 80 }
    case .url: return filled.count { $0.contains { $0.isWhitespace } } * 2 <= filled.count
    case .country: return filled.allSatisfy { $0.utf8.count <= 60 }
    default: return true
    }
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

  private static func firstTextColumn(_ table: Table, except taken: Set<String>) -> String? {
    for (place, column) in table.columns.enumerated() where !taken.contains(column) {
      let filled = table.rows.prefix(200).map { $0.cells[place] }.filter { !$0.isBlank }
      if !filled.isEmpty, filled.filter({ $0.split(separator: " ").count > 1 }).count * 2 > filled.count {
        return column
      }
    }
    return nil
  }

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

  private static func folded(_ text: String) -> String {
    var words = ""
    for character in text.lowercased() {
      // "Lead actor:", "No.", and the names of two header rows that a dash joins.
      if ".:*".contains(character) { continue }
      words.append("_-–".contains(character) || character.isWhitespace ? " " : character)
    }
    return words.split(separator: " ").joined(separator: " ")
  }
}
