import ICUShim

/// Word boundaries by UAX #29 as the root locale of ICU tailors it. One per thread.
public final class WordBoundaries {
  private let handle: OpaquePointer
  private var ends: [UInt32] = []
  private var kinds: [UInt8] = []

  /// Throws where ICU's data is missing.
  public init() throws(ICUFailure) {
    var status: strata_status = 0
    guard let handle = strata_words_open(&status), status == 0 else { throw ICUFailure(status, "open word boundaries") }
    self.handle = handle
  }

  deinit { strata_boundaries_close(handle) }

  /// Calls `body` with each piece of a text in order: its bytes, and whether it is a word or a number
  /// rather than white space, punctuation or a sign. The pieces tile the text. O(bytes).
  public func forEach(
    in text: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>, _ isWord: Bool) -> Void
  ) throws(ICUFailure) {
    guard !text.isEmpty else { return }
    if ends.count < text.count {
      ends = [UInt32](repeating: 0, count: text.count * 2)
      kinds = [UInt8](repeating: 0, count: text.count * 2)
    }
    var count = 0
    let status = strata_boundaries_find(handle, text.baseAddress, text.count, 0, &ends, &kinds, ends.count, &count)
    guard status == 0 else { throw ICUFailure(status, "find word boundaries") }
    var start = 0
    for index in 0..<count {
      let end = Int(ends[index])
      body(start..<end, kinds[index] > 0)
      start = end
    }
  }
}
