import StrataText

/// Labels with which a line opens: "Coordinator: Ministry of …".
extension LineFacts {
  static func startsUpper(_ text: UnsafeBufferPointer<UInt8>, at start: Int, _ end: Int) -> Bool {
    start < end && Scalars.isUppercase(Scalars.decode(text, at: start).scalar)
  }

  /// "Coordinator: Ministry of …": a label of at most four words, a colon, and something behind it.
  static func isLabelled(_ text: UnsafeBufferPointer<UInt8>, _ line: Line, upTo words: Int = 4) -> Bool {
    isLabelled(text, line.start, line.end, upTo: words)
  }

  /// Two texts that open with the same label, or with labels that count: "Measure 2.1: …", "Measure 2.2: …".
  static func haveOneLabel(_ text: UnsafeBufferPointer<UInt8>, _ first: Int, _ second: Int) -> Bool {
    func skipNumber(_ index: inout Int) {
      while index < text.count, Scalars.isDigit(text[index]) || text[index] == 0x2E { index += 1 }
    }
    var one = first
    var other = second
    while max(one, other) < text.count {
      if Scalars.isDigit(text[one]), Scalars.isDigit(text[other]) {
        skipNumber(&one)
        skipNumber(&other)
        continue
      }
      guard text[one] == text[other] else { return false }
      if text[one] == 0x3A { return true }
      one += 1
      other += 1
    }
    return false
  }

  /// Opens with a capital, a few words and a colon.
  static func isLabelled(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, upTo limit: Int = 4) -> Bool {
    guard startsUpper(text, at: start, end) else { return false }
    var at = start
    var words = 1
    while at < end, words <= limit {
      if text[at] == 0x3A { return at + 1 < end && (text[at + 1] == 0x20 || text[at + 1] == 0x09) }
      if text[at] == 0x20 { words += 1 }
      at += 1
    }
    return false
  }
}
