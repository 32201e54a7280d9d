import StrataModel
import StrataText

/// Finds the mentions of every segment: actors, instruments, sectors, amounts, dates and targets.
public struct ExtractStage: Stage {
  public let pack: LanguagePack
  public let rules: ExtractRules

  public init(pack: LanguagePack, rules: ExtractRules) {
    self.pack = pack
    self.rules = rules
  }

  public var name: String { "extract" }
  public var reads: Layers { [.text, .segments] }
  public var writes: Layers { .mentions }

  public func makeWorker() throws -> any StageWorker { try ExtractWorker(pack: pack, rules: rules) }
}

/// One thread's buffers. What a document taught (acronyms) is forgotten with it.
struct ExtractWorker: StageWorker {
  private let tokenizer: Tokenizer
  /// Goes out with every document; taken again once nobody else has it.
  private var layer = TokenLayer()
  private var tagger: Tagger
  private var lexicon: LexiconMatcher
  private var entities: EntityMatcher
  private var chunker: Chunker
  private var reader: PhraseReader
  private var learned = LearnedNames()
  /// Acronyms that were not explained where they stood.
  private var unknown: [(hash: UInt64, segment: Int)] = []
  /// The segment that is read, or -1 on a second reading.
  private var current = -1
  private var isTaken: [Bool] = []
  private var sectorAt: [Bool] = []
  private let pack: LanguagePack
  private let address: Pattern?

  init(pack: LanguagePack, rules: ExtractRules) throws {
    tokenizer = try Tokenizer()
    self.pack = pack
    address = rules.chunking.address
    tagger = Tagger(pack: pack)
    lexicon = LexiconMatcher(pack: pack)
    entities = EntityMatcher(pack: pack, rules: rules)
    chunker = Chunker(pack: pack, rules: rules)
    reader = PhraseReader(pack: pack, rules: rules)
  }

  mutating func process(_ document: inout Document) throws {
    learned.removeAll()
    unknown.removeAll(keepingCapacity: true)
    document.tokens = nil
    if !isKnownUniquelyReferenced(&layer) { layer = TokenLayer() }
    let text = document.text
    try text.withUnsafeBufferPointer { text in
      try tokenizer.tokenize(text, document.segments, vocabulary: pack.words, into: layer)
      for index in document.segments.indices where document.segments[index].kind != .furniture {
        current = index
        document.segments[index].mentions = mentions(of: index, document.segments[index], text)
      }
      // An acronym may stand before its explanation: those segments are read again.
      let fresh = Set(learned.takeFresh())
      guard !fresh.isEmpty else { return }
      var last = -1
      for entry in unknown where fresh.contains(entry.hash) && entry.segment != last {
        last = entry.segment
        current = -1
        document.segments[last].mentions = mentions(of: last, document.segments[last], text)
      }
    }
    document.tokens = layer
    document.layers.insert(.mentions)
  }

  private mutating func mentions(
    of index: Int, _ segment: Segment, _ text: UnsafeBufferPointer<UInt8>
  ) -> [Mention] {
    let tokens = layer.tokens(of: index)
    guard !tokens.isEmpty else { return [] }
    tagger.tag(tokens, text: text, isShouting: Self.isShouting(tokens))
    // The items leave the tagger while they are in use, so that the worker's parts may change beside them.
    let items = tagger.items
    return items.withUnsafeBufferPointer { read(segment, tokens, $0, text) }
  }

  private mutating func read(
    _ segment: Segment, _ tokens: UnsafeMutableBufferPointer<Token>, _ items: UnsafeBufferPointer<PatternItem>,
    _ text: UnsafeBufferPointer<UInt8>
  ) -> [Mention] {
    let readOnly = UnsafeBufferPointer(tokens)
    lexicon.run(readOnly, text: text)
    reset(&isTaken, tokens.count)
    reset(&sectorAt, tokens.count)
    for name in lexicon.names where pack.traits[name.concept].isNamed {
      for token in name.start..<name.end { isTaken[token] = true }
    }
    for sector in lexicon.sectors { sectorAt[sector.start] = true }
    isTaken.withUnsafeBufferPointer { entities.run(tokens, items, text, isTaken: $0) }
    reset(&isTaken, tokens.count)
    for found in entities.found { for token in found.start..<found.end { isTaken[token] = true } }
    takeAddresses(readOnly, items)
    return lexicon.names.withUnsafeBufferPointer { names in
      lexicon.nameAt.withUnsafeBufferPointer { nameAt in
        sectorAt.withUnsafeBufferPointer { sectorAt in
          isTaken.withUnsafeBufferPointer { isTaken in
            let context = Chunker.Context(
              tokens: readOnly, items: items, tables: pack.patterns, names: names, nameAt: nameAt, sectorAt: sectorAt,
              isTaken: isTaken)
            chunker.run(context)
            let mentions = reader.mentions(
              segment, context, chunker.phrases, sectors: lexicon.sectors, entities: entities.found, learned: &learned,
              text)
            if current >= 0 { reader.forEachUnknownAcronym(context) { unknown.append(($0, current)) } }
            return mentions
          }
        }
      }
    }
  }

  /// Network addresses hold no names.
  private mutating func takeAddresses(
    _ tokens: UnsafeBufferPointer<Token>, _ items: UnsafeBufferPointer<PatternItem>
  ) {
    guard let address else { return }
    var index = 0
    while index + 1 < tokens.count {
      if address.tests(items[index], pack.patterns), !tokens[index + 1].has(.spaceBefore) {
        repeat {
          isTaken[index] = true
          index += 1
        } while index < tokens.count && !tokens[index].has(.spaceBefore)
      } else {
        index += 1
      }
    }
  }

  private func reset(_ flags: inout [Bool], _ count: Int) {
    flags.removeAll(keepingCapacity: true)
    flags.append(contentsOf: repeatElement(false, count: count))
  }

  /// Whether most words are written in capitals, so that capitals tell nothing.
  private static func isShouting(_ tokens: UnsafeMutableBufferPointer<Token>) -> Bool {
    var words = 0
    var capitals = 0
    for token in tokens where token.has(.word) && token.count > 1 && !token.has(.number) {
      words += 1
      if token.has(.allCaps) { capitals += 1 }
    }
    return words >= 3 && capitals * 3 > words * 2
  }
}
