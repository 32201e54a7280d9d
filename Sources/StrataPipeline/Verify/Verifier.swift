import FoundationEssentials
import StrataModel
import StrataReaders
import StrataText

/// Checks an output folder against the original files: coverage, grounding, slices, ids and counts.
///
/// Works from the records and the files alone; nothing of the pipeline is used. Memory is bounded by the largest
/// document.
public struct Verifier {
  private let folder: String
  private let manifest: Manifest?
  private let corpus: String?
  public private(set) var report = VerificationReport()

  /// `corpus` says where the original files are now; without it the manifest does.
  /// Throws `FileFault` or `RecordFault`.
  public init(folder: String, corpus: String? = nil) throws {
    self.folder = folder
    self.corpus = corpus
    let path = "\(folder)/manifest.json"
    if Files.exists(path) {
      do {
        manifest = try JSONDecoder().decode(Manifest.self, from: Data(try Files.read(path)))
      } catch let error as DecodingError {
        throw RecordFault(path: path, line: 1, message: RecordFault.message(of: error))
      }
    } else {
      manifest = nil
      guard corpus != nil else { throw FileFault(path: path, operation: "open", errno: 2) }
      report.add("manifest.json is missing: the run that wrote this folder did not end", document: nil)
    }
  }

  /// Checks everything; the faults are in `report`.
  public mutating func run() throws {
    let documents = try RecordReader<DocumentRecord>(path: "\(folder)/documents.jsonl")
    let ledgers = try RecordReader<LedgerRecord>(path: "\(folder)/ledger.jsonl")
    let segments = try RecordReader<SegmentRecord>(path: "\(folder)/segments.jsonl")
    let rejected = try RecordReader<RejectedRecord>(path: "\(folder)/rejected.jsonl")
    var places = originals()
    var ids: Set<String> = []
    while let document = try documents.next() {
      if !ids.insert(document.id).inserted { report.add("the id occurs twice", document: document.id) }
      var ledger: LedgerRecord?
      if try ledgers.peek()?.document == document.id { ledger = try ledgers.next() }
      var own: [SegmentRecord] = []
      while try segments.peek()?.document == document.id, let segment = try segments.next() { own.append(segment) }
      let file = places.removeValue(forKey: document.id) ?? corpus.map { original(of: document, in: $0) }
      check(document, ledger, own, file: file)
    }
    if let left = try segments.next() { report.add("a segment of no document: \(left.id)", document: left.document) }
    if let left = try ledgers.next() { report.add("a ledger of no document", document: left.document) }
    for left in places.keys.sorted() { report.add("the manifest names it, but it is not there", document: left) }
    while try rejected.next() != nil { report.rejected += 1 }
    checkCounts()
  }

  /// Where each document's file is, by the manifest.
  private func originals() -> [String: String] {
    guard let manifest, corpus == nil else { return [:] }
    var places: [String: String] = [:]
    for input in manifest.inputs {
      guard let id = input.document, manifest.roots.indices.contains(input.root) else { continue }
      let root = manifest.roots[input.root]
      places[id] = Files.isFolder(root) ? "\(root)/\(input.path)" : root
    }
    return places
  }

  private func original(of document: DocumentRecord, in corpus: String) -> String {
    Files.isFolder(corpus) ? "\(corpus)/\(document.path)" : corpus
  }

  private mutating func check(
    _ document: DocumentRecord, _ ledger: LedgerRecord?, _ segments: [SegmentRecord], file: String?
  ) {
    report.documents += 1
    report.segments += segments.count
    report.bytes += document.bytes
    guard let ledger else {
      report.add("there is no ledger", document: document.id)
      return
    }
    guard let file else {
      report.add("the manifest does not say where its file is; name the corpus with --corpus", document: document.id)
      return
    }
    guard let bytes = try? Files.read(file) else {
      report.add("the original cannot be read: \(file)", document: document.id)
      return
    }
    guard SHA256.hex(bytes) == document.sha256 else {
      report.add("the original has changed since the run: \(file)", document: document.id)
      return
    }
    guard let decoder = CharacterDecoder(encoding: ledger.encoding) else {
      report.add("unknown encoding '\(ledger.encoding)'", document: document.id)
      return
    }
    let rebuilt = RebuiltText(source: bytes, edits: ledger.edits, decoder: decoder)
    var check = DocumentCheck(document: document, segments: segments, rebuilt: rebuilt)
    check.run()
    report.mentions += segments.reduce(0) { $0 + $1.mentions.count }
    report.commitments += segments.count { $0.function == .commitment && $0.duplicateOf == nil }
    for fault in check.faults { report.add(fault, document: document.id) }
  }

  private mutating func checkCounts() {
    guard let manifest else { return }
    let pairs = [
      ("documents", manifest.counts.documents, report.documents),
      ("segments", manifest.counts.segments, report.segments),
      ("mentions", manifest.counts.mentions, report.mentions),
      ("commitments", manifest.counts.commitments, report.commitments),
      ("rejected", manifest.counts.rejected, report.rejected),
    ]
    // Counts of documents that could not be checked are missing on the right; that was said already.
    for (name, said, found) in pairs where said != found && (report.faultCount == 0 || name == "documents") {
      report.add("the manifest counts \(said) \(name), the records \(found)", document: nil)
    }
  }
}

/// What a verification found.
public struct VerificationReport: Sendable {
  public var documents = 0
  public var bytes = 0
  public var segments = 0
  public var mentions = 0
  public var commitments = 0
  public var rejected = 0
  public private(set) var faultCount = 0
  /// The first thousand.
  public private(set) var faults: [Fault] = []

  public struct Fault: Sendable, Codable {
    public var document: String?
    public var message: String
  }

  mutating func add(_ message: String, document: String?) {
    faultCount += 1
    if faults.count < 1000 { faults.append(Fault(document: document, message: message)) }
  }
}
