import StrataModel

/// The lists that are open at a place: tells how deep an item stands, by its indentation, the style of
/// its marker and whether its number goes on with one of them.
struct ListNesting {
  private struct Frame {
    var marker: ListMarker
    var indent: Int
    /// The number or letter of the last item.
    var ordinal: Int
    /// Letters that count as roman numerals.
    var isRoman: Bool
  }

  private var frames: [Frame] = []
  /// Columns by which a nested item is indented at least.
  private let step: Int

  init(step: Int) { self.step = step }

  var isEmpty: Bool { frames.isEmpty }
  var top: (marker: ListMarker, indent: Int)? { frames.last.map { ($0.marker, $0.indent) } }

  mutating func removeAll() { frames.removeAll(keepingCapacity: true) }

  /// The nesting level of an item, from 0; the item becomes the last one of its list.
  mutating func place(_ marker: ListMarker, indent: Int) -> Int {
    // What is indented more than the item has ended.
    while let last = frames.last, last.indent >= indent + step { frames.removeLast() }
    if let place = continued(marker, indent) {
      frames.removeSubrange((place.index + 1)...)
      frames[place.index].ordinal = place.ordinal
      frames[place.index].marker = marker
      return place.index
    }
    let isNumbered = marker.marker == .number || marker.marker == .letter
    if let last = frames.last, indent < last.indent + step {
      // Beside the last list: another style opens a list inside it, unless both are plain glyphs of one kind.
      let opens = isNumbered ? marker.ordinal == 1 || romanOrdinal(marker) == 1 : opensInside(marker, last)
      if !opens { frames.removeLast() }
    }
    let isRoman = marker.marker == .letter && romanOrdinal(marker) == 1 && marker.ordinal != 1
    frames.append(
      Frame(
        marker: marker, indent: indent, ordinal: isRoman ? 1 : marker.ordinal,
        isRoman: isRoman || marker.label.count > 1 && marker.marker == .letter))
    return frames.count - 1
  }

  /// The list that an item goes on with, from the innermost outwards.
  private func continued(_ marker: ListMarker, _ indent: Int) -> (index: Int, ordinal: Int)? {
    let isNumbered = marker.marker == .number || marker.marker == .letter
    var fallback: (Int, Int)?
    for index in frames.indices.reversed() {
      let frame = frames[index]
      guard frame.marker.matches(marker), abs(frame.indent - indent) < step else { continue }
      guard isNumbered else { return (index, 0) }
      let ordinal = frame.isRoman ? romanOrdinal(marker) : marker.ordinal
      if ordinal == frame.ordinal + 1 { return (index, ordinal) }
      // "(i)" after "(d)" opens a list of its own; a gap in the numbers does not.
      if fallback == nil, ordinal > frame.ordinal, romanOrdinal(marker) != 1 { fallback = (index, ordinal) }
    }
    return fallback
  }

  private func romanOrdinal(_ marker: ListMarker) -> Int {
    guard marker.marker == .letter else { return 0 }
    return marker.roman
  }

  /// A second glyph at the same indentation: nested below a number or a letter, or below a round bullet.
  private func opensInside(_ marker: ListMarker, _ last: Frame) -> Bool {
    guard !frames.contains(where: { $0.marker.matches(marker) }) else { return false }
    if last.marker.marker == .number || last.marker.marker == .letter { return true }
    return step == 2 && marker.label != last.marker.label
  }
}
