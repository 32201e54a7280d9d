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
  private var batch: SegmentBatch
  private var reader: PhraseReader
  private var learned = LearnedNames()
  /// Acronyms that were not explained where they stood.
  private var unknown: [(hash: UInt64, segment: Int)] = []

  /// Segments are read in batches of about so many tokens: enough that each part of the work stays at hand while it
  /// goes through them, few enough that their words do.
  private static let batchSize = 1024

  init(_ tables: ExtractTables) throws {
    tokenizer = try Tokenizer(vocabulary: tables.pack.words)
    batch = SegmentBatch(tables)
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
      var next = 0
      while next < document.segments.count {
        let first = next
        let start = layer.count
        while next < document.segments.count, layer.count - start < Self.batchSize {
          try tokenizer.tokenize(text, document.segments, next, into: layer)
          next += 1
        }
        batch.prepare(first..<next, layer, text)
        for entry in batch.indices {
          let segment = batch[entry].segment
          document.segments[segment].mentions = mentions(of: entry, document.segments)
          reader.addUnknownAcronyms(batch[entry].context, segment, to: &unknown)
        }
        // Segments without tokens have no mentions.
        for segment in first..<next where layer.tokens(of: segment).isEmpty { document.segments[segment].mentions = [] }
      }
      // An acronym may stand before its explanation: those segments are read again.
      let fresh = Set(learned.takeFresh())
      guard !fresh.isEmpty else { return }
      var last = -1
      for entry in unknown where fresh.contains(entry.hash) && entry.segment != last {
        last = entry.segment
        batch.prepare(last..<last + 1, layer, text)
        for entry in batch.indices { document.segments[last].mentions = mentions(of: entry, document.segments) }
      }
    }
    document.tokens = layer
    document.layers.insert(.mentions)
  }

  private mutating func mentions(of entry: Int, _ segments: borrowing [Segment]) -> [Mention] {
    let segment = batch[entry].segment
    let place = PhraseReader.Place(kind: segments[segment].kind, hasLeadIn: segments[segment].leadIn != nil)
    return reader.mentions(
      place, batch[entry].context, batch[entry].phrases, entities: batch.entities(of: entry), learned: &learned)
  }
}
