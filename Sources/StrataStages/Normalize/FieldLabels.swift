import StrataText

/// The labels with which the rows of forms open ("source of funding"), made ready to be looked for at every line.
struct FieldLabels: Sendable {
  /// A label that was found: what it is, and how many words it has.
  struct Match {
    var field: UInt64
    var words: Int
  }

  /// Hashes of the labels, and of all words with which labels begin.
  private var labels = HashSet64()
  private var beginnings = HashSet64()
  let isEmpty: Bool

  init(_ labels: Set<String>) {
    isEmpty = labels.isEmpty
    for label in labels {
      var hash: UInt64 = 0
      for word in label.split(separator: " ") {
        hash = Self.hash(hash, Folding.hash(String(word)))
        beginnings.insert(hash)
      }
      self.labels.insert(hash)
    }
  }

  /// Reads word after word for as long as a label begins so.
  struct Reading {
    private var hash: UInt64 = 0
    private var words = 0
    /// The longest label so far.
    private(set) var match: Match?

    /// Whether a label begins with the words so far and this one.
    mutating func take(_ word: UInt64, _ labels: FieldLabels) -> Bool {
      hash = FieldLabels.hash(hash, word)
      guard labels.beginnings.contains(hash) else { return false }
      words += 1
      if labels.labels.contains(hash) { match = Match(field: hash, words: words) }
      return true
    }
  }

  /// The hash of words by that of all but the last and that of the last.
  private static func hash(_ words: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (words << 7 ^ words >> 57 ^ word) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 32
  }
}
