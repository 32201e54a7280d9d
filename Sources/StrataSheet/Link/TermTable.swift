/// Numbers for the words, pairs of words and concepts of two tables, with what a person should read for each.
struct TermTable {
  /// Open addressing by the hash, which is well mixed: 0 where nothing is, the term's number and one elsewhere.
  private var slots = [UInt32](repeating: 0, count: 1024)
  /// By term.
  private var hashes: [UInt64] = []
  /// In how many rows a term stands.
  private(set) var frequency: [UInt32] = []
  private var lastRow: [UInt32] = []
  private(set) var texts = TermTexts()

  var count: Int { frequency.count }

  /// The id of a term; `text` is asked for once, for a term that is new.
  mutating func id(_ hash: UInt64, row: UInt32, _ text: () -> String) -> UInt32 {
    var slot = Self.slot(hash, slots.count)
    while slots[slot] != 0, hashes[Int(slots[slot] - 1)] != hash { slot = (slot + 1) & (slots.count - 1) }
    if slots[slot] == 0 {
      hashes.append(hash)
      frequency.append(0)
      lastRow.append(.max)
      texts.append(text())
      slots[slot] = UInt32(hashes.count)
      let id = UInt32(hashes.count - 1)
      if hashes.count * 2 > slots.count { grow() }
      count(id, row)
      return id
    }
    count(slots[slot] - 1, row)
    return slots[slot] - 1
  }

  private mutating func count(_ id: UInt32, _ row: UInt32) {
    guard lastRow[Int(id)] != row else { return }
    lastRow[Int(id)] = row
    frequency[Int(id)] += 1
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (id, hash) in hashes.enumerated() {
      var slot = Self.slot(hash, slots.count)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(id + 1)
    }
  }

  private static func slot(_ hash: UInt64, _ size: Int) -> Int {
    Int(truncatingIfNeeded: hash ^ hash >> 29) & (size - 1)
  }
}

/// What a person should read for each term, by its number; most have none.
struct TermTexts: Sendable {
  private var ends: [UInt32] = []
  private var letters: [UInt8] = []

  mutating func append(_ text: String) {
    letters.append(contentsOf: text.utf8)
    ends.append(UInt32(letters.count))
  }

  subscript(term: Int) -> String {
    String(decoding: letters[(term == 0 ? 0 : Int(ends[term - 1]))..<Int(ends[term])], as: UTF8.self)
  }
}
