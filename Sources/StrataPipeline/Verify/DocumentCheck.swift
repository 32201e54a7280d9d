import StrataModel

/// The checks of one document's records against its bytes.
struct DocumentCheck {
  let document: DocumentRecord
  let segments: [SegmentRecord]
  let rebuilt: RebuiltText
  private(set) var faults: [String] = []

  init(document: DocumentRecord, segments: [SegmentRecord], rebuilt: RebuiltText) {
    self.document = document
    self.segments = segments
    self.rebuilt = rebuilt
  }

  mutating func run() {
    if rebuilt.source.count != document.bytes { faults.append("the record says \(document.bytes) bytes") }
    guard checkEdits() else { return }
    checkNames()
    checkCoverage()
    for segment in segments { check(segment) }
    checkCounts()
  }

  private mutating func checkEdits() -> Bool {
    var end = 0
    for edit in rebuilt.edits {
      guard edit.start >= end, edit.end >= edit.start, edit.end <= rebuilt.source.count else {
        faults.append("edit \(edit.start)–\(edit.end) overlaps, is out of order or leaves the file")
        return false
      }
      end = edit.end
    }
    return true
  }

  private mutating func checkNames() {
    var ids: Set<String> = []
    for (position, segment) in segments.enumerated() {
      if segment.index != position { faults.append("segment \(segment.index) stands at place \(position)") }
      if !segment.id.hasPrefix(document.id + ".") || segment.id.utf8.count <= document.id.utf8.count + 1 {
        faults.append("segment \(position): the id '\(segment.id)' is not the document's id, a full stop and a key")
      }
      if !ids.insert(segment.id).inserted { faults.append("segment \(position): the id '\(segment.id)' occurs twice") }
    }
    for segment in segments {
      for reference in [segment.leadIn, segment.duplicateOf] {
        if let reference, !ids.contains(reference) {
          faults.append("segment \(segment.index): there is no segment '\(reference)'")
        }
      }
    }
  }

  /// Every byte is in one segment, in an edit, or white space.
  private mutating func checkCoverage() {
    let source = rebuilt.source
    var isCovered = [Bool](repeating: false, count: source.count)
    for segment in segments {
      for range in segment.source {
        guard range.count == 2, 0 <= range[0], range[0] < range[1], range[1] <= source.count else {
          faults.append("segment \(segment.index): the range \(range) is not one of the file")
          continue
        }
        var overlaps = false
        for offset in range[0]..<range[1] {
          overlaps = overlaps || isCovered[offset]
          isCovered[offset] = true
        }
        if overlaps { faults.append("segment \(segment.index) overlaps another one") }
      }
    }
    for edit in rebuilt.edits { for offset in edit.start..<edit.end { isCovered[offset] = true } }
    var offset = 0
    while offset < source.count {
      if isCovered[offset] {
        offset += 1
        continue
      }
      var end = offset
      while end < source.count, !isCovered[end] { end += 1 }
      let rest = rebuilt.decoder.decode(source[offset..<end])
      if rest.map({ RebuiltText.folded($0).isEmpty }) != true {
        let shown = String(decoding: source[offset..<min(end, offset + 60)], as: UTF8.self)
        faults.append("bytes \(offset)–\(end) have no record: \(shown.debugDescription)")
      }
      offset = end
    }
  }

  private mutating func check(_ segment: SegmentRecord) {
    let name = "segment \(segment.index)"
    guard segment.source.allSatisfy({ isRange($0) }) else { return }
    let text = Array(segment.text.utf8)
    let folded = RebuiltText.folded(text)
    if RebuiltText.composed(text) != text { faults.append("\(name): the text is not in form NFC") }
    // Rows keep the tabs between their cells.
    if segment.kind != .row, folded != text { faults.append("\(name): the text has unfolded white space") }
    compare(folded, segment.source, name)
    let offsets = TextOffsets(segment.text, unit: document.offsets)
    for mention in segment.mentions {
      let name = "\(name), mention '\(mention.text)'"
      if offsets.slice(mention.start, mention.end) != Array(mention.text.utf8)[...] {
        faults.append("\(name): it is not the slice \(mention.start)..<\(mention.end)")
      }
      if mention.source.isEmpty || !mention.source.allSatisfy({ isRange($0) }) {
        faults.append("\(name): its source is no range of the file")
      } else {
        compare(RebuiltText.folded(Array(mention.text.utf8)), mention.source, name)
      }
    }
    for link in segment.links where offsets.slice(link.start, link.end) != Array(link.text.utf8)[...] {
      faults.append("\(name), link '\(link.text)': it is not the slice \(link.start)..<\(link.end)")
    }
    for note in segment.noteRefs where !isRange(note.source) || offsets.slice(note.at, note.at) == nil {
      faults.append("\(name), note \(note.number): its place is not in the text or the file")
    }
  }

  private mutating func compare(_ text: [UInt8], _ ranges: [[Int]], _ name: String) {
    guard let found = rebuilt.text(of: ranges) else {
      faults.append("\(name): the source bytes are no characters")
      return
    }
    guard found != text else { return }
    let left = String(decoding: found.prefix(60), as: UTF8.self).debugDescription
    let right = String(decoding: text.prefix(60), as: UTF8.self).debugDescription
    faults.append("\(name): its bytes give \(left), the record has \(right)")
  }

  private func isRange(_ range: [Int]) -> Bool {
    range.count == 2 && 0 <= range[0] && range[0] <= range[1] && range[1] <= rebuilt.source.count
  }

  private mutating func checkCounts() {
    for kind in SegmentKind.allCases {
      let found = segments.count { $0.kind == kind }
      let said = document.counts[kind.rawValue] ?? 0
      if found != said { faults.append("the record counts \(said) × \(kind.rawValue), there are \(found)") }
    }
  }
}

/// Slices of a text by offsets in any unit.
struct TextOffsets {
  private let bytes: [UInt8]
  /// The byte at each offset; nil where the unit is the byte itself.
  private var places: [Int]?

  init(_ text: String, unit: OffsetUnit) {
    bytes = Array(text.utf8)
    if unit == .utf8 || bytes.allSatisfy({ $0 < 0x80 }) { return }
    var places: [Int] = []
    for (place, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      places.append(place)
      // The second half of a surrogate pair is no place where a slice may begin.
      if unit == .utf16, byte >= 0xF0 { places.append(-1) }
    }
    places.append(bytes.count)
    self.places = places
  }

  /// The bytes between two offsets; nil where they are none of the text.
  func slice(_ start: Int, _ end: Int) -> ArraySlice<UInt8>? {
    guard 0 <= start, start <= end else { return nil }
    guard let places else { return end <= bytes.count ? bytes[start..<end] : nil }
    guard end < places.count, places[start] >= 0, places[end] >= 0 else { return nil }
    return bytes[places[start]..<places[end]]
  }
}
