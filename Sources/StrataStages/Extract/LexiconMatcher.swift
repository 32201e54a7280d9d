import StrataModel

/// The labels of the lexicon in a segment: the longest name at each place, and the longest sector phrase.
struct LexiconMatcher {
  struct Found {
    var start: Int
    var end: Int
    var concept: Int
  }

  private let pack: LanguagePack
  /// Actors and instruments, disjoint, in order.
  private(set) var names: [Found] = []
  /// Sector phrases, disjoint, in order.
  private(set) var sectors: [Found] = []
  /// By token: index into `names` where one starts, or -1.
  private(set) var nameAt: [Int32] = []

  init(pack: LanguagePack) { self.pack = pack }

  /// A name is not part of a compound ("people-centric"), and a term is no verb ("to scale up").
  private func stands(_ name: Found, _ tokens: UnsafeBufferPointer<Token>) -> Bool {
    if isHyphen(name.end, tokens), name.end + 1 < tokens.count, !tokens[name.end + 1].has(.spaceBefore) { return false }
    if name.start > 1, isHyphen(name.start - 1, tokens), !tokens[name.start].has(.spaceBefore),
      tokens[name.start - 2].has(.word)
    {
      return false
    }
    return pack.traits[name.concept].isNamed || tokens[name.start].tag != .verb
  }

  private func isHyphen(_ index: Int, _ tokens: UnsafeBufferPointer<Token>) -> Bool {
    index < tokens.count && !tokens[index].has(.spaceBefore) && pack.hyphenClass >= 0
      && pack.classes[Int(tokens[index].word)].contains(pack.hyphenClass)
  }

  mutating func run(_ tokens: UnsafeBufferPointer<Token>, text: UnsafeBufferPointer<UInt8>) {
    names.removeAll(keepingCapacity: true)
    sectors.removeAll(keepingCapacity: true)
    nameAt.removeAll(keepingCapacity: true)
    nameAt.append(contentsOf: repeatElement(-1, count: tokens.count))
    var nameEnd = 0
    var sectorEnd = 0
    let trie = pack.trie
    let traits = pack.traits
    for index in tokens.indices where trie.mayBegin(tokens[index].word) {
      var name = Found(start: index, end: 0, concept: -1)
      var sector = Found(start: index, end: 0, concept: -1)
      trie.matches(tokens, at: index, text: text) { entry, end in
        let concept = Int(trie.entries[entry].concept)
        if traits[concept].type == .sector {
          if end > sector.end { sector = Found(start: index, end: end, concept: concept) }
        } else if end > name.end {
          name = Found(start: index, end: end, concept: concept)
        }
      }
      if name.end > 0, index >= nameEnd, stands(name, tokens) {
        nameAt[index] = Int32(names.count)
        names.append(name)
        nameEnd = name.end
      }
      if sector.end > 0, index >= sectorEnd {
        sectors.append(sector)
        sectorEnd = sector.end
      }
    }
  }
}
