import FoundationEssentials
import Glibc
import StrataModel
import StrataReaders
import StrataText

/// A run over a corpus: from files to an output folder.
public struct Batch: Sendable {
  public var corpora: [String]
  public var output: String
  public var pipeline: Pipeline
  public var offsets: OffsetUnit
  /// Threads that process documents; at least 1.
  public var jobs: Int
  /// Process documents again that have not changed.
  public var isFresh: Bool

  public init(
    corpora: [String], output: String, pipeline: Pipeline, offsets: OffsetUnit? = nil, jobs: Int, isFresh: Bool = false
  ) {
    self.corpora = corpora
    self.output = output
    self.pipeline = pipeline
    self.offsets = offsets ?? pipeline.recipe.offsets
    self.jobs = max(1, jobs)
    self.isFresh = isFresh
  }

  /// How far a run is.
  public struct Progress: Sendable {
    public var documents = 0
    public var ofDocuments = 0
    public var bytes = 0
    public var ofBytes = 0
    /// Bytes of documents that were not there already.
    public var processedBytes = 0
    public var seconds = 0.0
  }

  public struct Outcome: Sendable {
    public var summary: RunSummary
    public var corpus: Corpus
    public var seconds: Double
    /// False where everything was in place already.
    public var isChanged: Bool
  }

  /// A run that was asked to stop; what is done is kept.
  public struct Stopped: Error, Sendable {
    public var signal: Int32
    public var documents: Int
    public var ofDocuments: Int
  }

  /// A disk or folder that failed in the middle of a run; what is done is kept.
  public struct OutputFault: Error, CustomStringConvertible, Sendable {
    public var fault: FileFault
    public var kept: Int
    public var description: String {
      let advice = fault.errno == ENOSPC ? "The disk is full: free some space" : "Look after it"
      return "\(fault). \(advice) and run the same command again: \(kept) documents are kept and will not be redone."
    }
  }

  /// Two things that have to be apart are not.
  public struct UsageFault: Error, CustomStringConvertible, Sendable {
    public var description: String
  }

  /// Runs to the end. `report` is called some ten times a second, `notice` for what a person should read at once.
  ///
  /// Throws `CorpusFault`, `FileFault`, `OutputFault`, `UsageFault` or `Stopped`.
  public func run(
    report: (Progress) -> Void = { _ in }, notice: (String) -> Void = { _ in }
  ) throws -> Outcome {
    let clock = ContinuousClock()
    let start = clock.now
    let started = Date()
    if Files.exists(output), !Files.isFolder(output) {
      throw FileFault(path: output, operation: "use as the output folder", errno: ENOTDIR)
    }
    try refuseOverlap()
    let existed = Files.isFolder(output)
    var corpus = try CorpusScanner(
      exclude: pipeline.recipe.exclude, offLimits: [CorpusScanner.absolute(output)]
    ).scan(corpora)
    if corpus.inputs.isEmpty, corpus.rejected.isEmpty {
      throw CorpusFault(
        path: corpora.joined(separator: ", "),
        message: "no document (\(MediaType.extensions.joined(separator: ", "))) was found. "
          + Self.phrase(forSkipped: corpus.skipped))
    }
    try Files.makeFolder("\(output)/.strata")
    if !existed {
      let target = CorpusScanner.absolute(output) + "/"
      corpus.inputs = corpus.inputs.filter { !$0.file.hasPrefix(target) }
    }
    let lock = try OutputLock(folder: output, notice: notice)
    defer { lock.release() }
    let store = try ResultStore(folder: output, key: key, fresh: isFresh)
    let summary = try process(corpus, into: store, report: report) { start.duration(to: clock.now).seconds }
    let isChanged: Bool
    do {
      isChanged = try store.commit()
    } catch let fault as FileFault {
      throw OutputFault(fault: fault, kept: summary.counts.documents)
    }
    let seconds = start.duration(to: clock.now).seconds
    try writeManifest(corpus, summary, started: started, seconds: seconds)
    return Outcome(summary: summary, corpus: corpus, seconds: seconds, isChanged: isChanged)
  }

  /// Everything but the input that results depend on.
  private var key: String {
    [Program.version, Program.build, pipeline.recipe.digest, offsets.rawValue].joined(separator: "|")
  }

  private func refuseOverlap() throws {
    let target = CorpusScanner.absolute(output)
    for corpus in corpora where CorpusScanner.absolute(corpus) == target {
      throw UsageFault(description: "the output folder \(output) is the corpus itself; give another one with -o")
    }
  }

  private static func phrase(forSkipped skipped: [String: Int]) -> String {
    if skipped.isEmpty { return "The folder is empty." }
    let list = skipped.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }.joined(separator: ", ")
    return "Passed over: \(list)."
  }

  private func process(
    _ corpus: Corpus, into store: ResultStore, report: (Progress) -> Void, elapsed: () -> Double
  ) throws -> RunSummary {
    var summary = RunSummary()
    for warning in corpus.warnings { summary.add(warning: warning) }
    let queue = TaskQueue(corpus: corpus, jobs: jobs)
    let workers = (0..<min(jobs, max(1, corpus.inputs.count))).map { [pipeline, offsets, earlier = store.earlier] _ in
      Worker { queue.work(pipeline: pipeline, offsets: offsets, earlier: earlier) }
    }
    defer {
      queue.cancel()
      for worker in workers { worker.join() }
    }
    do {
      for record in corpus.rejected { try place(record, in: store, &summary) }
      var progress = Progress(ofDocuments: corpus.inputs.count)
      progress.ofBytes = corpus.inputs.byteCount
      var lastReport = -1.0
      var lastFlush = 0.0
      for (index, input) in corpus.inputs.enumerated() {
        let result = try next(index, from: queue) {
          progress.seconds = elapsed()
          report(progress)
        }
        guard let result else {
          try store.flush()
          throw Stopped(signal: Interruption.received, documents: index, ofDocuments: corpus.inputs.count)
        }
        try place(result, in: store, &summary)
        progress.documents += 1
        progress.bytes += input.byteCount
        if result.lines != nil { progress.processedBytes += input.byteCount }
        progress.seconds = elapsed()
        if progress.seconds - lastFlush >= 1 {
          lastFlush = progress.seconds
          try store.flush()
        }
        if progress.seconds - lastReport >= 0.1 || index == corpus.inputs.count - 1 {
          lastReport = progress.seconds
          report(progress)
        }
      }
      try store.flush()
    } catch let fault as FileFault {
      try? store.flush()
      throw OutputFault(fault: fault, kept: summary.counts.documents)
    }
    return summary
  }

  /// The result of one input; nil where the run is to stop.
  private func next(_ index: Int, from queue: TaskQueue, whileWaiting: () -> Void) throws -> TaskResult? {
    while true {
      switch queue.result(at: index, milliseconds: 200) {
      case .result(let result): return result
      case .stopped: return nil
      case .failed(let error): throw error
      case .waiting: whileWaiting()
      }
    }
  }

  private func place(_ result: TaskResult, in store: ResultStore, _ summary: inout RunSummary) throws {
    let entry = result.entry
    if let lines = result.lines {
      try store.append(entry, lines: lines)
      summary.add(entry, isUnchanged: false)
    } else if let entry = try store.reuse(entry.fingerprint, path: entry.path) {
      summary.add(entry, isUnchanged: true)
    }
  }

  private func place(_ record: RejectedRecord, in store: ResultStore, _ summary: inout RunSummary) throws {
    var json = JSONBuffer()
    RecordWriter.writeRejected(record, to: &json)
    var entry = ResultEntry(
      fingerprint: "!" + String(decoding: json.bytes, as: UTF8.self), path: record.path, document: nil, sha256: nil,
      byteCount: 0)
    if let earlier = try store.reuse(entry.fingerprint, path: entry.path) {
      entry = earlier
    } else {
      entry.summary = DocumentSummary(rejected: record)
      try store.append(entry, lines: [(.rejected, json.bytes)])
    }
    summary.add(entry, isUnchanged: false)
  }

  private func writeManifest(_ corpus: Corpus, _ summary: RunSummary, started: Date, seconds: Double) throws {
    let manifest = Manifest(
      program: Program.identity, pipeline: pipeline.recipe.identity, dataFiles: pipeline.recipe.dataFiles,
      offsets: offsets, roots: corpus.roots, inputs: [],
      skipped: corpus.skipped, counts: summary.counts,
      started: started.formatted(.iso8601), seconds: (seconds * 1000).rounded() / 1000, jobs: jobs)
    try ManifestWriter.write(manifest, inputs: corpus.inputs, rejected: corpus.rejected.count, to: output)
    Files.synchronizeFolder(output)
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
