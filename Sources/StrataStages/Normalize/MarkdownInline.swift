import StrataModel
import StrataText

/// Markup inside blocks: emphasis, links, images, code, escapes, entities, HTML tags.
struct MarkdownInline: ~Copyable {
  private let text: UnsafeBufferPointer<UInt8>
  private(set) var edits: [Edit] = []
  private(set) var targets: [String] = []

  private struct Delimiter {
    var at: Int
    var count: Int
    var sign: UInt8
    var opens: Bool
    var closes: Bool
  }

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  mutating func read(_ block: inout DraftBlock) {
    var delimiters: [Delimiter] = []
    var isImage = block.role == .text || block.role == .continuation
    for range in block.ranges { read(Int(range.start), Int(range.end), &delimiters, &isImage) }
    let isBold = pair(delimiters, block)
    if isImage {
      block.role = .furniture
      block.reason = "image"
    } else if isBold, block.role == .text, block.lineCount == 1, isBriefTitle(block) {
      block.role = .heading
    }
  }

  /// `**Background**` alone in its paragraph: brief, no closing punctuation.
  private func isBriefTitle(_ block: DraftBlock) -> Bool {
    let range = block.ranges[0]
    var end = Int(range.end)
    while end > Int(range.start), text[end - 1] == 0x2A || text[end - 1] == 0x5F || text[end - 1] <= 0x20 { end -= 1 }
    let ending = LineFacts.ending(text, Int(range.start), end)
    let isQuestion = end > Int(range.start) && text[end - 1] == 0x3F
    return (ending == .open || isQuestion) && LineFacts.wordCount(text, Int(range.start), end) <= (isQuestion ? 16 : 10)
      && block.level == 0
      && block.ranges.count == 1
  }

  private mutating func read(_ start: Int, _ end: Int, _ delimiters: inout [Delimiter], _ isImage: inout Bool) {
    var at = start
    while at < end {
      let byte = text[at]
      switch byte {
      case 0x5C where at + 1 < end && isPunctuation(text[at + 1]):
        edits.append(Edit(at, at + 1, "", .entity))
        isImage = false
        at += 2
      case 0x26:
        if let (replacement, length) = Entities.decode(text, at, end) {
          edits.append(Edit(at, at + length, replacement, .entity))
          at += length
        } else {
          at += 1
        }
      case 0x3C:
        if let length = tag(at, end) {
          edits.append(Edit(at, at + length, isBreak(at) ? " " : "", .markup))
          at += length
          // The address of an autolink is text; its closing bracket is markup too.
          if length == 1, let close = (at..<end).first(where: { text[$0] == 0x3E }) {
            edits.append(Edit(close, close + 1, "", .markup))
            at = close + 1
            isImage = false
          }
        } else {
          isImage = false
          at += 1
        }
      case 0x5C where at + 1 < end && text[at + 1] <= 0x20:
        // A line break by hand, or a space that parts two marks and is none.
        edits.append(Edit(at, at + 1, "", .markup))
        at += 1
      case 0x60: at = code(at, end, &delimiters, &isImage)
      case 0x21 where at + 1 < end && text[at + 1] == 0x5B:
        if let next = image(at, end) { at = next } else { at += 1 }
      case 0x5B:
        if let call = Restructured.noteCall(text, at, end) {
          var from = at
          while from > start, text[from - 1] <= 0x20 { from -= 1 }
          if from < at { edits.append(Edit(from, at, "", .markup)) }
          edits.append(Edit(at, call.end, "", .noteMarker, mark: .note(call.number)))
          isImage = false
          at = call.end
        } else if let next = link(at, end, &delimiters, &isImage) {
          at = next
        } else {
          isImage = false
          at += 1
        }
      case 0x7B where at + 1 < end && (text[at + 1] == 0x3A || text[at + 1] == 0x7B):
        if let stop = (at..<end).first(where: { text[$0] == 0x7D }) {
          var after = stop + 1
          if text[at + 1] == 0x7B, after < end, text[after] == 0x7D { after += 1 }
          edits.append(Edit(at, after, "", .markup))
          at = after
        } else {
          at += 1
        }
      case 0x2A, 0x5F, 0x7E:
        var count = 1
        while at + count < end, text[at + count] == byte { count += 1 }
        if byte != 0x7E || count == 2, let delimiter = delimiter(at, count, byte, start, end) {
          delimiters.append(delimiter)
        } else if byte == 0x5F, count == 2 {
          // What is left of an icon: two underscores that stand alone.
          edits.append(Edit(at, at + count, "", .markup))
        }
        at += count
      default:
        if byte > 0x20 { isImage = false }
        at += 1
      }
    }
  }

  private func isPunctuation(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !Scalars.isDigit(byte) && !Scalars.isUpper(byte) && !Scalars.isLower(byte)
  }

  // MARK: Emphasis

  private func delimiter(_ at: Int, _ count: Int, _ sign: UInt8, _ start: Int, _ end: Int) -> Delimiter? {
    let before: UInt32 = at > start ? Scalars.decode(text, at: Scalars.before(text, at)).scalar : 0x20
    let after: UInt32 = at + count < end ? Scalars.decode(text, at: at + count).scalar : 0x20
    func isSpace(_ scalar: UInt32) -> Bool { scalar <= 0x20 || scalar == 0xA0 }
    func isWord(_ scalar: UInt32) -> Bool { Scalars.isLetter(scalar) || (scalar >= 0x30 && scalar <= 0x39) }
    let left = !isSpace(after) && (isWord(after) || isSpace(before) || !isWord(before))
    let right = !isSpace(before) && (isWord(before) || isSpace(after) || !isWord(after))
    let opens = sign == 0x5F ? left && !isWord(before) : left
    let closes = sign == 0x5F ? right && !isWord(after) : right
    return opens || closes ? Delimiter(at: at, count: count, sign: sign, opens: opens, closes: closes) : nil
  }

  /// Pairs the delimiters and takes them out; true where one pair of strong emphasis spans the block.
  private mutating func pair(_ found: [Delimiter], _ block: DraftBlock) -> Bool {
    var open: [Delimiter] = []
    var spans = false
    for var closer in found {
      if closer.closes {
        while closer.count > 0, let match = open.lastIndex(where: { $0.sign == closer.sign && $0.count > 0 }) {
          let used = min(open[match].count, closer.count)
          open.removeSubrange((match + 1)...)
          let from = open[match].at + open[match].count - used
          edits.append(Edit(from, from + used, "", .markup))
          edits.append(Edit(closer.at, closer.at + used, "", .markup))
          if used >= 2, from == block.start, closer.at + used == block.end { spans = true }
          open[match].count -= used
          closer.at += used
          closer.count -= used
          if open[match].count == 0 { open.remove(at: match) }
        }
      }
      if closer.opens, closer.count > 0 {
        open.append(closer)
      } else if closer.sign == 0x5F, closer.count == 2 {
        removeIcon(closer)
      }
    }
    for delimiter in open where delimiter.sign == 0x5F && delimiter.count == 2 { removeIcon(delimiter) }
    return spans
  }

  /// What a converter writes for an icon before or behind a word ("with AI.__", "__General enquiries"): nothing closes it.
  private mutating func removeIcon(_ delimiter: Delimiter) {
    edits.append(Edit(delimiter.at, delimiter.at + delimiter.count, "", .markup))
  }

  // MARK: Links, images, code, tags

  private func bracketEnd(_ at: Int, _ end: Int) -> Int? {
    var depth = 0
    var index = at
    while index < end {
      switch text[index] {
      case 0x5C: index += 1
      case 0x5B: depth += 1
      case 0x5D:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return nil
  }

  private func parenthesisEnd(_ at: Int, _ end: Int) -> Int? {
    var depth = 0
    var index = at
    while index < end, index - at < 2000 {
      switch text[index] {
      case 0x5C: index += 1
      case 0x28: depth += 1
      case 0x29:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return nil
  }

  private mutating func link(_ at: Int, _ end: Int, _ delimiters: inout [Delimiter], _ isImage: inout Bool) -> Int? {
    guard let close = bracketEnd(at, end), close > at + 1, text[at + 1] != 0x5E, close + 1 < end || close + 1 == end
    else {
      return nil
    }
    let stop: Int
    var target: String?
    if close + 1 < end, text[close + 1] == 0x28, let parenthesis = parenthesisEnd(close + 1, end) {
      stop = parenthesis + 1
      target = linkTarget(close + 2, parenthesis)
    } else if close + 1 < end, text[close + 1] == 0x5B, let second = bracketEnd(close + 1, end) {
      stop = second + 1
      target = nil
    } else {
      return nil
    }
    let number = targets.count
    targets.append(target ?? "")
    edits.append(Edit(at, at + 1, "", .markup, mark: target == nil ? .none : .linkStart(number)))
    read(at + 1, close, &delimiters, &isImage)
    edits.append(Edit(close, stop, "", .markup, mark: target == nil ? .none : .linkEnd(number)))
    return stop
  }

  private func linkTarget(_ start: Int, _ end: Int) -> String {
    var from = start
    while from < end, text[from] <= 0x20 { from += 1 }
    var to = from
    // A title in quotes may follow; Markdown made from HTML also holds spaces in targets.
    while to < end, !(text[to] <= 0x20 && to + 1 < end && (text[to + 1] == 0x22 || text[to + 1] == 0x27)) { to += 1 }
    while to > from, text[to - 1] <= 0x20 { to -= 1 }
    if to - from >= 2, text[from] == 0x3C, text[to - 1] == 0x3E { return string(from + 1, to - 1) }
    // An address that is wrapped goes on in the next line.
    let target = string(from, to).split { $0.isNewline }.joined()
    guard target.contains("\\") else { return target }
    return target.replacing("\\(", with: "(").replacing("\\)", with: ")")
  }

  private func string(_ start: Int, _ end: Int) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: text[start..<end]), as: UTF8.self)
  }

  /// `![alternative](target)`: the alternative text stays.
  private mutating func image(_ at: Int, _ end: Int) -> Int? {
    guard let close = bracketEnd(at + 1, end), close + 1 < end, text[close + 1] == 0x28,
      let parenthesis = parenthesisEnd(close + 1, end)
    else { return nil }
    edits.append(Edit(at, at + 2, "", .markup))
    edits.append(Edit(close, parenthesis + 1, "", .markup))
    return parenthesis + 1
  }

  private mutating func code(
    _ at: Int, _ end: Int, _ delimiters: inout [Delimiter], _ isImage: inout Bool
  ) -> Int {
    isImage = false
    var count = 1
    while at + count < end, text[at + count] == 0x60 { count += 1 }
    var index = at + count
    while index < end {
      guard text[index] == 0x60 else {
        index += 1
        continue
      }
      var run = 1
      while index + run < end, text[index + run] == 0x60 { run += 1 }
      if run == count, count == 1, let link = Restructured.link(text, at, index, end) {
        let number = targets.count
        targets.append(string(link.target.lowerBound, link.target.upperBound))
        edits.append(Edit(at, at + 1, "", .markup, mark: .linkStart(number)))
        read(at + 1, link.textEnd, &delimiters, &isImage)
        edits.append(Edit(link.textEnd, link.end, "", .markup, mark: .linkEnd(number)))
        return link.end
      }
      if run == count {
        edits.append(Edit(at, at + count, "", .markup))
        edits.append(Edit(index, index + count, "", .markup))
        return index + count
      }
      index += run
    }
    return at + count
  }

  /// Length of an HTML tag, comment or autolink's bracket; nil where `<` is a sign of its own.
  private func tag(_ at: Int, _ end: Int) -> Int? {
    guard at + 2 < end else { return nil }
    if text[at + 1] == 0x21, text[at + 2] == 0x2D {
      var index = at + 3
      while index + 2 < end {
        if text[index] == 0x2D, text[index + 1] == 0x2D, text[index + 2] == 0x3E { return index + 3 - at }
        index += 1
      }
      return nil
    }
    let first = text[at + 1] == 0x2F ? text[at + 2] : text[at + 1]
    guard Scalars.isLower(first | 0x20), first < 0x80 else { return nil }
    var index = at + 1
    var quote: UInt8 = 0
    while index < end, index - at < 600 {
      let byte = text[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x3E {
        // An autolink: the address is text, its brackets are markup.
        return isAddress(at + 1, index) ? 1 : index + 1 - at
      } else if byte == 0x3C {
        return nil
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      }
      index += 1
    }
    return nil
  }

  private func isAddress(_ start: Int, _ end: Int) -> Bool {
    for index in start..<end {
      if text[index] <= 0x20 || text[index] == 0x3D { return false }
      if text[index] == 0x40 || (text[index] == 0x3A && index > start + 1) { return true }
    }
    return false
  }

  /// Tags that break the line: `<br>`, `<p>`, `<div>`, `<li>`, `<td>`.
  private func isBreak(_ at: Int) -> Bool {
    var index = at + 1
    if text[index] == 0x2F { index += 1 }
    var name: [UInt8] = []
    while index < text.count, Scalars.isLower(text[index] | 0x20), text[index] < 0x80, name.count < 10 {
      name.append(text[index] | 0x20)
      index += 1
    }
    return ["br", "p", "div", "li", "td", "tr", "th", "ul", "ol"].contains(String(decoding: name, as: UTF8.self))
  }
}
