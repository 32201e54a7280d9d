import StrataModel
import StrataText

/// What the rules ask of a mention, without its texts.
struct ClauseMention: BitwiseCopyable {
  var type: MentionType
  /// Bytes of the normal text.
  var start: UInt32
  var end: UInt32
  var role: Role?
  var instrumentClass: InstrumentClass?
  /// Index in `Sector.allCases` of a sector mention, or -1.
  var sector: Int32
  /// An actor that stands for all of us.
  var isCollective: Bool
  /// A date that begins on a day of the calendar.
  var isDay: Bool

  init(_ mention: borrowing Mention, collective prefixes: [String]) {
    type = mention.type
    start = mention.extent.start
    end = mention.extent.end
    role = mention.role
    instrumentClass = mention.instrumentClass
    sector = -1
    isCollective = false
    isDay = false
    switch mention.type {
    case .sector: if let concept = mention.concept { sector = Self.sectors[concept] ?? -1 }
    case .actor: if let concept = mention.concept { isCollective = prefixes.contains { concept.hasPrefix($0) } }
    case .date: isDay = (mention.date?.split(separator: "/").first?.count ?? 0) == 10
    default: break
    }
  }

  private static let sectors: [String: Int32] = Dictionary(
    uniqueKeysWithValues: Sector.allCases.enumerated().map { ($1.rawValue, Int32($0)) })
}
