import StrataModel
import StrataText

/// Writes the blocks as normal text: applies the edits, folds white space, and records the alignment.
struct Rendering: ~Copyable {
  private let source: UnsafeBufferPointer<UInt8>
  private let edits: [Edit]
  /// Decoded bytes to bytes of the original file; nil where they are the same.
  private let decoding: Alignment?
  private var output: [UInt8] = []
  private var alignment = Alignment()
  private var noteRefs: [NoteRef] = []
  private var links: [Link] = []
  private var openLinks: [Int: UInt32] = [:]
  private let linkTargets: [String]

  /// Fills the document's text layer from a draft whose edits are settled.
  static func render(
    _ draft: Draft, decoding: Alignment?, into document: inout Document, normalizer: (([UInt8]) -> [UInt8]?)?
  ) {
    var work = Rendering(draft, decoding)
    var blocks: [Block] = []
    blocks.reserveCapacity(draft.blocks.count)
    draft.blocks.withUnsafeBufferPointer { drafts in
      for index in drafts.indices {
        guard let extent = work.write(drafts[index].ranges, normalizer) else { continue }
        blocks.append(Block(extent: extent, role: drafts[index].role))
        describe(&blocks[blocks.count - 1], drafts.baseAddress.unsafelyUnwrapped + index)
      }
    }
    document.text = work.output
    document.alignment = work.alignment
    document.blocks = blocks
    document.noteRefs = work.noteRefs
    document.links = work.links
    document.ledger = draft.edits.map { edit in
      LedgerEdit(source: work.sourceExtent(edit.extent), replacement: edit.replacement, reason: edit.reason)
    }
  }

  /// What is known of a block beside its place, filled in where it stands: a copy would count the references.
  private static func describe(_ block: inout Block, _ draft: UnsafePointer<DraftBlock>) {
    block.level = draft.pointee.level
    block.marker = draft.pointee.marker
    block.label = draft.pointee.label
    block.note = draft.pointee.note
    block.page = draft.pointee.page
    block.isMarkup = draft.pointee.isMarkup
    block.blankLinesBefore = draft.pointee.blankLinesBefore
    block.lineCount = draft.pointee.lineCount
    block.width = draft.pointee.width
    block.indent = draft.pointee.indent
    block.reason = draft.pointee.reason
  }

  private init(_ draft: Draft, _ decoding: Alignment?) {
    source = draft.text
    edits = draft.edits
    linkTargets = draft.linkTargets
    self.decoding = decoding
    output.reserveCapacity(draft.text.count + 64)
  }

  private func sourceExtent(_ extent: Extent<Decoded>) -> Extent<Source> {
    guard let decoding else { return Extent(extent.start, extent.end) }
    guard !extent.isEmpty else {
      let at = decoding.source(of: Extent<Normal>(extent.start, extent.start + 1)).first?.start ?? 0
      return Extent(at, at)
    }
    let ranges = decoding.source(of: Extent<Normal>(extent.start, extent.end))
    return Extent(ranges.first?.start ?? 0, ranges.last?.end ?? 0)
  }

  /// Index of the first edit that ends behind an offset.
  private func firstEdit(_ offset: UInt32) -> Int {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if edits[middle].extent.end <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Appends one block and a line feed before it; nil where nothing visible is left.
  private mutating func write(
    _ ranges: [Extent<Decoded>], _ normalizer: (([UInt8]) -> [UInt8]?)?
  ) -> Extent<Normal>? {
    let mark = (output: output.count, notes: noteRefs.count, links: links.count)
    let isFirstBlock = output.isEmpty
    if !isFirstBlock {
      output.append(0x0A)
      alignment.append(
        count: 1, source: sourceExtent(Extent(ranges[0].start, ranges[0].start)), scale: .atomic, startsRange: true)
    }
    let start = output.count
    var glue = false
    for range in ranges {
      writeRange(range, isFirst: output.count == start, glue: glue)
      let last = firstEdit(range.end) - 1
      glue =
        last >= 0 && edits[last].extent.end == range.end && edits[last].reason == .lineEndHyphen
        && edits[last].extent.start >= range.start
      if glue { coverHyphen(to: range.end) }
    }
    guard output.count > start else {
      output.removeLast(output.count - mark.output)
      alignment.truncate(to: UInt32(mark.output))
      noteRefs.removeLast(noteRefs.count - mark.notes)
      return nil
    }
    if let normalizer { compose(from: start, normalizer, notes: mark.notes, links: mark.links) }
    return Extent(start, output.count)
  }

  /// A cut word at a range's end: the last character's source reaches over the hyphen's edit, so that
  /// the source range ends in it.
  private mutating func coverHyphen(to end: UInt32) {
    guard var last = alignment.pieces.last, last.scale != .atomic else {
      if alignment.pieces.last != nil { alignment.extendLast(to: sourceExtent(Extent(end, end)).start) }
      return
    }
    var at = output.count - 1
    while at > 0, output[at] & 0xC0 == 0x80 { at -= 1 }
    let length = UInt32(output.count - at)
    last.sourceEnd -= last.scale == .double ? 2 * length : length
    alignment.splitLast(length: length, sourceEnd: sourceExtent(Extent(end - 1, end)).end)
  }

  private mutating func writeRange(_ range: Extent<Decoded>, isFirst: Bool, glue: Bool) {
    var at = Int(range.start)
    let end = Int(range.end)
    var next = firstEdit(range.start)
    var startsRange = true
    // Where pending white space began; nil where none is pending.
    var pending: Int? = isFirst || glue ? nil : at
    var wrote = false
    while at < end {
      let limit = next < edits.count ? min(end, max(at, Int(edits[next].extent.start))) : end
      // Plain text up to the next edit.
      while at < limit {
        let space = Scalars.spaceLength(source, at: at)
        if space > 0 {
          if wrote || !(isFirst || glue) { if pending == nil { pending = at } }
          at += space
          continue
        }
        var stop = at + 1
        while stop < limit {
          // What stands before is visible: eight ASCII characters with single spaces stay as they are.
          stop = ordinaryEnd(stop, limit)
          guard stop < limit else { break }
          let byte = source[stop]
          if byte > 0x20, byte < 0x80 {
            stop += 1
          } else if byte == 0x20 {
            // One space between two visible characters stays as it is.
            guard stop + 1 < limit, source[stop + 1] > 0x20, source[stop + 1] < 0x80 else { break }
            stop += 2
          } else if byte >= 0x80, Scalars.spaceLength(source, at: stop) == 0 {
            stop += 1
          } else {
            break
          }
        }
        flush(&pending, before: at, &startsRange, wrote)
        append(at, stop, startsRange: startsRange)
        startsRange = false
        wrote = true
        at = stop
      }
      guard next < edits.count, Int(edits[next].extent.start) < end else { continue }
      let edit = edits[next]
      next += 1
      apply(edit, &pending, &startsRange, &wrote)
      at = max(at, Int(edit.extent.end))
    }
  }

  /// The end of ASCII without controls and with single spaces alone, in steps of seven or eight bytes; what stands
  /// before the end is no space.
  @inline(__always)
  private func ordinaryEnd(_ start: Int, _ limit: Int) -> Int {
    guard let base = source.baseAddress else { return start }
    let raw = UnsafeRawPointer(base)
    var stop = start
    while stop + 8 <= limit {
      let word = raw.loadUnaligned(fromByteOffset: stop, as: UInt64.self).littleEndian
      if ByteScan.hasHigh(word) || ByteScan.hasControl(word) { break }
      let spaces = ByteScan.spaces(word)
      if spaces & (spaces << 8) != 0 { break }
      stop += spaces >> 63 != 0 ? 7 : 8
    }
    return stop
  }

  private mutating func apply(_ edit: Edit, _ pending: inout Int?, _ startsRange: inout Bool, _ wrote: inout Bool) {
    switch edit.mark {
    case .note(let number):
      noteRefs.append(NoteRef(number: number, at: UInt32(output.count), source: sourceExtent(edit.extent)))
    case .linkStart(let link):
      openLinks[link] = UInt32(output.count)
    case .linkEnd(let link):
      if var start = openLinks.removeValue(forKey: link) {
        if Int(start) < output.count, output[Int(start)] == 0x20 { start += 1 }
        if Int(start) < output.count {
          links.append(Link(extent: Extent(start, UInt32(output.count)), target: linkTargets[link]))
        }
      }
    case .none: break
    }
    guard !edit.replacement.isEmpty else { return }
    if edit.replacement == " " {
      if wrote, pending == nil { pending = Int(edit.extent.start) }
      return
    }
    // A tab parts two cells by itself.
    if edit.reason == .tableCell { pending = nil }
    flush(&pending, before: Int(edit.extent.start), &startsRange, wrote)
    let bytes = Array(edit.replacement.utf8)
    output.append(contentsOf: bytes)
    alignment.append(
      count: bytes.count, source: sourceExtent(edit.extent), scale: .atomic, startsRange: startsRange)
    startsRange = false
    wrote = true
  }

  /// Writes pending white space as one space.
  private mutating func flush(_ pending: inout Int?, before at: Int, _ startsRange: inout Bool, _ wrote: Bool) {
    guard let from = pending else { return }
    pending = nil
    output.append(0x20)
    if wrote {
      alignment.append(
        count: 1, source: sourceExtent(Extent(from, max(from, at))),
        scale: at - from == 1 && source[from] == 0x20 && decoding == nil ? .identity : .atomic,
        startsRange: false)
    } else {
      // The space between two ranges belongs to neither.
      let last = alignment.pieces.last?.sourceEnd ?? 0
      alignment.append(count: 1, source: Extent(last, last), scale: .atomic, startsRange: false)
    }
  }

  private mutating func append(_ start: Int, _ stop: Int, startsRange: Bool) {
    output.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<stop]))
    guard let decoding else {
      alignment.append(count: stop - start, source: Extent(start, stop), scale: .identity, startsRange: startsRange)
      return
    }
    var first = startsRange
    decoding.eachPiece(Extent<Normal>(start, stop)) { count, source, scale in
      alignment.append(count: count, source: source, scale: scale, startsRange: first)
      first = false
    }
  }

  /// False where all characters are NFC for sure.
  private static func mayCompose(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    var at = start
    while at < text.count {
      at = ByteScan.skip(text, at, text.count) { !ByteScan.hasHigh($0) }
      guard at < text.count else { break }
      guard text[at] >= 0xCC else {
        at += 1
        continue
      }
      let length = inertLength(text, at)
      if length == 0 { return true }
      at += length
    }
    return false
  }

  /// Length in bytes of a character that neither is a combining mark nor has another form in NFC, where the blocks that
  /// texts are made of tell it quickly; 0 for all others. Blocks from UnicodeData (NFC_Quick_Check, combining class).
  @inline(__always)
  private static func inertLength(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    guard at + 2 < text.count else { return 0 }
    let second = text[at + 1]
    switch text[at] {
    // Greek but for the ano teleia, Cyrillic.
    case 0xCE: return second == 0x87 ? 0 : 2
    case 0xCF, 0xD0, 0xD1: return 2
    case 0xE2:
      switch second {
      // Punctuation but for the two quads, currency signs.
      case 0x80: return text[at + 2] >= 0x82 ? 3 : 0
      case 0x82: return 3
      // Numbers, arrows, operators; boxes, shapes, symbols, dingbats.
      case 0x85...0x8B, 0x94...0xA9: return 3
      default: return 0
      }
    default: return 0
    }
  }

  /// NFC of what was appended since `start`, where it is not NFC yet.
  private mutating func compose(from start: Int, _ normalizer: ([UInt8]) -> [UInt8]?, notes: Int, links firstLink: Int)
  {
    guard output.withUnsafeBufferPointer({ Self.mayCompose($0, from: start) }),
      normalizer(Array(output[start...])) != nil
    else { return }
    // Piece by piece: a character and the marks behind it are composed together.
    let text = Array(output[start...])
    let old = alignment
    var moved: [(from: UInt32, to: UInt32)] = []
    output.removeLast(text.count)
    alignment.truncate(to: UInt32(start))
    text.withUnsafeBufferPointer { buffer in
      var at = 0
      while at < buffer.count {
        var stop = at + Scalars.decode(buffer, at: at).length
        while stop < buffer.count {
          let (scalar, length) = Scalars.decode(buffer, at: stop)
          guard let value = Unicode.Scalar(scalar),
            value.properties.canonicalCombiningClass != .notReordered || isJoining(scalar)
          else { break }
          stop += length
        }
        let cluster = Array(buffer[at..<stop])
        let extent = Extent<Normal>(start + at, start + stop)
        moved.append((extent.start, UInt32(output.count)))
        if cluster.count > 1, let composed = normalizer(cluster) {
          let ranges = old.source(of: extent)
          output.append(contentsOf: composed)
          alignment.append(
            count: composed.count, source: Extent(ranges.first?.start ?? 0, ranges.last?.end ?? 0), scale: .atomic,
            startsRange: old.startsRange(at: extent.start))
        } else {
          output.append(contentsOf: cluster)
          var first = old.startsRange(at: extent.start)
          old.eachPiece(extent) { count, source, scale in
            alignment.append(count: count, source: source, scale: scale, startsRange: first)
            first = false
          }
        }
        at = stop
      }
    }
    func place(_ offset: UInt32) -> UInt32 { moved.last { $0.from <= offset }.map { $0.to } ?? offset }
    for index in notes..<noteRefs.count where noteRefs[index].at < UInt32(start + text.count) {
      noteRefs[index].at = place(noteRefs[index].at)
    }
    for index in notes..<noteRefs.count where noteRefs[index].at >= UInt32(start + text.count) {
      noteRefs[index].at = UInt32(output.count)
    }
    for index in firstLink..<links.count {
      let end =
        links[index].extent.end >= UInt32(start + text.count) ? UInt32(output.count) : place(links[index].extent.end)
      links[index].extent = Extent(place(links[index].extent.start), end)
    }
  }

  /// Characters of combining class 0 that still compose with the one before (Hangul vowels and finals, some marks).
  private func isJoining(_ scalar: UInt32) -> Bool {
    (scalar >= 0x1161 && scalar < 0x1200) || scalar == 0x09BE || scalar == 0x09D7 || scalar == 0x0B3E
      || scalar == 0x0B56
      || scalar == 0x0B57 || scalar == 0x0BBE || scalar == 0x0BD7 || scalar == 0x0CC2 || scalar == 0x0CD5
      || scalar == 0x0CD6
      || scalar == 0x0D3E || scalar == 0x0D57 || scalar == 0x0DCF || scalar == 0x0DDF || scalar == 0x102E
  }
}
