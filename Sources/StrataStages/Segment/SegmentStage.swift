import StrataModel
import StrataText

/// The segment stage: blocks to segments with their place in the document's structure.
public struct SegmentStage: Stage {
  public let name = "segment"
  public let reads: Layers = .text
  public let writes: Layers = .segments
  private let grammar: SegmentGrammar
  private let captions: Captions
  private let languages: LanguageGuess

  public init(grammar: SegmentGrammar = SegmentGrammar(), languages: [LanguageProfile] = []) {
    self.grammar = grammar
    captions = Captions(grammar)
    self.languages = LanguageGuess(languages)
  }

  public func makeWorker() throws -> any StageWorker {
    Worker(grammar: grammar, captions: captions, languages: languages)
  }

  private struct Worker: StageWorker {
    let grammar: SegmentGrammar
    let captions: Captions
    let languages: LanguageGuess

    mutating func process(_ document: inout Document) throws {
      rejoin(&document)
      let text = document.text
      text.withUnsafeBufferPointer { bytes in
        let reader = SegmentText(bytes: bytes)
        let outline = Outline(reader, grammar, captions)
        outline.read(&document)
        Duplicates.mark(&document, reader)
        DeclaredCounts.read(&document, reader)
        languages.assign(&document, reader)
      }
      document.layers.insert(.segments)
    }

    /// Bullets that are none: joined to the item before, the line feed between them becomes a space.
    private func rejoin(_ document: inout Document) {
      let pairs = document.text.withUnsafeBufferPointer {
        FalseBullets.find(document.blocks, SegmentText(bytes: $0), grammar)
      }
      guard !pairs.isEmpty else { return }
      var blocks: [Block] = []
      blocks.reserveCapacity(document.blocks.count)
      for index in document.blocks.indices {
        if pairs.contains(index), var last = blocks.popLast() {
          document.text[Int(last.extent.end)] = 0x20
          last.extent.end = document.blocks[index].extent.end
          last.lineCount += document.blocks[index].lineCount
          blocks.append(last)
        } else {
          blocks.append(document.blocks[index])
        }
      }
      document.blocks = blocks
    }
  }
}
