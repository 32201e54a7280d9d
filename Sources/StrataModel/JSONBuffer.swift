/// UTF-8 JSON, written by hand into one growing block of memory: no intermediate values.
///
/// Made once per thread and emptied for each document.
public struct JSONBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  public private(set) var count = 0

  public init(capacity: Int = 1 << 12) {
    self.capacity = max(64, capacity)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// A copy of what was written.
  public var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

  /// What was written, without a copy; valid until something else is written.
  public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    try body(UnsafeBufferPointer(start: base, count: count))
  }

  public mutating func removeAll() { count = 0 }

  /// Room for `more` bytes.
  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if count + more > capacity { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let larger = max(capacity * 2, count + more)
    let next = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    next.update(from: base, count: count)
    base.deallocate()
    base = next
    capacity = larger
  }

  @inline(__always)
  private mutating func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    reserve(length)
    (base + count).update(from: bytes, count: length)
    count += length
  }

  @inline(__always)
  public mutating func raw(_ text: StaticString) { append(text.utf8Start, text.utf8CodeUnitCount) }

  @inline(__always)
  public mutating func byte(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  /// Bytes that are JSON already.
  public mutating func raw(_ json: [UInt8]) {
    json.withUnsafeBufferPointer { if let start = $0.baseAddress { append(start, $0.count) } }
  }

  /// Text that needs no quotation marks and no escapes. Not an overload of `raw`: a literal would be taken for a `String`.
  public mutating func verbatim(_ text: String) {
    let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable {
      if let start = $0.baseAddress { append(start, $0.count) }
    }
    if isWritten == nil { raw(Array(text.utf8)) }
  }

  public mutating func integer(_ value: Int) {
    reserve(20)
    // By a name of its own: each byte that is written might else be one of the buffer's own fields.
    var place = base + count
    if value < 0 {
      place.pointee = 45
      place += 1
    }
    var rest = value.magnitude
    place += Self.digits(rest)
    count = place - base
    while rest >= 10 {
      let left = rest / 100
      let pair = rest &- left &* 100
      let tens = (pair &* 103) &>> 10
      place -= 2
      place[0] = UInt8(truncatingIfNeeded: 48 &+ tens)
      place[1] = UInt8(truncatingIfNeeded: 48 &+ pair &- tens &* 10)
      rest = left
      if rest == 0 { return }
    }
    place[-1] = UInt8(truncatingIfNeeded: 48 &+ rest)
  }

  /// How many decimal digits a number has.
  @inline(__always)
  private static func digits(_ value: UInt) -> Int {
    if value < 100 { return value < 10 ? 1 : 2 }
    if value < 10_000 { return value < 1000 ? 3 : 4 }
    if value < 1_000_000 { return value < 100_000 ? 5 : 6 }
    var count = 6
    var rest = value / 1_000_000
    while rest > 0 {
      count += 1
      rest /= 10
    }
    return count
  }

  /// At most two decimals, no trailing zeros; for values from 0.
  public mutating func fraction(_ value: Double) {
    let hundredths = Int((value * 100).rounded())
    integer(hundredths / 100)
    let rest = hundredths % 100
    guard rest > 0 else { return }
    byte(46)
    byte(UInt8(48 + rest / 10))
    if rest % 10 > 0 { byte(UInt8(48 + rest % 10)) }
  }

  public mutating func boolean(_ value: Bool) {
    if value { raw("true") } else { raw("false") }
  }

  public mutating func string(_ text: String) {
    let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { string($0) }
    if isWritten == nil { string(Array(text.utf8)) }
  }

  /// UTF-8 bytes as a JSON string.
  public mutating func string(_ text: [UInt8]) { text.withUnsafeBufferPointer { string($0) } }

  public mutating func optional(_ text: String?) {
    if let text { string(text) } else { raw("null") }
  }

  public mutating func optional(_ value: Int?) {
    if let value { integer(value) } else { raw("null") }
  }

  /// A closed vocabulary's word: no escapes are needed.
  public mutating func word<Word: RawRepresentable>(_ word: Word) where Word.RawValue == String {
    byte(34)
    verbatim(word.rawValue)
    byte(34)
  }

  public mutating func word<Word: RawRepresentable>(_ word: Word?) where Word.RawValue == String {
    if let word { self.word(word) } else { raw("null") }
  }

  /// The same by the table of its vocabulary, which is quicker.
  @inline(__always)
  mutating func word<Word>(_ word: Word, _ words: JSONWords<Word>) {
    reserve(JSONWords<Word>.size)
    count += words.write(word, to: base + count)
  }

  @inline(__always)
  mutating func word<Word>(_ word: Word?, _ words: JSONWords<Word>) {
    if let word { self.word(word, words) } else { raw("null") }
  }

  /// UTF-8 text as a JSON string.
  public mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    // Six bytes are the longest escape; so there is room for whatever comes.
    reserve(text.count * 6 + 2)
    base[count] = 34
    count += 1
    if let start = text.baseAddress { escape(start, text.count) }
    base[count] = 34
    count += 1
  }

  /// Copies eight bytes at a time where none of them needs an escape. There is room already.
  private mutating func escape(_ text: UnsafePointer<UInt8>, _ length: Int) {
    let raw = UnsafeRawPointer(text)
    var place = base + count
    var index = 0
    while index + 8 <= length {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if Self.needsEscape(word) {
        for offset in index..<(index + 8) { Self.escape(text[offset], at: &place) }
      } else {
        UnsafeMutableRawPointer(place).storeBytes(of: word, as: UInt64.self)
        place += 8
      }
      index += 8
    }
    if index < length { Self.escape(raw, from: index, to: length, at: &place) }
    count = place - base
  }

  /// The last bytes of a text, fewer than eight.
  @inline(__always)
  private static func escape(
    _ raw: UnsafeRawPointer, from index: Int, to length: Int, at place: inout UnsafeMutablePointer<UInt8>
  ) {
    let rest = length &- index
    if length >= 8 {
      // Once more with those before them, which stand as they are where nothing needs an escape.
      let word = raw.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
      if !needsEscape(word) {
        UnsafeMutableRawPointer(place + (rest &- 8)).storeBytes(of: word, as: UInt64.self)
        place += rest
        return
      }
    } else if rest >= 4 {
      let first = raw.loadUnaligned(fromByteOffset: index, as: UInt32.self)
      let last = raw.loadUnaligned(fromByteOffset: length &- 4, as: UInt32.self)
      if !needsEscape(UInt64(first) << 32 | UInt64(last)) {
        UnsafeMutableRawPointer(place).storeBytes(of: first, as: UInt32.self)
        UnsafeMutableRawPointer(place + (rest &- 4)).storeBytes(of: last, as: UInt32.self)
        place += rest
        return
      }
    }
    for offset in index..<length { escape(raw.load(fromByteOffset: offset, as: UInt8.self), at: &place) }
  }

  /// True where one of eight bytes is below 32, a quotation mark or a backslash.
  @inline(__always)
  private static func needsEscape(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* 34)
    let slash = word ^ (ones &* 92)
    let control = (word &- ones &* 32) & ~word
    return (control | ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash)) & high != 0
  }

  @inline(__always)
  private static func escape(_ byte: UInt8, at place: inout UnsafeMutablePointer<UInt8>) {
    if byte >= 32, byte != 34, byte != 92 {
      place.pointee = byte
      place += 1
      return
    }
    place[0] = 92
    switch byte {
    case 34, 92: place[1] = byte
    case 10: place[1] = 110
    case 9: place[1] = 116
    case 13: place[1] = 114
    default:
      place[1] = 117
      place[2] = 48
      place[3] = 48
      place[4] = 48 + byte >> 4
      let digit = byte & 15
      place[5] = digit < 10 ? 48 + digit : 87 + digit
      place += 4
    }
    place += 2
  }

  @inline(__always)
  public mutating func list<Element>(_ elements: [Element], _ write: (inout JSONBuffer, borrowing Element) -> Void) {
    byte(91)
    elements.withUnsafeBufferPointer { elements in
      for index in elements.indices {
        if index > 0 { byte(44) }
        write(&self, elements[index])
      }
    }
    byte(93)
  }
}

extension JSONBuffer: @unchecked Sendable {
  // Sendable: the memory has one owner.
}
