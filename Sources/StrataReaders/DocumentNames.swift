import StrataModel
import StrataText

/// The ids of documents: paths without their extensions, told apart where two would be the same.
enum DocumentNames {
  /// Gives every input its id. Two files that would share one keep their extensions; two of one path (from two
  /// corpora) are told apart by `~2`, `~3`, …. Both get a warning.
  ///
  /// Names are told apart by hashes of 64 bits: names that differ all the same get a warning that they need not have.
  static func assign(to corpus: inout Corpus) {
    var seen = HashSet64()
    var shared = HashSet64()
    for index in corpus.inputs.indices {
      let hash = hash(withoutExtension(corpus.inputs.path(at: index)))
      if seen.contains(hash) { shared.insert(hash) } else { seen.insert(hash) }
    }
    var taken = HashSet64()
    for index in corpus.inputs.indices {
      let path = corpus.inputs.path(at: index)
      let short = withoutExtension(path)
      let isShared = shared.contains(hash(short))
      var id = isShared ? path : short
      var number = 2
      while taken.contains(hash(id)) {
        id = "\(path)~\(number)"
        number += 1
      }
      taken.insert(hash(id))
      if isShared || id != short {
        corpus.inputs.name(
          index, id,
          WarningRecord(
            code: "shared-id", message: "another file would have the id '\(short)' too; this document is '\(id)'"))
      }
    }
  }

  private static func hash(_ name: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 32
    }
    return hash
  }

  static func withoutExtension(_ path: String) -> String {
    let bytes = path.utf8
    let name = String(bytes.lastIndex(of: 47).map { path[bytes.index(after: $0)...] } ?? path[...])
    guard MediaType.of(name: name) != nil else { return path }
    return String(path[..<bytes.index(bytes.endIndex, offsetBy: -MediaType.fileExtension(of: name).utf8.count - 1)])
  }
}

extension Corpus {
  /// The id of a document that shares it with no other one.
  public static func id(forPath path: String) -> String { DocumentNames.withoutExtension(path) }
}
