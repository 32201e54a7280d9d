import StrataText

/// Titles that a table of contents lists, as hashes of their letters: witnesses for headings.
struct ListedTitles {
  private var hashes: Set<UInt64> = []
  /// Letters and digits of the longest title, in bytes.
  private var longest = 0

  var isEmpty: Bool { hashes.isEmpty }

  mutating func insert(_ title: LetterHash) {
    hashes.insert(title.value)
    longest = max(longest, title.count)
  }

  func contains(_ title: LetterHash) -> Bool { title.count <= longest && hashes.contains(title.value) }

  /// Whether more letters could make it a title.
  func mayGoOn(_ title: LetterHash) -> Bool { title.count < longest }
}

/// A hash of letters and digits, case folded: equal for a title and its entry in a table of contents, however either
/// is wrapped.
struct LetterHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325
  /// Bytes that count.
  private(set) var count = 0

  init() {}

  init(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) { add(text, start, end) }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    for index in start..<end {
      let byte = text[index]
      guard byte >= 0x80 || Scalars.isDigit(byte) || Scalars.isUpper(byte) || Scalars.isLower(byte) else { continue }
      value = (value ^ UInt64(Scalars.isUpper(byte) ? byte | 0x20 : byte)) &* 0x100_0000_01b3
      count += 1
    }
  }
}
