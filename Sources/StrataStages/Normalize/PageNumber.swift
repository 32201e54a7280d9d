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
    var number: Int?
    var total: Int?
    var word: Range<Int>?
    var second: Range<Int>?
    var signs = 0
    var at = line.start
    while at < line.end {
      let byte = text[at]
      if Scalars.isDigit(byte) {
        let first = at
        while at < line.end, Scalars.isDigit(text[at]) { at += 1 }
        guard at - first <= 4, total == nil else { return nil }
        let value = (first..<at).reduce(0) { $0 * 10 + Int(text[$1] - 0x30) }
        if number == nil { number = value } else { total = value }
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
        guard second == nil else { return nil }
        if word == nil { word = first..<at } else { second = first..<at }
        continue
      }
      switch scalar {
      case 0x20, 0x09, 0xA0, 0x2E: break
      case 0x2D, 0x2013, 0x2014, 0x7C, 0x2F: signs += 1
      default: return nil
      }
      at += length
    }
    guard let number else {
      guard let word, second == nil, signs == 0, text[line.end - 1] != 0x2E else { return nil }
      let value = ListMarker.romanValue(UnsafeBufferPointer(rebasing: text[word]))
      return value > 0 && value < 60 ? PageNumber(value: value, isSaid: false) : nil
    }
    if let total, total < number || (word == nil && signs != 1) { return nil }
    if let word {
      // "EN 3 EN": the page's language on both sides.
      if let second, total == nil, word.count == 2, second.count == 2, text[word].elementsEqual(text[second]),
        text[word].allSatisfy(Scalars.isUpper), Scalars.isUpper(text[line.start]), Scalars.isUpper(text[line.end - 1])
      {
        return PageNumber(value: number, isSaid: true)
      }
      // "Page 3", "3 | Page", "Page 3 of 12": the other word is a short one.
      if let second { guard total != nil, second.count <= 4 else { return nil } }
      guard isPageWord(text, word) || second.map({ isPageWord(text, $0) }) ?? false else { return nil }
      return PageNumber(value: number, isSaid: text[line.end - 1] != 0x2E)
    }
    return PageNumber(value: number, isSaid: total == nil && isEnclosed(text, line))
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
