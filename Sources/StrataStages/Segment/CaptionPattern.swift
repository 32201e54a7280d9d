/// A caption with `*` for anything, matched against lower-case UTF-8.
struct CaptionPattern: Sendable {
  private let parts: [[UInt8]]
  private let isOpenAtStart: Bool
  private let isOpenAtEnd: Bool

  init(_ pattern: String) {
    parts = pattern.lowercased().split(separator: "*").map { Array($0.utf8) }
    isOpenAtStart = pattern.hasPrefix("*")
    isOpenAtEnd = pattern.hasSuffix("*")
  }

  /// The byte with which a text has to begin; nil where anything may stand there.
  var firstByte: UInt8? { isOpenAtStart ? nil : parts.first?.first }

  /// False where no text that ends in a byte, in lower case or not, can match.
  func mayEnd(in last: UInt8) -> Bool {
    guard !isOpenAtEnd, last < 0x80, let own = parts.last?.last else { return true }
    return (Scalars.isUpper(last) ? last | 0x20 : last) == own
  }

  /// O(text × parts), but for nearly all texts one comparison.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = parts.first, text.count >= first.count else { return false }
    var at = 0
    if !isOpenAtStart {
      guard text[0] == first[0], Self.starts(text, 0, first) else { return false }
    }
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, !isOpenAtEnd {
        return text.count - part.count >= at && Self.starts(text, text.count - part.count, part)
          && (isOpenAtStart || parts.count > 1 || text.count == part.count)
      }
      guard let place = Self.find(part, text, from: at) else { return false }
      at = place + part.count
    }
    return true
  }

  private static func starts(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ part: [UInt8]) -> Bool {
    guard at + part.count <= text.count else { return false }
    for offset in 0..<part.count where text[at + offset] != part[offset] { return false }
    return true
  }

  static func find(_ part: [UInt8], _ text: UnsafeBufferPointer<UInt8>, from: Int) -> Int? {
    var at = from
    while at + part.count <= text.count {
      if text[at] == part[0], starts(text, at, part) { return at }
      at += 1
    }
    return nil
  }
}
