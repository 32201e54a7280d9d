import FoundationEssentials
import StrataModel

/// Makes a revision from the lines of an output folder.
public struct RevisionReader {
  private let name: String
  private let decoder = JSONDecoder()

  public init(name: String) { self.name = name }

  /// True where a folder looks like an output of `strata run`.
  public static func isOutput(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/segments.jsonl")
      && FileManager.default.fileExists(atPath: folder + "/documents.jsonl")
  }

  /// Reads an output folder. Throws `FileFault`, `RecordFault`, or a `RevisionFault` where two segments have one id.
  public func read(folder: String) throws -> Revision {
    var files: [RevisionFile] = []
    for name in RevisionFile.names {
      let path = "\(folder)/\(name)"
      guard FileManager.default.fileExists(atPath: path) else { continue }
      let reader = try LineReader(path: path)
      var lines: [[UInt8]] = []
      while let line = try reader.next() { lines.append(line) }
      files.append(RevisionFile(name: name, lines: lines))
    }
    return try read(files, folder: folder)
  }

  /// Takes files that were read or made already. `folder` is only for messages.
  public func read(_ files: [RevisionFile], folder: String) throws -> Revision {
    func lines(_ name: String) -> [[UInt8]] { files.first { $0.name == name }?.lines ?? [] }
    func records<Record: Decodable>(_ type: Record.Type, _ file: String) throws -> [(Record, line: Int)] {
      try lines(file).enumerated().compactMap { index, line in
        if line.isEmpty { return nil }
        do {
          return (try decoder.decode(Record.self, from: Data(line)), index + 1)
        } catch {
          throw RecordFault(path: "\(folder)/\(file)", line: index + 1, message: RecordFault.message(of: error))
        }
      }
    }
    let segments = try records(SegmentRecord.self, "segments.jsonl")
    try refuseRepeatedIDs(segments.map { ($0.0.id, $0.line) }, file: "\(folder)/segments.jsonl")
    let documentRecords = try records(DocumentRecord.self, "documents.jsonl")
    try refuseRepeatedIDs(documentRecords.map { ($0.0.id, $0.line) }, file: "\(folder)/documents.jsonl")
    var documents: [RevisedDocument] = []
    var place: [String: Int] = [:]
    for (record, _) in documentRecords {
      place[record.id] = documents.count
      documents.append(RevisedDocument(record: record, segments: []))
    }
    for (segment, line) in segments {
      guard let index = place[segment.document] else {
        throw RevisionFault(
          code: "stray-segment",
          message: "\(folder)/segments.jsonl:\(line): the segment '\(segment.id)' belongs to '\(segment.document)', "
            + "which documents.jsonl does not have. Run 'strata run' again, or 'strata verify' to see more.")
      }
      documents[index].segments.append(segment)
    }
    let manifest = try manifest(lines("manifest.json"), path: "\(folder)/manifest.json")
    if let manifest { addFiles(of: manifest, to: &documents, place) }
    var revision = Revision(
      name: name, documents: documents, pipeline: manifest?.pipeline ?? documents.first?.record.pipeline,
      program: manifest?.program, dataFiles: manifest?.dataFiles ?? [], files: files)
    revision.inputs = manifest.map { manifest in
      Dictionary(manifest.inputs.map { ($0.path, $0.sha256) }, uniquingKeysWith: { first, _ in first })
    }
    return revision
  }

  private func manifest(_ lines: [[UInt8]], path: String) throws -> Manifest? {
    guard !lines.isEmpty else { return nil }
    do {
      return try decoder.decode(Manifest.self, from: Data(lines.joined(separator: [10])))
    } catch {
      throw RecordFault(path: path, line: 1, message: RecordFault.message(of: error))
    }
  }

  private func addFiles(of manifest: Manifest, to documents: inout [RevisedDocument], _ place: [String: Int]) {
    for input in manifest.inputs {
      guard let id = input.document, let index = place[id], manifest.roots.indices.contains(input.root) else {
        continue
      }
      let root = manifest.roots[input.root]
      // A corpus may be one file, which is its own root.
      documents[index].file = root.hasSuffix("/" + input.path) || root == input.path ? root : "\(root)/\(input.path)"
    }
  }

  private func refuseRepeatedIDs(_ ids: [(id: String, line: Int)], file: String) throws {
    var first: [String: Int] = [:]
    for (id, line) in ids {
      if let before = first.updateValue(line, forKey: id) {
        throw RevisionFault(
          code: "same-id",
          message: "two records have the id '\(id)': \(file):\(before) and \(file):\(line). "
            + "Ids must be unique; make the output again with 'strata run'.")
      }
    }
  }
}
