import StrataStages
import StrataText

/// Finds the concepts of lexicons in a row's words: named acts and programmes under any of their labels, fields of policy.
struct ConceptMatcher: Sendable {
  struct Concept: Sendable {
    var id: String
    /// Index of the sector for a field of policy, number of the country for a place, else nil.
    var field: Int?
  }

  struct Label: Sendable {
    var words: [UInt64]
    var concept: UInt32
    /// Matches only where its first word is an acronym or a capital.
    var isExact: Bool
  }

  private(set) var concepts: [Concept] = []
  private var byFirstWord: [UInt64: [Label]] = [:]
  /// The keys of `byFirstWord`, asked first: most words open no label.
  private var firstWords = HashSet64()
  private(set) var countries: [UInt64: UInt32] = [:]

  mutating func add(id: String, field: Int?, labels: [String], reader: LinkWordReader) {
    let concept = UInt32(concepts.count)
    concepts.append(Concept(id: id, field: field))
    for label in labels {
      var text = label
      let isExact = text.hasPrefix("=")
      if isExact { text.removeFirst() }
      var words: [UInt64] = []
      var isAcronym = false
      reader.read(text) { word, _ in
        words.append(word.stem)
        isAcronym = isAcronym || word.isAcronym
      }
      guard let first = words.first else { continue }
      firstWords.insert(first)
      byFirstWord[first, default: []].append(
        Label(words: words, concept: concept, isExact: isExact || (isAcronym && words.count == 1)))
    }
  }

  /// Names and codes of one country; they join those of an earlier call that share one.
  mutating func addCountry(_ names: [String], reader: LinkWordReader) {
    let hashes = names.map { Self.folded($0, reader) }
    let known = countries
    let id = hashes.compactMap { known[$0] }.first ?? UInt32(known.count + 1)
    for hash in hashes { countries[hash] = id }
  }

  /// The European Union's number: its acts may stand under a member's name. ISO 3166 reserves `EU` for it.
  func union(reader: LinkWordReader) -> UInt32 { countries[Self.folded("EU", reader)] ?? 0 }

  /// Numbers from here on are of places that no list knows.
  static let unlisted: UInt32 = 0x8000_0000

  /// The country's number, or a number made of the name itself where no list knows it.
  func country(_ name: String, reader: LinkWordReader) -> UInt32 {
    let hash = Self.folded(name, reader)
    return countries[hash] ?? UInt32(truncatingIfNeeded: hash) | Self.unlisted
  }

  private static func folded(_ text: String, _ reader: LinkWordReader) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    reader.read(text) { word, _ in hash = (hash ^ word.form) &* 0x100_0000_01b3 }
    return hash
  }

  /// Concepts in the words, longest label first at each place; all that share it. O(words).
  func matches(_ words: [LinkWord], _ visit: (UInt32) -> Void) {
    var at = 0
    while at < words.count {
      var longest = 0
      if firstWords.contains(words[at].stem), let labels = byFirstWord[words[at].stem] {
        for label in labels where label.words.count > longest && fits(label, words, at) { longest = label.words.count }
        if longest > 0 {
          for label in labels where label.words.count == longest && fits(label, words, at) { visit(label.concept) }
        }
      }
      at += max(1, longest)
    }
  }

  private func fits(_ label: Label, _ words: [LinkWord], _ at: Int) -> Bool {
    guard at + label.words.count <= words.count else { return false }
    if label.isExact, !(words[at].isCapital || words[at].isAcronym) { return false }
    var index = 1
    while index < label.words.count, words[at + index].stem == label.words[index] { index += 1 }
    return index == label.words.count
  }
}
