/// Replacements of byte ranges, applied at once.
struct BytePatch {
  private var pieces: [(range: Range<Int>, text: String, opens: String?)] = []

  mutating func replace(_ range: Range<Int>, with text: String) { pieces.append((range, text, nil)) }

  /// Gives an empty element (`<row r="5"/>`) a content.
  mutating func open(_ range: Range<Int>, name: String, content: String) { pieces.append((range, content, name)) }

  func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 4096)
    var at = 0
    for piece in pieces.sorted(by: {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }) {
      result.append(contentsOf: bytes[at..<piece.range.lowerBound])
      if let name = piece.opens {
        // Without the slash that closes it.
        var tag = Array(bytes[piece.range])
        if let slash = tag.lastIndex(of: 47) { tag.remove(at: slash) }
        result.append(contentsOf: tag)
        result.append(contentsOf: piece.text.utf8)
        result.append(contentsOf: "</\(name)>".utf8)
      } else {
        result.append(contentsOf: piece.text.utf8)
      }
      at = piece.range.upperBound
    }
    result.append(contentsOf: bytes[at...])
    return result
  }
}
