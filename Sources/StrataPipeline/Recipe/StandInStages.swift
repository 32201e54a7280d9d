import StrataModel
import StrataStages
import StrataText

// Trivial stages: every line is a paragraph, every number a target, every paragraph context.

struct StandInNormalizer: Stage, StageWorker {
  let name = "normalize"
  let reads: Layers = .source
  let writes: Layers = .text
  func makeWorker() throws -> any StageWorker { self }

  mutating func process(_ document: inout Document) throws {
    let source = document.source
    guard String(validating: source, as: UTF8.self) != nil else {
      throw StageFailure(code: "encoding", stage: name, at: 0, message: "not UTF-8")
    }
    var start = 0
    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }
    while start < source.count {
      var end = start
      while end < source.count, source[end] != 10 { end += 1 }
      var from = start
      var to = end
      while from < to, isSpace(source[from]) { from += 1 }
      while to > from, isSpace(source[to - 1]) { to -= 1 }
      if from < to {
        if !document.text.isEmpty {
          document.text.append(10)
          document.alignment.append(
            count: 1, source: Extent(from, from), scale: .atomic, startsRange: true)
        }
        let at = document.text.count
        document.text.append(contentsOf: source[from..<to])
        document.alignment.append(count: to - from, source: Extent(from, to), scale: .identity, startsRange: true)
        document.blocks.append(Block(extent: Extent(at, document.text.count), role: .text))
      }
      start = end + 1
    }
  }
}

struct StandInSegmenter: Stage, StageWorker {
  let name = "segment"
  let reads: Layers = .text
  let writes: Layers = .segments
  func makeWorker() throws -> any StageWorker { self }

  mutating func process(_ document: inout Document) throws {
    for (index, block) in document.blocks.enumerated() {
      var segment = Segment(kind: .paragraph, extent: block.extent)
      segment.key = String(SHA256.hex(Array("\(index) ".utf8) + document.text[block.extent.range]).prefix(16))
      document.segments.append(segment)
    }
  }
}

struct StandInExtractor: Stage, StageWorker {
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
          mention.value = "\(end - at)"
          document.segments[index].mentions.append(mention)
        }
        at = end + 1
      }
    }
  }
}

struct StandInClassifier: Stage, StageWorker {
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
