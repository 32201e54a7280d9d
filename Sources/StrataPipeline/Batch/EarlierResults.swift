import StrataModel

/// The results of earlier runs that may be used again. Never changed, so every worker can look.
struct EarlierResults: Sendable {
  /// The results that a stopped run left, and those in place in the output folder.
  var stopped = KnownResults()
  var inPlace = KnownResults()

  /// Where an index cannot be read, the result is made again.
  func holds(_ fingerprint: String, path: String) -> Bool {
    let found = try? stopped.entry(fingerprint, path: path) ?? inPlace.entry(fingerprint, path: path)
    return found != nil
  }
}

/// Where the lines of an index stand, by a hash of what they are asked for: some thirty bytes an input.
struct KnownResults: Sendable {
  private var index: LineFile?
  private(set) var count = 0
  /// A power of two slots, at most half of them taken: hash and place in the index. The place 0 is the header's, so it
  /// means none.
  private var slots: [(hash: UInt64, place: UInt64)] = []

  init() {}

  /// `index` is the file in which the lines stand.
  init(index: String) { self.index = LineFile(index) }

  mutating func add(_ entry: ResultEntry, at place: Int) {
    if (count + 1) * 2 > slots.count { grow() }
    insert(Self.hash(entry.fingerprint, entry.path), UInt64(place))
    count += 1
  }

  /// The entry of an input and the place of its line; nil where there is none.
  func find(_ fingerprint: String, path: String) throws -> (entry: ResultEntry, place: Int)? {
    guard let index, !slots.isEmpty else { return nil }
    let hash = Self.hash(fingerprint, path)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot].place != 0 {
      if slots[slot].hash == hash, let line = try index.line(at: Int(slots[slot].place)),
        let entry = ResultIndex.entry(line), entry.fingerprint == fingerprint, entry.path == path
      {
        return (entry, Int(slots[slot].place))
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  func entry(_ fingerprint: String, path: String) throws -> ResultEntry? {
    try find(fingerprint, path: path)?.entry
  }

  private mutating func insert(_ hash: UInt64, _ place: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot].place != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = (hash, place)
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: (0, 0), count: max(256, old.count * 2))
    for slot in old where slot.place != 0 { insert(slot.hash, slot.place) }
  }

  private static func hash(_ fingerprint: String, _ path: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ byte: UInt8) {
      hash = (hash ^ UInt64(byte)) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 32
    }
    for byte in fingerprint.utf8 { add(byte) }
    add(0)
    for byte in path.utf8 { add(byte) }
    return hash
  }
}
