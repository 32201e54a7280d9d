import Glibc

/// Decodes bytes strictly through the C library's `iconv`, so that the check does not trust the pipeline's own decoder.
final class CharacterDecoder {
  private let isUTF8: Bool
  private let handle: iconv_t?

  /// Nil where the C library does not know the character set.
  init?(encoding: String) {
    let name = encoding.lowercased()
    isUTF8 = ["utf-8", "utf8", "ascii", "us-ascii"].contains(name)
    if isUTF8 {
      handle = nil
      return
    }
    // Python writes "utf-16-le", IANA and the C library "utf-16le".
    let compact = name.replacing("utf-16-", with: "utf-16").replacing("utf-32-", with: "utf-32")
    guard let opened = iconv_open("UTF-8", compact), opened != iconv_t(bitPattern: -1) else { return nil }
    handle = opened
  }

  deinit { if let handle { iconv_close(handle) } }

  /// The bytes as UTF-8, or nil where some of them are no characters.
  func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    if isUTF8 { return String(validating: bytes, as: UTF8.self) == nil ? nil : Array(bytes) }
    guard let handle else { return nil }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 4 + 8)
    let capacity = output.count
    var left = capacity
    let status = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var from = input.baseAddress
        var fromCount = input.count
        var to = output.baseAddress
        iconv(handle, nil, nil, nil, nil)
        return iconv(handle, &from, &fromCount, &to, &left)
      }
    }
    guard status != .max else { return nil }
    return output[..<(capacity - left)].map { UInt8(bitPattern: $0) }
  }
}
