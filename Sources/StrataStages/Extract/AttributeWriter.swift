import StrataModel
import StrataText

/// Writes the attributes of amounts, dates and targets from what their patterns captured. Belongs to one worker.
struct AttributeWriter {
  private let pack: LanguagePack
  /// By index of `LanguagePack.valueTexts`: the number that the value is.
  private let valueNumbers: [Double?]
  /// What is written; its memory stays.
  private var bytes: [UInt8] = []

  init(pack: LanguagePack) {
    self.pack = pack
    valueNumbers = pack.valueTexts.map { Double($0) }
  }

  /// The attribute of a template, nil where a capture that it needs took no part.
  mutating func fill(
    _ template: AttributeTemplate?, _ match: PatternMatch, _ tokens: UnsafeBufferPointer<Token>,
    _ text: UnsafeBufferPointer<UInt8>
  ) -> String? {
    guard let template else { return nil }
    bytes.removeAll(keepingCapacity: true)
    for part in template.parts {
      switch part {
      case .text(let literal): bytes.append(contentsOf: literal.utf8)
      case .capture(let capture, let width):
        guard let range = match.range(capture) else { return nil }
        let start = bytes.count
        write(range, tokens, text, isNumber: width > 0)
        if width > 0 {
          let missing = width - Self.characters(bytes[start...])
          if missing > 0 { bytes.insert(contentsOf: repeatElement(48, count: missing), at: start) }
        }
      case .completed(let capture, let other):
        guard let range = match.range(capture), let from = match.range(other) else { return nil }
        let start = bytes.count
        write(from, tokens, text)
        let whole = String(decoding: bytes[start...], as: UTF8.self)
        bytes.removeLast(bytes.count - start)
        write(range, tokens, text)
        let lead = whole.prefix(max(0, whole.count - Self.characters(bytes[start...])))
        bytes.insert(contentsOf: lead.utf8, at: start)
      case .product(let capture, let other):
        guard let range = match.range(capture), let number = number(range, tokens, text) else { return nil }
        let scale = match.range(other).flatMap { self.number($0, tokens, text) } ?? 1
        write(number * scale)
      case .dottedDay(let capture):
        guard let token = match.range(capture)?.first.map({ tokens[$0] }) else { return nil }
        let parts = text[Int(token.start)..<Int(token.end)].split(separator: 46)
        for (place, part) in parts.reversed().enumerated() {
          if place > 0 { bytes.append(45) }
          if part.count == 1 { bytes.append(48) }
          bytes.append(contentsOf: part)
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func characters(_ bytes: ArraySlice<UInt8>) -> Int {
    // Of ASCII only a carriage return and a line feed make one character of two bytes.
    if bytes.allSatisfy({ $0 < 128 && $0 != 13 }) { return bytes.count }
    return String(decoding: bytes, as: UTF8.self).count
  }

  /// The value of a word of the grammar, digits alone for numbers, otherwise the text as it stands.
  /// `isNumber`: of an ordinal ('3rd') the number is meant, whatever else the grammar says that it is worth.
  private mutating func write(
    _ range: Range<Int>, _ tokens: UnsafeBufferPointer<Token>, _ text: UnsafeBufferPointer<UInt8>,
    isNumber: Bool = false
  ) {
    guard let first = range.first, let last = range.last else { return }
    let end = Int(tokens[last].end)
    if isNumber, range.count == 1, tokens[first].has(.digitsThenLetters), Self.isOrdinal(text[end - 2], text[end - 1]) {
      bytes.append(contentsOf: text[Int(tokens[first].start)..<end - 2])
      return
    }
    if range.count == 1, let value = pack.value(tokens[first].word) {
      bytes.append(contentsOf: value.utf8)
      return
    }
    if range.allSatisfy({ tokens[$0].has(.number) }), let number = number(range, tokens, text) {
      write(number)
      return
    }
    for at in Int(tokens[first].start)..<Int(tokens[last].end) { bytes.append(text[at] == 10 ? 32 : text[at]) }
  }

  /// Whether the letters make the number before them an ordinal: '3rd'.
  private static func isOrdinal(_ first: UInt8, _ second: UInt8) -> Bool {
    switch (first | 32, second | 32) {
    case (115, 116), (110, 100), (114, 100), (116, 104): true
    default: false
    }
  }

  private mutating func write(_ value: Double) {
    guard value == value.rounded(), value >= 0, value < 1e15 else {
      let isInteger = value == value.rounded() && abs(value) < 1e15
      bytes.append(contentsOf: (isInteger ? String(Int64(value)) : String(value)).utf8)
      return
    }
    let start = bytes.count
    var rest = UInt64(value)
    repeat {
      bytes.append(UInt8(48 + rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// The number that the tokens write: digits in groups, a decimal mark, number words, a scale glued to the digits.
  private func number(
    _ range: Range<Int>, _ tokens: UnsafeBufferPointer<Token>, _ text: UnsafeBufferPointer<UInt8>
  ) -> Double? {
    var numeral = Numeral()
    var scale = 1.0
    for index in range {
      let token = tokens[index]
      if token.has(.number) || token.has(.digitsThenLetters) {
        var at = Int(token.start)
        while at < Int(token.end), numeral.add(text[at]) { at += 1 }
        if at < Int(token.end) {
          guard let factor = valueNumber(pack.words.id(Folding.hash(text, at, Int(token.end)))) else { return nil }
          scale *= factor
        }
      } else if let value = valueNumber(token.word) {
        guard numeral.isEmpty else { return nil }
        return value * scale
      } else {
        return nil
      }
    }
    return numeral.value.map { $0 * scale }
  }

  private func valueNumber(_ word: UInt32) -> Double? {
    let index = Int(pack.values[Int(word)])
    return index == 0 ? nil : valueNumbers[index - 1]
  }
}
