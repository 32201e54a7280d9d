import StrataModel

/// Names that the document itself introduced: acronyms in brackets after a name.
struct LearnedNames {
  struct Name {
    var hash: UInt64
    var type: MentionType
    var kind: InstrumentClass?
    var concept: Int
    var isNamed: Bool
    var features: UInt32
  }

  private(set) var names: [Name] = []

  mutating func removeAll() { names.removeAll(keepingCapacity: true) }

  /// Remembers a name; a later definition of the same acronym replaces the earlier one.
  mutating func learn(_ name: Name) {
    if let index = names.firstIndex(where: { $0.hash == name.hash }) { names[index] = name } else { names.append(name) }
  }

  func index(of hash: UInt64) -> Int? {
    names.isEmpty ? nil : names.firstIndex { $0.hash == hash }
  }
}
