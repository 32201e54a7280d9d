import Testing

@testable import StrataStages

@Suite struct NumeralTests {
  private func read(_ text: String) -> Double? {
    var numeral = Numeral()
    for byte in text.utf8 where !numeral.add(byte) { return nil }
    return numeral.value
  }

  @Test(arguments: [
    ("7", 7), ("1,000", 1000), ("1.000", 1), ("1.5", 1.5), ("1,5", 1.5), ("1,000,000", 1_000_000),
    ("1.000.000", 1_000_000), ("1,234.5", 1234.5), ("1.234,56", 1234.56), ("0.1", 0.1), ("12,34", 12.34), ("5.", 5),
    ("12345678901234567", 12_345_678_901_234_568), ("1234567890123456.5", 1_234_567_890_123_456.5),
    ("0000000000000001.25", 1.25),
  ])
  func marks(_ text: String, _ value: Double) { #expect(read(text) == value) }

  @Test(arguments: ["", ",", "1,2,3", "1.22.333", "x"])
  func nothing(_ text: String) { #expect(read(text) == nil) }
}
