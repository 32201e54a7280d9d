/// The tokens of a document's segments, handed from stage to stage in memory.
///
/// Whoever reads them again gets the same, so the layer is kept for speed alone: it is no part of an envelope. One
/// stage fills it; from then on it is only read, which is why it may be shared.
public final class TokenLayer: @unchecked Sendable {
  /// A segment's place in the layer.
  private struct Place {
    /// Its first token.
    var start: Int
    var isShouting: Bool
  }

  /// Plain memory, so that asking for a segment's tokens costs next to nothing.
  private struct State {
    var count = 0
    var capacity: Int
    var tokens: UnsafeMutablePointer<Token>
    var segmentCount = 0
    var segmentCapacity: Int
    /// By segment; one more for the end.
    var places: UnsafeMutablePointer<Place>
  }

  private let state: UnsafeMutablePointer<State>

  public init(capacity: Int = 1024) {
    let capacity = max(1, capacity)
    state = .allocate(capacity: 1)
    state.initialize(
      to: State(
        capacity: capacity, tokens: .allocate(capacity: capacity), segmentCapacity: 64, places: .allocate(capacity: 64))
    )
    state.pointee.places[0] = Place(start: 0, isShouting: false)
  }

  deinit {
    state.pointee.tokens.deallocate()
    state.pointee.places.deallocate()
    state.deallocate()
  }

  public func removeAll() {
    state.pointee.count = 0
    state.pointee.segmentCount = 0
  }

  /// How many tokens all segments have.
  public var count: Int { state.pointee.count }

  /// How many segments it has tokens of.
  public var segmentCount: Int { state.pointee.segmentCount }

  /// The tokens of a segment; those of one without text are none. Valid until the layer changes.
  public func tokens(of segment: Int) -> UnsafeMutableBufferPointer<Token> {
    precondition(segment >= 0 && segment < state.pointee.segmentCount, "no such segment")
    let start = state.pointee.places[segment].start
    return UnsafeMutableBufferPointer(
      start: state.pointee.tokens + start, count: state.pointee.places[segment + 1].start - start)
  }

  /// Whether most words of the segment are written in capitals, so that capitals tell nothing.
  public func isShouting(_ segment: Int) -> Bool {
    precondition(segment >= 0 && segment < state.pointee.segmentCount, "no such segment")
    return state.pointee.places[segment].isShouting
  }

  /// Room for the tokens of the next segment, at most so many. Fill it, then call `endSegment`.
  public func room(for maximum: Int) -> UnsafeMutablePointer<Token> {
    let count = state.pointee.count
    if state.pointee.capacity - count < maximum {
      let capacity = max(state.pointee.capacity * 2, count + maximum)
      let larger = UnsafeMutablePointer<Token>.allocate(capacity: capacity)
      larger.moveInitialize(from: state.pointee.tokens, count: count)
      state.pointee.tokens.deallocate()
      state.pointee.tokens = larger
      state.pointee.capacity = capacity
    }
    return state.pointee.tokens + count
  }

  /// Ends the next segment after so many tokens.
  public func endSegment(_ tokens: Int, isShouting: Bool) {
    let segment = state.pointee.segmentCount
    if segment + 2 > state.pointee.segmentCapacity {
      let larger = UnsafeMutablePointer<Place>.allocate(capacity: state.pointee.segmentCapacity * 2)
      larger.moveInitialize(from: state.pointee.places, count: segment + 1)
      state.pointee.places.deallocate()
      state.pointee.places = larger
      state.pointee.segmentCapacity *= 2
    }
    state.pointee.count += tokens
    state.pointee.places[segment].isShouting = isShouting
    state.pointee.places[segment + 1] = Place(start: state.pointee.count, isShouting: false)
    state.pointee.segmentCount = segment + 1
  }
}
