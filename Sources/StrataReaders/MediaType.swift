import StrataText

/// Which files are documents, and of what kind, by the extension of their names.
public enum MediaType {
  private static let byExtension: [(name: String, type: String)] = [
    ("txt", "text/plain"), ("text", "text/plain"), ("md", "text/markdown"), ("markdown", "text/markdown"),
    // Its marks are read beside those of Markdown.
    ("rst", "text/markdown"),
  ]

  /// The media type of a file name, or nil where the extension is none of a document's. Case is ignored.
  public static func of(name: String) -> String? {
    let wanted = fileExtension(of: name).lowercased()
    return byExtension.first { $0.name == wanted }?.type
  }

  /// The extension without its full stop; empty where there is none, and for hidden files.
  public static func fileExtension(of name: String) -> String {
    let bytes = name.utf8
    guard let dot = bytes.lastIndex(of: 46), dot != bytes.startIndex else { return "" }
    return String(name[bytes.index(after: dot)...])
  }

  /// The extensions of documents, for messages.
  public static var extensions: [String] { byExtension.map { "." + $0.name } }
}

/// What the first bytes of a file say of it.
public enum ContentSniffer {
  /// The name of a format that is no text ("a PDF file"), or nil where the bytes may be text.
  ///
  /// Bytes are text unless they open with the signature of a known format, or hold more control characters than
  /// text does and are no UTF-16 or UTF-32: NUL more than once in fifty bytes, any of them more than once in twenty.
  /// Fewer are the damage of a transfer. The place is the byte that decided. Looks at 64 KiB at most.
  public static func binaryFormat(of bytes: UnsafeBufferPointer<UInt8>) -> (format: String, at: Int)? {
    for (signature, format) in signatures where bytes.starts(with: signature) { return (format, 0) }
    let head = UnsafeBufferPointer(rebasing: bytes.prefix(1 << 16))
    guard let first = firstControl(head) else { return nil }
    let zeros = head.lazy.filter { $0 == 0 }.count
    let controls = head.lazy.filter(isControl).count
    guard zeros * 50 > head.count || controls * 20 > head.count else { return nil }
    return isWide(head) ? nil : ("binary data", first)
  }

  /// The first control character; most texts have none, so eight bytes are looked at together.
  private static func firstControl(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var at = 0
    while true {
      at = ByteScan.skip(bytes, at, bytes.count) { !ByteScan.hasControl($0) && !ByteScan.has(0x7F, $0) }
      let end = min(at + 8, bytes.count)
      if let found = bytes[at..<end].firstIndex(where: isControl) { return found }
      if end == bytes.count { return nil }
      at = end
    }
  }

  /// C0 controls and DEL, but for the spaces among them (tab to carriage return) and the escape of ISO 2022.
  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && !(9...13).contains(byte) && byte != 0x1B || byte == 0x7F
  }

  private static let signatures: [([UInt8], String)] = [
    (Array("%PDF-".utf8), "a PDF file"), ([0x50, 0x4B, 3, 4], "a ZIP archive (DOCX, ODT, …)"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Office file"), ([0x1F, 0x8B, 8], "a gzip archive"),
    ([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], "a PNG image"), ([0xFF, 0xD8, 0xFF, 0xE0], "a JPEG image"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"),
  ]

  /// True where the NUL bytes are those of UTF-16 or UTF-32: a byte order mark, or zeros that keep to one side.
  private static func isWide(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let marks: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF], [0, 0, 0xFE, 0xFF]]
    if marks.contains(where: { bytes.starts(with: $0) }) { return true }
    var zeros = (0, 0, 0, 0)
    for (index, byte) in bytes.enumerated() where byte == 0 {
      switch index & 3 {
      case 0: zeros.0 += 1
      case 1: zeros.1 += 1
      case 2: zeros.2 += 1
      default: zeros.3 += 1
      }
    }
    let quarter = bytes.count / 4
    guard quarter > 0 else { return false }
    let bigEndian16 = zeros.1 + zeros.3 == 0 && zeros.0 + zeros.2 > quarter
    let littleEndian16 = zeros.0 + zeros.2 == 0 && zeros.1 + zeros.3 > quarter
    let bigEndian32 = zeros.3 == 0 && zeros.0 >= quarter && zeros.1 >= quarter
    let littleEndian32 = zeros.0 == 0 && zeros.2 >= quarter && zeros.3 >= quarter
    return bigEndian16 || littleEndian16 || bigEndian32 || littleEndian32
  }
}
