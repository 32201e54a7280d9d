import FoundationEssentials
import StrataModel
import Testing

@testable import StrataPipeline

@Suite struct MarkedTextTests {
  private func segment(_ text: String, _ spans: [(Int, Int)]) throws -> SegmentRecord {
    let mentions = spans.map { start, end in
      #"{"type":"actor","start":\#(start),"end":\#(end),"text":"","source":[],"because":""}"#
    }
    let json = """
      {"id":"a.b","document":"a","index":0,"kind":"paragraph","section":[],"text":"\(text)","source":[],"noteRefs":[],\
      "links":[],"function":"none","sectors":[],"mentions":[\(mentions.joined(separator: ","))],"because":[]}
      """
    return try JSONDecoder().decode(SegmentRecord.self, from: Data(json.utf8))
  }

  private func show(_ pieces: [TextPiece]) -> String {
    pieces.map { piece in
      switch piece {
      case .plain(let text): text
      case .mention(_, let inner): "[" + show(inner) + "]"
      }
    }.joined()
  }

  @Test(
    arguments: [
      ("plain", [], "plain"), ("abc def", [(0, 3)], "[abc] def"), ("abc def", [(4, 7)], "abc [def]"),
      ("abc def", [(0, 7), (4, 7)], "[abc [def]]"), ("abc def", [(0, 5), (4, 7)], "[abc [d]]ef"),
      ("äöü – é", [(0, 3), (6, 7)], "[äöü] – [é]"), ("abc", [(0, 3), (0, 3)], "[[abc]]"), ("abc", [(2, 9)], "ab[c]"),
    ] as [(String, [(Int, Int)], String)]) func mentionsBecomePieces(text: String, spans: [(Int, Int)], shown: String)
    throws
  {
    let pieces = MarkedText.pieces(of: try segment(text, spans), unit: .codepoint)

    #expect(show(pieces) == shown)
  }
}
