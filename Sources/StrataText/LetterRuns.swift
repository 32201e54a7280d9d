import StrataTextSIMD

/// Finds runs of letters: of ASCII letters and bytes beyond ASCII.
///
/// Made once for a text and filled again for each part of it; its memory grows to what the largest part needs.
public struct LetterRuns: ~Copyable {
  private var edges = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)
  private var capacity = 256

  public init() {}

  deinit { edges.deallocate() }

  /// Where the runs of a range begin and end, in turn; valid until the next call.
  public mutating func find(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UnsafeBufferPointer<UInt32> {
    precondition(range.upperBound <= text.count, "the range is one of the text")
    guard let base = text.baseAddress else { return UnsafeBufferPointer(start: nil, count: 0) }
    if range.count + 1 > capacity {
      edges.deallocate()
      capacity = max(range.count + 1, 2 * capacity)
      edges = .allocate(capacity: capacity)
    }
    return UnsafeBufferPointer(
      start: edges, count: strata_letter_runs(base, range.lowerBound, range.upperBound, edges))
  }
}
