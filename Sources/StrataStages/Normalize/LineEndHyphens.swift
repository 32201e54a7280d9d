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
    Self.letters.withUnsafeBufferPointer { letters in
      for line in lines where !line.isBlank {
        collect(line, skippingFirst: isCut, letters)
        isCut = text[line.end - 1] == 0x2D && LineFacts.ending(text, line) == .hyphen
      }
    }
  }

  private mutating func collect(_ line: Line, skippingFirst: Bool, _ letters: UnsafeBufferPointer<UInt8>) {
    var at = line.start
    // The second half of a cut word is no word.
    if skippingFirst { while at < line.end, letters[Int(text[at])] != 0 { at += 1 } }
    while at < line.end {
      var letter = letters[Int(text[at])]
      guard letter != 0 else {
        at += 1
        continue
      }
      let first = at
      var hash = Self.seed
      var isCompound = false
      while true {
        repeat {
          hash = (hash ^ UInt64(letter)) &* Self.prime
          at += 1
          letter = at < line.end ? letters[Int(text[at])] : 0
        } while letter != 0
        guard at + 1 < line.end, text[at] == 0x2D, letters[Int(text[at + 1])] != 0 else { break }
        if !isCompound { own.insert(hash) }
        isCompound = true
        hash = Self.add(hash, 0x2D)
        at += 1
        letter = letters[Int(text[at])]
      }
      // The half of a word that a line's end cut is no word.
      if at == line.end - 1, text[at] == 0x2D { return }
      if isCompound { compounds.insert(hash) } else if at - first > 1 { own.insert(hash) }
    }
  }

  /// Bytes of words with ASCII in lower case, 0 for all others.
  private static let letters: [UInt8] = (0...255).map { (byte: Int) -> UInt8 in
    let byte = UInt8(byte)
    return isWordByte(byte) ? (Scalars.isUpper(byte) ? byte | 0x20 : byte) : 0
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
    let joined = hash(start, right, from: head)
    let compound = hash(start, right, from: Self.add(head, 0x2D))
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
    let head = hash(left, hyphen)
    if own.contains(hash(start, right, from: head)) || knows(left, hyphen, start, right) { return false }
    return compounds.contains(hash(start, right, from: Self.add(head, 0x2D)))
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

  private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01b3

  @inline(__always) private static func add(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(Scalars.isUpper(byte) ? byte | 0x20 : byte)) &* prime
  }

  private func hash(_ start: Int, _ end: Int, from seed: UInt64 = LineEndHyphens.seed) -> UInt64 {
    var hash = seed
    for index in start..<end { hash = Self.add(hash, text[index]) }
    return hash
  }

  @inline(__always) private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || Scalars.isLower(byte) || Scalars.isUpper(byte) || Scalars.isDigit(byte)
  }
}
