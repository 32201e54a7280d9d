/// The segments of one text: where each ends and of which kind it is. They tile the text, so a segment
/// starts where the one before it ends.
///
/// Made once for a worker and filled again for every text; its memory grows to what the largest text
/// needed and stays.
public struct WordBuffer: ~Copyable, @unchecked Sendable {
  public internal(set) var count = 0
  private(set) var capacity: Int
  private(set) var endStorage: UnsafeMutablePointer<UInt32>
  private(set) var kindStorage: UnsafeMutablePointer<UInt8>

  public init(minimumCapacity: Int = 1024) {
    capacity = max(minimumCapacity, 1)
    endStorage = .allocate(capacity: capacity)
    kindStorage = .allocate(capacity: capacity)
  }

  deinit {
    endStorage.deallocate()
    kindStorage.deallocate()
  }

  /// The ends of all segments, ascending, in UTF-8 bytes. Valid until the buffer changes.
  @inline(__always)
  public var ends: UnsafeBufferPointer<UInt32> { .init(start: endStorage, count: count) }

  /// The kinds of all segments, raw values of ``WordKind``. Valid until the buffer changes.
  @inline(__always)
  public var kinds: UnsafeBufferPointer<UInt8> { .init(start: kindStorage, count: count) }

  public subscript(index: Int) -> Word {
    precondition(index >= 0 && index < count, "no such segment")
    return Word(
      start: index == 0 ? 0 : endStorage[index - 1],
      end: endStorage[index],
      kind: WordKind(rawValue: kindStorage[index]) ?? .other)
  }

  public mutating func removeAll() {
    count = 0
  }

  /// Removes the segments that end after an offset.
  mutating func removeEnds(after offset: UInt32) {
    while count > 0, endStorage[count - 1] > offset { count -= 1 }
  }

  /// Makes room for more segments behind those that are there.
  @inline(__always)
  mutating func reserve(_ additional: Int) {
    if capacity - count < additional { grow(additional) }
  }

  @inline(never)
  private mutating func grow(_ additional: Int) {
    let larger = max(capacity * 2, count + additional)
    let newEnds = UnsafeMutablePointer<UInt32>.allocate(capacity: larger)
    let newKinds = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    newEnds.update(from: endStorage, count: count)
    newKinds.update(from: kindStorage, count: count)
    endStorage.deallocate()
    kindStorage.deallocate()
    endStorage = newEnds
    kindStorage = newKinds
    capacity = larger
  }

  @inline(__always)
  mutating func append(end: Int, kind: UInt8) {
    reserve(1)
    endStorage[count] = UInt32(truncatingIfNeeded: end)
    kindStorage[count] = kind
    count += 1
  }
}
