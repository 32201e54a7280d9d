/// Which bytes of the original file each byte of the normal text came from.
///
/// A sorted list of pieces. Inside a piece the mapping is linear (one byte to one byte, or one
/// byte to two for UTF-16) or atomic (the whole piece stands for its whole source: a repaired or
/// converted character). Look-ups are a binary search, O(log pieces).
public struct Alignment: Sendable, Equatable {
  /// How offsets inside a piece map.
  public enum Scale: UInt8, Sendable {
    /// The whole piece maps to its whole source.
    case atomic = 0
    /// One normal byte is one source byte.
    case identity = 1
    /// One normal byte is two source bytes (UTF-16 text in the ASCII range).
    case double = 2
  }

  public struct Piece: Sendable, Equatable {
    public var normal: UInt32
    public var source: UInt32
    public var sourceEnd: UInt32
    public var scale: Scale
    /// True where the piece does not continue the source range of the piece before it.
    public var startsRange: Bool

    public init(normal: UInt32, source: UInt32, sourceEnd: UInt32, scale: Scale, startsRange: Bool) {
      self.normal = normal
      self.source = source
      self.sourceEnd = sourceEnd
      self.scale = scale
      self.startsRange = startsRange
    }
  }

  public private(set) var pieces: [Piece] = []
  /// Length of the normal text that is covered, in bytes.
  public private(set) var end: UInt32 = 0

  public init() {}

  public init(pieces: [Piece], end: UInt32) {
    self.pieces = pieces
    self.end = end
  }

  public mutating func reserveCapacity(_ count: Int) { pieces.reserveCapacity(count) }

  /// Appends `count` normal bytes that came from `source`; extends the last piece where the
  /// mapping goes on unchanged. Amortised O(1).
  public mutating func append(count: Int, source: Extent<Source>, scale: Scale, startsRange: Bool) {
    guard count > 0 else { return }
    if !startsRange, scale != .atomic, let last = pieces.last, last.scale == scale,
      last.sourceEnd == source.start
    {
      pieces[pieces.count - 1].sourceEnd = source.end
    } else {
      pieces.append(
        Piece(
          normal: end, source: source.start, sourceEnd: source.end, scale: scale, startsRange: startsRange))
    }
    end += UInt32(count)
  }

  /// Index of the piece that holds the normal offset.
  private func piece(at offset: UInt32) -> Int {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].normal <= offset { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  /// Lets the last piece reach to a source offset; it becomes atomic.
  public mutating func extendLast(to sourceEnd: UInt32) {
    guard !pieces.isEmpty else { return }
    pieces[pieces.count - 1].sourceEnd = max(pieces[pieces.count - 1].sourceEnd, sourceEnd)
    pieces[pieces.count - 1].scale = .atomic
  }

  /// Makes the last `length` normal bytes an atomic piece of their own whose source reaches to `sourceEnd`.
  public mutating func splitLast(length: UInt32, sourceEnd: UInt32) {
    guard let last = pieces.last, last.scale != .atomic, end - last.normal >= length else {
      return extendLast(to: sourceEnd)
    }
    let keep = end - length - last.normal
    guard keep > 0 else { return extendLast(to: sourceEnd) }
    let start = last.source + (last.scale == .double ? 2 * keep : keep)
    pieces[pieces.count - 1].sourceEnd = start
    pieces.append(
      Piece(normal: end - length, source: start, sourceEnd: sourceEnd, scale: .atomic, startsRange: false))
  }

  /// Forgets everything from a normal offset on.
  public mutating func truncate(to offset: UInt32) {
    while let last = pieces.last, last.normal >= offset { pieces.removeLast() }
    if let last = pieces.last, end > offset {
      let kept = offset - last.normal
      switch last.scale {
      case .atomic: break
      case .identity: pieces[pieces.count - 1].sourceEnd = last.source + kept
      case .double: pieces[pieces.count - 1].sourceEnd = last.source + 2 * kept
      }
    }
    end = offset
  }

  /// True where a new source range starts at a normal offset.
  public func startsRange(at offset: UInt32) -> Bool {
    guard !pieces.isEmpty else { return true }
    let found = pieces[piece(at: offset)]
    return found.normal == offset && found.startsRange
  }

  /// Calls `body` with the length, source and scale of each piece of a stretch of normal text.
  public func eachPiece(_ extent: Extent<Normal>, _ body: (Int, Extent<Source>, Scale) -> Void) {
    guard !extent.isEmpty, !pieces.isEmpty else { return }
    var index = piece(at: extent.start)
    while index < pieces.count, pieces[index].normal < extent.end {
      let piece = pieces[index]
      let pieceEnd = index + 1 < pieces.count ? pieces[index + 1].normal : end
      let from = max(piece.normal, extent.start) - piece.normal
      let to = min(pieceEnd, extent.end) - piece.normal
      switch piece.scale {
      case .atomic: body(Int(to - from), Extent(piece.source, piece.sourceEnd), .atomic)
      case .identity: body(Int(to - from), Extent(piece.source + from, piece.source + to), .identity)
      case .double: body(Int(to - from), Extent(piece.source + 2 * from, piece.source + 2 * to), .double)
      }
      index += 1
    }
  }

  /// The source ranges of a stretch of normal text: one range, unless the stretch was put
  /// together from several places (a paragraph that a page break cut).
  public func source(of extent: Extent<Normal>) -> [Extent<Source>] {
    var ranges: [Extent<Source>] = []
    forEachSource(of: extent) { ranges.append($0) }
    return ranges
  }

  /// Calls `body` with each source range of a stretch of normal text, without an allocation.
  public func forEachSource(of extent: Extent<Normal>, _ body: (Extent<Source>) -> Void) {
    guard !extent.isEmpty, !pieces.isEmpty else { return }
    forEachSource(of: extent, from: piece(at: extent.start), body)
  }

  /// `first` is the piece that holds the extent's start.
  fileprivate func forEachSource(of extent: Extent<Normal>, from first: Int, _ body: (Extent<Source>) -> Void) {
    var index = first
    pieces.withUnsafeBufferPointer { pieces in
      var range: Extent<Source>?
      while index < pieces.count, pieces[index].normal < extent.end {
        let piece = pieces[index]
        let pieceEnd = index + 1 < pieces.count ? pieces[index + 1].normal : end
        let from = max(piece.normal, extent.start) - piece.normal
        let part = piece.source(from, min(pieceEnd, extent.end) - piece.normal)
        index += 1
        // The line feed between two blocks and the space between two ranges come from nowhere.
        if part.isEmpty { continue }
        if let last = range, piece.startsRange, from == 0 {
          body(last)
          range = part
        } else {
          range = range.map { Extent($0.start, max($0.end, part.end)) } ?? part
        }
      }
      if let range { body(range) }
    }
  }
}

extension Alignment {
  /// Looks up stretches that mostly follow each other.
  public var sources: Sources { Sources(alignment: self) }

  /// An alignment and the place in it that was asked for last: O(1) for what stands a few pieces further.
  public struct Sources {
    fileprivate let alignment: Alignment
    private var last = 0

    fileprivate init(alignment: Alignment) { self.alignment = alignment }

    /// The source range of a stretch that lies in one piece, which most do; else nil.
    public mutating func single(of extent: Extent<Normal>) -> Extent<Source>? {
      guard !extent.isEmpty, !alignment.pieces.isEmpty else { return nil }
      last = alignment.piece(at: extent.start, near: last)
      return alignment.pieces.withUnsafeBufferPointer { pieces in
        let piece = pieces[last]
        guard piece.scale == .identity,
          extent.end <= (last + 1 < pieces.count ? pieces[last + 1].normal : alignment.end)
        else { return nil }
        let from = piece.source &+ (extent.start &- piece.normal)
        return Extent(from, from &+ (extent.end &- extent.start))
      }
    }

    /// Calls `body` with each source range of a stretch of normal text.
    public mutating func forEach(of extent: Extent<Normal>, _ body: (Extent<Source>) -> Void) {
      guard !extent.isEmpty, !alignment.pieces.isEmpty else { return }
      last = alignment.piece(at: extent.start, near: last)
      alignment.forEachSource(of: extent, from: last, body)
    }
  }

  /// The same as `piece(at:)`; looks at the pieces behind `guess` first.
  fileprivate func piece(at offset: UInt32, near guess: Int) -> Int {
    pieces.withUnsafeBufferPointer { pieces in
      var index = guess
      guard pieces[index].normal <= offset else { return piece(at: offset) }
      let limit = min(pieces.count, guess + 8)
      while index + 1 < limit, pieces[index + 1].normal <= offset { index += 1 }
      return index + 1 < pieces.count && index + 1 == limit ? piece(at: offset) : index
    }
  }
}

extension Alignment.Piece {
  /// The source of the piece's normal bytes from one offset in it to another.
  @inline(__always)
  fileprivate func source(_ from: UInt32, _ to: UInt32) -> Extent<Source> {
    switch scale {
    case .atomic: Extent(source, sourceEnd)
    case .identity: Extent(source + from, source + to)
    case .double: Extent(source + 2 * from, source + 2 * to)
    }
  }
}
