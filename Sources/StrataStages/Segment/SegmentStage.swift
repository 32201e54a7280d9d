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
      var kept = 0
      for index in document.blocks.indices {
        if kept > 0, pairs.contains(index) {
          document.text[Int(document.blocks[kept - 1].extent.end)] = 0x20
          document.blocks[kept - 1].extent.end = document.blocks[index].extent.end
          document.blocks[kept - 1].lineCount += document.blocks[index].lineCount
        } else {
          document.blocks.swapAt(kept, index)
          kept += 1
        }
      }
      document.blocks.removeLast(document.blocks.count - kept)
    }
  }
}
