import StrataModel

/// Which sectors a segment is about: every trace adds to its sector's sum by where it stands.
struct SectorScores {
  private static let all = Sector.allCases
  private static let count = all.count
  static let digital = all.firstIndex(of: .digital) ?? 0

  private let sumSpace = Workspace<Double>()
  private let orderSpace = Workspace<Int>()
  /// By sector: what its traces come to, and the first word of one.
  private var sums: UnsafeMutablePointer<Double>
  private var order: UnsafeMutablePointer<Int>

  init() {
    sums = sumSpace.room(Self.count)
    order = orderSpace.room(Self.count)
  }

  private func add(_ sector: Int, _ weight: Double, at place: Int) {
    guard weight > 0 else { return }
    sums[sector] += weight
    order[sector] = min(order[sector], place)
  }

  /// The sectors of a segment, most salient first; `deciding` is the sentence that its labels come from.
  func sectors(_ reader: ClauseReader, deciding: Int, action: Action?) -> [Sector] {
    let salience = reader.grammar.salience
    sums.update(repeating: 0, count: Self.count)
    order.update(repeating: Int.max, count: Self.count)
    let marked = reader.mentions.isEmpty ? false : addMentions(reader, deciding, salience)
    if reader.implies { addWords(reader, deciding, salience, fallback: false) }
    if let action {
      for rule in reader.grammar.actionSectors where rule.action == action {
        add(rule.sector, salience.threshold, at: reader.words.count)
      }
    }
    var result = ranked(salience.threshold)
    // A field that people are trained in is not what the training is about.
    if action == .train, result.count > 1 { result.removeAll { $0 == Self.digital } }
    if result.isEmpty || result.allSatisfy({ reader.grammar.companions.contains(Self.all[$0]) }) {
      if reader.impliesAsFallback { addWords(reader, deciding, salience, fallback: true) }
      result = ranked(salience.threshold)
    }
    if result.isEmpty, marked { result = Array(ranked(salience.threshold * 0.5).prefix(2)) }
    return result.map { Self.all[$0] }
  }

  private func addMentions(
    _ reader: ClauseReader, _ deciding: Int, _ salience: ClassifyRules.Salience
  ) -> Bool {
    let words = reader.words
    var marked = false
    var applied = 0.0
    var place = Place(reader)
    for mention in reader.mentions {
      guard mention.type == .sector || mention.type == .instrument else { continue }
      while place.word < words.count, words[place.word].end <= mention.start { place.advance() }
      guard place.word < words.count else { break }
      guard !words[place.word].has(.example) else { continue }
      if mention.type == .instrument {
        for rule in reader.grammar.classSectors where rule.instrumentClass == mention.instrumentClass {
          add(rule.sector, salience.implied * place.weight(deciding, salience), at: place.word)
        }
        continue
      }
      guard mention.sector >= 0 else { continue }
      let sector = Int(mention.sector)
      var weight = place.weight(deciding, salience)
      let outer = words[place.word].mention
      if outer >= 0 {
        let holder = reader.mentions[Int(outer)]
        if holder.type == .actor {
          weight *= holder.role == .beneficiary || holder.role == .addressee ? 1 : salience.actorName
        } else {
          weight *= salience.name
        }
      }
      marked = true
      if sector == Self.digital, reader.isHopedOf(place.word) {
        weight *= salience.applied / 2
      } else if sector == Self.digital, reader.isApplied(place.word, to: mention.end) {
        // However often it is applied, it stays a means.
        let most = salience.applied * salience.deciding
        weight = min(weight * salience.applied, max(0, most - applied))
        applied += weight
      } else if weight < salience.threshold, outer < 0, reader.isEnumerated(mention, place.sentence) {
        weight = salience.threshold
      }
      add(sector, weight, at: place.word)
    }
    return marked
  }

  private func addWords(
    _ reader: ClauseReader, _ deciding: Int, _ salience: ClassifyRules.Salience, fallback: Bool
  ) {
    var place = Place(reader)
    while place.word < reader.words.count {
      let implication = reader.entry(place.word).implication
      if implication >= 0, !reader.words[place.word].has(.example), counts(place.word, reader, fallback) {
        let rule = reader.grammar.implications[Int(implication)]
        if rule.fallback == fallback {
          let end = reader.words[place.word].end
          let isMeans = fallback && rule.sector == Self.digital && reader.isApplied(place.word, to: end)
          let factor = fallback ? (isMeans ? salience.applied : 1) : salience.implied
          add(rule.sector, factor * place.weight(deciding, salience), at: place.word)
        }
      }
      place.advance()
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

  /// The sectors whose sums reach the threshold, the greatest first, of equal ones that which came first.
  private func ranked(_ threshold: Double) -> [Int] {
    var result: [Int] = []
    for sector in 0..<Self.count where sums[sector] >= threshold {
      var at = result.count
      while at > 0, (sums[result[at - 1]], order[sector]) < (sums[sector], order[result[at - 1]]) { at -= 1 }
      result.insert(sector, at: at)
    }
    return result
  }
}

/// A walk over the words of a segment that knows how much a trace weighs where it stands.
private struct Place {
  private let words: UnsafeBufferPointer<ClauseWord>
  private let sentences: UnsafeBufferPointer<Range<Int>>
  private let entries: UnsafeBufferPointer<ClassifyGrammar.Entry>
  private(set) var word = 0
  private(set) var sentence = 0
  /// Whether the word stands in an appendage of its sentence: 'including …', ', bringing together …'.
  private var appended = false

  init(_ reader: ClauseReader) {
    words = reader.words
    sentences = reader.sentences
    entries = reader.grammar.entries
    enter()
  }

  mutating func advance() {
    word += 1
    enter()
  }

  private mutating func enter() {
    guard word < words.count else { return }
    while sentence < sentences.count, sentences[sentence].upperBound <= word {
      sentence += 1
      appended = false
    }
    guard sentence < sentences.count, word > sentences[sentence].lowerBound + 3 else { return }
    let entry = entries[Int(words[word].entry)]
    if entry.has(.including) { appended = true }
    if words[word - 1].mark == 44, entry.lemma >= 0, entry.forms.contains(.gerund) { appended = true }
  }

  func weight(_ deciding: Int, _ salience: ClassifyRules.Salience) -> Double {
    guard sentence == deciding || sentence == 0, sentence < sentences.count else { return salience.elsewhere }
    var weight = sentence == deciding ? salience.deciding : salience.opening
    if appended {
      weight *= salience.appended
    } else if word - sentences[sentence].lowerBound > 25 {
      weight *= salience.distant
    }
    return weight
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
