/// UTF-8 JSON, written by hand into one growing buffer: no intermediate values.
public struct JSONBuffer: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public init(capacity: Int) { bytes.reserveCapacity(capacity) }

  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  public mutating func raw(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  public mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  /// Bytes that are JSON already.
  public mutating func raw(_ json: [UInt8]) { bytes.append(contentsOf: json) }

  public mutating func boolean(_ value: Bool) {
    if value { raw("true") } else { raw("false") }
  }

  /// A closed vocabulary's word: no escapes are needed.
  public mutating func word<Word: RawRepresentable>(_ word: Word) where Word.RawValue == String {
    bytes.append(34)
    bytes.append(contentsOf: word.rawValue.utf8)
    bytes.append(34)
  }

  public mutating func word<Word: RawRepresentable>(_ word: Word?) where Word.RawValue == String {
    if let word { self.word(word) } else { raw("null") }
  }

  public mutating func string(_ utf8: [UInt8]) { utf8.withUnsafeBufferPointer { string($0) } }

  public mutating func integer(_ value: Int) {
    if value >= 0, value < 10 {
      bytes.append(UInt8(48 + value))
      return
    }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = value.magnitude
      var at = 20
      repeat {
        at -= 1
        digits[at] = UInt8(48 + rest % 10)
        rest /= 10
      } while rest > 0
      if value < 0 { bytes.append(45) }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[at...]))
    }
  }

  /// At most two decimals, no trailing zeros.
  public mutating func fraction(_ value: Double) {
    let hundredths = Int((value * 100).rounded())
    integer(hundredths / 100)
    let rest = hundredths % 100
    guard rest > 0 else { return }
    bytes.append(46)
    bytes.append(UInt8(48 + rest / 10))
    if rest % 10 > 0 { bytes.append(UInt8(48 + rest % 10)) }
  }

  public mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0) }
  }

  public mutating func optional(_ text: String?) {
    if let text { string(text) } else { raw("null") }
  }

  public mutating func optional(_ value: Int?) {
    if let value { integer(value) } else { raw("null") }
  }

  /// UTF-8 text as a JSON string. Line feeds inside the text are written as spaces where
  /// `foldingLines` is set: a segment's text is one line.
  public mutating func string(_ text: UnsafeBufferPointer<UInt8>, foldingLines: Bool = false) {
    bytes.append(34)
    var start = 0
    for index in 0..<text.count {
      let byte = text[index]
      if byte >= 32, byte != 34, byte != 92, byte != 127 { continue }
      if index > start { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index])) }
      start = index + 1
      switch byte {
      case 34: raw("\\\"")
      case 92: raw("\\\\")
      case 10: if foldingLines { bytes.append(32) } else { raw("\\n") }
      case 9: raw("\\t")
      case 13: raw("\\r")
      default:
        raw("\\u00")
        bytes.append(Self.digits[Int(byte >> 4)])
        bytes.append(Self.digits[Int(byte & 15)])
      }
    }
    if text.count > start { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...])) }
    bytes.append(34)
  }

  private static let digits: [UInt8] = Array("0123456789abcdef".utf8)

  public mutating func list<Element>(_ elements: [Element], _ write: (inout JSONBuffer, Element) -> Void) {
    bytes.append(91)
    var first = true
    for element in elements {
      if !first { bytes.append(44) }
      first = false
      write(&self, element)
    }
    bytes.append(93)
  }
}
