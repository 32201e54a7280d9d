import StrataModel
import StrataRevisions

/// A pair of versions with known truth, made by editing the segments of real documents.
struct GeneratedPair {
  var old: [AlignmentUnit]
  var new: [AlignmentUnit]
  var truth: [AlignmentLink]
  /// Positions in the new version of neighbours that were swapped: one of the two moved, nobody can say which.
  var swapped: [(Int, Int)]
  /// Positions in the new version of an original and its copy: nobody can say which is which.
  var copies: [(Int, Int)]
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}

/// Edits documents as authors do: deletes, inserts, rewords 5 to 60 % of the words, moves, splits, merges,
/// renumbers, re-flows, swaps neighbours, duplicates, and puts near-duplicates beside each other.
struct RevisionGenerator {
  /// The segments of each document.
  let documents: [[AlignmentUnit]]
  var random: SeededGenerator
  /// What is chosen from, the likelier the more often it stands here.
  let edits: [Edit]

  init(documents: [[AlignmentUnit]], seed: UInt64, edits: [Edit] = Edit.all) {
    self.documents = documents
    self.edits = edits
    random = SeededGenerator(state: seed)
  }

  private struct Item {
    var unit: AlignmentUnit
    var origins: [Int]
    var change: Change = .unchanged
    /// Ties parts of one split, swapped neighbours, or copies.
    var group = -1
    var isTouched = false
  }

  enum Edit: CaseIterable {
    case delete, insert, reword, move, moveReword, split, merge, renumber, reflow, swap, duplicate, nearDuplicate
    // Merging often finds no two neighbours that are free.
    static let all = allCases + [.merge]
    /// Of a table that is put into another order and updated at once.
    static let reordering: [Edit] = [
      .delete, .insert, .move, .move, .move, .moveReword, .moveReword, .moveReword, .swap,
    ]
  }

  mutating func pair() -> GeneratedPair {
    let base = Int.random(in: 0..<documents.count, using: &random)
    let strangers = documents.indices.filter { $0 != base }
    let old = documents[base]
    var items = old.enumerated().map { Item(unit: $1, origins: [$0]) }
    lock(&items)
    var groups = 0
    let count = max(3, old.count * Int.random(in: 5...40, using: &random) / 100)
    for _ in 0..<count {
      groups += 1
      let edit = edits.randomElement(using: &random)!
      apply(edit, to: &items, group: groups, strangers)
    }
    return collect(old, items)
  }

  /// Repeated texts, furniture and what is too short stay as they are.
  private func lock(_ items: inout [Item]) {
    var seen: [[UInt8]: Int] = [:]
    for item in items { seen[item.unit.text, default: 0] += 1 }
    for index in items.indices {
      let unit = items[index].unit
      if seen[unit.text]! > 1 || unit.kind == .furniture || unit.kind == .footnote || Self.words(unit).count < 6 {
        items[index].isTouched = true
      }
    }
  }

  private mutating func free(_ items: [Item], minimumWords: Int = 0) -> Int? {
    items.indices.filter { !items[$0].isTouched && Self.words(items[$0].unit).count >= minimumWords }
      .randomElement(using: &random)
  }

  private mutating func apply(_ edit: Edit, to items: inout [Item], group: Int, _ strangers: [Int]) {
    switch edit {
    case .delete:
      if let index = free(items) { items.remove(at: index) }
    case .insert:
      let place = Int.random(in: 0...items.count, using: &random)
      guard let unit = stranger(strangers) else { return }
      items.insert(Item(unit: settled(unit, at: place, items), origins: [], change: .added, isTouched: true), at: place)
    case .reword:
      guard let index = free(items) else { return }
      reword(&items[index], share: Double.random(in: 0.05...0.6, using: &random), strangers)
      items[index].change = .edited
    case .move, .moveReword:
      guard let index = free(items), items.count > 12 else { return }
      var item = items.remove(at: index)
      let places = (0...items.count).filter { abs($0 - index) > 5 }
      guard let place = places.randomElement(using: &random) else { return items.insert(item, at: index) }
      item.change = .moved
      item.isTouched = true
      if edit == .moveReword {
        reword(&item, share: Double.random(in: 0.05...0.35, using: &random), strangers)
        item.change = .movedEdited
      }
      item.unit = settled(item.unit, at: place, items)
      items.insert(item, at: place)
    case .split: split(&items, group, strangers)
    case .merge: merge(&items)
    case .renumber:
      // A number in front of a number is no renumbering.
      guard let index = free(items), items[index].unit.kind != .row, !(48...57).contains(items[index].unit.text[0])
      else {
        return
      }
      items[index].unit.text = Array("\(Int.random(in: 1...40, using: &random)). ".utf8) + items[index].unit.text
      items[index].isTouched = true
    case .reflow:
      guard let index = free(items) else { return }
      items[index].unit.text = reflowed(items[index].unit.text)
      items[index].isTouched = true
    case .swap:
      guard let index = free(items), index + 1 < items.count, !items[index + 1].isTouched,
        items[index].unit.kind == items[index + 1].unit.kind
      else { return }
      items.swapAt(index, index + 1)
      for at in [index, index + 1] {
        items[at].isTouched = true
        items[at].group = group
        items[at].change = at == index ? .moved : .unchanged
      }
    case .nearDuplicate:
      // A neighbour that says nearly the same.
      guard let index = free(items) else { return }
      items[index].isTouched = true
      var copy = items[index]
      copy.origins = []
      copy.change = .added
      reword(&copy, share: Double.random(in: 0.1...0.25, using: &random), strangers)
      if copy.unit.text != items[index].unit.text {
        items.insert(copy, at: index + Int.random(in: 0...1, using: &random))
      }
    case .duplicate:
      guard let index = free(items) else { return }
      let place = Int.random(in: 0...items.count, using: &random)
      items[index].isTouched = true
      items[index].group = group
      var copy = items[index]
      copy.origins = []
      copy.change = .added
      items.insert(copy, at: place)
    }
  }

  private mutating func split(_ items: inout [Item], _ group: Int, _ strangers: [Int]) {
    guard let index = free(items, minimumWords: 12) else { return }
    let words = Self.words(items[index].unit)
    let parts = words.count >= 30 && Bool.random(using: &random) ? 3 : 2
    var cuts: [Int] = []
    for part in 1..<parts {
      let center = words.count * part / parts
      cuts.append(center + Int.random(in: -(words.count / 8)...(words.count / 8), using: &random))
    }
    var made: [Item] = []
    var start = 0
    for end in cuts + [words.count] {
      var item = items[index]
      item.unit.text = Array(words[start..<end].joined(separator: " ").utf8)
      item.change = .split
      item.group = group
      item.isTouched = true
      // One split in three is no clean cut.
      if Int.random(in: 0..<3, using: &random) == 0 { reword(&item, share: 0.1, strangers) }
      made.append(item)
      start = end
    }
    items.replaceSubrange(index...index, with: made)
  }

  private mutating func merge(_ items: inout [Item]) {
    guard let index = free(items), index + 1 < items.count, !items[index + 1].isTouched,
      items[index].unit.kind == items[index + 1].unit.kind, items[index].unit.section == items[index + 1].unit.section
    else { return }
    let joint = [" ", " and ", "; "].randomElement(using: &random)!
    func join() {
      items[index].unit.text += Array(joint.utf8) + items[index + 1].unit.text
      items[index].origins += items[index + 1].origins
      items.remove(at: index + 1)
    }
    join()
    let isThird =
      index + 1 < items.count && !items[index + 1].isTouched && items[index + 1].unit.kind == items[index].unit.kind
    if isThird, Bool.random(using: &random) { join() }
    items[index].change = .merged
    items[index].isTouched = true
  }

  private mutating func reword(_ item: inout Item, share: Double, _ strangers: [Int]) {
    // Cells keep their borders.
    var words = String(decoding: item.unit.text, as: UTF8.self).replacing("\t", with: " \t ").split(separator: " ")
      .map(String.init)
    let texts = words.indices.filter { words[$0] != "\t" }
    let count = max(1, Int((Double(texts.count) * share).rounded()))
    let places = texts.shuffled(using: &random).prefix(count).sorted(by: >)
    for place in places {
      let word =
        Self.words(documents[strangers.randomElement(using: &random)!].randomElement(using: &random)!)
        .randomElement(using: &random).map { $0.replacing("\t", with: "-") } ?? "anew"
      switch Int.random(in: 0..<4, using: &random) {
      case 0: words.remove(at: place)
      case 1: words.insert(word, at: place)
      default: words[place] = word + "x"
      }
    }
    let text = words.joined(separator: " ").replacing(" \t ", with: "\t")
    item.unit.text = Array(text.utf8)
    item.isTouched = true
  }

  private mutating func stranger(_ strangers: [Int]) -> AlignmentUnit? {
    let units = documents[strangers.randomElement(using: &random)!].filter {
      $0.kind != .furniture && Self.words($0).count >= 6
    }
    return units.randomElement(using: &random)
  }

  /// The unit in the section of where it is put.
  private func settled(_ unit: AlignmentUnit, at place: Int, _ items: [Item]) -> AlignmentUnit {
    var unit = unit
    if place > 0 { unit.section = items[place - 1].unit.section }
    return unit
  }

  /// Other spaces, quotation marks and dashes; a soft hyphen.
  private func reflowed(_ text: [UInt8]) -> [UInt8] {
    var string = String(decoding: text, as: UTF8.self)
    string = String(string.map { $0 == "’" ? "'" : $0 == "–" ? "-" : $0 == "“" || $0 == "”" ? "\"" : $0 })
    if let space = string.firstIndex(of: " ") { string.replaceSubrange(space...space, with: "\u{a0}") }
    if string.count > 8 { string.insert("\u{ad}", at: string.index(string.startIndex, offsetBy: 3)) }
    return Array(string.utf8)
  }

  private func collect(_ old: [AlignmentUnit], _ items: [Item]) -> GeneratedPair {
    var truth: [AlignmentLink] = []
    var swaps: [Int: [Int]] = [:]
    var copies: [Int: [Int]] = [:]
    var splits: [Int: Int] = [:]
    var isUsed = [Bool](repeating: false, count: old.count)
    for (position, item) in items.enumerated() {
      for origin in item.origins { isUsed[origin] = true }
      if item.change == .split {
        if let link = splits[item.group] {
          truth[link].new.append(position)
          continue
        }
        splits[item.group] = truth.count
      } else if item.group >= 0 {
        if item.change == .added || copies[item.group] != nil
          || items.contains(where: { $0.group == item.group && $0.change == .added })
        {
          copies[item.group, default: []].append(position)
        } else {
          swaps[item.group, default: []].append(position)
        }
      }
      truth.append(AlignmentLink(old: item.origins, new: [position], change: item.change, similarity: 1))
    }
    for origin in old.indices where !isUsed[origin] {
      truth.append(AlignmentLink(old: [origin], new: [], change: .removed, similarity: 0))
    }
    return GeneratedPair(
      old: old, new: items.map(\.unit), truth: truth,
      swapped: swaps.keys.sorted().compactMap { swaps[$0]!.count == 2 ? (swaps[$0]![0], swaps[$0]![1]) : nil },
      copies: copies.keys.sorted().compactMap { copies[$0]!.count == 2 ? (copies[$0]![0], copies[$0]![1]) : nil })
  }

  private static func words(_ unit: AlignmentUnit) -> [String] {
    String(decoding: unit.text, as: UTF8.self).split(separator: " ").map(String.init)
  }
}
