/// Plain memory for values without references: a table that is written once, or a worker's buffer.
///
/// Who makes it calls `deallocate`; tables live as long as the object that owns them.
struct Memory<Element: BitwiseCopyable>: @unchecked Sendable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int

  init(capacity: Int) {
    self.capacity = max(1, capacity)
    base = .allocate(capacity: self.capacity)
  }

  init(_ elements: [Element]) {
    self.init(capacity: elements.count)
    base.initialize(from: elements, count: elements.count)
  }

  init(repeating element: Element, count: Int) {
    self.init(capacity: count)
    base.initialize(repeating: element, count: count)
  }

  /// The index is not checked.
  @inline(__always)
  subscript(index: Int) -> Element {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }

  func deallocate() { base.deallocate() }
}

/// A worker's buffer, which grows to what the largest segment needs and stays.
final class Workspace<Element: BitwiseCopyable> {
  private(set) var memory = Memory<Element>(capacity: 256)

  deinit { memory.deallocate() }

  /// Room for so many elements; what stood there may be lost.
  @inline(__always)
  func room(_ count: Int) -> UnsafeMutablePointer<Element> {
    if count > memory.capacity { grow(count) }
    return memory.base
  }

  func room(_ count: Int, filledWith element: Element) -> UnsafeMutablePointer<Element> {
    let base = room(count)
    base.update(repeating: element, count: count)
    return base
  }

  private func grow(_ count: Int) {
    memory.deallocate()
    memory = Memory(capacity: max(count, memory.capacity * 2))
  }
}

/// A worker's list of values without references, whose memory stays when it is emptied.
final class GrowingMemory<Element: BitwiseCopyable> {
  private var memory = Memory<Element>(capacity: 16)
  private(set) var count = 0

  deinit { memory.deallocate() }

  func removeAll() { count = 0 }

  func append(_ element: Element) {
    if count == memory.capacity {
      let larger = Memory<Element>(capacity: 2 * count)
      larger.base.update(from: memory.base, count: count)
      memory.deallocate()
      memory = larger
    }
    memory[count] = element
    count += 1
  }

  /// The elements with the numbers; valid until the list changes.
  subscript(range: Range<Int>) -> UnsafeBufferPointer<Element> {
    precondition(range.upperBound <= count, "no such elements")
    return UnsafeBufferPointer(start: memory.base + range.lowerBound, count: range.count)
  }
}
