/// Breaks marked text into lines of a terminal.
struct TextLayout {
  /// Columns of a line.
  let width: Int
  let palette: Palette

  /// Styles by the escape codes of a terminal, or plain marks where there is no colour.
  struct Palette: Sendable {
    let isColoured: Bool

    func style(_ text: String, _ code: String) -> String { isColoured ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text }
    func old(_ text: String) -> String { isColoured ? style(text, "9;31") : text }
    func new(_ text: String) -> String { isColoured ? style(text, "1;32") : text }
    func dim(_ text: String) -> String { style(text, "2") }
    func bold(_ text: String) -> String { style(text, "1") }
  }

  /// The runs as lines. Without colour removed words stand in `[-…-]` and new ones in `{+…+}`.
  ///
  /// Long stretches that both sides have are cut to their ends around " … ", where `context` says how many
  /// characters stay beside a change.
  func lines(_ runs: [WordRun], first: String, rest: String, context: Int = 60) -> [String] {
    var words: [Word] = []
    var isGlued = false
    for (index, run) in runs.enumerated() {
      let text =
        run.side == .both
        ? Self.shortened(run.text, context, isFirst: index == 0, isLast: index == runs.count - 1) : run.text
      var pieces = text.split(separator: " ").map { Word(text: String($0), side: run.side) }
      guard !pieces.isEmpty else { continue }
      if !palette.isColoured, run.side != .both {
        pieces[0].text = (run.side == .old ? "[-" : "{+") + pieces[0].text
        pieces[pieces.count - 1].text += run.side == .old ? "-]" : "+}"
      }
      pieces[0].isGlued = isGlued && !text.hasPrefix(" ")
      words += pieces
      // Old and new words stand apart; a comma stays with its word.
      let isReplaced = run.side == .old && index + 1 < runs.count && runs[index + 1].side == .new
      isGlued = !text.hasSuffix(" ") && !isReplaced
    }
    return wrapped(words, first: first, rest: rest)
  }

  /// Plain text as lines.
  func lines(_ text: String, first: String, rest: String) -> [String] {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map { Word(text: String($0), side: .both) }
    return wrapped(words, first: first, rest: rest)
  }

  private struct Word {
    var text: String
    var side: WordRun.Side
    /// No space stands before it.
    var isGlued = false
  }

  private func wrapped(_ words: [Word], first: String, rest: String) -> [String] {
    var lines: [String] = []
    var line = first
    var column = Self.columns(first)
    var isStart = true
    var index = 0
    while index < words.count {
      // What is glued together breaks together.
      var end = index + 1
      while end < words.count, words[end].isGlued { end += 1 }
      let length = words[index..<end].reduce(0) { $0 + Self.columns($1.text) }
      if !isStart, column + 1 + length > width {
        lines.append(line)
        line = rest
        column = Self.columns(rest)
        isStart = true
      }
      if !isStart {
        line += " "
        column += 1
      }
      for word in words[index..<end] {
        // An address that is longer than a line goes on in the next one.
        var text = word.text[...]
        var remaining = Self.columns(text)
        while column + remaining > width {
          let piece = Self.piece(of: text, columns: width - column)
          if piece.isEmpty, column <= Self.columns(rest) { break }
          if !piece.isEmpty { line += styled(piece, word.side) }
          lines.append(line)
          text = text[piece.endIndex...]
          remaining -= Self.columns(piece)
          line = rest
          column = Self.columns(rest)
        }
        line += styled(text, word.side)
        column += remaining
      }
      isStart = false
      index = end
    }
    lines.append(line)
    return lines
  }

  /// The start of a text that fits, up to a mark at which an address may break where one stands in its second half.
  private static func piece(of text: Substring, columns: Int) -> Substring {
    var end = text.startIndex
    var mark: String.Index?
    var taken = 0
    var length = 0
    var lengthToMark = 0
    for character in text {
      taken += Self.columns(String(character))
      if taken > columns { break }
      text.formIndex(after: &end)
      length += 1
      if "/?&=-_.,;".contains(character) { (mark, lengthToMark) = (end, length) }
    }
    return text[..<(lengthToMark * 2 > length ? mark ?? end : end)]
  }

  private func styled(_ text: some StringProtocol, _ side: WordRun.Side) -> String {
    let text = String(text)
    return switch side {
    case .both: text
    case .old: palette.old(text)
    case .new: palette.new(text)
    }
  }

  private static func shortened(_ text: String, _ context: Int, isFirst: Bool, isLast: Bool) -> String {
    let limit = isFirst || isLast ? context * 2 : context * 2 + 20
    guard text.count > limit else { return text }
    let head = text.prefix(context)
    let tail = text.suffix(context)
    let start = head.lastIndex(of: " ").map { String(head[..<$0]) } ?? String(head)
    let end = tail.firstIndex(of: " ").map { String(tail[$0...]) } ?? String(tail)
    return start + " …" + end
  }

  /// Columns that a text takes: two for each wide (East Asian) character, none for marks that combine.
  static func columns(_ text: some StringProtocol) -> Int {
    var columns = 0
    var isEscape = false
    for scalar in text.unicodeScalars {
      if isEscape {
        if scalar == "m" { isEscape = false }
      } else if scalar == "\u{1b}" {
        isEscape = true
      } else {
        switch scalar.value {
        case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F, 0xAD: break
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
          0x1F300...0x1FAFF:
          columns += 2
        default: columns += 1
        }
      }
    }
    return columns
  }
}
