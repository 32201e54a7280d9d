import StrataModel

/// Which sectors a segment is about: every trace adds to its sector's sum by where it stands.
struct SectorScores {
  private var sums: [Double]
  private var order: [Int]
  private var marked: [Bool]

  init() {
    sums = Array(repeating: 0, count: Sector.allCases.count)
    order = sums.indices.map { _ in Int.max }
    marked = sums.map { _ in false }
  }

  private static let all = Sector.allCases
  private static let indices: [Sector: Int] = Dictionary(
    uniqueKeysWithValues: all.enumerated().map { ($1, $0) })
  private static let ids: [String: Int] = Dictionary(
    uniqueKeysWithValues: all.enumerated().map { ($1.rawValue, $0) })
  private static let digital = indices[.digital] ?? 0

  private mutating func add(_ sector: Int, _ weight: Double, at place: Int) {
    guard weight > 0 else { return }
    sums[sector] += weight
    order[sector] = min(order[sector], place)
  }

  /// The sectors of a segment, most salient first. `reading` is nil where no sentence decides.
  mutating func sectors(_ reader: ClauseReader, deciding: Int, action: Action?) -> [Sector] {
    let words = reader.words
    let salience = reader.grammar.rules.salience
    var traces = false
    for index in sums.indices {
      sums[index] = 0
      order[index] = Int.max
      marked[index] = false
    }
    var sentence = 0
    var word = 0
    for mention in reader.mentions where mention.type == .sector {
      while word < words.count, words[word].end <= mention.extent.start { word += 1 }
      guard word < words.count else { break }
      while sentence < reader.sentences.count, reader.sentences[sentence].upperBound <= word { sentence += 1 }
      guard let sector = Self.ids[mention.concept ?? ""], !words[word].has(.example) else { continue }
      var weight = place(word, sentence, deciding, reader, salience)
      let outer = words[word].mention
      if outer >= 0 {
        let holder = reader.mentions[Int(outer)]
        if holder.type == .actor {
          weight *= holder.role == .beneficiary || holder.role == .addressee ? 1 : salience.actorName
        } else {
          weight *= salience.name
        }
      }
      if sector == Self.digital, reader.isApplied(word, mention) { weight *= 0.4 }
      traces = true
      marked[sector] = true
      add(sector, weight, at: word)
    }
    sentence = 0
    for index in words.indices {
      while sentence < reader.sentences.count, reader.sentences[sentence].upperBound <= index { sentence += 1 }
      let implication = reader.entry(index).implication
      guard implication >= 0, !words[index].has(.example) else { continue }
      let rule = reader.grammar.rules.implications[Int(implication)]
      guard !rule.fallback, let sector = Self.indices[rule.sector] else { continue }
      add(sector, salience.implied * place(index, sentence, deciding, reader, salience), at: index)
    }
    var result = ranked(salience.threshold)
    // AI beside another field is mostly what that field uses.
    if let at = result.firstIndex(of: Self.digital), result.count > 1, action == .train { result.remove(at: at) }
    if result.isEmpty { result = fallback(reader, deciding, salience) }
    if result.isEmpty, traces { result = ranked(salience.threshold * 0.5).prefix(2).map { $0 } }
    return result.map { Self.all[$0] }
  }

  private func place(
    _ word: Int, _ sentence: Int, _ deciding: Int, _ reader: ClauseReader, _ salience: ClassifyRules.Salience
  ) -> Double {
    if sentence == deciding || sentence == 0 {
      let start = sentence < reader.sentences.count ? reader.sentences[sentence].lowerBound : 0
      var weight = sentence == deciding ? salience.deciding : salience.opening
      if word - start > 25 { weight *= 0.8 }
      return weight
    }
    return salience.elsewhere
  }

  private func ranked(_ threshold: Double) -> [Int] {
    sums.indices.filter { sums[$0] >= threshold }.sorted { (sums[$1], order[$0], $0) < (sums[$0], order[$1], $1) }
  }

  private mutating func fallback(
    _ reader: ClauseReader, _ deciding: Int, _ salience: ClassifyRules.Salience
  ) -> [Int] {
    var sentence = 0
    for index in reader.words.indices {
      while sentence < reader.sentences.count, reader.sentences[sentence].upperBound <= index { sentence += 1 }
      let implication = reader.entry(index).implication
      guard implication >= 0, !reader.words[index].has(.example) else { continue }
      let rule = reader.grammar.rules.implications[Int(implication)]
      guard rule.fallback, let sector = Self.indices[rule.sector] else { continue }
      add(sector, place(index, sentence, deciding, reader, salience), at: index)
    }
    return ranked(salience.threshold)
  }
}

extension ClauseReader {
  /// Whether the sector mention is a means applied in another field: 'AI in manufacturing'.
  func isApplied(_ word: Int, _ mention: Mention) -> Bool {
    var at = word
    while at < words.count, words[at].start < mention.extent.end { at += 1 }
    guard at + 1 < words.count, has(at, .preposition) else { return false }
    let end = words[min(words.count - 1, at + 3)].end
    return mentions.contains {
      $0.type == .sector && $0.concept != mention.concept && $0.extent.start >= words[at].end && $0.extent.start < end
    }
  }
}
