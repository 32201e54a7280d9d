import Testing

@testable import StrataText

@Suite struct SHA256Tests {
  @Test func matchesTheStandardsVectors() {
    #expect(SHA256.hex(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.hex(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
  }

  /// The processor's instructions, where it has them, and what every processor can.
  @Test func bothWaysGiveTheSameDigest() {
    var random = SplitMix64(seed: 256)
    for count in 0..<260 {
      let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let (portable, own) = bytes.withUnsafeBufferPointer {
        (SHA256.hex($0, isPortable: true), SHA256.hex($0, isPortable: !SHA256.hasInstructions))
      }
      #expect(portable == own)
    }
  }
}
