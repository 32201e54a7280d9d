import StrataText

/// How a document's lines are wrapped: at all, how wide, and whether the converter left a space at
/// the soft breaks only.
struct Wrapping {
  /// Most lines end in the middle of a sentence.
  private(set) var isHard = false
  /// A trailing space stands at soft breaks and not at the ends of paragraphs.
  private(set) var spaceTells = false
  /// The usual width of a full line, in hundredths of an em.
  private(set) var usual = 0
  /// The column at which lines are wrapped by the count of their characters, 0 where they are wrapped by width.
  private(set) var column = 0
  /// Broken lines fill at least this share of the width around them, in percent; 0 where there are too few to tell.
  private(set) var fill = 0
  /// A word would have found room where line and word take up at most this share of the width, in percent: what the broken
  /// lines of the document, all but a few, pass. The metrics of the font are guessed and so is the margin.
  private var room = 94
  /// Per line: the width that the lines around it fill.
  private var local: [Int] = []

  init(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ markers: [ListMarker?]) {
    var widths: [Int] = []
    var inner: [Int] = []
    var soft: [Int] = []
    var softSpaced = 0
    var spaced = 0
    var count = 0
    var previous: Int?
    var breaks: [Int] = []
    for index in lines.indices {
      guard !lines[index].isBlank, roles[index] == .body || roles[index].isNote else {
        if lines[index].isBlank { previous = nil }
        continue
      }
      count += 1
      widths.append(lines[index].width)
      if lines[index].hasTrailingSpace { spaced += 1 }
      if let previous {
        inner.append(lines[previous].width)
        let ending = LineFacts.ending(text, lines[previous])
        if ending.breaksOff, LineFacts.startsLower(text, lines[index]),
          markers[index] == nil
        {
          soft.append(lines[previous].width)
          if ending != .hyphen, index == previous + 1 { breaks.append(index) }
          // A cut word needs no space behind its hyphen.
          if lines[previous].hasTrailingSpace || ending == .hyphen { softSpaced += 1 }
        }
      }
      previous = index
    }
    guard count > 0 else { return }
    usual = Rank.element(widths.count * 17 / 20, of: &widths)
    isHard = Self.isHard(inner, soft, usual)
    spaceTells = isHard && softSpaced * 20 >= soft.count * 17 && (count - spaced) * 20 >= count
    if isHard { column = Self.column(text, lines, breaks) }
    local = [Int](repeating: 0, count: lines.count)
    for index in lines.indices where !lines[index].isBlank {
      local[index] = fill(text, lines, roles, index)
    }
    fill = fullness(lines, breaks)
    room = spareRoom(text, lines, breaks)
  }

  /// The width that the lines around one fill: the widest of seven, but that of their column where four of them have one and
  /// the wider ones are far from it, as above a column that is narrower than the page. Columns of less than 40 %
  /// are cells, and in a column lines go on in lower case.
  private func fill(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ index: Int) -> Int {
    let near = max(0, index - 3)...min(lines.count - 1, index + 3)
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 7) { widths in
      // From the widest down.
      var count = 0
      for line in near where roles[line] == .body && !lines[line].isBlank {
        var at = count
        while at > 0, widths[at - 1] < lines[line].width {
          widths[at] = widths[at - 1]
          at -= 1
        }
        widths[at] = lines[line].width
        count += 1
      }
      guard count > 0 else { return 0 }
      for first in 1..<max(1, count - 3)
      where widths[first] * 13 < widths[first - 1] * 10 && widths[first] * 10 >= usual * 4 {
        let column = widths[first]
        guard lines[index].width <= column, widths[first + 3] * 100 >= column * 85 else { break }
        let goingOn = near.reduce(0) { goingOn, line in
          roles[line] == .body && lines[line].width <= column && LineFacts.startsLower(text, lines[line])
            ? goingOn + 1 : goingOn
        }
        return goingOn >= 2 ? column : widths[0]
      }
      return widths[0]
    }
  }

  /// A fifth of the lines go on with a sentence, or a quarter of the long ones, where most are items and headings. Given are
  /// the widths of lines that another one follows, and of those whose sentence goes on in it.
  private static func isHard(_ inner: [Int], _ soft: [Int], _ usual: Int) -> Bool {
    guard soft.count >= 2 else { return false }
    if soft.count * 5 >= inner.count { return true }
    let long = soft.filter { $0 * 10 >= usual * 6 }.count
    return long >= 3 && long * 4 >= inner.filter { $0 * 10 >= usual * 6 }.count
  }

  /// What all but a few broken lines fill. `breaks` are the lines that go on with a sentence in mid-line.
  private func fullness(_ lines: [Line], _ breaks: [Int]) -> Int {
    guard isHard, breaks.count >= 40 else { return 0 }
    var shares = breaks.map { lines[$0 - 1].width * 100 / max(width(at: $0 - 1), 1) }
    return Rank.element(shares.count * 3 / 100, of: &shares)
  }

  /// The share of the width that a broken line and the word behind it take up, all but the lowest. Far below it stand
  /// headings and cells, which nothing wrapped.
  private func spareRoom(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ breaks: [Int]) -> Int {
    guard isHard else { return 94 }
    var shares = breaks.map { needed(text, lines[$0], after: lines[$0 - 1]) * 100 / max(width(at: $0 - 1), 1) }
      .filter { $0 >= 85 }
    guard shares.count >= 20 else { return 94 }
    return min(max(Rank.element(shares.count * 4 / 100, of: &shares), 94), 100)
  }

  /// The column that no line passes and up to which every broken line is filled: its next word would not have fitted.
  /// `breaks` are the lines that go on with a sentence in mid-line.
  private static func column(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ breaks: [Int]) -> Int {
    guard breaks.count >= 8 else { return 0 }
    let lengths = breaks.map { columns(text, lines[$0 - 1]) }
    var ranked = lengths
    let column = Rank.element((breaks.count - 1) * 99 / 100, of: &ranked)
    let early = zip(breaks, lengths).reduce(0) { count, place in
      count + (place.1 + 1 + firstWordColumns(text, lines[place.0]) <= column ? 1 : 0)
    }
    return early * 50 <= breaks.count ? column : 0
  }

  /// Characters of a line, its indent among them.
  private static func columns(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Int {
    line.indent + characters(text, line.start, line.end)
  }

  private static func firstWordColumns(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Int {
    var at = line.start
    while at < line.end, text[at] > 0x20 {
      at += 1
      // Words may be broken behind a hyphen.
      if text[at - 1] == 0x2D { break }
    }
    return characters(text, line.start, at)
  }

  private static func characters(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    guard start < end, let base = text.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(base)
    var count = end - start
    var index = start
    while index + 8 <= end {
      count -= ByteScan.continuations(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)).nonzeroBitCount
      index += 8
    }
    while index < end {
      if text[index] & 0xC0 == 0x80 { count -= 1 }
      index += 1
    }
    return count
  }

  /// Width that the lines around a line fill, in hundredths of an em.
  func width(at index: Int) -> Int { local.isEmpty ? usual : local[index] }

  /// The first word of a line would have found room at the end of the line before.
  func fits(_ text: UnsafeBufferPointer<UInt8>, _ line: Line, after last: Line, at index: Int) -> Bool {
    if column > 0 { return Self.columns(text, last) + 1 + Self.firstWordColumns(text, line) <= column }
    if last.width * 100 < width(at: index) * (fill - 2) { return true }
    return needed(text, line, after: last) * 100 < width(at: index) * room
  }

  /// The same with room to spare: evidence even where no punctuation closes the line.
  func fitsClearly(_ text: UnsafeBufferPointer<UInt8>, _ line: Line, after last: Line, at index: Int) -> Bool {
    needed(text, line, after: last) * 100 <= width(at: index) * 75
  }

  /// Width of a line with the first word of the next one behind it.
  private func needed(_ text: UnsafeBufferPointer<UInt8>, _ line: Line, after last: Line) -> Int {
    last.width + 28 + LineFacts.firstWordWidth(text, line)
  }
}
