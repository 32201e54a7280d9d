/// Text with mentions in braces, `{A:lead|the Commission}`, taken apart.
struct AnnotatedText {
  private(set) var text = ""
  private(set) var mentions: [GoldMention] = []

  struct Fault: Error {
    var message: String
  }

  private static let types: [Unicode.Scalar: String] = [
    "A": "actor", "I": "instrument", "S": "sector", "M": "amount", "D": "date", "T": "target",
  ]

  init(_ annotated: String) throws(Fault) {
    let scalars = Array(annotated.trimmed.unicodeScalars)
    var plain = String.UnicodeScalarView()
    var length = 0
    var open: [(type: String, arguments: [String], start: Int)] = []
    var at = 0
    while at < scalars.count {
      switch scalars[at] {
      case "{":
        let head = try Self.head(scalars, at: at)
        if let type = head.type { open.append((type, head.arguments, length)) }
        at = head.end
      case "}":
        guard let (type, arguments, start) = open.popLast() else { throw Fault(message: "a '}' without its '{'") }
        mentions.append(Self.mention(type, arguments, start, length))
        at += 1
      default:
        plain.append(scalars[at])
        length += 1
        at += 1
      }
    }
    guard open.isEmpty else { throw Fault(message: "a '{' is not closed") }
    let all = Array(plain)
    text = String(plain)
    for index in mentions.indices {
      var part = String.UnicodeScalarView()
      part.append(contentsOf: all[mentions[index].start..<mentions[index].end])
      mentions[index].text = String(part)
    }
    mentions.sort { ($0.start, $1.end) < ($1.start, $0.end) }
  }

  /// What stands between `{` and `|`; a note, `{N:24}`, has no type and no text.
  private static func head(
    _ scalars: [Unicode.Scalar], at start: Int
  ) throws(Fault) -> (type: String?, arguments: [String], end: Int) {
    var end = start + 1
    while end < scalars.count, scalars[end] != "|", scalars[end] != "{", scalars[end] != "}" { end += 1 }
    var head = String.UnicodeScalarView()
    head.append(contentsOf: scalars[(start + 1)..<end])
    let parts = String(head).split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let stop = end < scalars.count ? scalars[end] : " "
    if parts.count == 2, parts[0] == "N", Int(parts[1]) != nil, stop == "}" { return (nil, [], end + 1) }
    guard stop == "|", let letter = parts[0].unicodeScalars.first, parts[0].unicodeScalars.count == 1,
      let type = types[letter]
    else { throw Fault(message: "a wrong brace: '{\(head)'; expected {A|…}, {I:class:1|…}, {S:sector|…}, {N:24}, …") }
    return (type, Array(parts.dropFirst()), end + 1)
  }

  private static func mention(_ type: String, _ arguments: [String], _ start: Int, _ end: Int) -> GoldMention {
    var mention = GoldMention(type: type, start: start, end: end)
    guard let first = arguments.first else { return mention }
    switch type {
    case "actor": mention.role = first
    case "instrument":
      mention.class = first
      mention.named = arguments.count > 1 && arguments[1] == "1"
    case "sector": mention.concept = first
    case "date": mention.date = arguments.joined(separator: ":")
    default: break
    }
    return mention
  }
}
