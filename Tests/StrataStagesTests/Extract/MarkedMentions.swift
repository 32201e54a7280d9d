import StrataModel
import StrataPipeline
import StrataStages
import StrataText

/// Text with its mentions marked as in gold files: `{I:governance:1|Data Union Strategy}`, `{A:lead|Commission}`,
/// `{S:health|healthcare}`, `{M:1000000:EUR|€1 million}`, `{D:2020-Q4|Q4 2020}`, `{T|100 SMEs}`. Braces nest.
enum MarkedMentions {
  /// The text without its marks.
  static func plain(_ marked: String) -> String {
    var result = ""
    var rest = marked[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      result += rest[..<open]
      if rest[open] == "{", let bar = rest[open...].firstIndex(of: "|") {
        rest = rest[rest.index(after: bar)...]
      } else {
        rest = rest[rest.index(after: open)...]
      }
    }
    return result + rest
  }

  /// The text with the marks of the mentions; attributes that `like` does not give are left out.
  static func mark(_ text: [UInt8], _ mentions: [Mention]) -> String {
    var opens: [Int: String] = [:]
    var closes: [Int: Int] = [:]
    for mention in mentions {
      opens[Int(mention.extent.start), default: ""] += "{" + attributes(mention) + "|"
      closes[Int(mention.extent.end), default: 0] += 1
    }
    var result = ""
    var piece: [UInt8] = []
    func flush() {
      result += String(decoding: piece, as: UTF8.self)
      piece.removeAll()
    }
    for at in 0...text.count {
      if let count = closes[at] {
        flush()
        result += String(repeating: "}", count: count)
      }
      if let open = opens[at] {
        flush()
        result += open
      }
      if at < text.count { piece.append(text[at]) }
    }
    flush()
    return result
  }

  private static func attributes(_ mention: Mention) -> String {
    switch mention.type {
    case .actor: return "A:" + (mention.role?.rawValue ?? "")
    case .instrument: return "I:\(mention.instrumentClass?.rawValue ?? ""):\(mention.named == true ? 1 : 0)"
    case .sector: return "S:" + (mention.concept ?? "")
    case .amount: return "M:\(mention.value ?? ""):\(mention.currency ?? "")"
    case .date: return "D:" + (mention.date ?? "")
    case .target: return "T"
    }
  }
}

/// The project's own English data, loaded once.
enum English {
  static let loaded: Result<LanguageLoader.Language, any Error> = Result {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let names = [
      "words", "actors", "acts", "countries", "institutions", "organisations", "programmes", "sectors", "strategies",
      "terms",
    ]
    return try LanguageLoader.load(
      lexicons: names.map { "/\(root)/pipelines/lexicons/en/\($0).tsv" },
      grammar: "/\(root)/pipelines/grammars/en/extract.yaml")
  }

  /// The marked text that the extract stage makes of the segments, one a line.
  static func extract(_ texts: [String], kind: SegmentKind = .paragraph) throws -> [String] {
    let language = try loaded.get()
    var document = Document(id: "test", path: "test.txt")
    for text in texts {
      if !document.text.isEmpty { document.text.append(10) }
      let start = document.text.count
      document.text += Array(text.utf8)
      document.segments.append(Segment(kind: kind, extent: Extent(start, document.text.count)))
    }
    document.layers = [.source, .text, .segments]
    var worker = try ExtractStage(pack: language.pack, rules: language.extract).makeWorker()
    try worker.process(&document)
    return document.segments.map { segment in
      let start = segment.extent.start
      let mentions = segment.mentions.map { mention in
        var mention = mention
        mention.extent = Extent(mention.extent.start - start, mention.extent.end - start)
        return mention
      }
      return MarkedMentions.mark(Array(document.text[segment.extent.range]), mentions)
    }
  }
}
