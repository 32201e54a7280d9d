import StrataText

/// Titles that a table of contents lists, as hashes of their letters: witnesses for headings.
struct ListedTitles {
  private var hashes = HashSet64()
  /// Hashes of the titles' first letters; what opens otherwise need not be read to its end.
  private var openings = HashSet64()
  private var hasShort = false
  /// Letters and digits of the longest title, in bytes.
  private var longest = 0

  var isEmpty: Bool { longest == 0 }

  /// A title, which stands in the text at an offset.
  mutating func insert(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    let title = LetterHash(text, start, end)
    guard title.count > 0 else { return }
    hashes.insert(title.value)
    longest = max(longest, title.count)
    if let opening = LetterHash.opening(text, start, end) { openings.insert(opening) } else { hasShort = true }
  }

  func contains(_ title: LetterHash) -> Bool { title.count <= longest && hashes.contains(title.value) }

  func contains(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    mayBegin(text, line) && contains(LetterHash(text, line.start, line.end))
  }

  /// Whether a title may begin with the line, by its first letters.
  func mayBegin(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    guard !hasShort, let opening = LetterHash.opening(text, line.start, line.end) else { return !isEmpty }
    return openings.contains(opening)
  }

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

  /// The hash of the first four bytes that count, nil where there are fewer.
  static func opening(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt64? {
    var hash = LetterHash()
    var at = start
    while at < end, hash.count < 4 {
      hash.add(text[at])
      at += 1
    }
    return hash.count == 4 ? hash.value : nil
  }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    for index in start..<end { add(text[index]) }
  }

  @inline(__always) private mutating func add(_ byte: UInt8) {
    guard byte >= 0x80 || Scalars.isDigit(byte) || Scalars.isUpper(byte) || Scalars.isLower(byte) else { return }
    value = (value ^ UInt64(Scalars.isUpper(byte) ? byte | 0x20 : byte)) &* 0x100_0000_01b3
    count += 1
  }
}
