import StrataModel
import StrataText

/// The number that opens the text of a note: taken out, and kept as the note's number.
enum NoteLabels {
  static func take(_ draft: inout Draft) {
    let text = draft.text
    for index in draft.blocks.indices where draft.blocks[index].role == .footnote && draft.blocks[index].note == nil {
      let start = draft.blocks[index].start
      let end = draft.blocks[index].ranges[0].range.upperBound
      var at = start
      var value = 0
      if let (number, length) = NoteTexts.superscript(text, at) {
        value = number
        at += length
      } else {
        if at < end, text[at] == 0x5B || text[at] == 0x28 { at += 1 }
        let first = at
        while at < end, Scalars.isDigit(text[at]) {
          value = value * 10 + Int(text[at] - 0x30)
          at += 1
        }
        guard at > first else { continue }
        if at < end, text[at] == 0x5D || text[at] == 0x29 { at += 1 }
      }
      draft.blocks[index].note = value
      draft.edits.append(Edit(start, at, "", .noteLabel))
      while at < end {
        let space = Scalars.spaceLength(text, at: at)
        if space == 0 { break }
        at += space
      }
      draft.blocks[index].ranges[0].start = UInt32(at)
    }
  }
}
