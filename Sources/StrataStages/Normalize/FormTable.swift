import StrataText

/// Recognises forms that text extraction flattened: a field's label at a line's start, its value behind it ("In charge
/// Ministry of Ports", "Source of funding / State budget").
///
/// The labels come from the grammar. One alone is a word of prose; three different ones, a few lines apart, are a form.
struct FormTable: ~Copyable {
  private let text: UnsafeBufferPointer<UInt8>
  private let lines: [Line]
  private var roles: [LineRole]
  private let fields: FieldLabels
  /// Width that all but the widest lines keep within.
  private var usual = 0

  private struct Label {
    var line: Int
    var field: String
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
    self.roles = roles
    self.fields = fields
  }

  // MARK: Labels

  private mutating func labels() -> [Label] {
    var found: [Label] = []
    for index in lines.indices where mayOpen(index) {
      guard Scalars.isUpper(text[lines[index].start]), fields.mayOpen(text, lines[index]),
        let field = field(at: index)
      else { continue }
      found.append(Label(line: index, field: field))
    }
    guard found.count >= 3 else { return [] }
    let widths = lines.indices.filter { roles[$0] == .body && !lines[$0].isBlank }.map { lines[$0].width }.sorted()
    usual = widths.isEmpty ? 0 : widths[widths.count * 17 / 20]
    return found.filter { $0.field.contains(" ") || opens($0.line) }
  }

  /// A lone line above a page's number was taken for its foot.
  private func mayOpen(_ index: Int) -> Bool {
    !lines[index].isBlank && (roles[index] == .body || roles[index] == .runningHead)
  }

  /// The longest label with which a line opens, also one that wraps; none where a colon stands behind it, as in labelled
  /// paragraphs.
  private func field(at index: Int) -> String? {
    var best: String?
    var phrase = ""
    for (word, _) in words(behind: index).prefix(fields.longest) {
      let word = String(decoding: word, as: UTF8.self)
      // A capital inside is no label's.
      if !phrase.isEmpty, word.contains(where: \.isUppercase) { break }
      phrase += phrase.isEmpty ? word.lowercased() : " " + word
      if fields.contains(phrase) { best = phrase }
    }
    return best
  }

  /// The line before is closed: by its punctuation, by a blank line or a page's end, or far from the margin.
  private func opens(_ index: Int) -> Bool {
    guard index > 0, !lines[index - 1].isBlank, roles[index - 1] == .body else { return true }
    return LineFacts.ending(text, lines[index - 1]) == .terminal || lines[index - 1].width * 100 < usual * 90
  }

  // MARK: Rows

  private mutating func mark(_ labels: [Label]) {
    var first = 0
    var opening: [String: Int] = [:]
    while first < labels.count {
      var last = first
      while last + 1 < labels.count, labels[last + 1].line - labels[last].line <= Self.nearest { last += 1 }
      defer { first = last + 1 }
      guard Set(labels[first...last].map(\.field)).count >= 3 else { continue }
      let start = first > 0 && labels[first].line - labels[first - 1].line <= Self.description ? first - 1 : first
      var seen: Set<String> = []
      for index in start...last {
        seen.insert(labels[index].field)
        let next = index + 1 < labels.count ? labels[index + 1].line : lines.count
        // A field that this form has already opens the next one.
        let isLast = index == last || seen.contains(labels[index + 1].field)
        markRow(labels[index].line, until: next, valueAt: isLast ? valueLine(labels[index], labels) : nil)
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

  /// The line on which a row's value begins: behind the words that all rows of its field share.
  private func valueLine(_ label: Label, _ labels: [Label]) -> Int {
    let others = labels.filter { $0.field == label.field && $0.line != label.line }.map { words(behind: $0.line) }
    guard !others.isEmpty else {
      // A narrow column breaks the label.
      let isNarrow = [label.line, label.line + 1].allSatisfy { $0 < lines.count && lines[$0].width * 100 < usual * 25 }
      return isNarrow ? label.line + 2 : label.line
    }
    let own = words(behind: label.line)
    var shared = label.field.split(separator: " ").count
    while shared < own.count,
      others.filter({ shared < $0.count && $0[shared].word == own[shared].word }).count * 10 >= others.count * 9
    {
      shared += 1
    }
    return shared < own.count ? own[shared].line : label.line
  }

  /// The first words from a line on, with their lines.
  private func words(behind start: Int) -> [(word: [UInt8], line: Int)] {
    var found: [(word: [UInt8], line: Int)] = []
    var index = start
    while index < lines.count, index < start + 4, !lines[index].isBlank {
      if mayOpen(index) {
        for word in text[lines[index].start..<lines[index].end].split(separator: 0x20) {
          found.append((Array(word), index))
        }
      }
      index += 1
    }
    return found
  }
}
