import StrataModel
import StrataStages
import StrataText

@testable import StrataPipeline

/// Every line is a block.
struct LineNormalizer: Stage, StageWorker {
  let name = "normalize"
  let reads: Layers = .source
  let writes: Layers = .text
  func makeWorker() throws -> any StageWorker { self }

  mutating func process(_ document: inout Document) throws {
    let source = document.source
    guard String(validating: source, as: UTF8.self) != nil else {
      throw StageFailure(code: "encoding", stage: name, at: 0, message: "not UTF-8; convert it")
    }
    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }
    var start = 0
    while start < source.count {
      let end = source[start...].firstIndex(of: 10) ?? source.count
      var from = start
      var to = end
      while from < to, isSpace(source[from]) { from += 1 }
      while to > from, isSpace(source[to - 1]) { to -= 1 }
      if from < to { append(from..<to, to: &document) }
      start = end + 1
    }
  }

  private func append(_ range: Range<Int>, to document: inout Document) {
    if !document.text.isEmpty {
      document.text.append(10)
      document.alignment.append(
        count: 1, source: Extent(range.lowerBound, range.lowerBound), scale: .atomic, startsRange: true)
    }
    let at = document.text.count
    document.text.append(contentsOf: document.source[range])
    document.alignment.append(
      count: range.count, source: Extent(range.lowerBound, range.upperBound), scale: .identity, startsRange: true)
    document.blocks.append(Block(extent: Extent(at, document.text.count), role: .text))
  }
}

/// Every block is a paragraph; lines that begin with `#` are headings of those that follow.
struct BlockSegmenter: Stage, StageWorker {
  let name = "segment"
  let reads: Layers = .text
  let writes: Layers = .segments
  func makeWorker() throws -> any StageWorker { self }

  mutating func process(_ document: inout Document) throws {
    var heading: Int?
    for (index, block) in document.blocks.enumerated() {
      let isHeading = document.text[Int(block.extent.start)] == 35
      var segment = Segment(kind: isHeading ? .heading : .paragraph, extent: block.extent)
      segment.key =
        SegmentKey(String(SHA256.hex(Array("\(index) ".utf8) + document.text[block.extent.range]).prefix(16)))
        ?? SegmentKey()
      if !isHeading { segment.heading = heading }
      if isHeading { heading = index }
      document.segments.append(segment)
    }
  }
}

/// Every number is a target.
struct NumberExtractor: Stage, StageWorker {
  let name = "extract"
  let reads: Layers = [.text, .segments]
  let writes: Layers = .mentions
  func makeWorker() throws -> any StageWorker { self }

  mutating func process(_ document: inout Document) throws {
    for index in document.segments.indices {
      let range = document.segments[index].extent.range
      var at = range.lowerBound
      while at < range.upperBound {
        var end = at
        while end < range.upperBound, (48...57).contains(document.text[end]) { end += 1 }
        if end > at {
          var mention = Mention(type: .target, extent: Extent(at, end), because: "number")
          mention.value = String(decoding: document.text[at..<end], as: UTF8.self)
          document.segments[index].mentions.append(mention)
        }
        at = end + 1
      }
    }
  }
}

/// Everything is context.
struct ContextClassifier: Stage, StageWorker {
  let name = "classify"
  let reads: Layers = [.text, .segments, .mentions]
  let writes: Layers = .labels
  func makeWorker() throws -> any StageWorker { self }

  mutating func process(_ document: inout Document) throws {
    for index in document.segments.indices {
      document.segments[index].function = .context
      document.segments[index].confidence = 0.5
    }
  }
}

extension StageFactory {
  static let simple: [StageFactory] = [
    StageFactory(name: "normalize", options: ["fold"]) { _ in LineNormalizer() },
    StageFactory(name: "segment") { _ in BlockSegmenter() },
    StageFactory(name: "extract") { _ in NumberExtractor() },
    StageFactory(name: "classify") { _ in ContextClassifier() },
  ]
}
