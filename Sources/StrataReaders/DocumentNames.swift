import StrataModel

/// The ids of documents: paths without their extensions, told apart where two would be the same.
enum DocumentNames {
  /// Gives every input its id. Two files that would share one keep their extensions; two of one path (from two
  /// corpora) are told apart by `~2`, `~3`, …. Both get a warning.
  static func assign(to corpus: inout Corpus) {
    var count: [String: Int] = [:]
    for input in corpus.inputs { count[withoutExtension(input.path), default: 0] += 1 }
    var taken: Set<String> = []
    for index in corpus.inputs.indices {
      let path = corpus.inputs[index].path
      let short = withoutExtension(path)
      let isShared = count[short, default: 0] > 1
      var id = isShared ? path : short
      var number = 2
      while !taken.insert(id).inserted {
        id = "\(path)~\(number)"
        number += 1
      }
      corpus.inputs[index].id = id
      if isShared || id != short {
        corpus.inputs[index].warning = WarningRecord(
          code: "shared-id", message: "another file would have the id '\(short)' too; this document is '\(id)'")
      }
    }
  }

  static func withoutExtension(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let ending = MediaType.fileExtension(of: name)
    guard MediaType.of(name: name) != nil else { return path }
    return String(path.dropLast(ending.count + 1))
  }
}

extension Corpus {
  /// The id of a document that shares it with no other one.
  public static func id(forPath path: String) -> String { DocumentNames.withoutExtension(path) }
}
