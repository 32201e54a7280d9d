import StrataModel
import StrataText

/// The words of two texts side by side: what is in both, and what only one of them has.
struct WordMarks {
  let oldText: [UInt8]
  let newText: [UInt8]
  /// Pieces by UAX #29, white space included.
  private(set) var oldPieces: [Range<Int>] = []
  private(set) var newPieces: [Range<Int>] = []
  private(set) var diff: TokenDiff

  /// Compares by words and marks; white space goes with what stands before it. O((n + m) d).
  init(_ oldText: String, _ newText: String, _ boundaries: WordBoundaries) throws {
    self.oldText = Array(oldText.utf8)
    self.newText = Array(newText.utf8)
    var numbers = WordNumbers()
    func pieces(_ text: [UInt8]) throws -> ([Range<Int>], [Int32]) {
      var ranges: [Range<Int>] = []
      try text.withUnsafeBufferPointer { bytes in
        try boundaries.forEach(in: bytes) { range, isWord in
          if !isWord, bytes[range.lowerBound] <= 0x20, let last = ranges.last {
            ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
          } else {
            ranges.append(range)
          }
        }
      }
      let tokens = text.withUnsafeBufferPointer { bytes in
        ranges.map { range in
          var end = range.upperBound
          while end > range.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
          return numbers.number(UnsafeBufferPointer(rebasing: bytes[range.lowerBound..<end]))
        }
      }
      return (ranges, tokens)
    }
    let old = try pieces(self.oldText)
    let new = try pieces(self.newText)
    oldPieces = old.0
    newPieces = new.0
    diff = TokenDiff(old.1, new.1)
  }

  /// The texts as stretches. Old and common stretches give the old text, new and common ones the new
  /// text, but for white space.
  ///
  /// A lone word between two changes is told as part of the change: three marks in a row read worse than one.
  var runs: [WordRun] {
    var runs: [WordRun] = []
    // White space that only one side has behind a common stretch goes to that side's next stretch.
    var lead = (old: "", new: "")
    for run in merged() {
      let old = Self.text(oldText, oldPieces, run.old)
      let new = Self.text(newText, newPieces, run.new)
      if run.isEqual {
        let space = (old: old.trailingSpace, new: new.trailingSpace)
        lead = space.old == space.new ? ("", "") : space
        runs.append(
          WordRun(side: .both, text: space.old == space.new ? new : String(new.dropLast(space.new.count))))
      } else {
        if !run.old.isEmpty { runs.append(WordRun(side: .old, text: lead.old + old)) }
        if !run.new.isEmpty { runs.append(WordRun(side: .new, text: lead.new + new)) }
        lead = ("", "")
      }
    }
    return runs
  }

  private func merged() -> [TokenDiff.Run] {
    var runs: [TokenDiff.Run] = []
    for (index, run) in diff.runs.enumerated() {
      let isInner = index > 0 && index + 1 < diff.runs.count
      let isEqual =
        run.isEqual
        && !(isInner && run.old.count == 1 && Self.isSmall(oldText[oldPieces[run.old.lowerBound]]))
      if let last = runs.last, !last.isEqual, !isEqual {
        runs[runs.count - 1].old = last.old.lowerBound..<run.old.upperBound
        runs[runs.count - 1].new = last.new.lowerBound..<run.new.upperBound
      } else {
        runs.append(TokenDiff.Run(old: run.old, new: run.new, isEqual: isEqual))
      }
    }
    return runs
  }

  private static func isSmall(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.count <= 3 }

  private static func text(_ bytes: [UInt8], _ pieces: [Range<Int>], _ range: Range<Int>) -> String {
    guard !range.isEmpty else { return "" }
    return String(
      decoding: bytes[pieces[range.lowerBound].lowerBound..<pieces[range.upperBound - 1].upperBound], as: UTF8.self)
  }
}

extension String {
  fileprivate var trailingSpace: String {
    String(reversed().prefix { $0 == " " || $0 == "\t" }.reversed())
  }
}
