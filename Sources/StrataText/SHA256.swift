import StrataTextSIMD

/// SHA-256 (FIPS 180-4) of a byte string.
public struct SHA256 {
  private var state: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) = (
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19
  )

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]

  /// The digest as 64 lower-case hexadecimal digits.
  public static func hex(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    hex(bytes, isPortable: !hasInstructions)
  }

  /// Whether the processor has instructions of its own.
  static let hasInstructions = strata_sha256_is_available()

  /// `isPortable` keeps to what every processor can.
  static func hex(_ bytes: UnsafeBufferPointer<UInt8>, isPortable: Bool) -> String {
    var hash = SHA256()
    let whole = bytes.count / 64 * 64
    if let start = bytes.baseAddress { hash.add(start, blocks: whole / 64, isPortable) }
    // The rest, a bit that is set, zeros, and the length in bits: one block or two.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 128) { tail in
      tail.initialize(repeating: 0)
      let rest = bytes.count - whole
      for index in 0..<rest { tail[index] = bytes[whole + index] }
      tail[rest] = 0x80
      let blocks = rest < 56 ? 1 : 2
      let bits = UInt64(bytes.count) * 8
      for index in 0..<8 { tail[64 * blocks - 1 - index] = UInt8(truncatingIfNeeded: bits >> UInt64(8 * index)) }
      hash.add(tail.baseAddress!, blocks: blocks, isPortable)
    }
    let words = hash.state
    return String(unsafeUninitializedCapacity: 64) { text in
      var at = 0
      for word in [words.0, words.1, words.2, words.3, words.4, words.5, words.6, words.7] {
        for shift in stride(from: UInt32(28), through: 0, by: -4) {
          let digit = UInt8(word >> shift & 15)
          text[at] = digit < 10 ? 48 + digit : 87 + digit
          at += 1
        }
      }
      return at
    }
  }

  private mutating func add(_ bytes: UnsafePointer<UInt8>, blocks: Int, _ isPortable: Bool) {
    guard isPortable else {
      withUnsafeMutableBytes(of: &state) {
        strata_sha256_blocks($0.assumingMemoryBound(to: UInt32.self).baseAddress!, bytes, blocks)
      }
      return
    }
    Self.constants.withUnsafeBufferPointer { table in
      for block in 0..<blocks { compress(bytes + 64 * block, table.baseAddress!) }
    }
  }

  public static func hex(_ bytes: [UInt8]) -> String { bytes.withUnsafeBufferPointer { hex($0) } }

  private mutating func compress(_ block: UnsafePointer<UInt8>, _ table: UnsafePointer<UInt32>) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
      for index in 0..<16 {
        let at = block + 4 * index
        words[index] = UInt32(at[0]) << 24 | UInt32(at[1]) << 16 | UInt32(at[2]) << 8 | UInt32(at[3])
      }
      for index in 16..<64 {
        let fifteen = words[index - 15]
        let two = words[index - 2]
        let low = rotate(fifteen, 7) ^ rotate(fifteen, 18) ^ (fifteen >> 3)
        let high = rotate(two, 17) ^ rotate(two, 19) ^ (two >> 10)
        words[index] = words[index - 16] &+ low &+ words[index - 7] &+ high
      }
      var (a, b, c, d, e, f, g, h) = state
      for index in 0..<64 {
        let high = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
        let choice = (e & f) ^ (~e & g)
        let first = h &+ high &+ choice &+ table[index] &+ words[index]
        let low = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
        let majority = (a & b) ^ (a & c) ^ (b & c)
        let second = low &+ majority
        h = g
        g = f
        f = e
        e = d &+ first
        d = c
        c = b
        b = a
        a = first &+ second
      }
      state.0 &+= a
      state.1 &+= b
      state.2 &+= c
      state.3 &+= d
      state.4 &+= e
      state.5 &+= f
      state.6 &+= g
      state.7 &+= h
    }
  }

  @inline(__always) private func rotate(_ word: UInt32, _ by: UInt32) -> UInt32 { word >> by | word << (32 - by) }
}
