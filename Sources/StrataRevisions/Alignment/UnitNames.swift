import StrataModel

/// The names with which units begin: what stands before the first colon ("Share what is known: …"), or the first cell of a row. A
/// name that no other unit of its version has ties two units however much was rewritten behind it; two rows only where they have
/// equally many cells.
struct UnitNames {
  /// The number of the name for each position; -1 where there is none, or where several units have it.
  private let old: [Int32]
  private let new: [Int32]

  /// Bytes of a name, at most.
  private static let longest = 100

  /// O(n).
  init(_ old: [AlignmentUnit], _ new: [AlignmentUnit]) {
    var numbers = ByteNumbers()
    let oldNames = old.map { Self.name(of: $0).map { numbers.number($0) } ?? -1 }
    let newNames = new.map { Self.name(of: $0).map { numbers.number($0) } ?? -1 }
    self.old = Self.alone(oldNames, numbers.count)
    self.new = Self.alone(newNames, numbers.count)
  }

  func isSame(_ old: Int, _ new: Int) -> Bool { self.old[old] >= 0 && self.old[old] == self.new[new] }

  private static func alone(_ names: [Int32], _ count: Int) -> [Int32] {
    var holders = [Int32](repeating: 0, count: count)
    for name in names where name >= 0 { holders[Int(name)] += 1 }
    return names.map { $0 >= 0 && holders[Int($0)] == 1 ? $0 : -1 }
  }

  /// Two words or more, without digits: numbers of actions change their owners.
  private static func name(of unit: AlignmentUnit) -> [UInt8]? {
    guard [.paragraph, .item, .row].contains(unit.kind) else { return nil }
    let head = unit.text.prefix(longest + 1)
    let end =
      unit.kind == .row
      ? head.firstIndex(of: 0x09) : head.indices.dropLast().first { head[$0] == 0x3A && head[$0 + 1] == 0x20 }
    guard let end else { return nil }
    let name = head[..<end]
    guard name.contains(0x20), !name.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return FoldedText.fold(name, isHeading: false) + (unit.kind == .row ? unit.text.filter { $0 == 0x09 } : [])
  }
}
