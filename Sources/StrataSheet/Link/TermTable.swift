/// Numbers for the words, pairs of words and concepts of two tables, with what a person should read for each.
struct TermTable {
  private var ids: [UInt64: UInt32] = [:]
  private var texts: [String] = []
  /// In how many rows a term stands.
  private(set) var frequency: [UInt32] = []
  private var lastRow: [UInt32] = []

  var count: Int { frequency.count }

  /// The id of a term; `text` is asked for once, for a term that is new.
  mutating func id(_ hash: UInt64, row: UInt32, _ text: () -> String) -> UInt32 {
    let id: UInt32
    if let known = ids[hash] {
      id = known
    } else {
      id = UInt32(frequency.count)
      ids[hash] = id
      frequency.append(0)
      lastRow.append(.max)
      texts.append(text())
    }
    if lastRow[Int(id)] != row {
      lastRow[Int(id)] = row
      frequency[Int(id)] += 1
    }
    return id
  }

  func text(_ id: UInt32) -> String { texts[Int(id)] }
}
