import ICUShim

/// Converts text from a named character set to UTF-8 with its alignment, and guesses character sets.
public enum CharacterSet {
  public struct Converted: Sendable {
    public var text: [UInt8]
    /// Text offsets to source offsets. `Normal` stands here for the converted text.
    public var alignment: Alignment
    /// Sequences that have no meaning in the character set; each became U+FFFD. In source bytes.
    public var illFormed: [Extent<Source>]
  }

  /// The most likely character set of a buffer: its IANA name, or nil.
  public static func detect(_ bytes: UnsafeBufferPointer<UInt8>) throws -> (name: String, confidence: Int)? {
    var status: strata_status = 0
    guard let handle = strata_charset_detector_open(&status), status == 0 else {
      throw ICUFailure(status, "open the charset detector")
    }
    defer { strata_charset_detector_close(handle) }
    var match = strata_charset_match()
    var count = 0
    let found = strata_charset_detect(handle, bytes.baseAddress, bytes.count, &match, 1, &count)
    guard found == 0 || found == STRATA_CAPACITY_TOO_SMALL, count > 0 else { return nil }
    let name = withUnsafeBytes(of: match.name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return (name.lowercased(), Int(match.confidence))
  }

  /// Converts a buffer; `offset` is where the buffer starts in the file, in bytes.
  public static func convert(
    _ bytes: UnsafeBufferPointer<UInt8>, from name: String, offset: Int
  ) throws -> Converted {
    var status: strata_status = 0
    guard let handle = strata_converter_open(name, &status), status == 0 else {
      throw ICUFailure(status, "open the converter for \(name)")
    }
    defer { strata_converter_close(handle) }
    var result = strata_converted()
    let failed = strata_convert(handle, bytes.baseAddress, bytes.count, &result)
    guard failed == 0 else { throw ICUFailure(failed, "open the converter for \(name)") }
    let text = Array(UnsafeBufferPointer(start: result.bytes, count: result.length))
    let characters = UnsafeBufferPointer(start: result.characters, count: result.character_count)
    var alignment = Alignment()
    for index in characters.indices {
      let character = characters[index]
      let isLast = index + 1 == characters.count
      let end = isLast ? UInt32(result.length) : characters[index + 1].start
      let sourceEnd = isLast ? UInt32(bytes.count) : characters[index + 1].source_start
      let length = end - character.start
      let width = sourceEnd - character.source_start
      let source = Extent<Source>(character.source_start + UInt32(offset), sourceEnd + UInt32(offset))
      let scale: Alignment.Scale =
        length == width && length == 1 ? .identity : width == 2 && length == 1 ? .double : .atomic
      alignment.append(count: Int(length), source: source, scale: scale, startsRange: false)
    }
    let illFormed = UnsafeBufferPointer(start: result.ill_formed, count: result.ill_formed_count).map {
      Extent<Source>($0.source_start + UInt32(offset), $0.source_end + UInt32(offset))
    }
    return Converted(text: text, alignment: alignment, illFormed: illFormed)
  }
}
