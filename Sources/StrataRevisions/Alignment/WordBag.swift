/// The words of a unit, in order and sorted.
struct WordBag {
  var words: [Int32]
  var sorted: [Int32]

  init(_ words: [Int32]) {
    self.words = words
    sorted = words.sorted()
  }

  /// Several units behind each other.
  init(joining bags: [WordBag]) { self.init(bags.flatMap(\.words)) }

  func weight(_ weights: WordWeights) -> Double { words.reduce(0) { $0 + weights[$1] } }

  /// Weight of the words that two bags have in common, each as often as both have it. O(n + m).
  func common(_ other: WordBag, _ weights: WordWeights) -> Double { common(other) { weights[$0] } }

  private func common(_ other: WordBag, _ weight: (Int32) -> Double) -> Double {
    var sum = 0.0
    var left = 0
    var right = 0
    while left < sorted.count, right < other.sorted.count {
      if sorted[left] == other.sorted[right] {
        sum += weight(sorted[left])
        left += 1
        right += 1
      } else if sorted[left] < other.sorted[right] {
        left += 1
      } else {
        right += 1
      }
    }
    return sum
  }
}

extension WordBag {
  /// 0 to 1: the share of the rare words that both have. Words that most units hold, such as a table's closed vocabularies, do not
  /// count. O(n + m).
  func rareShare(_ other: WordBag, _ weights: WordWeights) -> Double {
    func rareness(_ bag: WordBag) -> Double { bag.words.reduce(0) { $0 + weights.rareness($1) } }
    let total = rareness(self) + rareness(other)
    return total > 0 ? 2 * common(other, weights.rareness) / total : 1
  }

  /// Rareness of the words that this bag shares with the first of two others and not with the second, and the reverse. O(n + m).
  func sharedApart(_ first: WordBag, _ second: WordBag, _ weights: WordWeights) -> (first: Double, second: Double) {
    var sums = (first: 0.0, second: 0.0)
    var left = 0
    var right = 0
    var last: Int32 = -1
    for word in sorted where word != last {
      last = word
      while left < first.sorted.count, first.sorted[left] < word { left += 1 }
      while right < second.sorted.count, second.sorted[right] < word { right += 1 }
      let isInFirst = left < first.sorted.count && first.sorted[left] == word
      let isInSecond = right < second.sorted.count && second.sorted[right] == word
      if isInFirst, !isInSecond { sums.first += weights.rareness(word) }
      if isInSecond, !isInFirst { sums.second += weights.rareness(word) }
    }
    return sums
  }

  /// Distinct words that both hold and no other unit does.
  func sharedAlone(_ other: WordBag, _ weights: WordWeights) -> Int {
    var count = 0
    var last: Int32 = -1
    for word in sorted where word != last {
      last = word
      if weights.frequency(word) == 2, other.contains(word) { count += 1 }
    }
    return count
  }

  private func contains(_ word: Int32) -> Bool {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < word { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == word
  }
}

/// How much a word tells: rare words much, frequent ones little.
struct WordWeights {
  private let values: [Double]
  private let frequencies: [Int32]
  /// What a word weighs that all units hold.
  private static let least = 0.25

  /// `frequency` is the number of units, of `units`, that hold the word.
  init(frequency: [Int32], units: Int) {
    frequencies = frequency
    values = frequency.map { Self.weight(Int($0), units) }
  }

  /// A word that was never counted is as rare as can be.
  subscript(word: Int32) -> Double { Int(word) < values.count ? values[Int(word)] : 1.25 }

  /// Units that hold the word, of those that were counted.
  func frequency(_ word: Int32) -> Int { Int(word) < frequencies.count ? Int(frequencies[Int(word)]) : 0 }

  /// The weight beyond that of words which all units hold: 0 for these.
  func rareness(_ word: Int32) -> Double { self[word] - Self.least }

  private static func weight(_ frequency: Int, _ units: Int) -> Double {
    // The rarest word weighs some five times what the commonest weighs.
    let rareness = logarithm(Double(units + 1) / Double(frequency + 1)) / logarithm(Double(units + 2))
    return least + max(0, rareness)
  }

  private static func logarithm(_ value: Double) -> Double {
    // log2 without Foundation: the exponent, and the significand by its series around 1.
    let exponent = Double(value.exponent)
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    let series = ratio * (1 + square * (1 / 3 + square * (1 / 5 + square * (1 / 7 + square / 9))))
    return exponent + 2 * series / 0.693_147_180_559_945_3
  }
}

/// The length of the longest common subsequence of one unit's words with those of others (Hyyrö 2004, bit-parallel).
struct CommonSubsequence {
  private let distinct: [Int32]
  private let masks: [UInt64]
  private let blocks: Int
  private let length: Int

  init(_ bag: WordBag) {
    length = bag.words.count
    blocks = max(1, (length + 63) / 64)
    var distinct: [Int32] = []
    for word in bag.sorted where distinct.last != word { distinct.append(word) }
    var masks = [UInt64](repeating: 0, count: distinct.count * blocks)
    for (index, word) in bag.words.enumerated() {
      masks[Self.find(word, in: distinct)! * blocks + index / 64] |= 1 << UInt64(index % 64)
    }
    self.distinct = distinct
    self.masks = masks
  }

  private static func find(_ word: Int32, in distinct: [Int32]) -> Int? {
    var low = 0
    var high = distinct.count
    while low < high {
      let middle = (low + high) / 2
      if distinct[middle] < word { low = middle + 1 } else { high = middle }
    }
    return low < distinct.count && distinct[low] == word ? low : nil
  }

  /// O(n m / 64).
  func length(with words: [Int32]) -> Int {
    var vector = [UInt64](repeating: .max, count: blocks)
    for word in words {
      guard let row = Self.find(word, in: distinct) else { continue }
      var carry: UInt64 = 0
      for block in 0..<blocks {
        let bits = vector[block] & masks[row * blocks + block]
        let (sum, first) = vector[block].addingReportingOverflow(bits)
        let (total, second) = sum.addingReportingOverflow(carry)
        vector[block] = total | (vector[block] & ~bits)
        carry = first || second ? 1 : 0
      }
    }
    var zeros = 0
    for block in 0..<blocks {
      let used = block == blocks - 1 && length % 64 > 0 ? UInt64(1) << UInt64(length % 64) - 1 : .max
      zeros += (~vector[block] & used).nonzeroBitCount
    }
    return zeros
  }
}
