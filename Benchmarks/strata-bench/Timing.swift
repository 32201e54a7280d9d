import Glibc

/// A stretch of time by two clocks, in seconds.
struct Timing {
  /// By the clock on the wall.
  var wall: Double
  /// On a processor, of the program and the system for it: what counts where other programs run beside.
  var processor: Double

  static func of(_ body: () throws -> Void) rethrows -> Timing {
    let wall = now(CLOCK_MONOTONIC)
    let processor = now(CLOCK_PROCESS_CPUTIME_ID)
    try body()
    return Timing(wall: now(CLOCK_MONOTONIC) - wall, processor: now(CLOCK_PROCESS_CPUTIME_ID) - processor)
  }

  /// The smaller by each clock.
  func best(_ other: Timing?) -> Timing {
    guard let other else { return self }
    return Timing(wall: min(wall, other.wall), processor: min(processor, other.processor))
  }

  static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// Numbers in columns.
enum Column {
  static func decimal(_ value: Double, _ digits: Int = 1) -> String {
    var factor = 1.0
    for _ in 0..<digits { factor *= 10 }
    let whole = Int((value * factor).rounded())
    let fraction = String(whole % Int(factor))
    let zeros = String(repeating: "0", count: max(0, digits - fraction.count))
    return digits == 0 ? "\(whole)" : "\(whole / Int(factor)).\(zeros)\(fraction)"
  }

  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  static func verdict(_ isMet: Bool) -> String { isMet ? "met" : "MISSED" }
}
