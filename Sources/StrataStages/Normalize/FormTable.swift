import StrataText

/// Recognises forms that text extraction flattened: a field's label at a line's start, its value behind it ("In charge
/// Ministry of Ports", "Source of funding / State budget").
///
/// The labels come from the grammar. One alone is a word of prose; three different ones, a few lines apart, are a form.
struct FormTable: ~Copyable {
  private let text: UnsafeBufferPointer<UInt8>
  private let lines: [Line]
  /// As they were found; those of rows are marked in `roles`.
  private let given: [LineRole]
  private var roles: [LineRole]
  private let fields: FieldLabels
  /// Width that all but the widest lines keep within.
  private var usual = 0

  private struct Label {
    var line: Int
    var match: FieldLabels.Match
    var field: UInt64 { match.field }
  }

  /// Labels of one form are at most so many lines apart.
  private static let nearest = 15
  /// The text that describes a measure stands above its fields and may be long.
  private static let description = 150

  static func recognise(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: inout [LineRole], fields: FieldLabels
  ) {
    guard !fields.isEmpty else { return }
    var work = FormTable(text, lines, roles, fields)
    let labels = work.labels()
    guard labels.count >= 3 else { return }
    work.mark(labels)
    roles = work.roles
  }

  private init(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ fields: FieldLabels) {
    self.text = text
    self.lines = lines
    given = roles
    self.roles = roles
    self.fields = fields
  }

  // MARK: Labels

  private mutating func labels() -> [Label] {
    var found: [Label] = []
    for index in lines.indices where mayOpen(index) && Scalars.isUpper(text[lines[index].start]) {
      if let match = field(at: index) { found.append(Label(line: index, match: match)) }
    }
    guard found.count >= 3 else { return [] }
    var widths = lines.indices.filter { roles[$0] == .body && !lines[$0].isBlank }.map { lines[$0].width }
    usual = widths.isEmpty ? 0 : Rank.element(widths.count * 17 / 20, of: &widths)
    return found.filter { $0.match.words > 1 || opens($0.line) }
  }

  /// A lone line above a page's number was taken for its foot.
  private func mayOpen(_ index: Int) -> Bool {
    !lines[index].isBlank && (given[index] == .body || given[index] == .runningHead)
  }

  /// The longest label with which a line opens, also one that wraps; none where a colon stands behind it, as in labelled
  /// paragraphs.
  private func field(at index: Int) -> FieldLabels.Match? {
    var reading = FieldLabels.Reading()
    var place = Place(line: index, first: index, at: lines[index].start)
    var isFirst = true
    // A capital inside is no label's.
    while let word = word(from: &place), isFirst || !hasCapital(word), reading.take(hash(word), fields) {
      isFirst = false
    }
    return reading.match
  }

  private func hasCapital(_ word: Range<Int>) -> Bool {
    var at = word.lowerBound
    while at < word.upperBound {
      let (scalar, length) = Scalars.decode(text, at: at)
      if Scalars.isUppercase(scalar) { return true }
      at += length
    }
    return false
  }

  /// The line before is closed: by its punctuation, by a blank line or a page's end, or far from the margin.
  private func opens(_ index: Int) -> Bool {
    guard index > 0, !lines[index - 1].isBlank, roles[index - 1] == .body else { return true }
    return LineFacts.ending(text, lines[index - 1]) == .terminal || lines[index - 1].width * 100 < usual * 90
  }

  // MARK: Rows

  private mutating func mark(_ labels: [Label]) {
    var first = 0
    var opening: [UInt64: Int] = [:]
    let shared = sharedWords(labels)
    while first < labels.count {
      var last = first
      while last + 1 < labels.count, labels[last + 1].line - labels[last].line <= Self.nearest { last += 1 }
      defer { first = last + 1 }
      guard Set(labels[first...last].map(\.field)).count >= 3 else { continue }
      let start = first > 0 && labels[first].line - labels[first - 1].line <= Self.description ? first - 1 : first
      var seen: Set<UInt64> = []
      for index in start...last {
        seen.insert(labels[index].field)
        let next = index + 1 < labels.count ? labels[index + 1].line : lines.count
        // A field that this form has already opens the next one.
        let isLast = index == last || seen.contains(labels[index + 1].field)
        markRow(labels[index].line, until: next, valueAt: isLast ? valueLine(labels[index], shared) : nil)
        if isLast { seen.removeAll() }
      }
      opening[labels[start].field, default: 0] += 1
    }
    // What opens two forms opens another one wherever it stands.
    for index in labels.indices where opening[labels[index].field, default: 0] >= 2 {
      guard roles[labels[index].line] != .rowStart else { continue }
      let next = index + 1 < labels.count ? labels[index + 1].line : lines.count
      markRow(labels[index].line, until: next, valueAt: nil)
    }
  }

  /// `valueAt` is given for the last row of a form: the line on which its value begins.
  private mutating func markRow(_ start: Int, until next: Int, valueAt: Int?) {
    roles[start] = .rowStart
    var before = start
    for index in (start + 1)..<max(next, start + 1) {
      if lines[index].isBlank { return }
      guard roles[index] == .body else { continue }
      if let marker = ListMarker.parse(text, lines[index].start, lines[index].end), marker.marker == .bullet { return }
      if let numbering = PlainHeadings.numbering(text, lines[index]), numbering.levels >= 2,
        LineFacts.startsUpper(text, at: numbering.textStart, lines[index].end)
      {
        return
      }
      // Text as wide as the page behind a short line is no cell, and a short line closes the last value.
      if before > start, lines[before].width * 100 < usual * 60, lines[index].width * 100 >= usual * 90,
        LineFacts.startsUpper(text, lines[index])
      {
        return
      }
      if let valueAt, index > valueAt, before >= valueAt, lines[before].width * 100 < usual * 60,
        !(60..<90).contains(lines[index].width * 100 / max(usual, 1))
      {
        return
      }
      roles[index] = .rowContinuation
      before = index
    }
  }

  // MARK: Values

  /// The line on which a row's value begins: behind the words that all rows of its field share.
  private func valueLine(_ label: Label, _ shared: [UInt64: [UInt64]]) -> Int {
    guard let shared = shared[label.field] else {
      // A narrow column breaks the label.
      let isNarrow = [label.line, label.line + 1].allSatisfy { $0 < lines.count && lines[$0].width * 100 < usual * 25 }
      return isNarrow ? label.line + 2 : label.line
    }
    var place = behind(label)
    var left = shared[...]
    while let word = word(from: &place) {
      guard let next = left.popFirst(), hash(word) == next else { return place.line }
    }
    return label.line
  }

  /// By the fields of more than one row: the words behind the label that nine in ten of the other rows have too, as hashes.
  private func sharedWords(_ labels: [Label]) -> [UInt64: [UInt64]] {
    Dictionary(grouping: labels, by: \.field).filter { $0.value.count > 1 }.mapValues { rows in
      var places = rows.map { behind($0) }
      var shared: [UInt64] = []
      while true {
        var count: [UInt64: Int] = [:]
        for index in places.indices {
          if let word = word(from: &places[index]) { count[hash(word), default: 0] += 1 }
        }
        guard let most = count.first(where: { ($0.value - 1) * 10 >= (rows.count - 1) * 9 }) else { return shared }
        shared.append(most.key)
      }
    }
  }

  private func behind(_ label: Label) -> Place {
    var place = Place(line: label.line, first: label.line, at: lines[label.line].start)
    for _ in 0..<label.match.words { _ = word(from: &place) }
    return place
  }

  // MARK: Words

  /// A place in the text of a row.
  private struct Place {
    var line: Int
    /// The row's first line.
    let first: Int
    var at: Int
  }

  /// The next word, up to a blank line and over at most four lines.
  private func word(from place: inout Place) -> Range<Int>? {
    while true {
      if mayOpen(place.line) {
        let end = lines[place.line].end
        while place.at < end, text[place.at] == 0x20 { place.at += 1 }
        let start = place.at
        while place.at < end, text[place.at] != 0x20 { place.at += 1 }
        if start < place.at { return start..<place.at }
      }
      let next = place.line + 1
      guard next < lines.count, next < place.first + 4, !lines[next].isBlank else { return nil }
      place.line = next
      place.at = lines[next].start
    }
  }

  private func hash(_ word: Range<Int>) -> UInt64 { Folding.hash(text, word.lowerBound, word.upperBound) }
}
