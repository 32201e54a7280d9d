import StrataModel
import StrataText

/// A segment's text with its mentions marked as the gold files mark them: `{A:lead|the Office}`, `{I:finance|fund}`,
/// `{S:health|hospitals}`, `{D:2026-01-21|21 January}`, `{M:1000:EUR|€1,000}`, `{T|30 %}`. Braces nest.
struct AnnotatedText {
  private(set) var bytes: [UInt8] = []
  private(set) var mentions: [Mention] = []

  init(_ marked: String, at offset: Int = 0) {
    var open: [(kind: Character, fields: [String], start: Int)] = []
    var rest = Substring(marked)
    while let character = rest.first {
      if character == "{", let bar = rest.firstIndex(of: "|") {
        let fields = rest[rest.index(after: rest.startIndex)..<bar].split(
          separator: ":", omittingEmptySubsequences: false
        ).map(String.init)
        open.append((Character(fields[0]), Array(fields.dropFirst()), bytes.count))
        rest = rest[rest.index(after: bar)...]
      } else if character == "}", let mark = open.popLast() {
        let extent = Extent<Normal>(offset + mark.start, offset + bytes.count)
        mentions.append(Self.mention(mark.kind, mark.fields, extent))
        rest = rest.dropFirst()
      } else {
        bytes += Array(String(character).utf8)
        rest = rest.dropFirst()
      }
    }
    mentions.sort { ($0.extent.start, $1.extent.end) < ($1.extent.start, $0.extent.end) }
  }

  private static func mention(_ kind: Character, _ fields: [String], _ extent: Extent<Normal>) -> Mention {
    let types: [Character: MentionType] = [
      "A": .actor, "I": .instrument, "S": .sector, "M": .amount, "D": .date, "T": .target,
    ]
    var mention = Mention(type: types[kind] ?? .target, extent: extent, because: "test")
    let first = fields.first
    switch mention.type {
    case .actor: mention.role = first.flatMap(Role.init)
    case .instrument: mention.instrumentClass = first.flatMap(InstrumentClass.init)
    case .sector: mention.concept = first
    case .date: mention.date = first
    case .amount: mention.value = first
    case .target: break
    }
    return mention
  }
}
