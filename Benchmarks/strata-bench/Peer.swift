import ICUPeer

/// ICU's own word loop over UTF-16, written in C: the unit of all speeds.
struct Peer {
  private let units: [UInt16]
  private(set) var words = 0
  private(set) var kinds: UInt64 = 0

  init(_ text: [UInt8]) {
    var units = [UInt16](repeating: 0, count: text.count)
    let count = icu_peer_decode(text, text.count, &units)
    units.removeLast(text.count - count)
    self.units = units
  }

  /// One pass over the text.
  mutating func run() throws -> Timing {
    guard let peer = icu_peer_open() else { throw BenchmarkFault("ICU's word loop cannot be opened") }
    defer { icu_peer_close(peer) }
    kinds = 0
    var found = 0
    var sum: UInt64 = 0
    let timing = Timing.of { found = icu_peer_words(peer, units, units.count, &sum) }
    (words, kinds) = (found, sum)
    return timing
  }
}
