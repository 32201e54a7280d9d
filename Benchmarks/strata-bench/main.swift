import Glibc

// Measures one thing at a time; `make -C Benchmarks` measures all.

let usage = """
  strata-bench words PATH…                               word segmentation against ICU's own loop
  strata-bench pipeline PATH… --strata PROGRAM [--megabytes 50]
                                                         text to JSON Lines on disk, one core, and each stage
  strata-bench memory PATH… --strata PROGRAM [--megabytes 200]
                                                         peak memory on a corpus of many small documents
  strata-bench start --strata PROGRAM                    start-up of `strata --version`
  The recipe is `strategy`, looked for as the program does (STRATA_PIPELINES).
  """

do {
  let arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
  switch arguments.benchmark {
  case "words": for path in try arguments.corpora() { try WordBenchmark.run(path) }
  case "pipeline":
    try PipelineBenchmark.run(try arguments.corpora(), strata: try arguments.strata(), arguments.megabytes ?? 50)
  case "memory":
    try MemoryBenchmark.run(try arguments.corpora(), strata: try arguments.strata(), arguments.megabytes ?? 200)
  case "start": try StartBenchmark.run(strata: try arguments.strata())
  default: throw BenchmarkFault("unknown benchmark '\(arguments.benchmark)'\n\(usage)")
  }
} catch {
  print("strata-bench: \(error)")
  exit(1)
}
