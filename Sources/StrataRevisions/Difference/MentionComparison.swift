import StrataModel

/// Ties the mentions of an old text to those of the new one.
struct MentionComparison {
  let marks: WordMarks

  /// A mention with its place in pieces of the joined text.
  struct Placed {
    var record: MentionRecord
    var pieces: Range<Int>
    /// The unequal runs it touches.
    var runs: Set<Int>
  }

  /// In three steps: by the words they share; by concept; by standing in one replaced stretch. What is left was
  /// gained or lost. O(mentions²) of one segment.
  func changes(_ old: [(MentionRecord, Range<Int>)], _ new: [(MentionRecord, Range<Int>)]) -> [MentionChange] {
    let olds = old.map { place($0.0, $0.1, in: marks.oldPieces, \.old) }
    let news = new.map { place($0.0, $0.1, in: marks.newPieces, \.new) }
    var partner = [Int](repeating: -1, count: olds.count)
    var isTaken = [Bool](repeating: false, count: news.count)
    let map = mapping()
    func tie(_ score: (Placed, Placed) -> Int) {
      var pairs: [(Int, Int, Int)] = []
      for (left, old) in olds.enumerated() where partner[left] < 0 {
        for (right, new) in news.enumerated() where !isTaken[right] {
          let value = score(old, new)
          if value > 0 { pairs.append((value, left, right)) }
        }
      }
      for (_, left, right) in pairs.sorted(by: { $0.0 != $1.0 ? $0.0 > $1.0 : ($0.1, $0.2) < ($1.1, $1.2) })
      where partner[left] < 0 && !isTaken[right] {
        partner[left] = right
        isTaken[right] = true
      }
    }
    func overlap(_ old: Placed, _ new: Placed) -> Int {
      old.pieces.reduce(0) { $0 + (map[$1].map(new.pieces.contains) == true ? 1 : 0) }
    }
    tie { $0.record.type == $1.record.type ? overlap($0, $1) : 0 }
    tie { old, new in
      old.record.type == new.record.type && old.record.concept != nil && old.record.concept == new.record.concept
        ? 1 : 0
    }
    tie { $0.record.type == $1.record.type && !$0.runs.isDisjoint(with: $1.runs) ? 1 : 0 }
    tie { overlap($0, $1) }
    return collect(olds.map(\.record), news.map(\.record), partner, isTaken)
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

  private func place(
    _ record: MentionRecord, _ bytes: Range<Int>, in pieces: [Range<Int>], _ side: (TokenDiff.Run) -> Range<Int>
  ) -> Placed {
    let first = pieces.firstIndex { $0.upperBound > bytes.lowerBound } ?? pieces.count
    let last = pieces[first...].firstIndex { $0.lowerBound >= bytes.upperBound } ?? pieces.count
    let range = first..<max(first, last)
    var runs: Set<Int> = []
    for (index, run) in marks.diff.runs.enumerated() where !run.isEqual {
      if side(run).overlaps(range) { runs.insert(index) }
    }
    return Placed(record: record, pieces: range, runs: runs)
  }
}
