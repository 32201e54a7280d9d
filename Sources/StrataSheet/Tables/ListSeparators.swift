/// Finds out what parts the entries of lists in cells.
enum ListSeparators {
  /// `columns`: the cells of the columns that may hold lists; `separator`: what parts the cells of the file.
  ///
  /// Marks that hardly stand inside a name (`;`, `|`, line breaks) count where they occur. Commas and slashes count where what
  /// they part stands in other cells as well, in other company: "Energy, Transport" beside "Transport, Housing", but not
  /// "Agriculture, Food and Environment" time and again.
  static func guess(_ columns: [[String]], separator: Character?) -> String {
    let cells = columns.map { Set($0.map(\.trimmed).filter { !$0.isEmpty }) }
    let marks = [";", "|", "\n"]
    func holdsMark(_ cell: String) -> Bool { marks.contains { cell.contains($0) } }
    var found = marks.filter { mark in cells.contains { $0.contains { $0.contains(mark) } } }
    let others = cells.filter { !$0.contains(where: holdsMark) }
    found +=
      ([",", "/"] as [Character]).first { mark in others.contains { areLists($0, mark) } }.map { [String($0)] } ?? []
    if !found.isEmpty { return found.joined() }
    switch separator {
    case ";": return "|"
    case "|": return ";"
    default: return ";|"
    }
  }

  private static func areLists(_ cells: Set<String>, _ mark: Character) -> Bool {
    func entries(_ cell: String) -> [String] { cell.split(separator: mark).map { String($0).trimmed } }
    var counts: [String: Int] = [:]
    for cell in cells { for entry in Set(entries(cell)) { counts[entry, default: 0] += 1 } }
    let listed = cells.filter { $0.contains(mark) }.flatMap(entries)
    return listed.count >= 4 && listed.count { (counts[$0] ?? 0) > 1 } * 2 >= listed.count
  }
}
