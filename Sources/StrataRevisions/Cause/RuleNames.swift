import StrataModel

/// Names the concepts and rules behind differences that a rule caused.
enum RuleNames {
  /// Fills in `rules` of one document's differences.
  ///
  /// First what the changed mentions and labels of a segment name themselves; where these name nothing (a label that
  /// follows from another segment), what changed in its lead-in; else what changed in the document.
  static func name(_ differences: inout [Difference]) {
    var bySegment: [String: [String]] = [:]
    var all: [String] = []
    for index in differences.indices where differences[index].cause.contains(.rule) {
      let own = names(of: differences[index])
      differences[index].rules = own
      for segment in differences[index].new { bySegment[segment.id] = own }
      for name in own where !all.contains(name) { all.append(name) }
    }
    for index in differences.indices where differences[index].cause.contains(.rule) && differences[index].rules.isEmpty
    {
      let leadIns = differences[index].new.compactMap(\.leadIn).flatMap { bySegment[$0] ?? [] }
      differences[index].rules = leadIns.isEmpty ? all : leadIns
    }
  }

  private static func names(of difference: Difference) -> [String] {
    var names: [String] = []
    func add(_ name: String) {
      let name = name.hasPrefix("lexicon:") ? String(name.dropFirst(8)) : name
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
    for change in difference.mentions where change.cause.contains(.rule) {
      for mention in [change.old, change.new].compactMap({ $0 }) {
        if let concept = mention.concept, mention.type != .sector { add(concept) }
        add(mention.because)
      }
    }
    if difference.labels.contains(where: { $0.cause.contains(.rule) }) {
      let old = difference.old.flatMap(\.because)
      let new = difference.new.flatMap(\.because)
      for name in old where !new.contains(name) { add(name) }
      for name in new where !old.contains(name) { add(name) }
    }
    return names
  }
}
