import StrataModel

/// A segment's text cut into pieces: plain text, and mentions that may hold others.
indirect enum TextPiece {
  case plain(String)
  case mention(MentionRecord, [TextPiece])
}

enum MarkedText {
  /// The pieces of a segment's text. A mention that reaches beyond the one around it is cut at its end.
  static func pieces(of segment: SegmentRecord, unit: OffsetUnit) -> [TextPiece] {
    let offsets = TextOffsets(segment.text, unit: unit)
    let mentions = segment.mentions.sorted { ($0.start, $1.end) < ($1.start, $0.end) }
    var index = 0
    let end: Int =
      switch unit {
      case .codepoint: segment.text.unicodeScalars.count
      case .utf16: segment.text.utf16.count
      case .utf8: segment.text.utf8.count
      }
    return pieces(0, end, mentions, &index, offsets)
  }

  private static func pieces(
    _ start: Int, _ end: Int, _ mentions: [MentionRecord], _ index: inout Int, _ offsets: TextOffsets
  ) -> [TextPiece] {
    var pieces: [TextPiece] = []
    var at = start
    func addPlain(upTo stop: Int) {
      guard stop > at, let bytes = offsets.slice(at, stop) else { return }
      pieces.append(.plain(String(decoding: bytes, as: UTF8.self)))
    }
    while index < mentions.count, mentions[index].start < end {
      let mention = mentions[index]
      index += 1
      let from = max(mention.start, at)
      let to = min(mention.end, end)
      guard from < to else { continue }
      addPlain(upTo: from)
      pieces.append(.mention(mention, self.pieces(from, to, mentions, &index, offsets)))
      at = to
    }
    addPlain(upTo: end)
    return pieces
  }
}
