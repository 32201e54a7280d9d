import StrataModel
import StrataText

/// Finds the words that stand inside a figure: text extraction prints them as brief lines around the figure's caption,
/// where they look like headings one below the other.
enum FigureLabels {
  /// Most words of a label.
  private static let mostWords = 6

  static func mark(_ document: inout Document, _ text: SegmentText, _ figures: Set<String>) {
    guard !figures.isEmpty, document.mediaType != "text/markdown" else { return }
    for caption in document.segments.indices where isCaption(document, caption, text, figures) {
      // A caption names the figure, not the text below it.
      document.segments[caption].kind = .paragraph
      document.segments[caption].headingLevel = 0
      let above = labels(document, from: caption, step: -1, text)
      var below = labels(document, from: caption, step: 1, text)
      // The last one may be the heading of what follows.
      if let last = below.last, last + 1 < document.segments.count, document.segments[last + 1].kind != .furniture {
        below.removeLast()
      }
      for run in [above, below] where run.count >= 2 {
        guard run.count >= 3 || run.allSatisfy({ document.segments[$0].kind == .heading }) else { continue }
        for index in run { Captions.demote(&document.segments[index], "figure") }
      }
    }
  }

  /// "Figure 3. Where the money goes".
  private static func isCaption(
    _ document: Document, _ index: Int, _ text: SegmentText, _ figures: Set<String>
  ) -> Bool {
    let segment = document.segments[index]
    guard segment.kind == .paragraph || segment.kind == .heading, text.wordCount(segment.extent) <= 30,
      figures.contains(text.firstWord(segment.extent))
    else { return false }
    var at = Int(segment.extent.start)
    while at < Int(segment.extent.end), text.bytes[at] != 0x20 { at += 1 }
    return at + 1 < Int(segment.extent.end) && Scalars.isDigit(text.bytes[at + 1])
  }

  /// The brief lines that stand next to a caption: no sentences, no items.
  private static func labels(_ document: Document, from caption: Int, step: Int, _ text: SegmentText) -> [Int] {
    var found: [Int] = []
    var at = caption + step
    while document.segments.indices.contains(at), isLabel(document, at, text) {
      found.append(at)
      at += step
    }
    return found
  }

  /// A heading without a number, or a line that closes nothing.
  private static func isLabel(_ document: Document, _ index: Int, _ text: SegmentText) -> Bool {
    let segment = document.segments[index]
    guard text.wordCount(segment.extent) <= mostWords else { return false }
    switch segment.kind {
    case .heading: return !Scalars.isDigit(text.bytes[Int(segment.extent.start)])
    case .paragraph: return text.ending(segment.extent) == .open && document.blocks[index].lineCount <= 2
    default: return false
    }
  }
}
