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

  /// False where no text with this beginning can match, whatever its case; looks at a few ASCII characters.
  func mayBegin(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard !isOpenAtStart, let first = parts.first else { return true }
    guard text.count >= first.count else { return text.contains { $0 >= 0x80 } }
    for offset in 0..<min(4, first.count) {
      let byte = text[text.startIndex + offset]
      if byte >= 0x80 { return true }
      if (Scalars.isUpper(byte) ? byte | 0x20 : byte) != first[offset] { return false }
    }
    return true
  }

  /// False where no text with this end can match, whatever its case; looks at a few ASCII characters.
  func mayEnd(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard !isOpenAtEnd, let last = parts.last else { return true }
    for offset in 1...max(1, min(6, last.count, text.count)) {
      let byte = text[text.endIndex - offset]
      if byte >= 0x80 { return true }
      if (Scalars.isUpper(byte) ? byte | 0x20 : byte) != last[last.count - offset] { return false }
    }
    return true
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
