import StrataText

/// Recognises the texts of notes at a page's foot or the document's end: lines that open with
/// consecutive numbers, each called by a marker before it.
enum NoteTexts {
  private struct Candidate {
    var line: Int
    var value: Int
    var isCalled: Bool
    /// "1There is": the number touches the text.
    var isGlued: Bool
  }

  static func recognise(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: inout [LineRole], glued: [GluedNumber]
  ) {
    var candidates: [Candidate] = []
    var calls: [(value: Int, at: Int)]?
    for index in lines.indices where roles[index] == .body && !lines[index].isBlank {
      guard let value = noteNumber(text, lines[index]) else { continue }
      if calls == nil {
        calls =
          glued.map { ($0.value, Int($0.extent.start)) } + superscripts(text)
          + brackets(text)
      }
      let start = lines[index].start
      let isGlued = isGlued(text, lines[index])
      let isCalled = calls!.contains {
        $0.value == value && ($0.at < start ? start - $0.at < 20_000 : isGlued && $0.at - start < 4_000)
      }
      // An excerpt may begin behind the call; no list and no heading of that length touches its number.
      let isLong = isGlued && opensWord(text, lines[index]) && lines[index].end - start >= 60
      candidates.append(Candidate(line: index, value: value, isCalled: isCalled || isLong, isGlued: isGlued))
    }
    guard !candidates.isEmpty else { return }
    let hasPages = roles.contains { $0 == .pageNumber || $0 == .runningHead }
    if hasPages {
      candidates = placed(candidates, text, lines, roles)
      markUncalled(&candidates, text, lines, roles)
    }
    for index in withNeighbours(chain(candidates), candidates, lines) {
      let from = candidates[index].line
      roles[from] = .noteText
      var at = from + 1
      while at < lines.count, !lines[at].isBlank, roles[at] == .body, goesOn(text, lines, from, at) {
        roles[at] = .noteContinuation
        at += 1
      }
    }
  }

  /// Nothing but notes stands between the line and the page's end.
  private static func isAtFoot(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ index: Int)
    -> Bool
  {
    var at = index + 1
    var inNote = true
    var count = 0
    while at < lines.count, count < 60 {
      if roles[at].isFurniture || lines[at].startsPage { return true }
      if lines[at].isBlank {
        inNote = false
      } else if noteNumber(text, lines[at]) != nil {
        inNote = true
      } else if !inNote {
        return false
      }
      at += 1
      count += 1
    }
    return at == lines.count
  }

  /// The candidates that stand where notes stand: at a page's foot, in the middle of a sentence, or below such a one.
  private static func placed(
    _ candidates: [Candidate], _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole]
  ) -> [Candidate] {
    var result: [Candidate] = []
    for candidate in candidates {
      let follows = result.last.map { isNeighbour($0, candidate, lines) } ?? false
      if follows || candidate.isGlued || isAtFoot(text, lines, roles, candidate.line)
        || interrupts(text, lines, roles, candidate.line)
      {
        result.append(candidate)
      }
    }
    return result
  }

  /// Directly above a page's number, lines that open with rising numbers from 2 on, or an address behind a number, are
  /// notes though nothing calls them: an excerpt may begin behind the calls.
  private static func markUncalled(
    _ candidates: inout [Candidate], _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole]
  ) {
    var first = 0
    while first < candidates.count {
      var last = first
      while last + 1 < candidates.count, candidates[last + 1].value - candidates[last].value <= 2,
        candidates[last + 1].value > candidates[last].value,
        (candidates[last].line..<candidates[last + 1].line).allSatisfy({ roles[$0] == .body && !lines[$0].isBlank })
      { last += 1 }
      let isAddress = last == first && opensAddress(text, lines[candidates[first].line])
      if isAddress || last >= first + 2 && candidates[first].value >= 2,
        endsPage(behind: candidates[last].line, lines, roles)
      {
        for index in first...last { candidates[index].isCalled = true }
      }
      first = last + 1
    }
  }

  /// "17 https://…".
  private static func opensAddress(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    var at = line.start
    while at < line.end, Scalars.isDigit(text[at]) || text[at] == 0x20 { at += 1 }
    return ["http", "www."].contains { text[at..<min(at + 4, line.end)].elementsEqual($0.utf8) }
  }

  /// A page's number or another page stands behind the text that goes on from a line.
  private static func endsPage(behind index: Int, _ lines: [Line], _ roles: [LineRole]) -> Bool {
    var at = index + 1
    while at < lines.count, at - index <= 8, !lines[at].isBlank, roles[at] == .body, !lines[at].startsPage { at += 1 }
    while at < lines.count, lines[at].isBlank, !lines[at].startsPage { at += 1 }
    return at < lines.count && (roles[at] == .pageNumber || roles[at] == .runningHead || lines[at].startsPage)
  }

  /// The line before breaks off in mid-sentence: a column's foot.
  private static func interrupts(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ index: Int
  ) -> Bool {
    guard index > 0, roles[index - 1] == .body, !lines[index - 1].isBlank,
      lines[index - 1].end - lines[index - 1].start > 25
    else { return false }
    return LineFacts.ending(text, lines[index - 1]).breaksOff
  }

  /// The second note stands right below the first and goes on with its number.
  private static func isNeighbour(_ first: Candidate, _ second: Candidate, _ lines: [Line]) -> Bool {
    second.value == first.value + 1 && second.line - first.line <= 8
      && (first.line..<second.line).allSatisfy { !lines[$0].isBlank }
  }

  /// Adds notes whose calls the text does not hold, but whose neighbours' it does.
  private static func withNeighbours(_ chosen: [Int], _ candidates: [Candidate], _ lines: [Line]) -> [Int] {
    var all = Set(chosen)
    for index in chosen {
      var at = index
      while at > 0, isNeighbour(candidates[at - 1], candidates[at], lines), all.insert(at - 1).inserted { at -= 1 }
      at = index
      while at + 1 < candidates.count, isNeighbour(candidates[at], candidates[at + 1], lines),
        all.insert(at + 1).inserted
      {
        at += 1
      }
    }
    return all.sorted()
  }

  private static func goesOn(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ from: Int, _ at: Int) -> Bool {
    if noteNumber(text, lines[at]) != nil || lines[at].startsPage { return false }
    guard LineFacts.ending(text, lines[at - 1]) == .terminal else { return true }
    // A note that closed with a full stop well before the margin is over.
    if lines[at - 1].width * 10 < lines[at].width * 8 { return false }
    // Behind a note as wide as the page narrow columns go on.
    let widest = lines[from..<at].reduce(0) { max($0, $1.width) }
    return !(at + 1 < lines.count && max(lines[at].width, lines[at + 1].width) * 10 < widest * 6)
  }

  private static func isGlued(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    var at = line.start
    while at < line.end, Scalars.isDigit(text[at]) { at += 1 }
    return at > line.start && LineFacts.startsUpper(text, at: at, line.end)
  }

  /// The number touches a word of three small letters or more behind its capital: "3Regulation".
  private static func opensWord(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    var at = line.start
    while at < line.end, Scalars.isDigit(text[at]) { at += 1 }
    return at + 4 <= line.end && (at + 1..<at + 4).allSatisfy { Scalars.isLower(text[$0]) }
  }

  /// "4 Text", "[4] Text", "4. Text", "⁴ Text".
  private static func noteNumber(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Int? {
    var at = line.start
    if let (value, length) = superscript(text, at) {
      at += length
      return at < line.end ? value : nil
    }
    let isBracketed = text[at] == 0x5B
    if isBracketed { at += 1 }
    let first = at
    while at < line.end, Scalars.isDigit(text[at]) { at += 1 }
    guard at > first, at - first <= 3, text[first] != 0x30, at < line.end else { return nil }
    let value = (first..<at).reduce(0) { $0 * 10 + Int(text[$1] - 0x30) }
    if isBracketed {
      guard text[at] == 0x5D else { return nil }
      at += 1
    }
    guard at < line.end else { return nil }
    // "1There is": a superscript that lost its height.
    if LineFacts.startsUpper(text, at: at, line.end), at + 1 < line.end, Scalars.isLower(text[at + 1]) { return value }
    guard text[at] == 0x20 || text[at] == 0x09 else { return nil }
    while at < line.end, text[at] <= 0x20 { at += 1 }
    guard at < line.end else { return nil }
    let (scalar, _) = Scalars.decode(text, at: at)
    return Scalars.isUppercase(scalar) || scalar == 0x22 || scalar == 0x27 || scalar == 0x28
      || scalar >= 0x2018 && scalar < 0x2020
      || scalar == 0x68 || scalar == 0x77 ? value : nil
  }

  /// The longest run of consecutive numbers, each called in the text before it. Indices of candidates.
  private static func chain(_ candidates: [Candidate]) -> [Int] {
    var length = [Int](repeating: 0, count: candidates.count)
    var previous = [Int](repeating: -1, count: candidates.count)
    for index in candidates.indices where candidates[index].isCalled {
      length[index] = 1
      for back in stride(from: index - 1, through: max(0, index - 40), by: -1) where length[back] > 0 {
        let step = candidates[index].value - candidates[back].value
        guard step == 1 || step == 2, length[back] + 1 > length[index] else { continue }
        length[index] = length[back] + 1
        previous[index] = back
      }
    }
    var taken = Set<Int>()
    // Several runs: numbering may begin again on each page or in each part.
    for end in candidates.indices.sorted(by: { (length[$0], $1) > (length[$1], $0) })
    where length[end] > 0 && !taken.contains(end) {
      var members: [Int] = []
      var at = end
      while at >= 0, !taken.contains(at) {
        members.append(at)
        at = previous[at]
      }
      // A run of one must not repeat a number that a longer run has.
      guard members.count >= 2 || !taken.contains(where: { candidates[$0].value >= candidates[end].value }) else {
        continue
      }
      taken.formUnion(members)
    }
    return taken.sorted()
  }

  private static func superscripts(_ text: UnsafeBufferPointer<UInt8>) -> [(value: Int, at: Int)] {
    var found: [(Int, Int)] = []
    var index = 0
    while index < text.count {
      if text[index] >= 0xC2, let (value, length) = superscript(text, index) {
        found.append((value, index))
        index += length
      } else {
        index = ByteScan.skip(text, index + 1, text.count) { !ByteScan.hasHigh($0) }
      }
    }
    return found
  }

  /// "data[1]": a number in brackets behind a word.
  private static func brackets(_ text: UnsafeBufferPointer<UInt8>) -> [(value: Int, at: Int)] {
    var found: [(Int, Int)] = []
    var next = 1
    while next < text.count {
      next = ByteScan.skip(text, next, text.count) { !ByteScan.has(0x5B, $0) }
      guard next < text.count else { break }
      let start = next
      next += 1
      guard text[start] == 0x5B, text[start - 1] > 0x20 else { continue }
      var at = start + 1
      while at < text.count, Scalars.isDigit(text[at]), at - start <= 3 { at += 1 }
      if at > start + 1, at < text.count, text[at] == 0x5D {
        found.append(((start + 1..<at).reduce(0) { $0 * 10 + Int(text[$1] - 0x30) }, start))
      }
    }
    return found
  }

  /// The number that superscript digits at an offset spell, and their length in bytes.
  static func superscript(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> (value: Int, length: Int)? {
    var at = start
    var value = 0
    while at < text.count, text[at] >= 0xC2 {
      let (scalar, length) = Scalars.decode(text, at: at)
      let digit: Int
      switch scalar {
      case 0xB9: digit = 1
      case 0xB2: digit = 2
      case 0xB3: digit = 3
      case 0x2070: digit = 0
      case 0x2074...0x2079: digit = Int(scalar) - 0x2070
      default:
        return at > start && value < 1000 ? (value, at - start) : nil
      }
      value = value * 10 + digit
      at += length
    }
    return at > start && value < 1000 ? (value, at - start) : nil
  }
}
