import StrataModel
import StrataPipeline
import StrataStages
import StrataText

/// The whole way from files to JSON Lines on disk on one core, and each stage apart, against ICU's word loop over
/// the same text in the same run.
enum PipelineBenchmark {
  /// Share of the speed of ICU's word loop that the whole pipeline has to reach.
  private static let limit = 0.5
  private static let rounds = 3
  /// Bytes of a long document: a strategy of some forty pages.
  private static let longDocument = 100_000

  /// On the documents as they are, then on long ones made of them.
  static func run(_ paths: [String], strata: String, _ megabytes: Int) throws {
    let sample = try Sample(paths)
    try run(sample, strata: strata, megabytes)
    guard sample.byteCount / sample.documents.count < longDocument / 2 else { return }
    try run(sample.joined(to: longDocument), strata: strata, megabytes)
  }

  private static func run(_ sample: Sample, strata: String, _ megabytes: Int) throws {
    let text = sample.text(of: megabytes * 1_000_000)
    var peer = Peer(text)
    try Sample.withFolder { folder in
      let corpus = try sample.write(to: folder + "/corpus", size: megabytes * 1_000_000)
      print(
        "pipeline: \(corpus.files) documents of \(corpus.bytes / corpus.files / 1000) KB, "
          + "\(Column.decimal(Double(corpus.bytes) / 1e6)) MB, one core, best of \(rounds) rounds; time on the processor (and on the wall)"
      )
      var icu: Timing?
      var whole: Timing?
      var stages = [Timing?](repeating: nil, count: 0)
      var names: [String] = []
      for round in 0..<rounds {
        icu = try peer.run().best(icu)
        let run = try ChildProcess.run(
          strata, ["run", folder + "/corpus", "-o", folder + "/out-\(round)", "--jobs", "1", "--quiet"])
        whole = run.timing.best(whole)
        let found = try self.stages(sample, size: corpus.bytes)
        names = found.map(\.name)
        stages = found.indices.map { found[$0].timing.best(stages.isEmpty ? nil : stages[$0]) }
      }
      guard let icu, let whole else { return }
      // Both as time a byte, since the two texts differ by a line feed a document.
      let unit = icu.scaled(1 / Double(text.count))
      line("ICU's word loop, UTF-16", unit, unit)
      for (name, timing) in zip(names, stages) {
        line("  " + name, timing?.scaled(1 / Double(corpus.bytes)) ?? unit, unit)
      }
      let all = whole.scaled(1 / Double(corpus.bytes))
      line(
        "strata run --jobs 1", all, unit, "limit \(limit): \(Column.verdict(unit.processor / all.processor >= limit))")
    }
  }

  /// Each stage on documents in memory. What is not here is reading, hashing, and writing to disk.
  private static func stages(_ sample: Sample, size: Int) throws -> [(name: String, timing: Timing)] {
    let pipeline = try Pipeline(recipeNamed: "strategy")
    var workers = try pipeline.stages.map { try $0.makeWorker() }
    var writer = RecordWriter(offsets: .codepoint, pipeline: pipeline.recipe.identity)
    var timings = [Timing](repeating: Timing(wall: 0, processor: 0), count: workers.count + 1)
    var json = JSONBuffer()
    var bytes = 0
    while bytes < size {
      // One copy of all documents at a time, stage by stage, so that clocks are not asked too often.
      var documents = sample.documents.map { item in
        Document(id: item.path, path: item.path, mediaType: item.mediaType, source: item.bytes)
      }
      for index in workers.indices {
        let timing = try Timing.of {
          for number in documents.indices { try workers[index].process(&documents[number]) }
        }
        timings[index].add(timing)
      }
      timings[workers.count].add(
        Timing.of {
          for document in documents {
            json.removeAll()
            writer.writeSegments(document, to: &json)
            writer.writeDocument(document, to: &json)
            writer.writeLedger(document, to: &json)
          }
        })
      bytes += sample.byteCount
    }
    let share = Double(size) / Double(bytes)
    return zip(pipeline.stages.map(\.name) + ["write records"], timings).map { ($0, $1.scaled(share)) }
  }

  private static func line(_ name: String, _ time: Timing, _ unit: Timing, _ note: String = "") {
    print(
      "  \(Column.left(name, 24)) \(Column.right(Column.decimal(1e-6 / time.processor), 7)) MB/s "
        + "\(Column.right("(" + Column.decimal(1e-6 / time.wall) + ")", 9))  "
        + "\(Column.right(Column.decimal(unit.processor / time.processor, 2), 6)) × ICU   \(note)")
  }
}

extension Timing {
  func scaled(_ factor: Double) -> Timing { Timing(wall: wall * factor, processor: processor * factor) }

  mutating func add(_ other: Timing) {
    wall += other.wall
    processor += other.processor
  }
}
