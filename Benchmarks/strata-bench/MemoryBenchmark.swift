import Glibc

/// Peak memory of a run over many small documents; must not depend on the size of the corpus.
enum MemoryBenchmark {
  private static let limit = 100_000_000

  static func run(_ paths: [String], strata: String, _ megabytes: Int) throws {
    let sample = try Sample(paths)
    try Sample.withFolder { folder in
      let corpus = try sample.write(to: folder + "/corpus", size: megabytes * 1_000_000)
      for jobs in [1, 2] {
        let run = try ChildProcess.run(
          strata, ["run", folder + "/corpus", "-o", folder + "/out-\(jobs)", "--jobs", "\(jobs)", "--quiet"])
        print(
          "memory: \(corpus.files) documents, \(Column.decimal(Double(corpus.bytes) / 1e6, 0)) MB, --jobs \(jobs): peak "
            + "\(Column.decimal(Double(run.peak) / 1e6)) MB in \(Column.decimal(run.timing.wall)) s   "
            + "limit \(limit / 1_000_000) MB: \(Column.verdict(run.peak <= limit))")
        // The next run takes minutes on a large corpus.
        fflush(nil)
      }
    }
  }
}
