import StrataModel
import StrataText

/// Recognises the notes at the end of a document whose numbers stand in parentheses, as the Official Journal prints
/// them: "(7) OJ C 97, 28.2.2022, p. 60.", called by "(7)" behind a word. A list is numbered in the same way; but the
/// calls of all notes stand before the first of them, in their order.
enum EndNotes {
  /// A number in parentheses behind a word, with the space before it.
  private struct Call {
    var value: Int
    var extent: Extent<Decoded>
  }

  /// Calls in the order of the text.
  private struct Calls {
    let calls: [Call]
    /// Indices of `calls` by value.
    let places: [Int: [Int]]

    init(_ draft: Draft) {
      var calls: [Call] = []
      for index in draft.blocks.indices
      where draft.blocks[index].role != .furniture && draft.blocks[index].role != .footnote {
        for range in draft.blocks[index].ranges { Self.scan(draft.text, range, into: &calls) }
      }
      self.calls = calls
      places = Dictionary(grouping: calls.indices, by: { calls[$0].value })
    }

    private static func scan(
      _ text: UnsafeBufferPointer<UInt8>, _ range: Extent<Decoded>, into calls: inout [Call]
    ) {
      var at = Int(range.start) + 1
      while at < Int(range.end) {
        at = ByteScan.skip(text, at, Int(range.end)) { !ByteScan.has(0x28, $0) }
        guard at < Int(range.end) else { break }
        if let (value, end) = parenthesised(text, at, Int(range.end)) {
          var start = at
          while start > Int(range.start), text[start - 1] <= 0x20 { start -= 1 }
          // "Article 5(3)" is no call, "No 1294/2013 (3)" is one.
          if start > Int(range.start), start < at || !Scalars.isDigit(text[start - 1]) {
            calls.append(Call(value: value, extent: Extent(start, end)))
          }
        }
        at += 1
      }
    }

    /// The calls of a run's numbers, in their order, before an offset.
    func chain(_ run: [Entry], before end: Int) -> [Call] {
      var chain: [Call] = []
      var from = 0
      for entry in run {
        guard let next = places[entry.value]?.first(where: { $0 >= from }), Int(calls[next].extent.end) <= end else {
          continue
        }
        chain.append(calls[next])
        from = next + 1
      }
      return chain
    }
  }

  /// A block that opens with a number in parentheses.
  private struct Entry {
    var block: Int
    var value: Int
  }

  /// Makes footnotes of the blocks of such runs, and adds edits that take out the calls in parentheses. Of two runs the
  /// longer one has the calls, of two as long the later one.
  static func recognise(_ draft: inout Draft) {
    let runs = runs(draft).filter { $0.count >= 2 }
    guard !runs.isEmpty else { return }
    let calls = Calls(draft)
    var taken = Set<Extent<Decoded>>()
    for run in runs.enumerated().sorted(by: { ($0.element.count, $0.offset) > ($1.element.count, $1.offset) })
      .map(\.element)
    {
      let start = draft.blocks[run[0].block].start
      let chain = calls.chain(run, before: start).filter { !taken.contains($0.extent) }
      guard chain.count * 10 >= run.count * 9 else { continue }
      for call in chain {
        draft.edits.append(
          Edit(Int(call.extent.start), Int(call.extent.end), "", .noteMarker, mark: .note(call.value)))
        taken.insert(call.extent)
      }
      for entry in run { makeNote(&draft, entry) }
    }
  }

  /// Runs of blocks with rising numbers; only furniture and notes stand between them.
  private static func runs(_ draft: Draft) -> [[Entry]] {
    var runs: [[Entry]] = []
    var isOpen = false
    for index in draft.blocks.indices {
      let role = draft.blocks[index].role
      guard role == .item || role == .text, let value = number(draft, index) else {
        if role != .furniture, role != .footnote { isOpen = false }
        continue
      }
      if isOpen, let last = runs[runs.count - 1].last, last.value + 1 == value {
        runs[runs.count - 1].append(Entry(block: index, value: value))
      } else {
        runs.append([Entry(block: index, value: value)])
      }
      isOpen = true
    }
    return runs
  }

  /// The number in parentheses that opens a block.
  private static func number(_ draft: Draft, _ index: Int) -> Int? {
    let start = draft.blocks[index].markerExtent.map { Int($0.start) } ?? draft.blocks[index].start
    return parenthesised(draft.text, start, draft.blocks[index].ranges[0].range.upperBound)?.value
  }

  private static func parenthesised(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int)
    -> (value: Int, end: Int)?
  {
    guard start < end, text[start] == 0x28 else { return nil }
    var at = start + 1
    var value = 0
    while at < end, at - start <= 3, Scalars.isDigit(text[at]) {
      value = value * 10 + Int(text[at] - 0x30)
      at += 1
    }
    guard value > 0, at < end, text[at] == 0x29 else { return nil }
    return (value, at + 1)
  }

  private static func makeNote(_ draft: inout Draft, _ entry: Entry) {
    let marker = draft.blocks[entry.block].role == .item ? draft.blocks[entry.block].markerExtent : nil
    draft.blocks[entry.block].role = .footnote
    draft.blocks[entry.block].marker = nil
    draft.blocks[entry.block].label = nil
    draft.blocks[entry.block].level = 0
    guard let marker else { return }
    draft.blocks[entry.block].note = entry.value
    for index in draft.edits.indices where draft.edits[index].extent == marker {
      draft.edits[index].reason = .noteLabel
    }
  }
}
