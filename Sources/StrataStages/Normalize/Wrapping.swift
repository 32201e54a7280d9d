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
  /// Per line: the width that the lines around it fill.
  private var local: [Int] = []

  init(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], _ roles: [LineRole], _ markers: [ListMarker?]) {
    var widths: [Int] = []
    var inner = 0
    var soft = 0
    var softSpaced = 0
    var spaced = 0
    var count = 0
    var previous: Int?
    for index in lines.indices {
      guard !lines[index].isBlank, roles[index] == .body || roles[index].isNote else {
        if lines[index].isBlank { previous = nil }
        continue
      }
      count += 1
      widths.append(lines[index].width)
      if lines[index].hasTrailingSpace { spaced += 1 }
      if let previous {
        inner += 1
        let ending = LineFacts.ending(text, lines[previous])
        if ending == .open || ending == .comma || ending == .hyphen, LineFacts.startsLower(text, lines[index]),
          markers[index] == nil
        {
          soft += 1
          // A cut word needs no space behind its hyphen.
          if lines[previous].hasTrailingSpace || ending == .hyphen { softSpaced += 1 }
        }
      }
      previous = index
    }
    guard count > 0 else { return }
    isHard = soft >= 2 && soft * 5 >= inner
    spaceTells = isHard && softSpaced * 20 >= soft * 17 && (count - spaced) * 20 >= count
    widths.sort()
    usual = widths[widths.count * 17 / 20]
    local = [Int](repeating: 0, count: lines.count)
    for index in lines.indices where !lines[index].isBlank {
      var widest = 0
      for near in max(0, index - 3)...min(lines.count - 1, index + 3)
      where roles[near] == .body && !lines[near].isBlank { widest = max(widest, lines[near].width) }
      local[index] = widest
    }
  }

  /// Width that the lines around a line fill, in hundredths of an em.
  func width(at index: Int) -> Int { local.isEmpty ? usual : local[index] }

  /// The first word of a line would have found room at the end of the line before.
  func fits(_ text: UnsafeBufferPointer<UInt8>, _ line: Line, after last: Line, at index: Int) -> Bool {
    let needed = last.width + 28 + LineFacts.firstWordWidth(text, line)
    return needed * 100 <= width(at: index) * 94
  }

  /// The same with room to spare: evidence even where no punctuation closes the line.
  func fitsClearly(_ text: UnsafeBufferPointer<UInt8>, _ line: Line, after last: Line, at index: Int) -> Bool {
    let needed = last.width + 28 + LineFacts.firstWordWidth(text, line)
    return needed * 100 <= width(at: index) * 75
  }
}
