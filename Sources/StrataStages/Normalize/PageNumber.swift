import StrataText

/// The number of a line that holds a page's number and nothing else: "20", "- 20 -", "p. 04", "Page 3 of 12", "3/12",
/// "| 7", "iv".
struct PageNumber {
  var value: Int
  /// A word or signs around the number say that it is a page's; else only the sequence over the document can.
  var isSaid: Bool

  /// Longest line read, in bytes.
  private static let longest = 24

  static func read(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> PageNumber? {
    guard line.end - line.start <= longest, !line.isBlank else { return nil }
    var numbers: [Int] = []
    var words: [Range<Int>] = []
    var signs = 0
    var at = line.start
    while at < line.end {
      let byte = text[at]
      if Scalars.isDigit(byte) {
        let first = at
        while at < line.end, Scalars.isDigit(text[at]) { at += 1 }
        guard at - first <= 4, numbers.count < 2 else { return nil }
        numbers.append((first..<at).reduce(0) { $0 * 10 + Int(text[$1] - 0x30) })
        continue
      }
      let (scalar, length) = Scalars.decode(text, at: at)
      if Scalars.isLetter(scalar) {
        let first = at
        while at < line.end {
          let (scalar, length) = Scalars.decode(text, at: at)
          guard Scalars.isLetter(scalar) else { break }
          at += length
        }
        words.append(first..<at)
        continue
      }
      switch scalar {
      case 0x20, 0x09, 0xA0, 0x2E: break
      case 0x2D, 0x2013, 0x2014, 0x7C, 0x2F: signs += 1
      default: return nil
      }
      at += length
    }
    if numbers.isEmpty {
      guard words.count == 1, signs == 0, text[line.end - 1] != 0x2E else { return nil }
      let value = ListMarker.romanValue(UnsafeBufferPointer(rebasing: text[words[0]]))
      return value > 0 && value < 60 ? PageNumber(value: value, isSaid: false) : nil
    }
    let total = numbers.count == 2 ? numbers[1] : nil
    if let total, total < numbers[0] || (words.isEmpty && signs != 1) { return nil }
    guard words.isEmpty else {
      // "EN 3 EN": the page's language on both sides.
      if numbers.count == 1, words.count == 2, words[0].count == 2, words[0].upperBound < words[1].lowerBound,
        text[words[0]].elementsEqual(text[words[1]]), text[words[0]].allSatisfy(Scalars.isUpper),
        Scalars.isUpper(text[line.start]), Scalars.isUpper(text[line.end - 1])
      {
        return PageNumber(value: numbers[0], isSaid: true)
      }
      // "Page 3", "3 | Page", "Page 3 of 12": the other word is a short one.
      guard words.count <= 2, words.contains(where: { isPageWord(text, $0) }),
        words.count == 1 || (total != nil && words[1].count <= 4)
      else { return nil }
      return PageNumber(value: numbers[0], isSaid: text[line.end - 1] != 0x2E)
    }
    return PageNumber(value: numbers[0], isSaid: total == nil && isEnclosed(text, line))
  }

  /// "- 20 -", "| 20", "20 |": dashes on both sides or a stroke on one.
  private static func isEnclosed(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    let first = Scalars.decode(text, at: line.start).scalar
    let last = Scalars.decode(text, at: Scalars.before(text, line.end)).scalar
    if first == 0x7C || last == 0x7C { return true }
    let dashes: [UInt32] = [0x2D, 0x2013, 0x2014]
    return dashes.contains(first) && dashes.contains(last)
  }

  /// The word for a page and its abbreviations, in languages of Europe.
  private static let pageWords: Set<String> = [
    "p", "pp", "pg", "pag", "page", "pages", "s", "str", "seite", "side", "sida", "sidan", "sivu", "pagina", "página",
    "pàgina", "pág", "strona", "strana", "stran", "oldal", "puslapis", "psl", "lk", "lpp", "bladzijde", "blz",
  ]

  private static func isPageWord(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    pageWords.contains(String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self).lowercased())
  }
}
