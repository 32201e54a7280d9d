import StrataModel

/// Which sectors a segment is about: every trace adds to its sector's sum by where it stands.
struct SectorScores {
  private static let all = Sector.allCases
  private static let count = all.count
  private static let digital = all.firstIndex(of: .digital) ?? 0

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
      if reader.isApplied(place.word, mention), sector == Self.digital { weight *= salience.applied }
      marked = true
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
          let factor = fallback ? 1 : salience.implied
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
  private var sentence = 0
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
  /// Whether the sector mention is a means applied in another field: 'AI in manufacturing'.
  func isApplied(_ word: Int, _ mention: ClauseMention) -> Bool {
    var at = word
    while at < words.count, words[at].start < mention.end { at += 1 }
    guard at + 1 < words.count, has(at, .preposition) else { return false }
    let end = words[min(words.count - 1, at + 3)].end
    return mentions.contains {
      $0.type == .sector && $0.sector != mention.sector && $0.start >= words[at].end && $0.start < end
    }
  }
}
