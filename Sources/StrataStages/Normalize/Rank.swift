/// The element that would stand at a place if the elements were sorted.
enum Rank {
  /// `rank` is a valid index; the elements are put into another order. O(count) expected.
  static func element(_ rank: Int, of elements: inout [Int]) -> Int {
    elements.withUnsafeMutableBufferPointer { elements in
      var low = 0
      var high = elements.count - 1
      while low < high {
        let pivot = elements[low + (high - low) / 2]
        var left = low
        var right = high
        while left <= right {
          while elements[left] < pivot { left += 1 }
          while elements[right] > pivot { right -= 1 }
          if left <= right {
            elements.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        // Between the two parts stands nothing but the pivot.
        if rank <= right { high = right } else if rank >= left { low = left } else { break }
      }
      return elements[rank]
    }
  }
}
