/// Which document of one side is which of the other.
public struct DocumentPairs {
  public struct Pair: Sendable, Equatable {
    /// Position among the documents of that side; nil where it is missing there.
    public var old: Int?
    public var new: Int?
  }

  /// Ties documents by id; `ties` name documents that are called differently. One document on each side is a pair
  /// whatever their names. In the order of the new side, what is missing there at the end.
  ///
  /// Throws a `RevisionFault` where a tie names a document that is not there, or one twice.
  public static func find(_ old: Revision, _ new: Revision, ties: [(old: String, new: String)] = []) throws -> [Pair] {
    var oldPlace: [String: Int] = [:]
    for (index, document) in old.documents.enumerated() { oldPlace[document.id] = index }
    var newPlace: [String: Int] = [:]
    for (index, document) in new.documents.enumerated() { newPlace[document.id] = index }
    var partner: [Int: Int] = [:]
    var taken: Set<Int> = []
    for tie in ties {
      guard let left = oldPlace[tie.old] else { throw unknown(tie.old, old) }
      guard let right = newPlace[tie.new] else { throw unknown(tie.new, new) }
      guard partner[right] == nil, taken.insert(left).inserted else {
        throw RevisionFault(code: "pair-twice", message: "--pair \(tie.old)=\(tie.new) names a document a second time")
      }
      partner[right] = left
    }
    if ties.isEmpty, old.documents.count == 1, new.documents.count == 1 { return [Pair(old: 0, new: 0)] }
    for (index, document) in new.documents.enumerated() where partner[index] == nil {
      if let left = oldPlace[document.id], taken.insert(left).inserted { partner[index] = left }
    }
    return new.documents.indices.map { Pair(old: partner[$0], new: $0) }
      + old.documents.indices.filter { !taken.contains($0) }.map { Pair(old: $0, new: nil) }
  }

  private static func unknown(_ id: String, _ side: Revision) -> RevisionFault {
    let some = side.documents.prefix(5).map { "'\($0.id)'" }.joined(separator: ", ")
    return RevisionFault(
      code: "unknown-pair",
      message: "--pair: \(side.name) has no document '\(id)'. It has \(some)\(side.documents.count > 5 ? ", …" : "").")
  }
}
