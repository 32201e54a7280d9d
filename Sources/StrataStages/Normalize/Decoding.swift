import StrataModel
import StrataText

/// The text of a file: which character set it is in, and its UTF-8 form.
struct Decoding {
  /// The name as IANA and Python spell it.
  var encoding: String
  /// UTF-8; nil where the file's own bytes are the text.
  var converted: [UInt8]?
  /// Converted bytes to bytes of the file; nil where they are the same.
  var alignment: Alignment?
  /// Edits in bytes of the file that the conversion itself made.
  var edits: [LedgerEdit] = []
  var warnings: [Warning] = []

  /// How many ill-formed sequences a file may hold, in one of a thousand bytes, and still be UTF-8.
  private static let tolerance = 200

  static func decode(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Decoding {
    if let (name, length) = byteOrderMark(bytes) {
      return try convert(bytes, name, skipping: length)
    }
    if let name = wideWithoutMark(bytes) { return try convert(bytes, name, skipping: 0) }
    let (ill, high) = illFormedCount(bytes)
    if ill == 0 || (high > ill * 4 && ill * tolerance <= bytes.count) || (ill <= 3 && high >= 2 * ill) {
      return Decoding(encoding: "utf-8")
    }
    let guess = try CharacterSet.detect(bytes)
    let name = try SingleByteSet.choose(bytes, guess: guess?.name)
    return try convert(bytes, name, skipping: 0)
  }

  private static func byteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> (String, Int)? {
    guard bytes.count >= 2 else { return nil }
    if bytes.count >= 4, bytes[0] == 0xFF, bytes[1] == 0xFE, bytes[2] == 0, bytes[3] == 0 { return ("utf-32le", 4) }
    if bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, bytes[2] == 0xFE, bytes[3] == 0xFF { return ("utf-32be", 4) }
    if bytes[0] == 0xFF, bytes[1] == 0xFE { return ("utf-16le", 2) }
    if bytes[0] == 0xFE, bytes[1] == 0xFF { return ("utf-16be", 2) }
    return nil
  }

  /// UTF-16 without a mark: every second byte of the beginning is zero.
  private static func wideWithoutMark(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let count = min(bytes.count, 512) / 2 * 2
    guard count >= 8 else { return nil }
    var zeros = [0, 0]
    for index in 0..<count where bytes[index] == 0 { zeros[index & 1] += 1 }
    if zeros[1] * 10 >= count * 4, zeros[0] * 20 <= count { return "utf-16le" }
    if zeros[0] * 10 >= count * 4, zeros[1] * 20 <= count { return "utf-16be" }
    return nil
  }

  private static func illFormedCount(_ bytes: UnsafeBufferPointer<UInt8>) -> (ill: Int, high: Int) {
    var ill = 0
    var high = 0
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index = ByteScan.skip(bytes, index + 1, bytes.count) { !ByteScan.hasHigh($0) }
        continue
      }
      let (scalar, length) = Scalars.decode(bytes, at: index)
      if scalar == 0xFFFD, length == 1 {
        ill += 1
        index += Scalars.illFormedLength(bytes, at: index)
      } else {
        high += 1
        index += length
      }
    }
    return (ill, high)
  }

  private static func convert(
    _ bytes: UnsafeBufferPointer<UInt8>, _ name: String, skipping: Int
  ) throws -> Decoding {
    let rest = UnsafeBufferPointer(rebasing: bytes[min(skipping, bytes.count)...])
    let result = try CharacterSet.convert(rest, from: name, offset: skipping)
    // Python's spelling of the wide sets has a second hyphen.
    let spelled =
      name.hasPrefix("utf-16") || name.hasPrefix("utf-32") ? String(name.prefix(6)) + "-" + name.suffix(2) : name
    var decoding = Decoding(encoding: spelled, converted: result.text, alignment: result.alignment)
    if skipping > 0 {
      decoding.edits.append(LedgerEdit(source: Extent(0, skipping), replacement: "", reason: .byteOrderMark))
    }
    for extent in result.illFormed {
      decoding.edits.append(LedgerEdit(source: extent, replacement: "\u{FFFD}", reason: .illFormed))
    }
    if let first = result.illFormed.first {
      decoding.warnings.append(
        Warning(
          code: "ill-formed",
          message:
            "\(result.illFormed.count) byte sequence\(result.illFormed.count == 1 ? " is" : "s are") no character in \(spelled) and became U+FFFD",
          at: Int(first.start)))
    }
    return decoding
  }
}
