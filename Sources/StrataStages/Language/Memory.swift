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
