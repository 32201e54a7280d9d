/// The tokens of a document's segments, handed from stage to stage in memory.
///
/// Whoever reads them again gets the same, so the layer is kept for speed alone: it is no part of an envelope. One
/// stage fills it; from then on it is only read, which is why it may be shared.
public final class TokenLayer: @unchecked Sendable {
  /// How many tokens all segments have.
  public private(set) var count = 0
  private var capacity: Int
  private var storage: UnsafeMutablePointer<Token>
  /// By segment: its first token; one more for the end.
  private var starts: [Int] = [0]
  private var shouting: [Bool] = []

  public init(capacity: Int = 1024) {
    self.capacity = max(1, capacity)
    storage = .allocate(capacity: self.capacity)
  }

  deinit { storage.deallocate() }

  public func removeAll() {
    count = 0
    starts.removeAll(keepingCapacity: true)
    starts.append(0)
    shouting.removeAll(keepingCapacity: true)
  }

  /// How many segments it has tokens of.
  public var segmentCount: Int { starts.count - 1 }

  /// The tokens of a segment; those of one without text are none. Valid until the layer changes.
  public func tokens(of segment: Int) -> UnsafeMutableBufferPointer<Token> {
    let start = starts[segment]
    return UnsafeMutableBufferPointer(start: storage + start, count: starts[segment + 1] - start)
  }

  /// Whether most words of the segment are written in capitals, so that capitals tell nothing.
  public func isShouting(_ segment: Int) -> Bool { shouting[segment] }

  /// Room for the tokens of the next segment, at most so many. Fill it, then call `endSegment`.
  public func room(for maximum: Int) -> UnsafeMutablePointer<Token> {
    if capacity - count < maximum {
      capacity = max(capacity * 2, count + maximum)
      let larger = UnsafeMutablePointer<Token>.allocate(capacity: capacity)
      larger.moveInitialize(from: storage, count: count)
      storage.deallocate()
      storage = larger
    }
    return storage + count
  }

  /// Ends the next segment after so many tokens.
  public func endSegment(_ tokens: Int, isShouting: Bool) {
    count += tokens
    shouting.append(isShouting)
    starts.append(count)
  }
}
