extension Document {
  /// Segments by kind, in the order of the vocabulary; linear in the segments.
  public var segmentCounts: [(kind: SegmentKind, count: Int)] {
    var counts = SegmentKind.allCases.map { (kind: $0, count: 0) }
    segments.withUnsafeBufferPointer { segments in
      for index in segments.indices {
        let kind = segments[index].kind
        for position in counts.indices where counts[position].kind == kind { counts[position].count += 1 }
      }
    }
    return counts
  }

  /// Mentions by type, in the order of the vocabulary; linear in the mentions.
  public var mentionCounts: [(type: MentionType, count: Int)] {
    var counts = MentionType.allCases.map { (type: $0, count: 0) }
    segments.withUnsafeBufferPointer { segments in
      for index in segments.indices {
        segments[index].mentions.withUnsafeBufferPointer { mentions in
          for number in mentions.indices {
            let type = mentions[number].type
            for position in counts.indices where counts[position].type == type { counts[position].count += 1 }
          }
        }
      }
    }
    return counts
  }
}
