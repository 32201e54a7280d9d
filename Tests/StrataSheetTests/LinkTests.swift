import Testing

@testable import StrataSheet

struct PlaceholderTests {
  @Test func letters() {
    var bytes: [UInt8] = []
    for scalar in "Énergie Łódź CO₂".unicodeScalars where Letters.kind(scalar) != .other { Letters.fold(scalar, into: &bytes) }
    #expect(String(decoding: bytes, as: UTF8.self) == "energielodzco2")
  }
}
