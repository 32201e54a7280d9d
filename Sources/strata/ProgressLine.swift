import StrataModel
import StrataPipeline

/// Shows how far a run is: one line that is drawn again on a terminal, plain lines elsewhere.
final class ProgressLine {
  private let isTerminal: Bool
  private let isQuiet: Bool
  private var isDrawn = false
  private var lastPlain = 0.0
  /// Seconds between plain lines.
  private static let plainInterval = 5.0

  init(isTerminal: Bool, isQuiet: Bool) {
    self.isTerminal = isTerminal
    self.isQuiet = isQuiet
  }

  func show(_ progress: Batch.Progress) {
    if isQuiet { return }
    if isTerminal {
      let line = Self.bar(progress, width: Console.width)
      Console.write(Array("\r\(line)\u{1b}[K".utf8), to: 2)
      isDrawn = true
    } else if progress.seconds - lastPlain >= Self.plainInterval {
      lastPlain = progress.seconds
      Console.error(Self.text(progress))
    }
  }

  func note(_ text: String) {
    clear()
    Console.error("strata: \(text)")
  }

  func clear() {
    if isDrawn { Console.write(Array("\r\u{1b}[K".utf8), to: 2) }
    isDrawn = false
  }

  private static func bar(_ progress: Batch.Progress, width: Int) -> String {
    let text = self.text(progress)
    let room = min(30, width - text.count - 4)
    guard room >= 8 else { return String(text.prefix(max(0, width - 1))) }
    let share = progress.ofBytes > 0 ? Double(progress.bytes) / Double(progress.ofBytes) : 1
    let filled = min(room, Int(share * Double(room)))
    return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: room - filled) + "] " + text
  }

  private static func text(_ progress: Batch.Progress) -> String {
    let speed = progress.seconds > 0 ? Double(progress.bytes) / progress.seconds : 0
    let rest = Double(progress.ofBytes - progress.bytes)
    let left = speed > 0 && rest > 0 ? ", \(Quantity.duration(rest / speed)) left" : ""
    return "\(progress.documents) of \(progress.ofDocuments) documents, \(Quantity.bytes(speed))/s\(left)"
  }
}

/// Numbers for people.
enum Quantity {
  static func bytes(_ count: Double) -> String {
    if count >= 1e9 { return decimal(count / 1e9) + " GB" }
    if count >= 1e6 { return decimal(count / 1e6) + " MB" }
    if count >= 1e3 { return decimal(count / 1e3) + " kB" }
    return "\(Int(count)) bytes"
  }

  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    if whole >= 3600 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
    if whole >= 60 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole) s"
  }

  /// One decimal.
  static func decimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
