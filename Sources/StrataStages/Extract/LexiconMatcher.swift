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

  /// What the lexicon knows of a segment; valid until the next batch.
  struct Names {
    /// Actors and instruments, disjoint, in order.
    var names: UnsafeBufferPointer<Found>
    /// Sector phrases, disjoint, in order.
    var sectors: UnsafeBufferPointer<Found>
    /// By token: index into `names` where one starts, or -1.
    var nameAt: UnsafePointer<Int32>
  }

  init(pack: LanguagePack) { self.pack = pack }

  /// Makes room for segments of so many tokens together.
  func beginBatch(_ tokens: Int) {
    _ = nameAtSpace.room(tokens, filledWith: -1)
    _ = nameSpace.room(tokens)
    _ = sectorSpace.room(tokens)
  }

  /// Before a segment is read.
  var nothing: Names {
    let none = UnsafeBufferPointer<Found>(start: nil, count: 0)
    return Names(names: none, sectors: none, nameAt: UnsafePointer(nameAtSpace.memory.base))
  }

  /// Reads a segment, the first token of which is the batch's token `offset`.
  func run(
    _ tokens: UnsafeBufferPointer<Token>, at offset: Int, _ facts: UnsafePointer<WordFacts>,
    text: UnsafeBufferPointer<UInt8>
  ) -> Names {
    let nameAt = nameAtSpace.memory.base + offset
    let names = nameSpace.memory.base + offset
    let sectors = sectorSpace.memory.base + offset
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
    return Names(
      names: UnsafeBufferPointer(start: names, count: nameCount),
      sectors: UnsafeBufferPointer(start: sectors, count: sectorCount), nameAt: UnsafePointer(nameAt))
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
