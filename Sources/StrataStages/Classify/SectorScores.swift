import StrataModel

/// Which sectors a segment is about: every trace adds to its sector's sum by where it stands.
struct SectorScores {
  private static let all = Sector.allCases
  private static let count = all.count
  static let digital = all.firstIndex(of: .digital) ?? 0

  private let sumSpace = Workspace<Double>()
  private let orderSpace = Workspace<Int>()
  /// By sector: what its traces come to, and the first word of one. Only those of `touched` count.
  private let sums: UnsafeMutablePointer<Double>
  private let order: UnsafeMutablePointer<Int>
  /// The sectors that have a trace, as bits.
  private var touched: UInt32 = 0

  init() {
    sums = sumSpace.room(Self.count)
    order = orderSpace.room(Self.count)
  }

  private mutating func add(_ sector: Int, _ weight: Double, at place: Int) {
    guard weight > 0 else { return }
    let bit: UInt32 = 1 << UInt32(sector)
    if touched & bit == 0 {
      touched |= bit
      sums[sector] = weight
      order[sector] = place
    } else {
      sums[sector] += weight
      order[sector] = min(order[sector], place)
    }
  }

  /// The sectors of a segment, most salient first; `deciding` is the sentence that its labels come from.
  mutating func sectors(_ reader: ClauseReader, deciding: Int, action: Action?) -> [Sector] {
    let salience = reader.grammar.salience
    touched = 0
    let marked = reader.mentions.isEmpty ? false : addMentions(reader, deciding, salience)
    if reader.implies { addWords(reader, deciding, salience, fallback: false) }
    if let action {
      for rule in reader.grammar.actionSectors where rule.action == action {
        add(rule.sector, salience.threshold, at: reader.words.count)
      }
    }
    var found = passing(salience.threshold)
    // A field that people are trained in is not what the training is about.
    if action == .train, found.nonzeroBitCount > 1 { found &= ~(1 << UInt32(Self.digital)) }
    if found & ~reader.grammar.companions == 0 {
      if reader.impliesAsFallback { addWords(reader, deciding, salience, fallback: true) }
      found = passing(salience.threshold)
    }
    if found == 0, marked { return Array(ranked(passing(salience.threshold * 0.5)).prefix(2)) }
    return ranked(found)
  }

  private mutating func addMentions(
    _ reader: ClauseReader, _ deciding: Int, _ salience: ClassifyRules.Salience
  ) -> Bool {
    let words = reader.words
    var marked = false
    var applied = 0.0
    var word = 0
    var place = Place(reader)
    for mention in reader.mentions {
      guard mention.type == .sector || mention.type == .instrument else { continue }
      while word < words.count, words[word].end <= mention.start { word += 1 }
      guard word < words.count else { break }
      guard !words[word].has(.example) else { continue }
      if mention.type == .instrument {
        for rule in reader.grammar.classSectors where rule.instrumentClass == mention.instrumentClass {
          add(rule.sector, salience.implied * place.weight(word, deciding, salience), at: word)
        }
        continue
      }
      guard mention.sector >= 0 else { continue }
      let sector = Int(mention.sector)
      var weight = place.weight(word, deciding, salience)
      let outer = words[word].mention
      if outer >= 0 {
        let holder = reader.mentions[Int(outer)]
        if holder.type == .actor {
          weight *= holder.role == .beneficiary || holder.role == .addressee ? 1 : salience.actorName
        } else {
          weight *= salience.name
        }
      }
      marked = true
      if sector == Self.digital, reader.isHopedOf(word) {
        weight *= salience.applied / 2
      } else if sector == Self.digital, reader.isApplied(word, to: mention.end) {
        // However often it is applied, it stays a means.
        let most = salience.applied * salience.deciding
        weight = min(weight * salience.applied, max(0, most - applied))
        applied += weight
      } else if weight < salience.threshold, outer < 0, reader.isEnumerated(mention, place.sentence) {
        weight = salience.threshold
      }
      add(sector, weight, at: word)
    }
    return marked
  }

  private mutating func addWords(
    _ reader: ClauseReader, _ deciding: Int, _ salience: ClassifyRules.Salience, fallback: Bool
  ) {
    var place = Place(reader)
    for (word, found) in reader.words.enumerated() where found.has(.implying) && !found.has(.example) {
      let rule = reader.grammar.implications[Int(reader.entry(word).implication)]
      guard rule.fallback == fallback, counts(word, reader, fallback) else { continue }
      let isMeans = fallback && rule.sector == Self.digital && reader.isApplied(word, to: found.end)
      let factor = fallback ? (isMeans ? salience.applied : 1) : salience.implied
      add(rule.sector, factor * place.weight(word, deciding, salience), at: word)
    }
  }

  /// Whether the word is more than a part of somebody's name.
  private func counts(_ word: Int, _ reader: ClauseReader, _ fallback: Bool) -> Bool {
    let mention = reader.words[word].mention
    // A capital in the middle of a sentence: part of a name.
    if mention < 0, !fallback, reader.words[word].has(.capitalised), word > 0, reader.words[word - 1].isWord {
      return false
    }
    guard mention >= 0, reader.mentions[Int(mention)].type == .actor else { return true }
    let role = reader.mentions[Int(mention)].role
    if fallback { return role == .beneficiary || role == .addressee }
    return !reader.words[word].has(.capitalised)
  }

  /// The sectors whose sums reach the threshold, as bits.
  private func passing(_ threshold: Double) -> UInt32 {
    var rest = touched
    var result: UInt32 = 0
    while rest != 0 {
      if sums[rest.trailingZeroBitCount] >= threshold { result |= rest & (~rest &+ 1) }
      rest &= rest &- 1
    }
    return result
  }

  /// The sectors, that of the greatest sum first, of equal ones that which came first.
  private func ranked(_ sectors: UInt32) -> [Sector] {
    guard sectors != 0 else { return [] }
    var rest = sectors
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: Self.count) { found in
      var count = 0
      while rest != 0 {
        let sector = rest.trailingZeroBitCount
        rest &= rest &- 1
        var at = count
        while at > 0, (sums[found[at - 1]], order[sector]) < (sums[sector], order[found[at - 1]]) {
          found[at] = found[at - 1]
          at -= 1
        }
        found[at] = sector
        count += 1
      }
      return (0..<count).map { Self.all[found[$0]] }
    }
  }
}

/// A walk over the words of a segment that knows how much a trace weighs where it stands.
private struct Place {
  private let words: UnsafeBufferPointer<ClauseWord>
  private let sentences: UnsafeBufferPointer<Range<Int>>
  private(set) var sentence = 0

  init(_ reader: ClauseReader) {
    words = reader.words
    sentences = reader.sentences
  }

  /// How much a trace at the word weighs; words come in their order.
  mutating func weight(_ word: Int, _ deciding: Int, _ salience: ClassifyRules.Salience) -> Double {
    while sentence < sentences.count, sentences[sentence].upperBound <= word { sentence += 1 }
    guard sentence == deciding || sentence == 0, sentence < sentences.count else { return salience.elsewhere }
    let weight = sentence == deciding ? salience.deciding : salience.opening
    if words[word].has(.appended) { return weight * salience.appended }
    return word - sentences[sentence].lowerBound > 25 ? weight * salience.distant : weight
  }
}

extension ClauseReader {
  /// Whether the mention stands in a sentence that counts up sectors: four or more of them.
  func isEnumerated(_ mention: ClauseMention, _ sentence: Int) -> Bool {
    guard sentence < sentences.count, let first = sentences[sentence].first, let last = sentences[sentence].last else {
      return false
    }
    var seen: UInt64 = 0
    for other in mentions where other.type == .sector && other.sector >= 0 {
      if other.start >= words[first].start, other.end <= words[last].end { seen |= 1 << UInt64(other.sector) }
    }
    return seen.nonzeroBitCount >= 4
  }

  /// Whether the sector mention is a means, not the matter: 'AI in manufacturing', 'the benefits of AI', 'using AI',
  /// 'AI solutions', 'AI will change'.
  func isApplied(_ word: Int, to close: UInt32) -> Bool {
    if word > 0 {
      if has(word - 1, .via) || isHopedOf(word) { return true }
      if has(word - 1, .preposition), word > 1, has(word - 2, .usage) { return true }
    }
    var at = word
    while at < words.count, words[at].start < close { at += 1 }
    guard at + 1 < words.count else { return false }
    if words[at].isWord, entry(at).classes.bits & (Self.triggers | ClauseClass.can.bit) != 0 { return true }
    if words[at].isWord, has(at, .applied) { return true }
    // 'AI in manufacturing', 'AI projects in manufacturing'.
    if words[at].isWord, !has(at, .preposition), at + 2 < words.count, has(at + 1, .preposition) { at += 1 }
    guard has(at, .preposition), at + 1 < words.count else { return false }
    let end = words[min(words.count - 1, at + 3)].end
    return mentions.contains {
      ($0.type == .sector && $0.sector != Int32(SectorScores.digital) || $0.type == .actor) && $0.start >= words[at].end
        && $0.start < end
    }
  }

  /// 'the potential of AI', 'the benefits of AI'.
  func isHopedOf(_ word: Int) -> Bool {
    word > 1 && has(word - 1, .preposition) && has(word - 2, .gain)
  }
}
