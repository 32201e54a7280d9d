import StrataModel

/// Some segments with all that can be said of them one by one: tags, names of the lexicon, amounts and dates, phrases.
///
/// Each part of the work goes through all segments before the next one starts: segments are short, and the parts
/// would drive each other out of the processor's memory. Belongs to one worker.
struct SegmentBatch {
  /// A segment that has tokens; valid until the next batch.
  struct Entry {
    var segment: Int
    var context: SegmentTokens
    var phrases = UnsafeMutableBufferPointer<Phrase>(start: nil, count: 0)
    /// Its amounts, dates and targets among those of the batch.
    fileprivate var entities = 0..<0
    /// Its first token among those of the batch.
    fileprivate var offset: Int
    fileprivate var traces: WordTraces
    fileprivate var flags: UInt32
  }

  private var entries: [Entry] = []
  private var tagger: Tagger
  private let lexicon: LexiconMatcher
  private let entities: EntityMatcher
  private let chunker: Chunker
  private let isTakenSpace = Workspace<Bool>()
  private let sectorAtSpace = Workspace<Bool>()
  private let tables: ExtractTables
  private let pack: LanguagePack

  init(_ tables: ExtractTables) {
    self.tables = tables
    pack = tables.pack
    tagger = Tagger(pack: tables.pack, facts: tables.words)
    lexicon = LexiconMatcher(pack: tables.pack)
    entities = EntityMatcher(tables)
    chunker = Chunker(tables)
  }

  var indices: Range<Int> { entries.indices }

  subscript(index: Int) -> Entry { entries[index] }

  /// The amounts, dates and targets of an entry.
  func entities(of index: Int) -> UnsafeBufferPointer<EntityMatcher.Found> { entities[entries[index].entities] }

  /// Reads the segments up to their phrases.
  mutating func prepare(_ segments: Range<Int>, _ layer: TokenLayer, _ text: UnsafeBufferPointer<UInt8>) {
    var count = 0
    for segment in segments { count += layer.tokens(of: segment).count }
    tagger.beginBatch(count)
    lexicon.beginBatch(count)
    entities.beginBatch()
    chunker.beginBatch(count)
    tag(segments, layer, text, count)
    for index in entries.indices {
      let context = entries[index].context
      let found = lexicon.run(context.tokens, at: entries[index].offset, context.facts, text: text)
      entries[index].context.names = found.names
      entries[index].context.sectors = found.sectors
      entries[index].context.nameAt = found.nameAt
      for sector in found.sectors { context.sectorAt[sector.start] = true }
    }
    for index in entries.indices { findEntities(index) }
    for index in entries.indices {
      entries[index].phrases = chunker.run(entries[index].context, at: entries[index].offset)
    }
  }

  private mutating func tag(
    _ segments: Range<Int>, _ layer: TokenLayer, _ text: UnsafeBufferPointer<UInt8>, _ count: Int
  ) {
    entries.removeAll(keepingCapacity: true)
    let isTaken = isTakenSpace.room(count, filledWith: false)
    let sectorAt = sectorAtSpace.room(count, filledWith: false)
    let nothing = lexicon.nothing
    var offset = 0
    for segment in segments {
      let tokens = layer.tokens(of: segment)
      guard !tokens.isEmpty else { continue }
      let items = tagger.tag(tokens, at: offset, text: text, isShouting: layer.isShouting(segment))
      let context = SegmentTokens(
        tokens: UnsafeBufferPointer(tokens), items: items, text: text, tables: pack.patterns, facts: tagger.known,
        marks: tables.marks, names: nothing.names, sectors: nothing.sectors, nameAt: nothing.nameAt,
        sectorAt: sectorAt + offset, isTaken: isTaken + offset)
      entries.append(
        Entry(segment: segment, context: context, offset: offset, traces: tagger.traces, flags: tagger.flags))
      offset += tokens.count
    }
  }

  private mutating func findEntities(_ index: Int) {
    let (context, traces) = (entries[index].context, entries[index].traces)
    if traces.contains(.entity) || entries[index].flags & entities.flags != 0 {
      let isTaken = context.isTaken
      for name in context.names where pack.traits[name.concept].isNamed {
        for token in name.start..<name.end { isTaken[token] = true }
      }
      entries[index].entities = entities.run(context.tokens, context.items, context.facts, isTaken: isTaken)
      for name in context.names { for token in name.start..<name.end { isTaken[token] = false } }
      for entity in entities(of: index) { for token in entity.start..<entity.end { isTaken[token] = true } }
    }
    if traces.contains(.address) { takeAddresses(context) }
  }

  /// Network addresses hold no names.
  private func takeAddresses(_ context: SegmentTokens) {
    var index = 0
    while index + 1 < context.tokens.count {
      if context.has(.address, index), !context.tokens[index + 1].has(.spaceBefore) {
        repeat {
          context.isTaken[index] = true
          index += 1
        } while index < context.tokens.count && !context.tokens[index].has(.spaceBefore)
      } else {
        index += 1
      }
    }
  }
}
