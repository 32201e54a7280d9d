import StrataModel

/// Ties the mentions of an old text to those of the new one.
struct MentionComparison {
  let marks: WordMarks

  /// A mention with its place in pieces of the joined text.
  private struct Placed {
    var record: MentionRecord
    var pieces: Range<Int>
    /// The unequal runs it touches.
    var runs: [Int]
  }

  /// In three steps: by the words they share; by concept; by standing in one replaced stretch. What is left was
  /// gained or lost. Close to linear in mentions and words.
  func changes(_ old: [(MentionRecord, Range<Int>)], _ new: [(MentionRecord, Range<Int>)]) -> [MentionChange] {
    let olds = placed(old, in: marks.oldPieces, \.old)
    let news = placed(new, in: marks.newPieces, \.new)
    var partner = [Int](repeating: -1, count: olds.count)
    var isTaken = [Bool](repeating: false, count: news.count)
    func tie(_ left: Int, _ right: Int) {
      partner[left] = right
      isTaken[right] = true
    }
    let shared = sharedWords(olds, news)
    func tieShared(sameType: Bool) {
      for (_, left, right) in shared
      where partner[left] < 0 && !isTaken[right] && (!sameType || olds[left].record.type == news[right].record.type) {
        tie(left, right)
      }
    }
    /// The first ones of each side that have a key in common.
    func tie<Key: Hashable>(by keys: (Placed) -> [Key]) {
      var places: [Key: [Int]] = [:]
      for (right, new) in news.enumerated().reversed() where !isTaken[right] {
        for key in keys(new) { places[key, default: []].append(right) }
      }
      for (left, old) in olds.enumerated() where partner[left] < 0 {
        let found = keys(old).compactMap { key -> Int? in
          while let right = places[key]?.last, isTaken[right] { places[key]?.removeLast() }
          return places[key]?.last
        }
        if let right = found.min() { tie(left, right) }
      }
    }
    tieShared(sameType: true)
    tie { mention in mention.record.concept.map { [[mention.record.type.rawValue, $0]] } ?? [] }
    tie { mention in mention.runs.map { [mention.record.type.rawValue, String($0)] } }
    tieShared(sameType: false)
    return collect(olds.map(\.record), news.map(\.record), partner, isTaken)
  }

  /// Pairs that have words in common, those with most of them first.
  private func sharedWords(_ olds: [Placed], _ news: [Placed]) -> [(count: Int, left: Int, right: Int)] {
    let map = mapping()
    var mentions: [Int: [Int]] = [:]
    for (right, new) in news.enumerated() { for piece in new.pieces { mentions[piece, default: []].append(right) } }
    var pairs: [(count: Int, left: Int, right: Int)] = []
    for (left, old) in olds.enumerated() {
      var counts: [Int: Int] = [:]
      for piece in old.pieces {
        for right in map[piece].flatMap({ mentions[$0] }) ?? [] { counts[right, default: 0] += 1 }
      }
      for (right, count) in counts { pairs.append((count, left, right)) }
    }
    return pairs.sorted { $0.count != $1.count ? $0.count > $1.count : ($0.left, $0.right) < ($1.left, $1.right) }
  }

  private func collect(
    _ olds: [MentionRecord], _ news: [MentionRecord], _ partner: [Int], _ isTaken: [Bool]
  ) -> [MentionChange] {
    var changes: [MentionChange] = []
    for (left, right) in partner.enumerated() {
      guard right >= 0 else {
        changes.append(MentionChange(kind: .lost, old: olds[left], new: nil, fields: []))
        continue
      }
      let fields = Self.fields(olds[left], news[right])
      if !fields.isEmpty {
        changes.append(MentionChange(kind: .changed, old: olds[left], new: news[right], fields: fields))
      }
    }
    for (right, taken) in isTaken.enumerated() where !taken {
      changes.append(MentionChange(kind: .gained, old: nil, new: news[right], fields: []))
    }
    return changes
  }

  /// The names of what differs between two mentions; presentation of the text left out.
  static func fields(_ old: MentionRecord, _ new: MentionRecord) -> [String] {
    var fields: [String] = []
    func compare<Value: Equatable>(_ name: String, _ left: Value, _ right: Value) {
      if left != right { fields.append(name) }
    }
    compare("type", old.type, new.type)
    compare("concept", old.concept, new.concept)
    compare("role", old.role, new.role)
    compare("class", old.class, new.class)
    compare("named", old.named, new.named)
    compare("value", old.value, new.value)
    compare("currency", old.currency, new.currency)
    compare("date", old.date, new.date)
    compare("unit", old.unit, new.unit)
    compare(
      "text", FoldedText.fold(old.text.utf8, isHeading: false), FoldedText.fold(new.text.utf8, isHeading: false))
    return fields
  }

  /// For each old piece the new one, where the two are equal.
  private func mapping() -> [Int?] {
    var map = [Int?](repeating: nil, count: marks.oldPieces.count)
    for run in marks.diff.runs where run.isEqual {
      for offset in 0..<run.old.count { map[run.old.lowerBound + offset] = run.new.lowerBound + offset }
    }
    return map
  }

  private func placed(
    _ mentions: [(MentionRecord, Range<Int>)], in pieces: [Range<Int>], _ side: (TokenDiff.Run) -> Range<Int>
  ) -> [Placed] {
    let unequal = marks.diff.runs.enumerated().filter { !$0.element.isEqual }.map { ($0.offset, side($0.element)) }
    return mentions.map { record, bytes in
      let first = pieces.firstIndex { $0.upperBound > bytes.lowerBound }
      let last = pieces.firstIndex { $0.lowerBound >= bytes.upperBound }
      let range = first..<max(first, last)
      var runs: [Int] = []
      for (number, run) in unequal[unequal.firstIndex { $0.1.upperBound > range.lowerBound }...] {
        if run.lowerBound >= range.upperBound { break }
        if run.overlaps(range) { runs.append(number) }
      }
      return Placed(record: record, pieces: range, runs: runs)
    }
  }
}

extension Array {
  /// The first place from which on the condition holds, or the end: it holds nowhere before, and everywhere behind. O(log n).
  fileprivate func firstIndex(_ holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
