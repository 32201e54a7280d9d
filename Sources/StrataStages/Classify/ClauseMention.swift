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

  init(_ mention: UnsafePointer<Mention>, collective prefixes: [String]) {
    type = mention.pointee.type
    start = mention.pointee.extent.start
    end = mention.pointee.extent.end
    role = mention.pointee.role
    instrumentClass = mention.pointee.instrumentClass
    sector = -1
    isCollective = false
    isDay = false
    switch mention.pointee.type {
    case .sector: if let concept = mention.pointee.concept { sector = SectorNames.shared.index(of: concept) }
    case .actor: if let concept = mention.pointee.concept { isCollective = prefixes.contains { concept.hasPrefix($0) } }
    case .date: isDay = mention.pointee.date.map(Self.beginsOnDay) ?? false
    default: break
    }
  }

  /// Whether the date, or the first one of an interval, has ten characters: '2026-01-21'.
  private static func beginsOnDay(_ date: String) -> Bool {
    var count = 0
    for byte in date.utf8 {
      if byte == UInt8(ascii: "/") {
        if count > 0 { break }
      } else if byte & 0xC0 != 0x80 {
        count += 1
      }
    }
    return count == 10
  }
}

/// The sectors by their names: a look-up by the first bytes, since it is asked for every mention of a sector.
private struct SectorNames {
  static let shared = SectorNames()

  private let names = Sector.allCases.map(\.rawValue)
  /// By the hash of a name: index of the sector, or -1.
  private var slots = Array(repeating: Int32(-1), count: 256)

  private init() {
    for (index, name) in names.enumerated() {
      var slot = Self.slot(name)
      while slots[slot] >= 0 { slot = (slot + 1) & 255 }
      slots[slot] = Int32(index)
    }
  }

  private static func slot(_ name: String) -> Int {
    var hash: UInt32 = 0
    for byte in name.utf8 { hash = hash &* 31 &+ UInt32(byte) }
    return Int((hash ^ hash >> 8) & 255)
  }

  /// Index in `Sector.allCases`, or -1.
  func index(of name: String) -> Int32 {
    var slot = Self.slot(name)
    while slots[slot] >= 0 {
      if names[Int(slots[slot])] == name { return slots[slot] }
      slot = (slot + 1) & 255
    }
    return -1
  }
}
