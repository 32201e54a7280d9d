import Foundation
import Glibc
import StrataModel
import StrataStages
import TemporaryFolders
import Testing

@testable import StrataPipeline
@testable import StrataReaders

/// A corpus and an output folder with a simple pipeline.
struct BatchBench {
  let folder = TemporaryFolder()
  let pipeline: Pipeline

  init(
    recipe: String =
      "name: test\ninput: {exclude: [gold/, README.md]}\nstages: [normalize, segment, extract, classify]\n"
  )
    throws
  {
    let file = try folder.write("pipelines/test.yaml", recipe)
    pipeline = try Pipeline(recipeNamed: file, catalogue: StageFactory.simple)
  }

  @discardableResult
  func run(_ output: String = "out", corpora: [String]? = nil, jobs: Int = 1, fresh: Bool = false) throws
    -> Batch.Outcome
  {
    let paths = corpora ?? [folder["corpus"]]
    return try Batch(corpora: paths, output: folder[output], pipeline: pipeline, jobs: jobs, isFresh: fresh).run()
  }

  func outputs(_ output: String = "out") throws -> [String] {
    try ["documents", "segments", "ledger", "rejected"].map { try folder.text("\(output)/\($0).jsonl") }
  }

  func rejected(_ output: String = "out") throws -> [RejectedRecord] {
    try folder.text("\(output)/rejected.jsonl").split(separator: "\n")
      .map { try JSONDecoder().decode(RejectedRecord.self, from: Data($0.utf8)) }
  }

  func documents(_ output: String = "out") throws -> [DocumentRecord] {
    try folder.text("\(output)/documents.jsonl").split(separator: "\n")
      .map { try JSONDecoder().decode(DocumentRecord.self, from: Data($0.utf8)) }
  }

  func writeCorpus(_ count: Int) throws {
    for index in 0..<count {
      let lines = (0...(index % 7)).map { "Line \($0) of document \(index) – with 12 ünits and €\($0 * index)" }
      try folder.write(
        "corpus/part-\(index % 3)/doc-\(index).txt", "# Title \(index)\n" + lines.joined(separator: "\n"))
    }
  }
}

@Suite struct BatchTests {
  @Test func sameBytesForAnyNumberOfJobs() throws {
    let bench = try BatchBench()
    try bench.writeCorpus(60)
    try bench.run("one", jobs: 1)
    let first = try bench.outputs("one")
    for jobs in [2, 3, 16] {
      try bench.run("many", jobs: jobs, fresh: true)
      #expect(try bench.outputs("many") == first)
    }
    #expect(first[0].split(separator: "\n").count == 60)
  }

  @Test func outputsVerify() throws {
    let bench = try BatchBench()
    try bench.writeCorpus(20)
    try bench.run()
    var verifier = try Verifier(folder: bench.folder["out"])
    try verifier.run()
    #expect(verifier.report.faults.map(\.message) == [])
    #expect(verifier.report.documents == 20)
    #expect(verifier.report.mentions > 100)
  }

  @Test func unchangedDocumentsAreSkippedAndChangedOnesRedone() throws {
    let bench = try BatchBench()
    try bench.writeCorpus(12)
    #expect(try bench.run().summary.counts.unchanged == 0)
    let again = try bench.run()
    #expect(again.summary.counts.unchanged == 12)
    #expect(!again.isChanged)
    // One changes, one goes, one comes, in the middle of the order.
    try bench.folder.write("corpus/part-1/doc-4.txt", "changed 7")
    try FileManager.default.removeItem(atPath: bench.folder["corpus/part-2/doc-2.txt"])
    try bench.folder.write("corpus/part-1/doc-11a.txt", "new 8")
    let third = try bench.run()
    #expect(third.summary.counts.unchanged == 10)
    #expect(third.summary.counts.documents == 12)
    let resumed = try bench.outputs()
    try bench.run("fresh")
    #expect(try bench.outputs("fresh") == resumed)
    #expect(third.summary.counts.mentions == (try bench.run("fresh2")).summary.counts.mentions)
  }

  @Test func changedOutputsAreNotUsedAgain() throws {
    let bench = try BatchBench()
    try bench.writeCorpus(6)
    try bench.run()
    let right = try bench.outputs()
    try bench.folder.write("out/segments.jsonl", String(repeating: "x", count: right[1].utf8.count))
    #expect(try bench.run().summary.counts.unchanged == 0)
    #expect(try bench.outputs() == right)
  }

  @Test func anotherPipelineUsesNothingAgain() throws {
    let bench = try BatchBench()
    try bench.writeCorpus(6)
    try bench.run()
    let file = try bench.folder.write("pipelines/other.yaml", "name: other\nstages: [normalize, segment]\n")
    let other = try Pipeline(recipeNamed: file, catalogue: StageFactory.simple)
    let outcome = try Batch(
      corpora: [bench.folder["corpus"]], output: bench.folder["out"], pipeline: other, jobs: 2
    ).run()
    #expect(outcome.summary.counts.unchanged == 0)
    #expect(outcome.summary.counts.mentions == 0)
  }

  @Test func rejectsDoNotStopTheBatch() throws {
    let bench = try BatchBench(recipe: "name: test\ninput: {maximumBytes: 1000}\nstages: [normalize, segment]\n")
    try bench.folder.write("corpus/a-good.txt", "good")
    try bench.folder.write("corpus/b-binary.txt", bytes: [65, 0, 1, 2, 66])
    try bench.folder.write("corpus/c-pdf.txt", "%PDF-1.7\n")
    try bench.folder.write("corpus/d-illformed.txt", bytes: [65, 255, 66])
    try bench.folder.write("corpus/e-large.txt", String(repeating: "x", count: 1001))
    try bench.folder.write("corpus/f-empty.txt", "")
    try bench.folder.write("corpus/g-good.md", "good 2")
    let outcome = try bench.run(jobs: 2)
    #expect(outcome.summary.counts.documents == 3)
    let rejected = try bench.rejected()
    #expect(rejected.map(\.code) == ["binary", "binary", "encoding", "too-large"])
    #expect(rejected.map(\.stage) == ["read", "read", "normalize", "read"])
    #expect(rejected[0].at == 1)
    #expect(rejected[1].message.contains("a PDF file"))
    #expect(rejected[3].message.contains("input.maximumBytes"))
    let empty = try bench.documents().first { $0.id == "f-empty" }
    #expect(empty?.warnings.map(\.code) == ["empty"])
    #expect(empty?.counts["paragraph"] == 0)
    // The same again, from the results before.
    let before = try bench.outputs()
    let again = try bench.run()
    #expect(again.summary.counts.unchanged == 3)
    #expect(!again.isChanged)
    #expect(again.summary.rejected == outcome.summary.rejected)
    #expect(try bench.outputs() == before)
  }

  @Test func filesThatVanishAreRejected() throws {
    let bench = try BatchBench()
    let input = Corpus.Input(
      path: "gone.txt", id: "gone", mediaType: "text/plain", file: bench.folder["gone.txt"], root: 0, byteCount: 5)
    var task = try DocumentTask(pipeline: bench.pipeline, offsets: .codepoint, earlier: EarlierResults())
    let result = task.run(input)
    #expect(result.entry.document == nil)
    let line = String(decoding: result.lines?.first?.1 ?? [], as: UTF8.self)
    #expect(line.contains("\"code\":\"vanished\""))
  }

  @Test func aStoppedRunGoesOn() throws {
    let bench = try BatchBench()
    try bench.writeCorpus(30)
    try bench.run("whole")
    let whole = try bench.outputs("whole")
    // What a killed run leaves: work files with some results, an index that is torn, and bytes beyond it.
    for cut in [0, 1, 7, 29, 30] {
      let out = "out-\(cut)"
      try FileManager.default.createDirectory(atPath: bench.folder["\(out)/.strata"], withIntermediateDirectories: true)
      let store = try ResultStore(folder: bench.folder[out], key: bench.key, fresh: false)
      var task = try DocumentTask(pipeline: bench.pipeline, offsets: .codepoint, earlier: store.earlier)
      let corpus = try CorpusScanner().scan([bench.folder["corpus"]])
      for input in corpus.inputs.prefix(cut) {
        let result = task.run(input)
        try store.append(result.entry, lines: result.lines ?? [])
      }
      try store.flush()
      try bench.append("torn li", to: "\(out)/.strata/work/index.tsv")
      try bench.append("{\"half\":", to: "\(out)/.strata/work/segments.jsonl")
      let outcome = try bench.run(out, jobs: 2)
      #expect(outcome.summary.counts.unchanged == cut)
      #expect(try bench.outputs(out) == whole)
      #expect(!bench.folder.exists("\(out)/.strata/work"))
    }
  }

  @Test func aCommitThatWasCutIsFinished() throws {
    let bench = try BatchBench()
    try bench.writeCorpus(9)
    try bench.run("whole")
    let whole = try bench.outputs("whole")
    // Old results in place, new ones ready, the marker set, and any number of renames done.
    for done in 0...4 {
      let out = "out-\(done)"
      try bench.folder.write("old/a.txt", "old")
      try bench.run(out, corpora: [bench.folder["old"]])
      try bench.run("new")
      for name in ["segments", "documents", "ledger", "rejected"].enumerated() {
        let target =
          name.offset < done ? "\(out)/\(name.element).jsonl" : "\(out)/.strata/assembly/\(name.element).jsonl"
        try bench.folder.write(target, try bench.folder.text("new/\(name.element).jsonl"))
      }
      try bench.folder.write("\(out)/.strata/assembly/index.final", "strata-index\t1\tnothing\n")
      try bench.folder.write("\(out)/.strata/commit", "assembly")
      try Commit.finish(in: bench.folder[out])
      #expect(try bench.outputs(out) == whole)
      #expect(!bench.folder.exists("\(out)/manifest.json"))
      #expect(!bench.folder.exists("\(out)/.strata/commit"))
      try bench.run(out)
      #expect(try bench.outputs(out) == whole)
      #expect(bench.folder.exists("\(out)/manifest.json"))
    }
  }

  @Test func outputInsideTheCorpusIsNoInput() throws {
    let bench = try BatchBench()
    try bench.writeCorpus(3)
    try bench.run("corpus/out")
    try bench.folder.write("corpus/out/notes.txt", "not a document")
    #expect(try bench.run("corpus/out").summary.counts.documents == 3)
    #expect(throws: Batch.UsageFault.self) { try bench.run("corpus") }
  }

  @Test func emptyCorpusIsNoInput() throws {
    let bench = try BatchBench()
    try bench.folder.write("corpus/a.pdf", "x")
    let fault = #expect(throws: CorpusFault.self) { try bench.run() }
    let message = fault.map(\.message) ?? ""
    #expect(message.contains("1 × extension .pdf"))
    #expect(throws: CorpusFault.self) { try bench.run(corpora: [bench.folder["nowhere"]]) }
  }
}

extension BatchBench {
  var key: String {
    [Program.version, Program.build, pipeline.recipe.digest, OffsetUnit.codepoint.rawValue].joined(separator: "|")
  }

  func append(_ text: String, to name: String) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder[name]))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }
}
