import StrataModel

/// What the tokenizer finds out about a word from its bytes alone, remembered for the words that a text repeats.
///
/// A table of two places a slot: a newer word takes the place of the older one. Nothing is said of words longer than
/// sixteen bytes.
struct WordMemo {
  /// What a word comes to. `low` and `high` hold its bytes, filled up with zeros.
  struct Entry: BitwiseCopyable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    /// Of the word without its possessive ending.
    var hash: UInt64 = 0
    var word: UInt32 = 0
    var flags: TokenFlags = []
    /// How many bytes, those of the possessive ending included, and the highest bit for what is a mark by the
    /// boundaries; 0 where the slot is empty.
    var extent: UInt8 = 0
    /// Bytes of the possessive ending.
    var ending: UInt8 = 0

    @inline(__always)
    func holds(_ low: UInt64, _ high: UInt64, _ extent: UInt8) -> Bool {
      self.low == low && self.high == high && self.extent == extent
    }
  }

  static let longest = 16
  private static let slots = 1 << 12
  /// The places of a slot lie side by side in what the processor loads at once.
  private let entries: UnsafeMutablePointer<Entry>

  /// For what has no slot.
  let spare = UnsafeMutablePointer<Entry>.allocate(capacity: 1)

  init() {
    let count = 2 * Self.slots
    entries = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Entry>.stride, alignment: 64)
      .bindMemory(to: Entry.self, capacity: count)
    entries.initialize(repeating: Entry(), count: count)
    spare.initialize(to: Entry())
  }

  func deallocate() {
    entries.deallocate()
    spare.deallocate()
  }

  /// The first of the two places of a word of at most sixteen bytes. One of them has the word where its bytes and its
  /// extent are the word's.
  @inline(__always)
  func slot(_ low: UInt64, _ high: UInt64) -> UnsafeMutablePointer<Entry> {
    let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
    return entries + 2 &* Int(truncatingIfNeeded: mixed &>> 52)
  }
}
