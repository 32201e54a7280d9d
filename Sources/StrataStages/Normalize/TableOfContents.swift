import StrataText

/// Recognises tables of contents: entries that end in a page number, with or without leaders.
enum TableOfContents {
  /// Marks the entries' lines and returns the titles they list, as letter hashes.
  static func recognise(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: inout [LineRole]
  ) -> ListedTitles {
    var titles = leading(text, lines, &roles)
    var entries: [(line: Int, titleEnd: Int, page: Int?, led: Bool)] = []
    for index in lines.indices where !lines[index].isBlank && roles[index] == .body {
      if let entry = entry(text, lines[index]) { entries.append((index, entry.titleEnd, entry.page, entry.led)) }
    }
    var first = 0
    while first < entries.count {
      // A run of entries: gaps of at most two other lines (wrapped titles), pages that do not fall.
      var last = first
      var page = entries[first].page ?? 0
      var led = entries[first].led ? 1 : 0
      var distinct = 1
      while last + 1 < entries.count {
        let next = entries[last + 1]
        guard gap(lines, entries[last].line, next.line) <= (led > 0 ? 2 : 1) else { break }
        if let number = next.page {
          guard number >= page || next.led else { break }
          if number != page { distinct += 1 }
          page = max(page, number)
        }
        if next.led { led += 1 }
        last += 1
      }
      let count = last - first + 1
      if led >= 2 || (count >= 4 && distinct >= 3) {
        for line in entries[first].line...entries[last].line where !lines[line].isBlank && roles[line] == .body {
          roles[line] = .contents
        }
        var titleStart = lines[entries[first].line].start
        for index in first...last {
          let line = lines[entries[index].line]
          titles.insert(text, line.start, entries[index].titleEnd)
          titles.insert(text, titleStart, entries[index].titleEnd)
          titleStart = index < last ? nextStart(lines, entries[index].line) : titleStart
        }
      } else if entries[first].led, entries[first].page != nil {
        roles[entries[first].line] = .contents
      }
      first = last + 1
    }
    return titles
  }

  /// Contents whose entries open with the page ("p. 03 Foreword", "04 Foreword"): numbers that rise, most of them by more
  /// than the one by which a list counts.
  private static func leading(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: inout [LineRole]
  ) -> ListedTitles {
    var titles = ListedTitles()
    var run: [(line: Int, page: Int, titleStart: Int, isSaid: Bool)] = []
    // What stands between the last entry and the next page's number still belongs to it.
    func lastLine(_ entry: Int) -> Int {
      let next = lines.indices.first { $0 > entry && PageNumber.read(text, lines[$0]) != nil }
      return next.map { gap(lines, entry, $0) <= 3 ? $0 - 1 : entry } ?? entry
    }
    func close(_ roles: inout [LineRole]) {
      defer { run.removeAll(keepingCapacity: true) }
      guard run.count >= 4 else { return }
      let leaps = zip(run, run.dropFirst()).filter { $1.page > $0.page + 1 }.count
      guard run.allSatisfy(\.isSaid) || leaps * 2 >= run.count - 1 else { return }
      for line in run[0].line...lastLine(run[run.count - 1].line) where !lines[line].isBlank && roles[line] == .body {
        roles[line] = .contents
      }
      for entry in run { titles.insert(text, entry.titleStart, lines[entry.line].end) }
    }
    for index in lines.indices where !lines[index].isBlank && roles[index] == .body {
      guard let entry = leadingEntry(text, lines[index]) else { continue }
      if let last = run.last,
        entry.page < last.page || gap(lines, last.line, index) > (last.isSaid && entry.isSaid ? 8 : 1)
      {
        close(&roles)
      }
      run.append((index, entry.page, entry.titleStart, entry.isSaid))
    }
    close(&roles)
    return titles
  }

  /// "p. 03 Foreword", "04 Foreword": a page, and a brief title behind it.
  private static func leadingEntry(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Line
  ) -> (page: Int, titleStart: Int, isSaid: Bool)? {
    guard line.end - line.start < 120 else { return nil }
    var at = line.start
    let isSaid = text[at] | 0x20 == 0x70
    if isSaid {
      at += 1
      while at < line.end, text[at] == 0x2E || text[at] == 0x20 { at += 1 }
      guard at > line.start + 1 else { return nil }
    }
    let first = at
    while at < line.end, Scalars.isDigit(text[at]) { at += 1 }
    guard at > first, at - first <= 3, at < line.end, text[at] == 0x20 || text[at] == 0x09 else { return nil }
    let page = (first..<at).reduce(0) { $0 * 10 + Int(text[$1] - 0x30) }
    while at < line.end, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
    guard at < line.end, isSaid || LineFacts.startsUpper(text, at: at, line.end),
      Scalars.isLetter(Scalars.decode(text, at: at).scalar), LineFacts.ending(text, at, line.end) == .open,
      LineFacts.wordCount(text, at, line.end) <= 10
    else { return nil }
    return (page, at, isSaid)
  }

  private static func gap(_ lines: [Line], _ from: Int, _ to: Int) -> Int {
    lines[(from + 1)..<to].reduce(0) { $0 + ($1.isBlank ? 0 : 1) }
  }

  private static func nextStart(_ lines: [Line], _ index: Int) -> Int {
    var at = index + 1
    while at < lines.count, lines[at].isBlank { at += 1 }
    return at < lines.count ? lines[at].start : lines[index].start
  }

  /// The end of an entry's title and its page; led is true where dots lead to the number.
  private static func entry(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Line
  ) -> (titleEnd: Int, page: Int?, led: Bool)? {
    var at = line.end
    while at > line.start, Scalars.isDigit(text[at - 1]) { at -= 1 }
    let digits = line.end - at
    let page = digits > 0 && digits <= 4 ? (at..<line.end).reduce(0) { $0 * 10 + Int(text[$1] - 0x30) } : nil
    guard digits <= 4 else { return nil }
    var end = at
    var dots = 0
    while end > line.start {
      let byte = text[end - 1]
      if byte == 0x2E || byte == 0x5F {
        dots += 1
      } else if byte == 0xA6, end - line.start >= 3, text[end - 2] == 0x80, text[end - 3] == 0xE2 {
        dots += 3
        end -= 2
      } else if byte != 0x20, byte != 0x09 {
        break
      }
      end -= 1
    }
    guard end > line.start else { return nil }
    if dots >= 4 { return (end, page, true) }
    // Without leaders: words, white space, a number.
    guard let page, page > 0, dots == 0, end < at, line.end - line.start < 160,
      LineFacts.wordCount(text, line.start, end) <= 20, !LineFacts.startsLower(text, line)
    else { return nil }
    let before = text[end - 1]
    guard before != 0x2C, before != 0x3B, before != 0x3A else { return nil }
    return (end, page, false)
  }
}
