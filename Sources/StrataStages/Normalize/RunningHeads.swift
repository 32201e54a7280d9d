import StrataText

/// Running heads and feet: lines that recur beside page numbers and page breaks, or carry the page's number themselves.
extension PageFurniture {
  /// Where a line of words carries a number.
  struct EdgeNumber {
    var value: Int
    var isAtStart: Bool
    /// Two spaces or more, or a tab, stand between the number and the words.
    var isApart: Bool
    /// The words without the number.
    var words: Range<Int>
  }

  /// The number at the start or end of a line of words.
  func edgeNumber(_ line: Line) -> EdgeNumber? {
    func value(_ range: Range<Int>) -> Int? {
      guard !range.isEmpty, range.count <= 4 else { return nil }
      return range.reduce(0) { $0 * 10 + Int(text[$1] - 0x30) }
    }
    func isGap(_ first: Int, _ second: Int) -> Bool {
      text[first] == 0x09 || (text[first] == 0x20 && (text[second] == 0x20 || text[second] == 0x09))
    }
    guard Scalars.isDigit(text[line.start]) || Scalars.isDigit(text[line.end - 1]) else { return nil }
    var start = line.start
    while start < line.end, Scalars.isDigit(text[start]) { start += 1 }
    // "2.1 Scope": a chapter's number.
    let isChapter = start + 1 < line.end && text[start] == 0x2E && Scalars.isDigit(text[start + 1])
    if !isChapter, let number = value(line.start..<start) {
      let isApart = start + 1 < line.end && isGap(start, start + 1)
      while start < line.end, text[start] <= 0x20 { start += 1 }
      return EdgeNumber(value: number, isAtStart: true, isApart: isApart, words: start..<line.end)
    }
    var end = line.end
    while end > line.start, Scalars.isDigit(text[end - 1]) { end -= 1 }
    guard let number = value(end..<line.end) else { return nil }
    let isApart = end - 2 > line.start && isGap(end - 1, end - 2)
    while end > line.start, text[end - 1] <= 0x20 { end -= 1 }
    return EdgeNumber(value: number, isAtStart: false, isApart: isApart, words: line.start..<end)
  }

  /// Heads that carry the page's number: `dressed` are the lines of words with a number at an edge.
  mutating func markNumberedHeads(_ dressed: [Candidate]) {
    // Left and right pages may have different heads: their numbers rise together.
    let pages = chain(
      dressed.filter { lines[$0.line].startsPage || isFirst($0.line) || nextStartsPage($0.line) })
    if pages.count >= 2, zip(pages, pages.dropFirst()).allSatisfy({ $1.value == $0.value + 1 }) {
      for candidate in pages { roles[candidate.line] = .runningHead }
    }
    for group in groups(dressed) {
      if isPrint, group.count == 2, isPair(group[group.startIndex], group[group.startIndex + 1]) {
        for candidate in group { roles[candidate.line] = .runningHead }
      }
      guard group.count >= 3 else { continue }
      // An empty page leaves its head beside the next one's.
      let members = chain(Array(group), apart: 1)
      guard members.count >= 3, members.count * 5 >= group.count * 4 else { continue }
      // Numbered headings and table rows rise too, but they do not wait for a page between them.
      let distance = (members[members.count - 1].line - members[0].line) / (members.count - 1)
      guard
        distance >= 8 || members.allSatisfy({ lines[$0.line].startsPage })
          || distance >= 2 && members.allSatisfy({ isParted(lines[$0.line]) })
            && zip(members, members.dropFirst()).allSatisfy({ $1.value == $0.value + 1 })
      else { continue }
      // "Article 4" and its like are labels: a running head of one word also cuts sentences.
      if LineFacts.wordCount(text, lines[members[0].line].start, lines[members[0].line].end) <= 2,
        members.filter({ lines[$0.line].startsPage || cutsSentence($0.line) }).count * 2 < members.count
      {
        continue
      }
      // The form is proved: every line of it is one, also beside an empty page.
      for candidate in group { roles[candidate.line] = .runningHead }
    }
    if isPrint { markMirroredHeads(dressed) }
  }

  /// Candidates by the words of their lines, two and more together.
  private func groups(_ dressed: [Candidate]) -> [ArraySlice<Candidate>] {
    let sorted = dressed.filter { occurrences[templates[$0.line]] > 1 }
      .sorted { (templates[$0.line], $0.line) < (templates[$1.line], $1.line) }
    var groups: [ArraySlice<Candidate>] = []
    var first = 0
    while first < sorted.count {
      var end = first + 1
      while end < sorted.count, templates[sorted[end].line] == templates[sorted[first].line] { end += 1 }
      groups.append(sorted[first..<end])
      first = end
    }
    return groups
  }

  /// A stroke stands between the number and the words: "Port strategy | 4".
  private func isParted(_ line: Line) -> Bool {
    guard let words = edgeNumber(line)?.words, words.count >= 6 else { return false }
    return text[words.lowerBound] == 0x7C || text[words.upperBound - 1] == 0x7C
  }

  /// Two lines of the same words a page apart, whose numbers follow one another. Headings are numbered so too ("Aims of
  /// phase 1"): more must say that they are none.
  private func isPair(_ first: Candidate, _ second: Candidate) -> Bool {
    guard isPageApart(first, second), let one = head(first), let other = head(second) else { return false }
    let pair = [first.line, second.line]
    guard pair.allSatisfy({ LineFacts.wordCount(text, lines[$0].start, lines[$0].end) >= 3 }) else { return false }
    if one.isAtStart != other.isAtStart, (second.value - first.value) % 2 == 1 { return true }
    return (one.isApart && other.isApart)
      || pair.contains {
        lines[$0].startsPage
          || interrupts($0) && LineFacts.isCapitals(text, lines[$0].start, lines[$0].end)
      }
  }

  /// Most lines of a page.
  private static var longestPage: Int { 150 }

  /// As many lines lie between two lines as pages have by the numbers.
  private func isPageApart(_ first: Candidate, _ second: Candidate) -> Bool {
    let step = second.value - first.value
    let distance = second.line - first.line
    return step >= 1 && step <= 3 && second.value < 1900 && distance >= 15 * step && distance <= Self.longestPage * step
  }

  /// A line's number, where the line has the form of a running head.
  private func head(_ candidate: Candidate) -> EdgeNumber? {
    guard let edge = edgeNumber(lines[candidate.line]), let first = edge.words.first, text[first] != 0x2E,
      text[first] != 0x29, LineFacts.ending(text, lines[candidate.line]) == .open
    else { return nil }
    return edge
  }

  /// Left and right pages of two, whose heads differ: the numbers stand at the outer edges, at the start of the left and
  /// at the end of the right one, and the words open another line, such as the title.
  private mutating func markMirroredHeads(_ dressed: [Candidate]) {
    let heads = dressed.filter { candidate in
      roles[candidate.line] == .body
        && head(candidate).map { $0.isAtStart == (candidate.value % 2 == 0) && $0.words.count <= 60 } ?? false
    }
    for (index, first) in heads.enumerated() {
      let near = heads[(index + 1)...].prefix { $0.line - first.line <= Self.longestPage }
      for second in near where second.value == first.value + 1 && isPageApart(first, second) {
        guard opensAnother(first), opensAnother(second) else { continue }
        roles[first.line] = .runningHead
        roles[second.line] = .runningHead
      }
    }
  }

  /// Another line begins with the words of this one.
  private func opensAnother(_ candidate: Candidate) -> Bool {
    guard let words = edgeNumber(lines[candidate.line])?.words, words.count >= 8 else { return false }
    return lines.indices.contains { index in
      index != candidate.line && lines[index].end - lines[index].start > words.count
        && text[lines[index].start..<lines[index].start + words.count].elementsEqual(text[words])
    }
  }

  /// The line before ends in mid-sentence, or the one behind goes on in lower case.
  private func interrupts(_ index: Int) -> Bool {
    cutsSentence(index)
      || neighbour(index, 1).map { roles[$0] == .body && LineFacts.startsLower(text, lines[$0]) } ?? false
  }

  /// Heads that the text holds but once, beside a page's number: no heading is the last line of a page, and none stands in
  /// the middle of a sentence.
  mutating func findLoneHeads() {
    let titles = titleTemplates()
    for index in lines.indices where roles[index] == .body && templates[index] != 0 {
      if carriesPageNumber(index) {
        roles[index] = .runningHead
        continue
      }
      guard occurrences[templates[index]] == 1 else { continue }
      let before = neighbour(index, -1)
      let after = neighbour(index, 1)
      let isBelowNumber = before.map { roles[$0] == .pageNumber } ?? false
      let isAboveNumber = after.map { roles[$0] == .pageNumber } ?? false
      guard isBelowNumber || isAboveNumber else { continue }
      if isSite(lines[index])
        || titles.contains(template(lines[index])) && LineFacts.ending(text, lines[index]) == .open
      {
        roles[index] = .runningHead
        continue
      }
      guard LineFacts.ending(text, lines[index]) == .open, !LineFacts.startsLower(text, lines[index]),
        LineFacts.wordCount(text, lines[index].start, lines[index].end) <= 8,
        ListMarker.parse(text, lines[index].start, lines[index].end) == nil,
        PlainHeadings.numbering(text, lines[index])?.isPadded ?? true
      else { continue }
      if isAboveNumber, let after, let before, roles[before] == .body,
        LineFacts.ending(text, lines[before]) == .terminal,
        lines[index].width * 2 < widest(before), !textGoesOn(behind: after)
      {
        roles[index] = .runningHead
      } else if isBelowNumber, let before, cutsLine(before),
        LineFacts.isCapitals(text, lines[index].start, lines[index].end),
        !(after.map { LineFacts.isCapitals(text, lines[$0].start, lines[$0].end) } ?? true)
      {
        roles[index] = .runningHead
      } else if isBelowNumber, let before, let cut = neighbour(before, -1), roles[cut] == .body,
        lines[cut].end - lines[cut].start > 40, LineFacts.ending(text, lines[cut]) == .open,
        let after, roles[after] == .body, LineFacts.startsLower(text, lines[after]),
        lines[index].width * 2 < lines[cut].width, lines[after].width * 10 > lines[cut].width * 7
      {
        roles[index] = .runningHead
      }
    }
  }

  /// The title on the first two or three lines, as a head prints it on one.
  private func titleTemplates() -> Set<UInt64> {
    guard let first = neighbour(-1, 1), roles[first] == .body, templates[first] != 0 else { return [] }
    let title = (first..<min(first + 3, lines.count)).prefix { !lines[$0].isBlank && roles[$0] == .body }
    guard title.allSatisfy({ LineFacts.ending(text, lines[$0]) == .open }) else { return [] }
    return Set(
      title.dropFirst().map { template(Line(start: lines[first].start, end: lines[$0].end, head: 0, next: 0)) })
  }

  /// A line whose form alone says that its number is the page's: signs between its parts ("46 Digital plan · March
  /// 2019"), a number that touches capitals ("7DIGITAL PLAN FOR PORTS"), or one behind a title of four words or more
  /// whose last one counts nothing ("A national approach to ports 9"; "Aims of Phase 1" is a heading).
  private func carriesPageNumber(_ index: Int) -> Bool {
    let line = lines[index]
    guard let edge = edgeNumber(line), edge.value > 0, edge.value < 1000, edge.words.count >= 8,
      LineFacts.ending(text, line) == .open, LineFacts.startsUpper(text, at: edge.words.lowerBound, line.end)
    else { return false }
    let words = LineFacts.wordCount(text, edge.words.lowerBound, edge.words.upperBound)
    guard words <= 14 else { return false }
    if words >= 3, hasSeparator(edge.words) { return true }
    if edge.isAtStart {
      return Scalars.isDigit(text[edge.words.lowerBound - 1]) && words >= 3
        && Scalars.isUpper(text[edge.words.lowerBound + 1])
        && LineFacts.isCapitals(text, edge.words.lowerBound, edge.words.upperBound)
    }
    var start = edge.words.upperBound
    while start > edge.words.lowerBound, Scalars.isLower(text[start - 1]) { start -= 1 }
    return words >= 4 && text[line.end - 1] != 0x25 && text[edge.words.upperBound] == 0x20
      && edge.words.upperBound - start >= 8 && text[start - 1] == 0x20
  }

  /// "·", "•" or "|" between spaces.
  private func hasSeparator(_ range: Range<Int>) -> Bool {
    range.contains { index in
      guard text[index] == 0x20, index + 2 < range.upperBound else { return false }
      let (scalar, length) = Scalars.decode(text, at: index + 1)
      return (scalar == 0xB7 || scalar == 0x2022 || scalar == 0x7C) && text[index + 1 + length] == 0x20
    }
  }

  /// "www.ports.example": the address of a site and nothing else.
  private func isSite(_ line: Line) -> Bool {
    guard line.end - line.start > 8, text[line.start] == 0x77,
      text[line.start..<line.start + 4].elementsEqual("www.".utf8)
    else { return false }
    return (line.start..<line.end).allSatisfy {
      Scalars.isLower(text[$0]) || Scalars.isDigit(text[$0]) || text[$0] == 0x2D || text[$0] == 0x2E
    }
  }

  /// The line before is full and breaks off in mid-sentence.
  private func cutsLine(_ index: Int) -> Bool {
    guard let cut = neighbour(index, -1), roles[cut] == .body, lines[cut].end - lines[cut].start > 40,
      lines[cut].width * 100 >= widest(cut) * 85
    else { return false }
    return LineFacts.ending(text, lines[cut]).breaksOff
  }

  /// Behind a page's number the text goes on in lower case.
  private func textGoesOn(behind index: Int) -> Bool {
    neighbour(index, 1).map { roles[$0] == .body && LineFacts.startsLower(text, lines[$0]) } ?? false
  }

  /// The widest of a line and the three before it.
  private func widest(_ index: Int) -> Int { lines[max(0, index - 3)...index].reduce(0) { max($0, $1.width) } }

  mutating func findRunningHeads() {
    guard
      lines.indices.contains(where: {
        roles[$0] == .pageNumber || roles[$0] == .runningHead || lines[$0].startsPage
      })
    else { return }
    var count = [Int](repeating: 0, count: occurrences.count)
    for index in lines.indices where templates[index] != 0 && roles[index] == .body { count[templates[index]] += 1 }
    var votes = [Int](repeating: 0, count: occurrences.count)
    var runs: [[Int]] = []
    var anchors = 0
    // The pages on which a line stands at an edge.
    var pages: [Int: [Int]] = [:]
    var page = 0
    var lastAnchor = -10
    for index in lines.indices {
      let isAnchor = roles[index] == .pageNumber || roles[index] == .runningHead
      guard isAnchor || lines[index].startsPage else { continue }
      anchors += 1
      if index - lastAnchor > 3 { page += 1 }
      lastAnchor = index
      for step in isAnchor ? [-1, 1] : [1] {
        var run: [Int] = []
        var at = isAnchor ? index : index - 1
        while let next = neighbour(at, step), templates[next] != 0, roles[next] == .body, count[templates[next]] >= 2,
          LineFacts.ending(text, lines[next]) != .colon,
          (PlainHeadings.numbering(text, lines[next])?.levels ?? 0) < 2
        {
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
        for line in run {
          votes[templates[line]] += 1
          pages[templates[line], default: []].append(page)
        }
      }
      // The foot of the page before a form feed.
      if lines[index].startsPage, !isAnchor, let foot = neighbour(index, -1), roles[foot] == .body,
        templates[foot] != 0, count[templates[foot]] >= 2
      {
        runs.append([foot])
        votes[templates[foot]] += 1
      }
    }
    let opening = openingHead(count)
    if let opening { votes[templates[opening]] += 1 }
    // A heading may stand at the top of two pages by chance.
    let needed = anchors <= 4 ? 2 : 3
    for run in runs {
      for line in run
      where votes[templates[line]] >= needed && votes[templates[line]] * 2 >= count[templates[line]]
        && recursSteadily(pages[templates[line]] ?? [])
      {
        roles[line] = .runningHead
      }
    }
    if let opening, lines.indices.contains(where: { $0 != opening && isHead($0, templates[opening]) }),
      isAbbreviated(opening)
    {
      roles[opening] = .runningHead
    }
  }

  /// A head stands on page after page, or on every other one; what opens each chapter, pages apart, is text.
  private func recursSteadily(_ pages: [Int]) -> Bool {
    guard pages.count >= 3 else { return true }
    let steps = zip(pages.dropFirst(), pages).map(-)
    return steps.filter { $0 <= 3 }.count * 2 >= steps.count
  }

  private func isHead(_ index: Int, _ template: Int) -> Bool {
    templates[index] == template && roles[index] == .runningHead
  }

  /// The document's first line where its words come again: the first page's head, or the title that later heads repeat.
  private func openingHead(_ count: [Int]) -> Int? {
    guard let first = neighbour(-1, 1), templates[first] != 0, roles[first] == .body, count[templates[first]] >= 2
    else { return nil }
    return first
  }

  /// One of the next lines opens with the same word and is longer: the title that the head abbreviates.
  private func isAbbreviated(_ index: Int) -> Bool {
    var at = lines[index].start
    while at < lines[index].end, Scalars.isLetter(Scalars.decode(text, at: at).scalar) || text[at] & 0xC0 == 0x80 {
      at += 1
    }
    let word = lines[index].start..<at
    guard word.count >= 3 else { return false }
    return lines[(index + 1)...].prefix(4).contains {
      $0.end - $0.start > lines[index].end - lines[index].start
        && text[$0.start..<$0.start + word.count].elementsEqual(text[word])
    }
  }
}
