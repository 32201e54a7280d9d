import StrataModel
import StrataText

/// The UTF-8 bytes after decoding, before any other change. For UTF-8 files the same as `Source`.
enum Decoded {}

/// One change to the decoded text.
struct Edit {
  var extent: Extent<Decoded>
  var replacement: String
  var reason: EditReason
  /// What the place stands for: a note's number, or the start or end of a link.
  var mark: Mark = .none

  enum Mark: Equatable {
    case none
    case note(Int)
    case linkStart(Int)
    case linkEnd(Int)
  }

  init(_ start: Int, _ end: Int, _ replacement: String = "", _ reason: EditReason, mark: Mark = .none) {
    extent = Extent(start, end)
    self.replacement = replacement
    self.reason = reason
    self.mark = mark
  }
}

/// A block on its way to the normal text: where its bytes are, and what is known of it.
struct DraftBlock {
  /// In reading order; more than one where furniture stands between the parts.
  var ranges: [Extent<Decoded>]
  var role: Block.Role
  var level = 0
  var marker: Marker?
  var label: String?
  /// The marker's own place, at the start of the first range; taken out where the block is an item.
  var markerExtent: Extent<Decoded>?
  var note: Int?
  var page: Int?
  var isMarkup = false
  var blankLinesBefore = 0
  var lineCount = 1
  var width = 0
  var indent = 0
  var reason: String?

  init(_ range: Extent<Decoded>, role: Block.Role) {
    ranges = [range]
    self.role = role
  }

  var start: Int { Int(ranges[0].start) }
  var end: Int { Int(ranges[ranges.count - 1].end) }
}

/// A document between decoding and rendering: the text, the edits so far and the blocks.
struct Draft {
  let text: UnsafeBufferPointer<UInt8>
  var edits: [Edit] = []
  var blocks: [DraftBlock] = []
  var linkTargets: [String] = []
  var warnings: [Warning] = []
  /// Titles that a table of contents lists.
  var contents = ListedTitles()

  /// The numbers that are glued to what stands before them, calls of notes among them.
  let gluedNumbers: [GluedNumber]

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    gluedNumbers = GluedNumber.scan(text)
  }

  /// Sorts the edits and drops those that lie inside an earlier one, so that all are disjoint.
  mutating func settleEdits() {
    edits.sort { ($0.extent.start, $1.extent.end) < ($1.extent.start, $0.extent.end) }
    var kept: [Edit] = []
    kept.reserveCapacity(edits.count)
    for var edit in edits {
      if let last = kept.last, edit.extent.start < last.extent.end {
        if edit.extent.end <= last.extent.end { continue }
        edit.extent.start = last.extent.end
      }
      kept.append(edit)
    }
    edits = kept
  }

  func string(_ extent: Extent<Decoded>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: text[extent.range]), as: UTF8.self)
  }
}
