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
    for line in lines where !line.isBlank {
      collect(line, skippingFirst: isCut)
      isCut = text[line.end - 1] == 0x2D && LineFacts.ending(text, line) == .hyphen
    }
  }

  private mutating func collect(_ line: Line, skippingFirst: Bool) {
    // The second half of a cut word is no word.
    var at = skippingFirst ? wordEnd(line.start, line.end) : line.start
    while at < line.end {
      guard Self.isWordByte(text[at]) else {
        at += 1
        continue
      }
      let first = at
      at = wordEnd(at, line.end)
      var isCompound = false
      while at + 1 < line.end, text[at] == 0x2D, Self.isWordByte(text[at + 1]) {
        if !isCompound { own.insert(hash(first, at)) }
        isCompound = true
        at = wordEnd(at + 1, line.end)
      }
      // The half of a word that a line's end cut is no word.
      if at == line.end - 1, text[at] == 0x2D { return }
      if isCompound { compounds.insert(hash(first, at)) } else if at - first > 1 { own.insert(hash(first, at)) }
    }
  }

  /// The first byte from `start` on that belongs to no word.
  private func wordEnd(_ start: Int, _ end: Int) -> Int {
    guard let base = text.baseAddress else { return end }
    let raw = UnsafeRawPointer(base)
    var at = start
    while at + 8 <= text.count, at < end {
      let gaps = ByteScan.gaps(raw.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian)
      if gaps != 0 { return min(end, at + gaps.trailingZeroBitCount / 8) }
      at += 8
    }
    while at < end, Self.isWordByte(text[at]) { at += 1 }
    return min(at, end)
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
    let joined = hash(left, hyphen, start, right, between: nil)
    let compound = hash(left, hyphen, start, right, between: 0x2D)
    if compounds.contains(compound) { return !own.contains(joined) || !knows(left, hyphen, start, right) }
    if own.contains(joined) || knows(left, hyphen, start, right) { return false }
    // An address keeps its signs.
    if chained, isAddress(left, last) { return true }
    if chained { return own.contains(hash(start, right)) || knows(start, right) }
    return (own.contains(hash(left, hyphen)) || knows(left, hyphen))
      && (own.contains(hash(start, right)) || knows(start, right))
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
    let joined = hash(left, hyphen, start, right, between: nil)
    if own.contains(joined) || knows(left, hyphen, start, right) { return false }
    return compounds.contains(hash(left, hyphen, start, right, between: 0x2D))
  }

  private func knows(_ start: Int, _ end: Int, _ start2: Int = 0, _ end2: Int = 0) -> Bool {
    guard let words else { return false }
    let count = end - start + end2 - start2
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(count, 1)) { buffer in
      var at = 0
      for index in start..<end {
        buffer[at] = Scalars.isUpper(text[index]) ? text[index] | 0x20 : text[index]
        at += 1
      }
      for index in start2..<end2 {
        buffer[at] = Scalars.isUpper(text[index]) ? text[index] | 0x20 : text[index]
        at += 1
      }
      return words.knows(UnsafeBufferPointer(rebasing: buffer[0..<at]))
    }
  }

  /// A hash of a stretch of text, with ASCII in lower case.
  private func hash(_ start: Int, _ end: Int) -> UInt64 {
    text.baseAddress.map { Self.hash($0 + start, end - start, readable: text.count - start) } ?? 0
  }

  /// The same of two halves and what stands between them.
  private func hash(_ left: Int, _ hyphen: Int, _ start: Int, _ right: Int, between: UInt8?) -> UInt64 {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: hyphen - left + right - start + 1) { buffer in
      var count = 0
      for index in left..<hyphen {
        buffer[count] = text[index]
        count += 1
      }
      if let between {
        buffer[count] = between
        count += 1
      }
      for index in start..<right {
        buffer[count] = text[index]
        count += 1
      }
      return Self.hash(UnsafePointer(buffer.baseAddress!), count, readable: count)
    }
  }

  /// Eight bytes at a time; `readable` bytes may be looked at.
  @inline(__always)
  private static func hash(_ bytes: UnsafePointer<UInt8>, _ count: Int, readable: Int) -> UInt64 {
    let raw = UnsafeRawPointer(bytes)
    var hash = UInt64(truncatingIfNeeded: count)
    var at = 0
    while at < count {
      let rest = count - at
      var word: UInt64 = 0
      if at + 8 <= readable {
        word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
        if rest < 8 { word &= (1 << UInt64(8 * rest)) - 1 }
      } else {
        for offset in 0..<min(8, rest) { word |= UInt64(bytes[at + offset]) << UInt64(8 * offset) }
      }
      hash = (hash ^ ByteScan.lowercased(word)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
      at += 8
    }
    return hash
  }

  @inline(__always) private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || Scalars.isLower(byte) || Scalars.isUpper(byte) || Scalars.isDigit(byte)
  }
}
