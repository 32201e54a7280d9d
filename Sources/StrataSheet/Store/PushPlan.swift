import GRDB

/// What a sheet should hold by what is linked: values for its machine and shared columns, and rows for accepted gaps.
public struct PushPlan: Sendable {
  let title: ShortTitle

  public init(title: ShortTitle) { self.title = title }

  public func make(
    _ db: Database, _ sheet: SheetRecord, _ records: [InitiativeRecord]
  ) throws -> (cells: [WantedCell], rows: [ProposedRow]) {
    let commitments = try SheetStore.commitments(db)
    let byId = Dictionary(uniqueKeysWithValues: commitments.map { ($0.id, $0) })
    var linked: [Int64: [CommitmentRecord]] = [:]
    var isLinked: Set<String> = []
    let links = try Row.fetchAll(
      db,
      sql: """
        SELECT link.commitment, link.initiative FROM link JOIN initiative ON initiative.id = link.initiative
        WHERE decision = 'linked' AND sheet = ? ORDER BY link.commitment
        """, arguments: [sheet.id])
    for link in links {
      guard let commitment = byId[link["commitment"]] else { continue }
      linked[link["initiative"], default: []].append(commitment)
      isLinked.insert(commitment.id)
    }
    // Rows that a push made from commitments stay theirs, also before the next linking.
    let made = try Row.fetchAll(
      db,
      sql: """
        SELECT initiative, because FROM audit JOIN initiative ON initiative.id = audit.initiative
        WHERE kind = 'row-pushed' AND isRemoved = 0 AND because LIKE 'commitment:%' AND sheet = ?
        """, arguments: [sheet.id])
    for row in made {
      let because: String = row["because"]
      guard let commitment = byId[String(because.dropFirst("commitment:".count))],
        isLinked.insert(commitment.id).inserted
      else { continue }
      linked[row["initiative"], default: []].append(commitment)
    }
    var cells: [WantedCell] = []
    for record in records {
      let own = (linked[record.id] ?? []).sorted { ($0.strategy, $0.index) < ($1.strategy, $1.index) }
      let because = own.isEmpty ? "" : "commitment:" + own.map(\.id).joined(separator: ",")
      for role in ColumnRole.allCases where role != .key {
        guard let column = sheet.mapping.column(role), sheet.mapping.owner(of: column) != .human else { continue }
        let value = Self.value(role, own, title: title, mapping: sheet.mapping)
        // A machine's column is emptied where nothing is linked any more; a shared one keeps what it has.
        guard !value.isEmpty || sheet.mapping.owner(of: column) == .machine else { continue }
        cells.append(WantedCell(key: record.key, column: column, value: value, because: because))
      }
    }
    return (cells, try newRows(db, sheet, records, byId: byId, isLinked: isLinked))
  }

  /// The value of a column that means `role`, from the commitments that belong to the row. Lists are parted as the sheet's
  /// are, and what may hold any mark (ids, paths) by a semicolon.
  static func value(
    _ role: ColumnRole, _ commitments: [CommitmentRecord], title: ShortTitle, mapping: ColumnMapping
  ) -> String {
    func all(_ lists: [[String]], by separator: String = "; ") -> String {
      var seen: Set<String> = []
      return lists.flatMap { $0 }.filter { !$0.isEmpty && seen.insert($0).inserted }.joined(separator: separator)
    }
    let separator =
      switch mapping.listSeparators.first {
      case "\n": "\n"
      case "/": " / "
      case "|": " | "
      case ",": ", "
      default: "; "
      }
    switch role {
    case .key, .country, .comment: return ""
    // Where the sheet has one date, it is that of the commitment.
    case .endDate: return mapping.column(.date) == nil ? all(commitments.map(\.dates)) : ""
    case .title: return commitments.first.map { title.make($0.text) } ?? ""
    case .description: return commitments.map(\.text).joined(separator: "\n")
    case .actor: return all(commitments.map(\.actors), by: separator)
    case .sector: return all(commitments.map(\.sectors), by: separator)
    case .instrument:
      return all(commitments.map { $0.instrumentClass.map { $0 == "none" ? [] : [$0] } ?? [] }, by: separator)
    case .status:
      let order = ["planned", "ongoing", "done"]
      return commitments.compactMap { $0.status.flatMap { order.firstIndex(of: $0) } }.max().map { order[$0] } ?? ""
    case .date: return all(commitments.map(\.dates))
    case .amount: return all(commitments.map(\.amounts))
    case .strategy: return all(commitments.map { [$0.strategyTitle] })
    case .url:
      return all(commitments.map { ["\($0.path)" + ($0.page.map { "#page=\($0)" } ?? "")] })
    case .page: return all(commitments.map { $0.page.map { [String($0)] } ?? [] })
    case .commitment: return all(commitments.map { [$0.id] })
    }
  }

  /// Complete rows for the gaps that people accepted.
  private func newRows(
    _ db: Database, _ sheet: SheetRecord, _ records: [InitiativeRecord], byId: [String: CommitmentRecord],
    isLinked: Set<String>
  ) throws -> [ProposedRow] {
    let accepted = try String.fetchAll(
      db, sql: "SELECT commitment FROM judgement WHERE verdict = 'new-row' AND isCurrent = 1 AND sheet = ? ORDER BY id",
      arguments: [sheet.id])
    let columns = sheet.mapping.columns[.key] ?? []
    // Of several key columns the one that nothing else fills is numbered.
    let others = Set(ColumnRole.allCases.filter { $0 != .key }.flatMap { sheet.mapping.columns[$0] ?? [] })
    let numbered = columns.last { !others.contains($0) } ?? columns.last
    let gone = try String.fetchAll(
      db,
      sql: """
        SELECT key FROM initiative WHERE sheet = ? AND isRemoved = 1 AND 'row-removed' =
          (SELECT kind FROM audit WHERE initiative = initiative.id ORDER BY id DESC LIMIT 1)
        """, arguments: [sheet.id])
    var keys = KeySeries(
      columns.count > 1 ? records.compactMap { $0.cells[numbered ?? ""] } : records.map(\.key), taken: gone)
    var rows: [ProposedRow] = []
    for id in accepted {
      guard let commitment = byId[id], !isLinked.contains(id) else { continue }
      var cells: [String: String] = [:]
      for role in ColumnRole.allCases where role != .key {
        if let column = sheet.mapping.column(role) {
          cells[column] = Self.value(
            role, [commitment], title: title, mapping: sheet.mapping)
        }
      }
      let number = keys.next()
      if let numbered { cells[numbered] = number }
      let parts = columns.compactMap { cells[$0]?.trimmed }.filter { !$0.isEmpty }
      rows.append(
        ProposedRow(
          key: columns.count > 1 ? parts.joined(separator: "/") : number, cells: cells, because: "commitment:\(id)"))
    }
    return rows
  }
}

/// Continues the keys of a sheet: `MS-041` is followed by `MS-042`.
struct KeySeries {
  private let prefix: String
  private let digits: Int
  private var number: Int
  private var taken: Set<String>

  /// `taken`: keys that rows had which people took out; nobody gets them again.
  init(_ keys: [String], taken gone: [String] = []) {
    taken = Set(keys).union(gone)
    var best: (prefix: String, digits: Int, number: Int) = ("N-", 3, 0)
    var counts: [String: Int] = [:]
    for key in keys {
      let tail = key.reversed().prefix { $0.isASCII && $0.isNumber }
      guard !tail.isEmpty, tail.count <= 9, let number = Int(String(tail.reversed())) else { continue }
      let prefix = String(key.dropLast(tail.count))
      counts[prefix, default: 0] += 1
      let isUsual = (counts[prefix] ?? 0) >= (counts[best.prefix] ?? 0)
      if prefix == best.prefix {
        best = (prefix, max(best.digits, tail.count), max(best.number, number))
      } else if isUsual {
        best = (
          prefix, tail.count,
          keys.filter { $0.hasPrefix(prefix) }.compactMap { Int($0.dropFirst(prefix.count)) }.max() ?? number
        )
      }
    }
    (prefix, digits, number) = best
  }

  mutating func next() -> String {
    repeat {
      number += 1
    } while taken.contains(text)
    taken.insert(text)
    return text
  }

  private var text: String {
    let text = String(number)
    return prefix + String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
