import StrataText

/// Numbers for the words, pairs of words and concepts of two tables, with what a person should read for each.
struct TermTable {
  private var numbers = HashNumbers(minimumCapacity: 512)
  /// In how many rows a term stands.
  private(set) var frequency: [UInt32] = []
  private var lastRow: [UInt32] = []
  private(set) var texts = TermTexts()

  var count: Int { frequency.count }

  /// The id of a term; `text` is asked for once, for a term that is new.
  mutating func id(_ hash: UInt64, row: UInt32, _ text: () -> String) -> UInt32 {
    let id = numbers.number(of: hash)
    if id == frequency.count {
      frequency.append(0)
      lastRow.append(.max)
      texts.append(text())
    }
    if lastRow[id] != row {
      lastRow[id] = row
      frequency[id] += 1
    }
    return UInt32(id)
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
