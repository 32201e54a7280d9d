import StrataStages

/// One word of a row's text, folded and stemmed.
struct LinkWord {
  /// Hash of the stem.
  var stem: UInt64
  /// Hash of the folded word as written, before stemming.
  var form: UInt64
  /// First letter of the folded word, for initials.
  var initial: UInt8
  var count: UInt16
  var isCapital: Bool
  /// Two or more capitals, or a capital with a digit (`WHO`, `NIS2`, `CO2`).
  var isAcronym: Bool
  var isStop: Bool
  var opensSentence: Bool
  /// The number, for words of one to six digits; -1 for others.
  var number: Int32
  /// What stands between this word and the next: `/` marks legal act numbers.
  var joinsBySlash: Bool
}

/// Reads words: the rules of a language are data (`stopwords`, `suffixes`).
struct LinkWordReader: Sendable {
  private let stopwords: Set<UInt64>
  private let suffixes: [Suffix]
  /// By byte: whether a suffix ends with it.
  private let endings: [Bool]

  struct Suffix: Sendable {
    var ending: [UInt8]
    var replacement: [UInt8]
    /// The stem must keep at least so many bytes.
    var minimum: Int
  }

  /// Rules are tried in their order; the first that fits is taken. `ies y 3` reads: `ies` becomes `y` where at least
  /// three letters are left.
  init(stopwords: [String], suffixes: [Suffix]) {
    self.stopwords = Set(stopwords.map { Folding.hash($0) })
    self.suffixes = suffixes
    endings = suffixes.reduce(into: [Bool](repeating: false, count: 256)) { endings, suffix in
      if let last = suffix.ending.last { endings[Int(last)] = true }
    }
  }

  /// The words of a text in their order, and the surface of each on demand through `visit`.
  func read(_ text: String, _ visit: (LinkWord, _ folded: [UInt8]) -> Void) {
    var folded: [UInt8] = []
    var scalars = text.unicodeScalars.makeIterator()
    var pending = scalars.next()
    var capitals = 0
    var letters = 0
    var digits = 0
    var startsCapital = false
    var opensSentence = true
    var word: LinkWord?
    var kept: [UInt8] = []
    func flush(_ separator: Unicode.Scalar?) {
      if !folded.isEmpty {
        if let word { visit(word, kept) }
        let number = letters == 0 && digits <= 6 ? Int32(String(decoding: folded, as: UTF8.self)) ?? -1 : -1
        let form = hash(folded)
        let isAcronym = letters <= 8 && ((capitals >= 2 && capitals * 2 > letters) || (capitals >= 1 && digits > 0))
        word = LinkWord(
          stem: isAcronym || letters == 0 ? form : stem(folded, form, &kept), form: form, initial: folded[0],
          count: UInt16(min(folded.count, 60000)), isCapital: startsCapital, isAcronym: isAcronym,
          isStop: stopwords.contains(form), opensSentence: opensSentence, number: number, joinsBySlash: false)
        swap(&kept, &folded)
        opensSentence = false
        folded.removeAll(keepingCapacity: true)
        capitals = 0
        letters = 0
        digits = 0
        startsCapital = false
      }
      guard let separator else { return }
      switch separator {
      case "/": word?.joinsBySlash = true
      case ".", "!", "?", ":", ";", "\n", "•", "\"", "“", "(": opensSentence = true
      default: break
      }
    }
    var skipped = 0
    while let scalar = pending {
      pending = scalars.next()
      // Markup of web tables.
      if skipped > 0 {
        skipped = scalar == ">" ? 0 : skipped - 1
        continue
      }
      if scalar == "<", let next = pending, next == "/" || Letters.kind(next) == .letter {
        flush(" ")
        skipped = 400
        continue
      }
      switch Letters.kind(scalar) {
      case .letter:
        let isCapital = Letters.isCapital(scalar)
        if folded.isEmpty { startsCapital = isCapital }
        letters += 1
        if isCapital { capitals += 1 }
        Letters.fold(scalar, into: &folded)
      case .digit:
        digits += 1
        Letters.fold(scalar, into: &folded)
      case .other:
        if scalar.value == 0xAD || scalar.value == 0x200B { continue }
        // "2,500" is one number.
        if scalar == ",", digits > 0, letters == 0, let next = pending, Letters.kind(next) == .digit { continue }
        flush(scalar)
      }
    }
    flush(nil)
    if let word { visit(word, kept) }
  }

  private func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBufferPointer { Folding.hash($0, 0, $0.count) }
  }

  /// Hash of the stem of a word whose own hash is `form`; `scratch` is written over.
  private func stem(_ word: [UInt8], _ form: UInt64, _ scratch: inout [UInt8]) -> UInt64 {
    guard let last = word.last, endings[Int(last)] else { return form }
    for place in suffixes.indices
    where word.count - suffixes[place].ending.count >= suffixes[place].minimum
      && word.ends(with: suffixes[place].ending)
    {
      scratch.removeAll(keepingCapacity: true)
      scratch.append(contentsOf: word[..<(word.count - suffixes[place].ending.count)])
      scratch.append(contentsOf: suffixes[place].replacement)
      return hash(scratch)
    }
    return form
  }
}

extension Array where Element == UInt8 {
  fileprivate func ends(with other: [UInt8]) -> Bool {
    guard count >= other.count else { return false }
    var at = count - other.count
    for byte in other {
      if self[at] != byte { return false }
      at += 1
    }
    return true
  }
}
