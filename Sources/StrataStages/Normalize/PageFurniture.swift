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
  let text: UnsafeBufferPointer<UInt8>
  let lines: [Line]
  var roles: [LineRole]
  /// Per line: the number of its letters with every number left out, 0 for long and blank lines.
  let templates: [Int]
  /// By template: how many lines have it.
  let occurrences: [Int]
  /// The text is that of printed pages.
  let isPrint: Bool

  /// Longest line that can be furniture, in bytes.
  private static let longest = 140
  /// Most lines that a running head has.
  static let deepest = 3

  struct Candidate {
    var line: Int
    var value: Int
  }

  /// `isPrint` is set for text of printed pages: a number on a line of its own is then a page's or a chapter's.
  static func recognise(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: inout [LineRole], isPrint: Bool = false
  ) {
    var work = PageFurniture(text: text, lines: lines, roles: roles, isPrint: isPrint)
    work.findPageNumbers()
    if isPrint { work.findLoneNumbers() }
    work.findRunningHeads()
    if isPrint {
      work.findLoneNumbers()
      work.findLoneHeads()
    }
    roles = work.roles
  }

  private init(text: UnsafeBufferPointer<UInt8>, lines: [Line], roles: [LineRole], isPrint: Bool) {
    self.isPrint = isPrint
    self.text = text
    self.lines = lines
    self.roles = roles
    var numbers = HashNumbers(minimumCapacity: lines.count)
    templates = Self.letters.withUnsafeBufferPointer { letters in
      lines.map { line in
        line.isBlank || line.end - line.start > Self.longest
          ? 0 : numbers.number(of: Self.template(text, line, letters)) + 1
      }
    }
    var occurrences = [Int](repeating: 0, count: numbers.count + 1)
    for template in templates { occurrences[template] += 1 }
    self.occurrences = occurrences
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
    return hash
  }

  func template(_ line: Line) -> UInt64 { Self.letters.withUnsafeBufferPointer { Self.template(text, line, $0) } }

  /// Bytes with ASCII in lower case, 0 for white space, controls and digits.
  private static let letters: [UInt8] = (0...255).map { (byte: Int) -> UInt8 in
    let byte = UInt8(byte)
    return byte <= 0x20 || Scalars.isDigit(byte) ? 0 : Scalars.isUpper(byte) ? byte | 0x20 : byte
  }

  // MARK: Page numbers

  private mutating func findPageNumbers() {
    var bare: [Candidate] = []
    var dressed: [Candidate] = []
    for index in lines.indices where templates[index] != 0 && roles[index] == .body {
      if let number = PageNumber.read(text, lines[index]) {
        if number.isSaid, closesReference(index) { continue }
        if number.isSaid { roles[index] = .pageNumber }
        if endsSentence(index, number.value) { continue }
        bare.append(Candidate(line: index, value: number.value))
      } else if let value = edgeNumber(lines[index])?.value {
        dressed.append(Candidate(line: index, value: value))
      }
    }
    for candidate in chain(bare) { roles[candidate.line] = .pageNumber }
    markUnnumberedFeet()
    markNumberedHeads(dressed)
  }

  /// "EN EN" where other pages have "EN 1 EN": the first page's number is not printed.
  private mutating func markUnnumberedFeet() {
    let feet = Set(
      lines.indices.filter { roles[$0] == .pageNumber && Scalars.isUpper(text[lines[$0].start]) }.map { templates[$0] })
    guard !feet.isEmpty else { return }
    for index in lines.indices where roles[index] == .body && lines[index].end - lines[index].start == 5 {
      if feet.contains(templates[index]) { roles[index] = .pageNumber }
    }
  }

  /// "…, vol. 3, / p. 12": the end of a reference that wraps.
  private func closesReference(_ index: Int) -> Bool {
    guard index > 0, !lines[index].startsPage, !lines[index - 1].isBlank, roles[index - 1] == .body else {
      return false
    }
    switch LineFacts.ending(text, lines[index - 1]) {
    case .comma, .semicolon, .colon: return true
    default: return false
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
      // "03": chapters and pages are written so, and no value is.
      let isPadded = line.end - line.start == 2 && text[line.start] == 0x30
      let isBeside =
        isPadded
        || sides.contains { side in
          guard let side else { return true }
          return roles[side].isFurniture || lines[side].end - lines[side].start >= 40
        }
      let isInTable = sides.contains { side in
        guard let side, roles[side] == .body else { return false }
        return PageNumber.read(text, lines[side]) != nil
      }
      if isBeside || standsAlone(index), !isInTable, !closesLine(index) { roles[index] = .pageNumber }
    }
  }

  /// No other number stands on a line of its own near by: the values of a table or chart come together.
  private func standsAlone(_ index: Int) -> Bool {
    for near in max(0, index - 5)...min(lines.count - 1, index + 5) where near != index && !lines[near].isBlank {
      if roles[near] == .body,
        (lines[near].start..<lines[near].end).allSatisfy({ !Scalars.isLetter(UInt32(text[$0])) })
      {
        return false
      }
    }
    return neighbour(index, -1) != nil && neighbour(index, 1) != nil
  }

  /// The last word of a full line that wraps: "… of 25 April, COM(2018) / 237".
  private func closesLine(_ index: Int) -> Bool {
    guard let before = neighbour(index, -1), before == index - 1, roles[before] == .body,
      LineFacts.ending(text, lines[before]) == .open, !isInParentheses(lines[before])
    else { return false }
    if let after = neighbour(index, 1), LineFacts.startsLower(text, lines[after]) { return false }
    let widest = lines[max(0, index - 5)...min(lines.count - 1, index + 5)].reduce(0) { max($0, $1.width) }
    return lines[before].width * 100 > widest * 92
  }

  private func isInParentheses(_ line: Line) -> Bool { text[line.start] == 0x28 && text[line.end - 1] == 0x29 }

  /// The best rising sequence of candidates: page numbers rise by one or two, a page apart.
  func chain(_ candidates: [Candidate], apart: Int = 2) -> [Candidate] {
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
      let (first, second) = (templates[before], templates[after])
      let own = first == second ? 2 : 1
      return first != 0 && occurrences[first] > own || second != 0 && occurrences[second] > own
    }
    return true
  }

  func cutsSentence(_ index: Int) -> Bool {
    guard let before = neighbour(index, -1) else { return false }
    let ending = LineFacts.ending(text, lines[before])
    return ending == .open && lines[before].end - lines[before].start > 40 || ending == .hyphen
  }

  func isFirst(_ index: Int) -> Bool { neighbour(index, -1) == nil }

  func nextStartsPage(_ index: Int) -> Bool {
    var at = index + 1
    while at < lines.count {
      if lines[at].startsPage { return true }
      if !lines[at].isBlank { return false }
      at += 1
    }
    return true
  }

  func neighbour(_ index: Int, _ step: Int) -> Int? {
    var at = index + step
    while lines.indices.contains(at) {
      if !lines[at].isBlank { return at }
      at += step
    }
    return nil
  }
}
