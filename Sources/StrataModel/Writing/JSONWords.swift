/// A closed vocabulary as JSON: each word with its quotation marks in a place of one size, so that it is written by one
/// short copy.
struct JSONWords<Word: CaseIterable & RawRepresentable>: @unchecked Sendable where Word.RawValue == String {
  /// Bytes of a place; the last one says how many of the others are the word's.
  static var size: Int { 32 }
  private let places: UnsafeMutableRawPointer

  init() {
    precondition(MemoryLayout<Word>.size == 1, "a word is told by one byte")
    places = .allocate(byteCount: 256 * Self.size, alignment: Self.size)
    places.initializeMemory(as: UInt8.self, repeating: 0, count: 256 * Self.size)
    for word in Word.allCases {
      let text = "\"" + word.rawValue + "\""
      precondition(text.utf8.count < Self.size, "a word is shorter than its place")
      let place = place(of: word)
      place.copyMemory(from: Array(text.utf8), byteCount: text.utf8.count)
      place.storeBytes(of: UInt8(text.utf8.count), toByteOffset: Self.size - 1, as: UInt8.self)
    }
  }

  func deallocate() { places.deallocate() }

  /// Fills a place with the word; returns how many bytes count.
  @inline(__always)
  func write(_ word: Word, to target: UnsafeMutablePointer<UInt8>) -> Int {
    let place = place(of: word)
    target.update(from: place.assumingMemoryBound(to: UInt8.self), count: Self.size)
    return Int(place.load(fromByteOffset: Self.size - 1, as: UInt8.self))
  }

  @inline(__always)
  private func place(of word: Word) -> UnsafeMutableRawPointer {
    places + Self.size * withUnsafeBytes(of: word) { Int($0[0]) }
  }
}

/// The vocabularies of segments and mentions.
final class SegmentWords: Sendable {
  let kinds = JSONWords<SegmentKind>()
  let markers = JSONWords<Marker>()
  let functions = JSONWords<Function>()
  let actions = JSONWords<Action>()
  let strengths = JSONWords<Strength>()
  let statuses = JSONWords<Status>()
  let classes = JSONWords<InstrumentClass>()
  let sectors = JSONWords<Sector>()
  let types = JSONWords<MentionType>()
  let roles = JSONWords<Role>()

  deinit {
    kinds.deallocate()
    markers.deallocate()
    functions.deallocate()
    actions.deallocate()
    strengths.deallocate()
    statuses.deallocate()
    classes.deallocate()
    sectors.deallocate()
    types.deallocate()
    roles.deallocate()
  }
}
