import FoundationEssentials
import StrataModel
import StrataReaders

/// Writes `manifest.json` piece by piece: it has an entry for each input, and there may be a million.
enum ManifestWriter {
  /// The inputs follow from the index of the results in place: one line for each of the `rejected` of the corpus, then
  /// one for each input, in order.
  static func write(_ manifest: Manifest, inputs: CorpusInputs, rejected: Int, to folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(manifest), as: UTF8.self)
    // Keys are sorted, so whatever the pipeline or the corpus may be called stands behind the inputs; of what stands
    // before them only paths of the program's own data files come from outside, and those are no keys.
    guard let key = text.firstRange(of: "\n  \"inputs\" : ["), let end = text[key.upperBound...].firstIndex(of: "]")
    else {
      throw FileFault(path: Commit.manifest(folder), operation: "write", errno: 0)
    }
    let file = try AtomicFile(path: Commit.manifest(folder))
    try file.append(Array(text[..<key.upperBound].utf8))
    var json = JSONBuffer()
    var position = 0
    if let lines = LineFile(Commit.index(folder)) {
      _ = try lines.next()
      while let line = try lines.next(), let entry = ResultIndex.entry(line) {
        defer { position += 1 }
        guard position >= rejected, position - rejected < inputs.count else { continue }
        write(entry, root: inputs.root(at: position - rejected), isFirst: position == rejected, to: &json)
        if json.count >= 1 << 16 {
          try file.append(json.bytes)
          json.removeAll()
        }
      }
    }
    if position == rejected { json.raw("\n") }
    json.raw("\n  ")
    try file.append(json.bytes)
    try file.append(Array(text[end...].utf8) + [10])
    try file.finish()
  }

  /// One of `Manifest.Input`, laid out as the encoder does.
  private static func write(_ entry: ResultEntry, root: Int, isFirst: Bool, to json: inout JSONBuffer) {
    json.raw(isFirst ? "\n    {\n      \"bytes\" : " : ",\n    {\n      \"bytes\" : ")
    json.integer(entry.byteCount)
    if let document = entry.document {
      json.raw(",\n      \"document\" : ")
      json.string(document)
    }
    json.raw(",\n      \"path\" : ")
    json.string(entry.path)
    json.raw(",\n      \"root\" : ")
    json.integer(root)
    if let sha256 = entry.sha256 {
      json.raw(",\n      \"sha256\" : ")
      json.string(sha256)
    }
    json.raw("\n    }")
  }
}
