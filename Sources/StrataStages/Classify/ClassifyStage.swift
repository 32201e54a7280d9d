import StrataModel
import StrataText

/// Says of every segment what it does: its function, the action, its strength and status, the class of the instrument
/// and the sectors, with the evidence.
public struct ClassifyStage: Stage {
  public let name = "classify"
  public let reads: Layers = [.text, .segments, .mentions]
  public let writes: Layers = .labels
  private let grammars: [ClassifyGrammar]

  /// One grammar a language; documents in a language without one are read by the first.
  public init(grammars: [ClassifyGrammar]) { self.grammars = grammars }

  public func makeWorker() throws -> any StageWorker { try ClassifyWorker(grammars: grammars) }
}

struct ClassifyWorker: StageWorker {
  let grammars: [ClassifyGrammar]
  /// One a grammar.
  private var words: [ClauseWords]
  private let causes: [EvidenceTexts]
  private var scores = SectorScores()
  private let tokenizer: Tokenizer
  /// For documents that come without their tokens.
  private let layer = TokenLayer()

  /// Segments are cut into words in batches of about so many tokens: enough that cutting and reading do not drive each
  /// other out of the processor's memory at every segment.
  private static let batchSize = 1024

  init(grammars: [ClassifyGrammar]) throws {
    self.grammars = grammars
    words = grammars.map { _ in ClauseWords() }
    causes = grammars.map { EvidenceTexts(grammar: $0) }
    tokenizer = try Tokenizer()
  }

  mutating func process(_ document: inout Document) throws {
    guard !grammars.isEmpty else { return }
    let number = grammars.firstIndex { $0.language == document.language } ?? 0
    let grammar = grammars[number]
    var run = ClassifyRun(grammar: grammar, causes: causes[number], count: document.segments.count)
    for index in document.segments.indices {
      if let leadIn = document.segments[index].leadIn, run.isLeadIn.indices.contains(leadIn) {
        run.isLeadIn[leadIn] = true
      }
    }
    try document.text.withUnsafeBufferPointer { text in
      var tokens = layer
      if let known = document.tokens, known.segmentCount == document.segments.count {
        tokens = known
      } else {
        layer.removeAll()
        tokenizer.begin()
        for index in document.segments.indices { try tokenizer.tokenize(text, document.segments, index, into: layer) }
      }
      var next = 0
      while next < document.segments.count {
        let first = next
        var count = 0
        while next < document.segments.count, count < Self.batchSize {
          count += tokens.tokens(of: next).count
          next += 1
        }
        document.segments.withUnsafeMutableBufferPointer { segments in
          words[number].read(first..<next, of: UnsafeBufferPointer(segments), text, tokens, grammar: grammar)
          let read = words[number]
          for index in first..<next { run.classify(index, segments, text, read, &scores) }
        }
      }
    }
    run.settle(&document.segments)
    for index in document.segments.indices {
      guard let first = document.segments[index].duplicateOf, document.segments.indices.contains(first) else {
        continue
      }
      document.segments[index].copyLabels(of: document.segments[first])
    }
    document.layers.insert(.labels)
  }
}

extension Segment {
  /// A duplicate is classified as its first occurrence.
  fileprivate mutating func copyLabels(of first: Segment) {
    guard kind != .furniture, kind != .heading, kind != .title, first.kind != .furniture else { return }
    function = first.function
    action = first.action
    strength = first.strength
    status = first.status
    instrumentClass = first.instrumentClass
    sectors = first.sectors
    confidence = first.confidence
    because = first.because
  }
}
