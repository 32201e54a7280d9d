import StrataModel
import StrataText

/// Finds the calls of notes. Numbers glued to words are solved as a rising sequence over the whole
/// document, not word by word: "solutions29 … Alliance33" rises, "NIS2" and "Web3" do not.
enum NoteMarkers {
  /// Adds an edit with the note's number for each call. `known` are words that end in digits by nature.
  static func resolve(_ draft: inout Draft, known: Set<String>) {
    let text = draft.text
    var inside = [Extent<Decoded>]()
    var noted = Set<Int>()
    for index in draft.blocks.indices {
      if draft.blocks[index].role == .footnote {
        if let note = draft.blocks[index].note { noted.insert(note) }
      } else if draft.blocks[index].role != .furniture {
        inside.append(contentsOf: draft.blocks[index].ranges)
      }
    }
    inside.sort()
    let edited = draft.edits.map(\.extent).sorted()
    func isText(_ extent: Extent<Decoded>) -> Bool {
      contains(inside, extent) && !touches(edited, extent)
    }
    explicit(&draft, inside, noted)
    let candidates = draft.gluedNumbers.filter { isText($0.extent) && !$0.ends(known, text) }
    for candidate in select(candidates, text, noted) {
      draft.edits.append(
        Edit(Int(candidate.extent.start), Int(candidate.extent.end), "", .noteMarker, mark: .note(candidate.value)))
    }
  }

  // MARK: The rising sequence

  private static func select(
    _ candidates: [GluedNumber], _ text: UnsafeBufferPointer<UInt8>, _ noted: Set<Int>
  ) -> [GluedNumber] {
    guard !candidates.isEmpty else { return [] }
    let repeated = recurring(candidates, text)
    var weights = candidates.indices.map { index in
      repeated.contains(index) && !noted.contains(candidates[index].value)
        ? 0.05 : candidates[index].weight + (noted.contains(candidates[index].value) ? 1 : 0)
    }
    var chosen: [Int] = []
    for _ in 0..<200 {
      let members = chain(candidates, weights)
      guard accepts(members, candidates, weights, isFirst: chosen.isEmpty, noted, text) else { break }
      chosen.append(contentsOf: members)
      for member in members { weights[member] = 0 }
      // The same passage printed again calls the same notes.
      let contexts = Set(members.map { context(candidates[$0], text) })
      for index in candidates.indices where weights[index] > 0 && contexts.contains(context(candidates[index], text)) {
        chosen.append(index)
        weights[index] = 0
      }
    }
    return chosen.sorted().map { candidates[$0] }
  }

  private static func chain(_ candidates: [GluedNumber], _ weights: [Double]) -> [Int] {
    var best = weights
    var previous = [Int](repeating: -1, count: candidates.count)
    for index in candidates.indices where weights[index] > 0 {
      for back in stride(from: index - 1, through: max(0, index - 200), by: -1) where weights[back] > 0 {
        let step = candidates[index].value - candidates[back].value
        guard step > 0 else { continue }
        let bonus = step == 1 ? 0.6 : step <= 3 ? 0.3 : step <= 20 ? 0 : step <= 60 ? -0.5 : -1.5
        // A doubtful candidate gains little by fitting in.
        let score = best[back] + weights[index] + (bonus > 0 ? bonus * min(1, weights[index]) : bonus)
        if score > best[index] {
          best[index] = score
          previous[index] = back
        }
      }
    }
    guard var at = candidates.indices.filter({ weights[$0] > 0 }).max(by: { best[$0] < best[$1] }) else { return [] }
    var members: [Int] = []
    while at >= 0 {
      members.append(at)
      at = previous[at]
    }
    return members.reversed()
  }

  private static func accepts(
    _ members: [Int], _ candidates: [GluedNumber], _ weights: [Double], isFirst: Bool, _ noted: Set<Int>,
    _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let total = members.reduce(0) { $0 + weights[$1] }
    let strong = members.filter { weights[$0] >= 0.8 }.count
    if members.allSatisfy({ noted.contains(candidates[$0].value) }) { return !members.isEmpty && total >= 1 }
    if isFirst {
      if members.count >= 3 {
        return total >= 2 && strong * 2 >= members.count || countsThrough(members.map { candidates[$0] }, text)
      }
      return members.allSatisfy {
        longBase(candidates[$0])
          && (weights[$0] >= 1 || weights[$0] >= 0.6 && standsBetweenSentences(candidates[$0], text))
      }
    }
    return members.count >= 3 && strong * 10 >= members.count * 8
  }

  /// "the change.5 In Finland": behind a full stop, with a new sentence or a line's end behind it.
  private static func standsBetweenSentences(_ candidate: GluedNumber, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let before = text[Int(candidate.extent.start) - 1]
    guard before == 0x2E || before == 0x21 || before == 0x3F, candidate.value < 100 else { return false }
    var at = Int(candidate.extent.end)
    while at < text.count, text[at] == 0x20 { at += 1 }
    guard at < text.count, text[at] > 0x20 else { return true }
    return at > Int(candidate.extent.end) && LineFacts.startsUpper(text, at: at, text.count)
  }

  /// Numbers that follow one another at different words, also acronyms ("ANP1 … the INES2 … at INA3"): what is numbered
  /// by its name has one name ("WP1", "WP2", "WP3").
  private static func countsThrough(_ members: [GluedNumber], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let words = Set(
      members.map { member in
        String(
          decoding: UnsafeBufferPointer(rebasing: text[member.baseStart..<Int(member.extent.start)]), as: UTF8.self)
      })
    return words.count == members.count && words.allSatisfy { $0.count >= 3 }
      && zip(members, members.dropFirst()).allSatisfy { $1.value == $0.value + 1 }
  }

  private static func longBase(_ candidate: GluedNumber) -> Bool {
    Int(candidate.extent.start) - candidate.baseStart >= 5
  }

  /// The same word with the same number in several different passages is a word ("Web3", "Article5").
  private static func recurring(_ candidates: [GluedNumber], _ text: UnsafeBufferPointer<UInt8>) -> Set<Int> {
    var byWord: [String: [Int]] = [:]
    for index in candidates.indices {
      let range = candidates[index].baseStart..<Int(candidates[index].extent.end)
      byWord[String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self), default: []].append(index)
    }
    var result = Set<Int>()
    for group in byWord.values where group.count > 1 {
      if Set(group.map { context(candidates[$0], text) }).count > 1 { result.formUnion(group) }
    }
    return result
  }

  /// A hash of the passage before a candidate, its number included.
  private static func context(_ candidate: GluedNumber, _ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var at = Int(candidate.extent.end) - 1
    var count = 0
    while at >= 0, count < 32 {
      if text[at] > 0x20 {
        hash = (hash ^ UInt64(text[at])) &* 0x100_0000_01b3
        count += 1
      }
      at -= 1
    }
    return hash
  }

  // MARK: Calls that show themselves

  /// Superscript digits, `[footnote 3]`, `[note 3]`, `[^3]`; `[3]` behind a word where there is such a note.
  private static func explicit(_ draft: inout Draft, _ inside: [Extent<Decoded>], _ noted: Set<Int>) {
    let text = draft.text
    for range in inside {
      var at = Int(range.start)
      while at < Int(range.end) {
        let byte = text[at]
        if byte != 0x5B, byte < 0xC2 {
          at = ByteScan.skip(text, at + 1, Int(range.end)) { !ByteScan.hasHigh($0) && !ByteScan.has(0x5B, $0) }
        } else if byte == 0xC2 || byte == 0xE2, let (value, length) = NoteTexts.superscript(text, at) {
          if value > 0, at > Int(range.start), !isUnit(text, at) {
            draft.edits.append(Edit(at, at + length, "", .noteMarker, mark: .note(value)))
          }
          at += length
        } else if byte == 0x5B, let (value, length, isBare) = bracketed(text, at, Int(range.end)),
          !isBare || (noted.contains(value) && at > Int(range.start) && text[at - 1] > 0x20)
        {
          draft.edits.append(Edit(at, at + length, "", .noteMarker, mark: .note(value)))
          at += length
        } else {
          at += 1
        }
      }
    }
  }

  /// "m²", "km³", "CO²": a power, not a note.
  static func isUnit(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    var start = at
    while start > 0, Scalars.isLower(text[start - 1]) || Scalars.isUpper(text[start - 1]) { start -= 1 }
    guard at - start <= 2, at > start else { return false }
    let last = text[at - 1] | 0x20
    return last == 0x6D || (at - start == 2 && text[start] | 0x20 == 0x63 && last == 0x6F)
  }

  private static func bracketed(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (
    value: Int, length: Int, isBare: Bool
  )? {
    var at = start + 1
    var isBare = false
    if at < end, text[at] == 0x5E {
      at += 1
    } else if at < end, Scalars.isDigit(text[at]) {
      isBare = true
    } else {
      var letters = 0
      while at < end, Scalars.isLower(text[at] | 0x20), letters < 9 {
        letters += 1
        at += 1
      }
      guard letters >= 4, text[start + 1] | 0x20 == 0x66 || text[start + 1] | 0x20 == 0x6E else { return nil }
      while at < end, text[at] == 0x20 || text[at] == 0x2E { at += 1 }
    }
    let first = at
    while at < end, Scalars.isDigit(text[at]) { at += 1 }
    guard at > first, at - first <= 3, at < end, text[at] == 0x5D else { return nil }
    return ((first..<at).reduce(0) { $0 * 10 + Int(text[$1] - 0x30) }, at + 1 - start, isBare)
  }

  // MARK: Sorted extents

  private static func contains(_ extents: [Extent<Decoded>], _ extent: Extent<Decoded>) -> Bool {
    let index = upperBound(extents, extent.start)
    return index > 0 && extents[index - 1].end >= extent.end
  }

  private static func touches(_ extents: [Extent<Decoded>], _ extent: Extent<Decoded>) -> Bool {
    let index = upperBound(extents, extent.start)
    if index > 0, extents[index - 1].end > extent.start { return true }
    return index < extents.count && extents[index].start < extent.end
  }

  /// Index of the first extent that starts behind an offset.
  private static func upperBound(_ extents: [Extent<Decoded>], _ offset: UInt32) -> Int {
    var low = 0
    var high = extents.count
    while low < high {
      let middle = (low + high) / 2
      if extents[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
