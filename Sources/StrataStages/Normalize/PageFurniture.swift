import StrataText

/// What a line is, where that does not depend on the lines that it would be joined with.
enum LineRole: UInt8 {
  case body, pageNumber, runningHead, contents, rule, directive, noteText, noteContinuation
  /// The first line of a flattened table's header, a further line of it, the first line of a row, a further one.
  case tableHeader, tableHeaderContinuation, rowStart, rowContinuation

  var isFurniture: Bool {
    switch self {
    case .pageNumber, .runningHead, .contents, .rule, .directive: true
    default: false
    }
  }

  var isNote: Bool { self == .noteText || self == .noteContinuation }

  /// The reason that the block carries.
  var reason: String {
    switch self {
    case .pageNumber: "page-number"
    case .runningHead: "running-head"
    case .contents: "contents"
    case .rule: "rule"
    case .directive: "directive"
    default: ""
    }
  }
}

/// Recognises page numbers by their sequence and running heads and feet by their repetition.
struct PageFurniture: ~Copyable {
  private let text: UnsafeBufferPointer<UInt8>
  private let lines: [Line]
  private var roles: [LineRole]
  /// Per line: hash of the letters with every number left out, 0 for long and blank lines.
  private var templates: [UInt64]

  /// Longest line that can be furniture, in bytes.
  private static let longest = 140
  /// Most lines that a running head has.
  private static let deepest = 3

  private struct Candidate {
    var line: Int
    var value: Int
  }

  /// `isPrint` is set for text of printed pages: a number on a line of its own is then a page's or a chapter's.
  static func recognise(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: inout [LineRole], isPrint: Bool = false
  ) {
    var work = PageFurniture(text: text, lines: lines, roles: roles)
    work.findPageNumbers()
    if isPrint { work.findLoneNumbers() }
    work.findRunningHeads()
    if isPrint { work.findLoneNumbers() }
    roles = work.roles
  }

  private init(text: UnsafeBufferPointer<UInt8>, lines: [Line], roles: [LineRole]) {
    self.text = text
    self.lines = lines
    self.roles = roles
    templates = Self.letters.withUnsafeBufferPointer { letters in
      lines.map { line in
        line.isBlank || line.end - line.start > Self.longest ? 0 : Self.template(text, line, letters)
      }
    }
  }

  /// A hash of a line in which numbers and white space do not count and case is folded.
  private static func template(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Line, _ letters: UnsafeBufferPointer<UInt8>
  ) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in line.start..<line.end {
      let letter = letters[Int(text[index])]
      if letter != 0 { hash = (hash ^ UInt64(letter)) &* 0x100_0000_01b3 }
    }
    return hash | 1
  }

  /// Bytes with ASCII in lower case, 0 for white space, controls and digits.
  private static let letters: [UInt8] = (0...255).map { (byte: Int) -> UInt8 in
    let byte = UInt8(byte)
    return byte <= 0x20 || Scalars.isDigit(byte) ? 0 : Scalars.isUpper(byte) ? byte | 0x20 : byte
  }

  // MARK: Page numbers

  private mutating func findPageNumbers() {
    var bare: [Candidate] = []
    var dressed: [UInt64: [Candidate]] = [:]
    for index in lines.indices where templates[index] != 0 && roles[index] == .body {
      if let value = bareNumber(lines[index]) {
        if endsSentence(index, value) { continue }
        bare.append(Candidate(line: index, value: value))
      } else if let value = edgeNumber(lines[index]) {
        dressed[templates[index], default: []].append(Candidate(line: index, value: value))
      }
    }
    for candidate in chain(bare) { roles[candidate.line] = .pageNumber }
    // Left and right pages may have different heads: their numbers rise together.
    let edges = dressed.values.joined().filter {
      lines[$0.line].startsPage || isFirst($0.line) || nextStartsPage($0.line)
    }
    let pages = chain(edges.sorted { $0.line < $1.line })
    if pages.count >= 2, zip(pages, pages.dropFirst()).allSatisfy({ $1.value == $0.value + 1 }) {
      for candidate in pages { roles[candidate.line] = .runningHead }
    }
    for group in dressed.values where group.count >= 3 {
      // An empty page leaves its head beside the next one's.
      let members = chain(group, apart: 1)
      guard members.count >= 3, members.count * 5 >= group.count * 4 else { continue }
      // Numbered headings and table rows rise too, but they do not wait for a page between them.
      let distance = (members[members.count - 1].line - members[0].line) / (members.count - 1)
      guard distance >= 8 || members.allSatisfy({ lines[$0.line].startsPage }) else { continue }
      // "Article 4" and its like are labels: a running head of one word must also cut sentences.
      if LineFacts.wordCount(text, lines[members[0].line].start, lines[members[0].line].end) <= 2,
        !members.contains(where: { lines[$0.line].startsPage || cutsSentence($0.line) })
      {
        continue
      }
      // The form is proved: every line of it is one, also beside an empty page.
      for candidate in group { roles[candidate.line] = .runningHead }
    }
  }

  /// A number that a wrap left alone on its line: the year of a date, or one behind which the sentence closes.
  private func endsSentence(_ index: Int, _ value: Int) -> Bool {
    guard index > 0, !lines[index].startsPage, !lines[index - 1].isBlank, roles[index - 1] == .body else {
      return false
    }
    let isYear = (1900..<2100).contains(value)
    let isClosed = Scalars.isDigit(text[lines[index].start]) && LineFacts.ending(text, lines[index]) == .terminal
    return (isYear || isClosed) && LineFacts.ending(text, lines[index - 1]) == .open
  }

  /// A number of up to three digits beside running text or furniture, which no sequence has claimed: an excerpt holds
  /// but one page's foot. Cells of tables stand beside cells.
  private mutating func findLoneNumbers() {
    for index in lines.indices where templates[index] != 0 && roles[index] == .body {
      let line = lines[index]
      guard line.end - line.start <= 3, (line.start..<line.end).allSatisfy({ Scalars.isDigit(text[$0]) }) else {
        continue
      }
      let sides = [neighbour(index, -1), neighbour(index, 1)]
      let isBeside = sides.contains { side in
        guard let side else { return true }
        return roles[side].isFurniture || lines[side].end - lines[side].start >= 40
      }
      let isInTable = sides.contains { side in
        guard let side, roles[side] == .body else { return false }
        return bareNumber(lines[side]) != nil
      }
      if isBeside, !isInTable, !closesLine(index) { roles[index] = .pageNumber }
    }
  }

  /// The last word of a full line that wraps: "… of 25 April, COM(2018) / 237".
  private func closesLine(_ index: Int) -> Bool {
    guard let before = neighbour(index, -1), before == index - 1, roles[before] == .body,
      LineFacts.ending(text, lines[before]) == .open
    else { return false }
    if let after = neighbour(index, 1), LineFacts.startsLower(text, lines[after]) { return false }
    let widest = lines[max(0, index - 5)...min(lines.count - 1, index + 5)].reduce(0) { max($0, $1.width) }
    return lines[before].width * 100 > widest * 92
  }

  /// The number of a line that holds nothing else: "20", "- 20 -", "p. 04", "Page 3 of 12", "3/12", "iv".
  private func bareNumber(_ line: Line) -> Int? {
    var letters = 0
    var numbers: [Int] = []
    var index = line.start
    guard line.end - line.start <= 24 else { return nil }
    while index < line.end {
      let byte = text[index]
      if Scalars.isDigit(byte) {
        var value = 0
        let first = index
        while index < line.end, Scalars.isDigit(text[index]), index - first < 5 {
          value = value * 10 + Int(text[index] - 0x30)
          index += 1
        }
        guard index - first <= 4 else { return nil }
        numbers.append(value)
        continue
      }
      if Scalars.isUpper(byte) || Scalars.isLower(byte) {
        letters += 1
      } else if byte != 0x20, byte != 0x2D, byte != 0x7C, byte != 0x2F, byte != 0x2E, byte < 0x80 {
        return nil
      }
      index += 1
    }
    if numbers.isEmpty {
      let value = ListMarker.romanValue(UnsafeBufferPointer(rebasing: text[line.start..<line.end]))
      return value > 0 && value < 60 ? value : nil
    }
    guard letters == 0 || (letters <= 8 && startsWithPageWord(line)) else { return nil }
    guard numbers.count == 1 || (numbers.count == 2 && numbers[0] <= numbers[1] && letters + 1 > 0) else { return nil }
    return numbers[0]
  }

  /// "p", "pg", "page" and their like in other languages: a short word that only numbers follow.
  private func startsWithPageWord(_ line: Line) -> Bool {
    let first = text[line.start] | 0x20
    return first == 0x70 || first == 0x73
  }

  /// The number at the start or end of a line of words.
  private func edgeNumber(_ line: Line) -> Int? {
    func value(_ range: Range<Int>) -> Int? {
      guard !range.isEmpty, range.count <= 4 else { return nil }
      return range.reduce(0) { $0 * 10 + Int(text[$1] - 0x30) }
    }
    var start = line.start
    while start < line.end, Scalars.isDigit(text[start]) { start += 1 }
    // "2.1 Scope": a chapter's number.
    let isChapter = start + 1 < line.end && text[start] == 0x2E && Scalars.isDigit(text[start + 1])
    if !isChapter, let number = value(line.start..<start) { return number }
    var end = line.end
    while end > line.start, Scalars.isDigit(text[end - 1]) { end -= 1 }
    return value(end..<line.end)
  }

  /// The best rising sequence of candidates: page numbers rise by one or two, a page apart.
  private func chain(_ candidates: [Candidate], apart: Int = 2) -> [Candidate] {
    guard !candidates.isEmpty else { return [] }
    var best = [Double](repeating: 1, count: candidates.count)
    var previous = [Int](repeating: -1, count: candidates.count)
    for index in candidates.indices {
      let candidate = candidates[index]
      for back in stride(from: index - 1, through: max(0, index - 120), by: -1) {
        let step = candidate.value - candidates[back].value
        let distance = candidate.line - candidates[back].line
        guard step > 0, distance >= apart, step <= 2 + distance / 6 else { continue }
        let gain = step == 1 ? 1.0 : step == 2 ? 0.7 : 0.3
        let score = best[back] + gain - (distance < 8 ? 0.4 : 0)
        if score > best[index] {
          best[index] = score
          previous[index] = back
        }
      }
    }
    var at = best.indices.max { best[$0] < best[$1] } ?? 0
    var members: [Candidate] = []
    while at >= 0 {
      members.append(candidates[at])
      at = previous[at]
    }
    members.reverse()
    if members.count >= 3 { return members }
    return members.filter { interrupts($0.line) || lines[$0.line].startsPage || nextStartsPage($0.line) }
  }

  /// A line that stands in the middle of a sentence, or beside a line that occurs again.
  private func interrupts(_ index: Int) -> Bool {
    if let before = neighbour(index, -1), let after = neighbour(index, 1) {
      if LineFacts.ending(text, lines[before]) == .open, !LineFacts.startsUpper(text, lines[after]),
        ListMarker.parse(text, lines[after].start, lines[after].end) == nil
      {
        return true
      }
      let near = [templates[before], templates[after]]
      return lines.indices.contains {
        $0 != before && $0 != after && templates[$0] != 0 && near.contains(templates[$0])
      }
    }
    return true
  }

  private func cutsSentence(_ index: Int) -> Bool {
    guard let before = neighbour(index, -1) else { return false }
    let ending = LineFacts.ending(text, lines[before])
    return ending == .open && lines[before].end - lines[before].start > 40 || ending == .hyphen
  }

  private func isFirst(_ index: Int) -> Bool { neighbour(index, -1) == nil }

  private func nextStartsPage(_ index: Int) -> Bool {
    var at = index + 1
    while at < lines.count {
      if lines[at].startsPage { return true }
      if !lines[at].isBlank { return false }
      at += 1
    }
    return true
  }

  private func neighbour(_ index: Int, _ step: Int) -> Int? {
    var at = index + step
    while lines.indices.contains(at) {
      if !lines[at].isBlank { return at }
      at += step
    }
    return nil
  }

  // MARK: Running heads

  private mutating func findRunningHeads() {
    guard
      lines.indices.contains(where: {
        roles[$0] == .pageNumber || roles[$0] == .runningHead || lines[$0].startsPage
      })
    else { return }
    var count: [UInt64: Int] = [:]
    for index in lines.indices where templates[index] != 0 && roles[index] == .body {
      count[templates[index], default: 0] += 1
    }
    var votes: [UInt64: Int] = [:]
    var runs: [[Int]] = []
    var anchors = 0
    for index in lines.indices {
      let isAnchor = roles[index] == .pageNumber || roles[index] == .runningHead
      guard isAnchor || lines[index].startsPage else { continue }
      anchors += 1
      for step in isAnchor ? [-1, 1] : [1] {
        var run: [Int] = []
        var at = isAnchor ? index : index - 1
        while let next = neighbour(at, step), templates[next] != 0, roles[next] == .body, count[templates[next]]! >= 2 {
          run.append(next)
          at = next
          if run.count > 2 * Self.deepest { break }
        }
        if run.count > Self.deepest, step > 0 {
          // More than a running head: the header of a table that goes on over pages.
          for (offset, line) in run.enumerated() { roles[line] = offset == 0 ? .tableHeader : .tableHeaderContinuation }
          continue
        }
        guard !run.isEmpty, run.count <= Self.deepest else { continue }
        runs.append(run)
        for line in run { votes[templates[line], default: 0] += 1 }
      }
      // The foot of the page before a form feed.
      if lines[index].startsPage, !isAnchor, let foot = neighbour(index, -1), roles[foot] == .body,
        templates[foot] != 0,
        count[templates[foot]]! >= 2
      {
        runs.append([foot])
        votes[templates[foot], default: 0] += 1
      }
    }
    // A heading may stand at the top of two pages by chance.
    let needed = anchors <= 4 ? 2 : 3
    for run in runs {
      for line in run where votes[templates[line]]! >= needed && votes[templates[line]]! * 2 >= count[templates[line]]!
      {
        roles[line] = .runningHead
      }
    }
  }
}
