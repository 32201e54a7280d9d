import StrataModel
import StrataText

/// What must be true of a document after any stage.
enum DocumentLaws {
  static func faults(of document: Document) -> [String] {
    var faults: [String] = []
    let text = document.text
    func require(_ holds: Bool, _ message: @autoclosure () -> String) { if !holds { faults.append(message()) } }
    /// True at the border of two characters.
    func isBorder(_ offset: UInt32) -> Bool {
      Int(offset) == text.count || (Int(offset) < text.count && text[Int(offset)] & 0xC0 != 0x80)
    }
    func isPlace(_ extent: Extent<Normal>) -> Bool {
      extent.start < extent.end && Int(extent.end) <= text.count && isBorder(extent.start) && isBorder(extent.end)
    }

    require(String(validating: text, as: UTF8.self) != nil, "the text is not UTF-8")
    require(
      document.alignment.end == UInt32(text.count), "the alignment covers \(document.alignment.end) of \(text.count)")
    for (left, right) in zip(document.alignment.pieces, document.alignment.pieces.dropFirst()) {
      require(left.normal < right.normal, "the alignment's pieces are out of order at \(right.normal)")
    }
    for piece in document.alignment.pieces {
      require(
        piece.source <= piece.sourceEnd && Int(piece.sourceEnd) <= document.byteCount,
        "a piece of the alignment leaves the file")
    }
    var last: UInt32 = 0
    for edit in document.ledger {
      require(
        last <= edit.source.start && edit.source.start <= edit.source.end, "edits are out of order at \(edit.source)")
      require(Int(edit.source.end) <= document.byteCount, "an edit leaves the file")
      last = edit.source.end
    }
    ordered(document.blocks.map(\.extent), "block", &faults)
    for block in document.blocks { require(isPlace(block.extent), "a block is no place of the text: \(block.extent)") }
    ordered(document.segments.map(\.extent), "segment", &faults)
    require(
      Set(document.segments.map(\.key)).count == document.segments.count, "two segments have one key")
    for (index, segment) in document.segments.enumerated() {
      let name = "segment \(index)"
      require(isPlace(segment.extent), "\(name) is no place of the text: \(segment.extent)")
      require(segment.key.count == 16, "\(name) has the key '\(segment.key)'")
      require(
        segment.heading.map { $0 < index && document.segments[$0].kind != .paragraph } ?? true, "\(name): heading")
      require(segment.leadIn.map { $0 < index } ?? true, "\(name): its lead-in stands behind it")
      require(segment.duplicateOf.map { $0 < index } ?? true, "\(name): its first occurrence stands behind it")
      require(
        segment.duplicateOf.map { document.segments[$0].duplicateOf == nil } ?? true, "\(name) repeats a repetition")
      require((segment.kind == .item) == (segment.marker != nil), "\(name): items and no others have markers")
      for note in segment.noteRefs {
        require(
          segment.extent.start <= note.at && note.at <= segment.extent.end && isBorder(note.at), "\(name): note \(note)"
        )
      }
      for link in segment.links { require(segment.extent.contains(link.extent), "\(name): link \(link.extent)") }
      mentions(of: segment, name, isPlace, &faults)
      require(Set(segment.sectors).count == segment.sectors.count, "\(name): a sector twice")
      require(segment.confidence.map { (0...1).contains($0) } ?? true, "\(name): confidence")
      if segment.kind == .furniture {
        require(segment.mentions.isEmpty && segment.function == .none, "\(name) is furniture with labels")
      }
      if segment.function == .commitment {
        require(
          !document.layers.contains(.labels) || (segment.strength != nil && segment.status != nil),
          "\(name): a commitment without strength or status")
      }
    }
    return faults
  }

  private static func ordered(_ extents: [Extent<Normal>], _ what: String, _ faults: inout [String]) {
    for (left, right) in zip(extents, extents.dropFirst()) where left.end > right.start {
      faults.append("\(what)s overlap or are out of order at \(right)")
    }
  }

  private static func mentions(
    of segment: Segment, _ name: String, _ isPlace: (Extent<Normal>) -> Bool, _ faults: inout [String]
  ) {
    for (number, mention) in segment.mentions.enumerated() {
      if !segment.extent.contains(mention.extent) || !isPlace(mention.extent) {
        faults.append("\(name): mention \(mention.extent) is no place of it")
      }
      if mention.because.isEmpty { faults.append("\(name): mention \(mention.extent) without a reason") }
      for other in segment.mentions[..<number] {
        if other.extent.start > mention.extent.start {
          faults.append("\(name): mentions are out of order at \(mention.extent)")
        }
        let isApart = !other.extent.overlaps(mention.extent)
        let isInside = other.extent.contains(mention.extent) || mention.extent.contains(other.extent)
        if !isApart, !isInside { faults.append("\(name): mentions \(other.extent) and \(mention.extent) cross") }
        if other.extent == mention.extent, other.type == mention.type {
          faults.append("\(name): one mention twice at \(mention.extent)")
        }
      }
    }
  }
}
