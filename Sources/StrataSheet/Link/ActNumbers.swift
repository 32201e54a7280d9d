/// Numbers of legal acts: `2018/842`, `(EU) No 517/2014`, `91/271/EEC`, `Law No. 21 of 2018`.
enum ActNumbers {
  /// Each act as a number that does not depend on the order of year and number.
  static func read(_ words: [LinkWord]) -> [UInt64] {
    var acts: Set<UInt64> = []
    for index in words.indices.dropLast() {
      let first = words[index].number
      guard first > 0 else { continue }
      if words[index].joinsBySlash {
        let second = words[index + 1].number
        guard second > 0 else { continue }
        let third = index + 2 < words.count ? words[index + 2].number : -1
        if words[index + 1].joinsBySlash, third > 0 { continue }
        if index > 0, words[index - 1].joinsBySlash, words[index - 1].number > 0 { continue }
        if let act = act(first, second, isContinued: words[index + 1].joinsBySlash) { acts.insert(act) }
      } else if !isYear(first), first < 100_000, index > 0, words[index - 1].number < 0, words[index - 1].count <= 6,
        let year = words[(index + 1)..<min(words.count, index + 3)].first(where: { $0.number >= 0 }),
        isYear(year.number), words[index - 1].count <= 3
      {
        acts.insert(key(year.number, first))
      }
    }
    return Array(acts)
  }

  static func years(_ words: [LinkWord]) -> [Int32] {
    Array(Set(words.lazy.filter { isYear($0.number) && !$0.joinsBySlash }.map(\.number))).sorted()
  }

  private static func isYear(_ number: Int32) -> Bool { number >= 1900 && number <= 2100 }

  private static func act(_ first: Int32, _ second: Int32, isContinued: Bool) -> UInt64? {
    switch (isYear(first), isYear(second)) {
    case (true, true):
      // Directive 2015/2001 and the years 2014/2020 look alike; an act is young and its number is high.
      return second - first > 0 && second - first <= 15 ? nil : key(first, second)
    case (true, false):
      if !isContinued, second < 100, second == (first + 1) % 100 { return nil }
      return key(first, second)
    case (false, true): return key(second, first)
    case (false, false):
      // Old acts write two digits of the year first.
      return (50...99).contains(first) ? key(1900 + first, second) : nil
    }
  }

  private static func key(_ year: Int32, _ number: Int32) -> UInt64 {
    let low = min(year, number)
    let high = max(year, number)
    return UInt64(low) << 32 | UInt64(high)
  }
}
