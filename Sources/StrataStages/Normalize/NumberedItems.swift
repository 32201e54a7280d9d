import StrataModel
import StrataText

/// Items of plans that number through their parts: "4.5.1. Undertake …", "4.5.2. Develop …". A heading has its text below
/// it; where the numbers of one part follow one another with nothing between but their own wrapped lines, they open items.
struct NumberedItems {
  private let text: UnsafeBufferPointer<UInt8>
  private let lines: [Line]
  private let roles: [LineRole]

  /// A numbered line and the lines that belong to it.
  private struct Unit {
    var line: Int
    /// The number up to its last level, as a hash.
    var part: UInt64
    var levels: Int
    var value: Int
    var extent: Range<Int>
    var textStart: Int
    var isItem = false
    /// It goes on below its first line or ends like a sentence; a title seldom does.
    var isSentence = false
  }

  /// The longest item, in lines.
  private static let longest = 8

  /// Puts the markers of such items to their lines, and returns which lines these are.
  static func recognise(
    _ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ markers: inout [ListMarker?]
  ) -> [Int] {
    let items = NumberedItems(text: text, lines: lines, roles: roles)
    let units = items.units()
    guard units.count >= 3 else { return [] }
    var found: [Unit] = []
    var first = 0
    while first < units.count {
      var end = first + 1
      while end < units.count, units[end].part == units[first].part, units[end].value == units[end - 1].value + 1 {
        end += 1
      }
      let sentences = units[first..<end].count(where: \.isSentence)
      if end - first >= 2, units[first].value == 1, units[first..<end].allSatisfy(\.isItem),
        units[first].levels >= 3 || sentences == end - first
      {
        found.append(contentsOf: units[first..<end])
      }
      first = end
    }
    // A part may have but one.
    let depths = Set(found.map(\.levels))
    let known = Set(found.map(\.line))
    for (index, unit) in units.enumerated()
    where depths.contains(unit.levels) && unit.isItem && unit.value == 1 && !known.contains(unit.line) {
      let isAlone = index + 1 >= units.count || units[index + 1].part != unit.part
      if isAlone { found.append(unit) }
    }
    for unit in found {
      let label = String(decoding: UnsafeBufferPointer(rebasing: text[unit.extent]), as: UTF8.self)
      var marker = ListMarker(
        marker: .number, label: label, extent: Extent(unit.extent.lowerBound, unit.extent.upperBound),
        textStart: unit.textStart)
      marker.ordinal = unit.value
      marker.style = UInt8(unit.levels)
      marker.isCertain = true
      markers[unit.line] = marker
    }
    return found.map(\.line)
  }

  private func units() -> [Unit] {
    var units: [Unit] = []
    for index in lines.indices where roles[index] == .body && !lines[index].isBlank {
      let line = lines[index]
      guard Scalars.isDigit(text[line.start]), let number = PlainHeadings.numbering(text, line), number.levels >= 2,
        LineFacts.startsUpper(text, at: number.textStart, line.end)
      else { continue }
      var end = number.textStart
      while end > line.start, text[end - 1] <= 0x20 { end -= 1 }
      var last = end
      if text[last - 1] == 0x2E { last -= 1 }
      while last > line.start, Scalars.isDigit(text[last - 1]) { last -= 1 }
      var part: UInt64 = 0xcbf2_9ce4_8422_2325
      for at in line.start..<last { part = (part ^ UInt64(text[at])) &* 0x100_0000_01b3 }
      units.append(
        Unit(
          line: index, part: part, levels: number.levels, value: number.value, extent: line.start..<end,
          textStart: number.textStart))
    }
    for place in units.indices {
      let next = place + 1 < units.count ? units[place + 1].line : lines.count
      (units[place].isItem, units[place].isSentence) = read(
        units[place].line, before: next, isLast: place + 1 == units.count)
    }
    return units
  }

  /// Whether the lines up to the next number go on from one to the next (small letters, or a line that was full), and
  /// whether they are more than a title.
  private func read(_ first: Int, before next: Int, isLast: Bool) -> (isItem: Bool, isSentence: Bool) {
    let widest = (max(0, first - 40)..<min(lines.count, next + 40)).reduce(0) { max($0, lines[$1].width) }
    var previous = first
    var count = 1
    var blank = false
    var isSentence: Bool { count > 1 || LineFacts.ending(text, lines[first]) == .terminal }
    for index in first + 1..<next {
      if lines[index].isBlank {
        blank = true
        continue
      }
      if roles[index].isFurniture { continue }
      guard roles[index] == .body else { return (false, isSentence) }
      // What a blank line parts, or a new sentence behind the last one, is no part of the item.
      let ending = LineFacts.ending(text, lines[previous])
      let goesOn =
        !blank && ending != .terminal
        && (LineFacts.startsLower(text, lines[index]) || lines[previous].width * 100 >= widest * 80)
      guard goesOn else { return (isLast || isLabel(index, before: next), isSentence) }
      previous = index
      count += 1
      guard count <= Self.longest else { return (false, true) }
    }
    return (true, isSentence)
  }

  /// Whether nothing stands before the next number but brief lines: the title of the next part, "Actions:".
  private func isLabel(_ index: Int, before next: Int) -> Bool {
    (index..<next).allSatisfy {
      lines[$0].isBlank || roles[$0] != .body
        || LineFacts.wordCount(text, lines[$0].start, lines[$0].end) <= 12
          && LineFacts.ending(text, lines[$0]) != .terminal
    } && (index..<next).filter { !lines[$0].isBlank && roles[$0] == .body }.count <= 3
  }
}
