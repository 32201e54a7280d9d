/// How long the program takes to say its version.
enum StartBenchmark {
  /// Seconds.
  private static let limit = 0.020
  private static let runs = 20

  static func run(strata: String) throws {
    let times = try (0..<runs).map { _ in try ChildProcess.run(strata, ["--version"]).timing }
    let wall = times.map(\.wall).sorted()[runs / 2]
    let processor = times.map(\.processor).sorted()[runs / 2]
    print(
      "start: strata --version, median of \(runs): \(Column.decimal(wall * 1000)) ms on the wall, "
        + "\(Column.decimal(processor * 1000)) ms on the processor   "
        + "limit \(Column.decimal(limit * 1000, 0)) ms: \(Column.verdict(wall <= limit))")
  }
}
