import StrataModel

/// The labels of the lexicon in a segment: the longest name at each place, and the longest sector phrase.
struct LexiconMatcher {
  struct Found: BitwiseCopyable {
    var start: Int
    var end: Int
    var concept: Int
  }

  private let pack: LanguagePack
  private let nameSpace = Workspace<Found>()
  private let sectorSpace = Workspace<Found>()
  private let nameAtSpace = Workspace<Int32>()
  /// Actors and instruments, disjoint, in order. As the others below, valid until the next run.
  private(set) var names = UnsafeBufferPointer<Found>(start: nil, count: 0)
  /// Sector phrases, disjoint, in order.
  private(set) var sectors = UnsafeBufferPointer<Found>(start: nil, count: 0)
  /// By token: index into `names` where one starts, or -1.
  private(set) var nameAt: UnsafePointer<Int32>

  init(pack: LanguagePack) {
    self.pack = pack
    nameAt = UnsafePointer(nameAtSpace.room(1))
  }

  mutating func run(
    _ tokens: UnsafeBufferPointer<Token>, _ facts: UnsafePointer<WordFacts>, text: UnsafeBufferPointer<UInt8>
  ) {
    let nameAt = nameAtSpace.room(tokens.count, filledWith: -1)
    let names = nameSpace.room(tokens.count)
    let sectors = sectorSpace.room(tokens.count)
    let trie = pack.trie
    var nameCount = 0
    var sectorCount = 0
    var nameEnd = 0
    var sectorEnd = 0
    for index in tokens.indices {
      var name = Found(start: index, end: 0, concept: -1)
      var sector = Found(start: index, end: 0, concept: -1)
      trie.matches(tokens, at: index, facts, text: text) { label, end in
        if label.isSector {
          if end > sector.end { sector = Found(start: index, end: end, concept: Int(label.concept)) }
        } else if end > name.end {
          name = Found(start: index, end: end, concept: Int(label.concept))
        }
      }
      if name.end > 0, index >= nameEnd, stands(name, tokens, facts) {
        nameAt[index] = Int32(truncatingIfNeeded: nameCount)
        names[nameCount] = name
        nameCount += 1
        nameEnd = name.end
      }
      if sector.end > 0, index >= sectorEnd {
        sectors[sectorCount] = sector
        sectorCount += 1
        sectorEnd = sector.end
      }
    }
    self.nameAt = UnsafePointer(nameAt)
    self.names = UnsafeBufferPointer(start: names, count: nameCount)
    self.sectors = UnsafeBufferPointer(start: sectors, count: sectorCount)
  }

  /// A name is not part of a compound ("people-centric"), and a term is no verb ("to scale up").
  private func stands(
    _ name: Found, _ tokens: UnsafeBufferPointer<Token>, _ facts: UnsafePointer<WordFacts>
  ) -> Bool {
    if isHyphen(name.end, tokens, facts), name.end + 1 < tokens.count, !tokens[name.end + 1].has(.spaceBefore) {
      return false
    }
    if name.start > 1, isHyphen(name.start - 1, tokens, facts), !tokens[name.start].has(.spaceBefore),
      tokens[name.start - 2].has(.word)
    {
      return false
    }
    return pack.traits[name.concept].isNamed || tokens[name.start].tag != .verb
  }

  private func isHyphen(
    _ index: Int, _ tokens: UnsafeBufferPointer<Token>, _ facts: UnsafePointer<WordFacts>
  ) -> Bool {
    index < tokens.count && !tokens[index].has(.spaceBefore) && facts[index].traces.contains(.hyphen)
  }
}
