import StrataModel
import StrataText

/// Finds the mentions of every segment: actors, instruments, sectors, amounts, dates and targets.
public struct ExtractStage: Stage {
  private let tables: ExtractTables

  public init(pack: LanguagePack, rules: ExtractRules) { tables = ExtractTables(pack: pack, rules: rules) }

  public var name: String { "extract" }
  public var reads: Layers { [.text, .segments] }
  public var writes: Layers { .mentions }

  public func makeWorker() throws -> any StageWorker { try ExtractWorker(tables) }
}

/// One thread's buffers. What a document taught (acronyms) is forgotten with it.
struct ExtractWorker: StageWorker {
  private let tokenizer: Tokenizer
  /// Goes out with every document; taken again once nobody else has it.
  private var layer = TokenLayer()
  private var tagger: Tagger
  private var lexicon: LexiconMatcher
  private var entities: EntityMatcher
  private let chunker: Chunker
  private var reader: PhraseReader
  private var learned = LearnedNames()
  /// Acronyms that were not explained where they stood.
  private var unknown: [(hash: UInt64, segment: Int)] = []
  /// The segment that is read, or -1 on a second reading.
  private var current = -1
  private let isTakenSpace = Workspace<Bool>()
  private let sectorAtSpace = Workspace<Bool>()
  private let tables: ExtractTables
  private let pack: LanguagePack

  init(_ tables: ExtractTables) throws {
    self.tables = tables
    tokenizer = try Tokenizer(vocabulary: tables.pack.words)
    pack = tables.pack
    tagger = Tagger(pack: tables.pack, facts: tables.words)
    lexicon = LexiconMatcher(pack: tables.pack)
    entities = EntityMatcher(tables)
    chunker = Chunker(tables)
    reader = PhraseReader(tables)
  }

  mutating func process(_ document: inout Document) throws {
    learned.removeAll()
    unknown.removeAll(keepingCapacity: true)
    document.tokens = nil
    if !isKnownUniquelyReferenced(&layer) { layer = TokenLayer() }
    let text = document.text
    try text.withUnsafeBufferPointer { text in
      layer.removeAll()
      tokenizer.begin()
      for index in document.segments.indices {
        // One segment after the other, so that its words are still near when they are read.
        try tokenizer.tokenize(text, document.segments, index, into: layer)
        current = index
        document.segments[index].mentions = mentions(of: index, Self.place(of: index, document.segments), text)
      }
      // An acronym may stand before its explanation: those segments are read again.
      let fresh = Set(learned.takeFresh())
      guard !fresh.isEmpty else { return }
      var last = -1
      for entry in unknown where fresh.contains(entry.hash) && entry.segment != last {
        last = entry.segment
        current = -1
        document.segments[last].mentions = mentions(of: last, Self.place(of: last, document.segments), text)
      }
    }
    document.tokens = layer
    document.layers.insert(.mentions)
  }

  private static func place(of index: Int, _ segments: borrowing [Segment]) -> PhraseReader.Place {
    PhraseReader.Place(kind: segments[index].kind, hasLeadIn: segments[index].leadIn != nil)
  }

  private mutating func mentions(
    of index: Int, _ place: PhraseReader.Place, _ text: UnsafeBufferPointer<UInt8>
  ) -> [Mention] {
    let tokens = layer.tokens(of: index)
    guard !tokens.isEmpty else { return [] }
    let items = tagger.tag(tokens, text: text, isShouting: layer.isShouting(index))
    let readOnly = UnsafeBufferPointer(tokens)
    lexicon.run(readOnly, tagger.known, text: text)
    let isTaken = isTakenSpace.room(tokens.count, filledWith: false)
    for name in lexicon.names where pack.traits[name.concept].isNamed {
      for token in name.start..<name.end { isTaken[token] = true }
    }
    let sectorAt = sectorAtSpace.room(tokens.count, filledWith: false)
    for sector in lexicon.sectors { sectorAt[sector.start] = true }
    if tagger.traces.contains(.entity) || tagger.flags & entities.flags != 0 {
      entities.run(tokens, items, tagger.known, isTaken: isTaken)
    } else {
      entities.removeAll()
    }
    isTaken.update(repeating: false, count: tokens.count)
    for found in entities.found { for token in found.start..<found.end { isTaken[token] = true } }
    let context = SegmentTokens(
      tokens: readOnly, items: items, text: text, tables: pack.patterns, facts: tagger.known,
      marks: tables.marks, names: lexicon.names, sectors: lexicon.sectors, nameAt: lexicon.nameAt, sectorAt: sectorAt,
      isTaken: isTaken)
    if tagger.traces.contains(.address) { takeAddresses(context, isTaken) }
    let mentions = reader.mentions(place, context, chunker.run(context), entities: entities.found, learned: &learned)
    if current >= 0 { reader.forEachUnknownAcronym(context) { unknown.append(($0, current)) } }
    return mentions
  }

  /// Network addresses hold no names.
  private func takeAddresses(_ context: SegmentTokens, _ isTaken: UnsafeMutablePointer<Bool>) {
    var index = 0
    while index + 1 < context.tokens.count {
      if context.has(.address, index), !context.tokens[index + 1].has(.spaceBefore) {
        repeat {
          isTaken[index] = true
          index += 1
        } while index < context.tokens.count && !context.tokens[index].has(.spaceBefore)
      } else {
        index += 1
      }
    }
  }
}
