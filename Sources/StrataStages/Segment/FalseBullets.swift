import StrataModel
import StrataText

/// Finds list items that a converter made out of a dash in the middle of a sentence.
///
/// Evidence (codebook, section 1, rule 2): the item before has no closing punctuation, this one opens
/// with a preposition, a participle or 'for example', and its neighbours open with something else.
enum FalseBullets {
  /// Indices of blocks that go on with the block before them.
  static func find(_ blocks: [Block], _ text: SegmentText, _ grammar: SegmentGrammar) -> Set<Int> {
    guard !grammar.continuations.isEmpty else { return [] }
    var found: Set<Int> = []
    var first = 0
    while first < blocks.count {
      guard blocks[first].role == .item else {
        first += 1
        continue
      }
      var last = first
      while last + 1 < blocks.count, blocks[last + 1].role == .item || blocks[last + 1].role == .furniture { last += 1 }
      let items = (first...last).filter {
        blocks[$0].role == .item && blocks[$0].marker != .number && blocks[$0].marker != .letter
      }
      if items.count >= 2 { search(blocks, items, text, grammar, &found) }
      first = last + 1
    }
    return found
  }

  private static func search(
    _ blocks: [Block], _ items: [Int], _ text: SegmentText, _ grammar: SegmentGrammar, _ found: inout Set<Int>
  ) {
    let opens = items.map { opener(blocks[$0], text, grammar) }
    let alike = opens.filter { $0 != .other }.count
    let participles = opens.filter { $0 == .participle }.count
    // Where most items open so, it is the list's own style.
    guard alike * 2 < items.count || items.count == 2 else { return }
    // Where the author closes no item with punctuation, its absence tells nothing.
    let closed = items.filter { text.ending(blocks[$0].extent) != .open }.count
    guard closed * 2 >= items.count - alike else { return }
    // A list may close its items with commas: '…, \n and scholarships for apprentices.' is the last of them.
    let commas = items.filter { text.ending(blocks[$0].extent) == .comma }.count
    let closesWithComma = commas > 1 && commas * 2 >= items.count - 1
    for (position, index) in items.enumerated() where position > 0 {
      let kind = opens[position]
      guard kind != .other, blocks[index].level == blocks[items[position - 1]].level else { continue }
      if kind == .participle, participles > 1 { continue }
      // The pieces must be neighbours in the text.
      guard items[position - 1] == index - 1, blocks[index].extent.start == blocks[index - 1].extent.end + 1 else {
        continue
      }
      let ending = text.ending(blocks[index - 1].extent)
      if ending == .open || (ending == .comma && kind == .word && !closesWithComma) { found.insert(index) }
    }
  }

  private enum Opener { case word, participle, other }

  private static func opener(_ block: Block, _ text: SegmentText, _ grammar: SegmentGrammar) -> Opener {
    guard text.startsLower(block.extent) else { return .other }
    let word = text.firstWord(block.extent)
    if grammar.continuations.contains(word) { return .word }
    return grammar.isParticiple(word) ? .participle : .other
  }
}
