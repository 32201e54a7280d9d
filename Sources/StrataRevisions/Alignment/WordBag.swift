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
  func common(_ other: WordBag, _ weights: WordWeights) -> Double {
    var sum = 0.0
    var left = 0
    var right = 0
    while left < sorted.count, right < other.sorted.count {
      if sorted[left] == other.sorted[right] {
        sum += weights[sorted[left]]
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

/// How much a word tells: rare words much, frequent ones little.
struct WordWeights {
  private let values: [Double]

  /// `frequency` is the number of units, of `units`, that hold the word.
  init(frequency: [Int32], units: Int) {
    values = frequency.map { Self.weight(Int($0), units) }
  }

  /// A word that was never counted is as rare as can be.
  subscript(word: Int32) -> Double { Int(word) < values.count ? values[Int(word)] : 1.25 }

  private static func weight(_ frequency: Int, _ units: Int) -> Double {
    // The rarest word weighs some five times what the commonest weighs.
    let rareness = logarithm(Double(units + 1) / Double(frequency + 1)) / logarithm(Double(units + 2))
    return 0.25 + max(0, rareness)
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
