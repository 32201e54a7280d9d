import StrataText

/// The labels with which the rows of forms open ("source of funding"), made ready to be looked for at every line.
struct FieldLabels: Sendable {
  private let labels: Set<String>
  /// Hashes of their first words, with one of which hardly any line opens.
  private let openers: Set<UInt64>
  /// Words of the longest label.
  let longest: Int

  /// `labels` are in lower case.
  init(_ labels: Set<String>) {
    self.labels = labels
    let words = labels.map { $0.split(separator: " ") }
    openers = Set(words.compactMap { $0.first.map { Folding.hash(String($0)) } })
    longest = words.reduce(1) { max($0, $1.count) }
  }

  var isEmpty: Bool { labels.isEmpty }

  func contains(_ phrase: String) -> Bool { labels.contains(phrase) }

  /// Whether the line's first word is one of a label. No allocation.
  func mayOpen(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    var end = line.start
    while end < line.end, text[end] != 0x20 { end += 1 }
    return openers.contains(Folding.hash(text, line.start, end))
  }
}
