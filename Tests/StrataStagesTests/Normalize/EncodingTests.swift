import StrataModel
import Testing

@Suite struct EncodingTests {
  static let czech = "Plan of the Ministry: Ondřej Kučera and Łucja Wiśniewska of Žďár will review it."

  @Test func utf16WithAMark() throws {
    let units = Array("A plan — été.".utf16)
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in units { bytes += [UInt8(unit & 255), UInt8(unit >> 8)] }
    let document = try Outlines.document(bytes)
    #expect(document.encoding == "utf-16-le")
    #expect(String(decoding: document.text, as: UTF8.self) == "A plan — été.")
    #expect(document.alignment.source(of: document.segments[0].extent).map { $0.range } == [2..<28])
    #expect(document.ledger.first?.reason == .byteOrderMark)
  }

  @Test func windows1252() throws {
    let bytes: [UInt8] =
      Array("The state".utf8) + [0x92] + Array("s plan costs ".utf8) + [0x80] + Array("5, says Andr".utf8) + [0xE9]
    let document = try Outlines.document(bytes)
    #expect(document.encoding == "windows-1252")
    #expect(String(decoding: document.text, as: UTF8.self) == "The state’s plan costs €5, says André")
  }

  @Test func iso88592IsToldFromLatin1BySignsInsideWords() throws {
    let table: [Character: UInt8] = [
      "ř": 0xF8, "č": 0xE8, "Ł": 0xA3, "ś": 0xB6, "Ž": 0xAE, "ď": 0xEF, "á": 0xE1,
    ]
    var bytes: [UInt8] = []
    for character in Self.czech { bytes += table[character].map { [$0] } ?? Array(character.utf8) }
    let document = try Outlines.document(bytes)
    #expect(document.encoding == "iso-8859-2")
    #expect(String(decoding: document.text, as: UTF8.self) == Self.czech)
  }

  @Test func illFormedBytesAreReplacedAndReported() throws {
    var bytes = Array("The ministry’s plan is good — and the agency’s plan is better.".utf8)
    bytes.insert(0xFF, at: 4)
    let document = try Outlines.document(bytes)
    #expect(document.encoding == "utf-8")
    #expect(String(decoding: document.text, as: UTF8.self).hasPrefix("The \u{FFFD}ministry’s"))
    #expect(document.warnings.map(\.code) == ["ill-formed"])
    #expect(document.ledger.filter { $0.reason == .illFormed }.map { $0.source.range } == [4..<5])
  }

  @Test func decomposedTextIsComposed() throws {
    let document = try Outlines.document("Cafe\u{301}s and na\u{308}ive plans, the note is here.")
    #expect(String(decoding: document.text, as: UTF8.self) == "Cafés and näive plans, the note is here.")
    #expect(document.alignment.source(of: document.segments[0].extent).map { $0.range } == [0..<document.source.count])
  }
}
