/// The last day of an ISO 8601 date or interval, to compare deadlines.
struct CalendarEnd: Comparable {
  private let key: Int

  /// Takes "2026", "2026-10", "2026-10-31", "2026-Q3", "2026-S1" and intervals "2024/2027"; nil for anything else.
  init?(_ date: String?) {
    guard let last = date?.split(separator: "/").last else { return nil }
    let parts = last.split(separator: "-")
    guard let year = parts.first.flatMap({ Int($0) }), (1...3).contains(parts.count) else { return nil }
    var month = 12
    if parts.count > 1 {
      let part = parts[1]
      if let number = Int(part) {
        month = number
      } else if let number = part.last?.wholeNumberValue, part.count == 2 {
        month = part.first == "Q" ? number * 3 : number * 6
      } else {
        return nil
      }
    }
    var day = 31
    if parts.count > 2 {
      guard let number = Int(parts[2]) else { return nil }
      day = number
    }
    key = (year * 100 + month) * 100 + day
  }

  static func < (left: CalendarEnd, right: CalendarEnd) -> Bool { left.key < right.key }
}
