import FoundationEssentials
import StrataModel

/// A document with its records and, where it can still be read, its original file.
public struct ExplainedDocument {
  public var document: DocumentRecord
  public var segments: [SegmentRecord]
  /// Nil where the file is gone or has changed.
  public var source: [UInt8]?

  /// The bytes of some ranges as text, for people; nil without the original.
  func sourceText(_ ranges: [[Int]]) -> String? {
    guard let source else { return nil }
    return ranges.filter { $0.count == 2 && 0 <= $0[0] && $0[0] <= $0[1] && $0[1] <= source.count }
      .map { String(decoding: source[$0[0]..<$0[1]], as: UTF8.self) }.joined(separator: " … ")
  }
}

/// The documents of an output folder, one at a time.
public final class ExplainedDocuments {
  private let folder: String
  private let documents: RecordReader<DocumentRecord>
  private let segments: RecordReader<SegmentRecord>
  private let manifest: Manifest?

  /// Throws `FileFault` where the folder is none of a run.
  public init(folder: String) throws {
    self.folder = folder
    documents = try RecordReader(path: "\(folder)/documents.jsonl")
    segments = try RecordReader(path: "\(folder)/segments.jsonl")
    manifest = (try? Files.read("\(folder)/manifest.json"))
      .flatMap { try? JSONDecoder().decode(Manifest.self, from: Data($0)) }
  }

  /// The next document, or nil at the end. Throws `RecordFault`.
  public func next() throws -> ExplainedDocument? {
    guard let document = try documents.next() else { return nil }
    var own: [SegmentRecord] = []
    while try segments.peek()?.document == document.id, let segment = try segments.next() { own.append(segment) }
    return ExplainedDocument(document: document, segments: own, source: source(of: document))
  }

  private func source(of document: DocumentRecord) -> [UInt8]? {
    guard let manifest, let input = manifest.inputs.first(where: { $0.document == document.id }),
      manifest.roots.indices.contains(input.root)
    else { return nil }
    let root = manifest.roots[input.root]
    guard let bytes = try? Files.read(Files.isFolder(root) ? "\(root)/\(input.path)" : root),
      bytes.count == document.bytes
    else { return nil }
    return bytes
  }
}
