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

  /// O(text × parts), but for nearly all texts one comparison.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = parts.first, text.count >= first.count else { return false }
    var at = 0
    if !isOpenAtStart {
      guard text[0] == first[0], starts(text, 0, first) else { return false }
    }
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, !isOpenAtEnd {
        return text.count - part.count >= at && starts(text, text.count - part.count, part)
          && (isOpenAtStart || parts.count > 1 || text.count == part.count)
      }
      guard let place = find(part, text, from: at) else { return false }
      at = place + part.count
    }
    return true
  }

  private func starts(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ part: [UInt8]) -> Bool {
    guard at + part.count <= text.count else { return false }
    for offset in 0..<part.count where text[at + offset] != part[offset] { return false }
    return true
  }

  private func find(_ part: [UInt8], _ text: UnsafeBufferPointer<UInt8>, from: Int) -> Int? {
    var at = from
    while at + part.count <= text.count {
      if text[at] == part[0], starts(text, at, part) { return at }
      at += 1
    }
    return nil
  }
}
