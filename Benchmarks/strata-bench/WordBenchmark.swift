import StrataText

/// Word segmentation of UTF-8 by each engine, against ICU's own loop over UTF-16.
enum WordBenchmark {
  /// The fast engine has to be at least so many times as fast as ICU on text in Latin script.
  private static let limit = 5.0

  static func run(_ path: String) throws {
    let text = try Sample([path]).text(of: 16 << 20)
    let bytes = Double(text.count)
    print("words: \(path), repeated to \(Column.decimal(bytes / 1e6)) MB")
    var peer = Peer(text)
    var icu: Timing?
    for _ in 0..<3 { icu = try peer.run().best(icu) }
    let unit = icu?.processor ?? .nan
    line("ICU, UTF-16", bytes, unit, unit, "\(peer.words) segments")
    var words = WordBuffer()
    for engine in WordSegmenter.Engine.allCases {
      var segmenter = try WordSegmenter(engine: engine)
      var best: Timing?
      for _ in 0..<(engine == .bitParallel ? 9 : 3) {
        let timing = try text.withUnsafeBufferPointer { text in
          try Timing.of { try segmenter.segment(text, into: &words) }
        }
        best = timing.best(best)
      }
      guard words.count == peer.words, words.kinds.reduce(0 as UInt64, { $0 + UInt64($1) }) == peer.kinds else {
        throw BenchmarkFault("\(engine): not the segments of ICU")
      }
      let time = best?.processor ?? .nan
      let isFast = engine == .bitParallel
      line("\(engine)", bytes, time, unit, isFast ? "limit \(limit): \(Column.verdict(unit / time >= limit))" : "")
    }
  }

  private static func line(_ name: String, _ bytes: Double, _ time: Double, _ unit: Double, _ note: String) {
    print(
      "  \(Column.left(name, 14)) \(Column.right(Column.decimal(bytes / time / 1e6), 8)) MB/s"
        + "  \(Column.right(Column.decimal(unit / time, 2), 7)) × ICU   \(note)")
  }
}
