import StrataModel
import StrataText

/// Tells whether a word is one of the language's, hyphen left out. Optional: without it the
/// document's own words are the only witness.
public protocol WordWitness: Sendable {
  /// `word` is lower-case UTF-8.
  func knows(_ word: UnsafeBufferPointer<UInt8>) -> Bool
}

/// Words cut at a line's end: decides whether the hyphen belongs to the word.
struct LineEndHyphens {
  private let text: UnsafeBufferPointer<UInt8>
  private let words: (any WordWitness)?
  /// Whole words of the document, and its compounds written with a hyphen inside a line.
  private var own = HashSet64()
  private var compounds = HashSet64()

  init(_ text: UnsafeBufferPointer<UInt8>, _ lines: [Line], words: (any WordWitness)?) {
    self.text = text
    self.words = words
    guard
      lines.contains(where: {
        $0.end - $0.start > 1 && text[$0.end - 1] == 0x2D && LineFacts.ending(text, $0) == .hyphen
      })
    else { return }
    // One word in ten is a new one.
    own = HashSet64(minimumCapacity: text.count / 60)
    var isCut = false
    var runs = LetterRuns()
    for line in lines where !line.isBlank {
      collect(line, runs.find(in: text, line.start..<line.end, withDigits: true), skippingFirst: isCut)
      isCut = text[line.end - 1] == 0x2D && LineFacts.ending(text, line) == .hyphen
    }
  }

  /// Keeps the words of a line; `edges` are where their parts begin and end.
  private mutating func collect(_ line: Line, _ edges: UnsafeBufferPointer<UInt32>, skippingFirst: Bool) {
    guard !edges.isEmpty else { return }
    // The second half of a cut word is no word.
    var next = skippingFirst && Int(edges[0]) == line.start ? 2 : 0
    while next < edges.count {
      let first = Int(edges[next])
      var end = Int(edges[next + 1])
      var hash = hash(first, end)
      next += 2
      var isCompound = false
      while next < edges.count, text[end] == 0x2D, Int(edges[next]) == end + 1 {
        if !isCompound { own.insert(hash) }
        isCompound = true
        end = Int(edges[next + 1])
        hash = Self.compound(hash, self.hash(Int(edges[next]), end))
        next += 2
      }
      // The half of a word that a line's end cut is no word.
      if end == line.end - 1, text[end] == 0x2D { return }
      if isCompound { compounds.insert(hash) } else if end - first > 1 { own.insert(hash) }
    }
  }

  /// The edit that joins the halves of a word, or nil where the hyphen closes no word ("short- and long-term").
  func edit(_ last: Line, _ next: Line, broken: Bool) -> Edit? {
    let hyphen = Scalars.before(text, last.end)
    guard next.start < next.end else { return nil }
    let stop = broken ? last.end : next.start
    var left = hyphen
    while left > last.start, Self.isWordByte(text[left - 1]) { left -= 1 }
    var right = next.start
    while right < next.end, Self.isWordByte(text[right]) { right += 1 }
    guard right > next.start else { return nil }
    if text[hyphen] == 0xC2 { return Edit(hyphen, stop, "", .lineEndHyphen) }
    if isSuspended(next.start, right) { return nil }
    return Edit(hyphen, stop, keepsHyphen(left, hyphen, next.start, right, last) ? "-" : "", .lineEndHyphen)
  }

  /// The edit that joins a word whose hyphen the extraction lost ("manage / ment"): the second half is no word, the
  /// whole is one.
  func lost(_ last: Line, _ next: Line) -> Edit? {
    guard words != nil, !last.hasTrailingSpace, last.end > last.start, Scalars.isLower(text[last.end - 1]),
      Scalars.isLower(text[next.start])
    else { return nil }
    var right = next.start
    while right < next.end, Scalars.isLower(text[right]) { right += 1 }
    guard right - next.start >= 3, right == next.end || !Self.isWordByte(text[right]) && text[right] != 0x2D,
      !knows(next.start, right)
    else { return nil }
    var left = last.end
    while left > last.start, Self.isWordByte(text[left - 1]) { left -= 1 }
    guard last.end - left >= 3, knows(left, last.end, next.start, right) else { return nil }
    return Edit(last.end, next.start, "", .lineEndHyphen)
  }

  /// "short- and long-term": the hyphen stands for the rest of a later word.
  private func isSuspended(_ start: Int, _ end: Int) -> Bool {
    let word = text[start..<end]
    return word.elementsEqual("and".utf8) || word.elementsEqual("or".utf8) || word.elementsEqual("to".utf8)
      || word.elementsEqual("und".utf8) || word.elementsEqual("oder".utf8) || word.elementsEqual("bzw".utf8)
  }

  private func keepsHyphen(_ left: Int, _ hyphen: Int, _ start: Int, _ right: Int, _ last: Line) -> Bool {
    // Before a capital or a digit, and behind a digit or an acronym, the hyphen is the author's.
    let first = Scalars.decode(text, at: start).scalar
    if Scalars.isUppercase(first) {
      return !LineFacts.isCapitals(text, left, hyphen) || hyphen - left < 3
        ? true : capsCompound(left, hyphen, start, right)
    }
    if first >= 0x30, first <= 0x39 { return true }
    let before = text[hyphen - 1]
    if Scalars.isDigit(before) || Scalars.isUpper(before) { return true }
    // A compound that goes on from an earlier hyphen ("state-of-the-\nart").
    let chained = left > last.start + 1 && text[left - 1] == 0x2D
    let head = hash(left, hyphen)
    let tail = hash(start, right)
    let joined = joined(left, hyphen, start, right)
    let compound = Self.compound(head, tail)
    if compounds.contains(compound) { return !own.contains(joined) || !knows(left, hyphen, start, right) }
    if own.contains(joined) || knows(left, hyphen, start, right) { return false }
    // An address keeps its signs.
    if chained, isAddress(left, last) { return true }
    if chained { return own.contains(tail) || knows(start, right) }
    return (own.contains(head) || knows(left, hyphen)) && (own.contains(tail) || knows(start, right))
      && hyphen - left > 1 && right - start > 2
  }

  /// A stroke in the word: "…/news/eu-member-".
  private func isAddress(_ left: Int, _ last: Line) -> Bool {
    var at = left
    while at > last.start, text[at - 1] > 0x20 {
      if text[at - 1] == 0x2F { return true }
      at -= 1
    }
    return false
  }

  /// Text in capitals: a cut word unless the document has the compound.
  private func capsCompound(_ left: Int, _ hyphen: Int, _ start: Int, _ right: Int) -> Bool {
    guard LineFacts.isCapitals(text, start, right) else { return true }
    if own.contains(joined(left, hyphen, start, right)) || knows(left, hyphen, start, right) { return false }
    return compounds.contains(Self.compound(hash(left, hyphen), hash(start, right)))
  }

  private func knows(_ start: Int, _ end: Int) -> Bool { knows(start, end, end, end) }

  private func knows(_ start: Int, _ end: Int, _ start2: Int, _ end2: Int) -> Bool {
    guard let words else { return false }
    return withJoined(start, end, start2, end2) { words.knows($0) }
  }

  /// Two parts of the text as one word in lower case.
  private func withJoined<Result>(
    _ start: Int, _ end: Int, _ start2: Int, _ end2: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let count = end - start + end2 - start2
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(count, 1)) { buffer in
      var at = 0
      for range in [start..<end, start2..<end2] {
        for index in range {
          buffer[at] = Scalars.isUpper(text[index]) ? text[index] | 0x20 : text[index]
          at += 1
        }
      }
      return body(UnsafeBufferPointer(rebasing: buffer[0..<at]))
    }
  }

  // MARK: Hashes of words, with ASCII in lower case

  private func hash(_ start: Int, _ end: Int) -> UInt64 { Self.hash(text, start, end) }

  private func joined(_ left: Int, _ hyphen: Int, _ start: Int, _ right: Int) -> UInt64 {
    withJoined(left, hyphen, start, right) { Self.hash($0, 0, $0.count) }
  }

  private static func compound(_ head: UInt64, _ tail: UInt64) -> UInt64 { mixed(head ^ 0x2D, tail) }

  @inline(__always)
  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
    return product ^ product >> 32
  }

  /// Words hold no spaces, so that those which fill up the last eight bytes tell nothing.
  @inline(__always)
  private static func hash(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var at = start
    while at < end {
      var word: UInt64 = 0
      if at + 8 <= text.count, let base = text.baseAddress {
        word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self).littleEndian
        if end - at < 8 { word &= (1 << UInt64(8 * (end - at))) - 1 }
      } else {
        for index in at..<min(end, at + 8) { word |= UInt64(text[index]) << UInt64(8 * (index - at)) }
      }
      hash = mixed(hash, ByteScan.lowercased(word))
      at += 8
    }
    return hash
  }

  @inline(__always) private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || Scalars.isLower(byte) || Scalars.isUpper(byte) || Scalars.isDigit(byte)
  }
}
