/// Moves a record within its document: adds to its index and to every source offset.
///
/// Works on the line as it is written; strings are never touched, since a quotation mark inside one is escaped.
struct RecordShift: Equatable {
  var index: Int
  var source: Int

  private static let indexKey = Array("\"index\":".utf8)
  private static let sourceKey = Array("\"source\":[".utf8)

  /// What would turn one line into the other, judged by their indexes and first source offsets.
  init?(from old: [UInt8], to new: [UInt8]) {
    guard let oldIndex = Self.number(after: Self.indexKey, in: old),
      let newIndex = Self.number(after: Self.indexKey, in: new)
    else { return nil }
    index = newIndex - oldIndex
    let key = Self.sourceKey + [0x5B]
    if let left = Self.number(after: key, in: old), let right = Self.number(after: key, in: new) {
      source = right - left
    } else {
      source = 0
    }
  }

  init(index: Int, source: Int) {
    self.index = index
    self.source = source
  }

  /// The shifted line. O(length).
  func apply(to line: [UInt8]) -> [UInt8] {
    if index == 0, source == 0 { return line }
    var out: [UInt8] = []
    out.reserveCapacity(line.count + 16)
    var at = 0
    while at < line.count {
      if line[at] == 0x22, Self.matches(Self.indexKey, line, at) {
        out += Self.indexKey
        at += Self.indexKey.count
        Self.copyNumber(line, &at, adding: index, to: &out)
      } else if line[at] == 0x22, Self.matches(Self.sourceKey, line, at) {
        out += Self.sourceKey
        at += Self.sourceKey.count
        var depth = 1
        while at < line.count, depth > 0 {
          switch line[at] {
          case 0x30...0x39: Self.copyNumber(line, &at, adding: source, to: &out)
          default:
            depth += line[at] == 0x5B ? 1 : line[at] == 0x5D ? -1 : 0
            out.append(line[at])
            at += 1
          }
        }
      } else {
        out.append(line[at])
        at += 1
      }
    }
    return out
  }

  private static func matches(_ key: [UInt8], _ line: [UInt8], _ at: Int) -> Bool {
    guard at + key.count <= line.count else { return false }
    for offset in key.indices where line[at + offset] != key[offset] { return false }
    return true
  }

  private static func copyNumber(_ line: [UInt8], _ at: inout Int, adding: Int, to out: inout [UInt8]) {
    var value = 0
    let start = at
    while at < line.count, line[at] >= 0x30, line[at] <= 0x39 {
      value = value &* 10 &+ Int(line[at] - 0x30)
      at += 1
    }
    if at > start { out += String(value &+ adding).utf8 }
  }

  private static func number(after key: [UInt8], in line: [UInt8]) -> Int? {
    var at = 0
    while at + key.count < line.count {
      if line[at] == key[0], matches(key, line, at) {
        at += key.count
        var digits = 0
        var value = 0
        while at < line.count, line[at] >= 0x30, line[at] <= 0x39 {
          value = value &* 10 &+ Int(line[at] - 0x30)
          digits += 1
          at += 1
        }
        return digits > 0 && digits < 16 ? value : nil
      }
      at += 1
    }
    return nil
  }
}
