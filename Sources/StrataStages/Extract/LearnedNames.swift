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
  /// Names that were learned since the last call of `takeFresh`.
  private var fresh: [UInt64] = []

  mutating func removeAll() {
    names.removeAll(keepingCapacity: true)
    fresh.removeAll(keepingCapacity: true)
  }

  /// The hashes that are new since the last call.
  mutating func takeFresh() -> [UInt64] {
    defer { fresh.removeAll(keepingCapacity: true) }
    return fresh
  }

  /// Remembers a name; a later definition of the same acronym replaces the earlier one.
  mutating func learn(_ name: Name) {
    if index(of: name.hash) == nil { fresh.append(name.hash) }
    if let index = names.firstIndex(where: { $0.hash == name.hash }) { names[index] = name } else { names.append(name) }
  }

  func index(of hash: UInt64) -> Int? {
    names.isEmpty ? nil : names.firstIndex { $0.hash == hash }
  }
}
