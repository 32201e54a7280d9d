import ICUShim

/// Brings UTF-8 text to NFC. One per thread.
public final class Composer {
  private let handle: OpaquePointer

  public init() throws {
    var status: strata_status = 0
    guard let handle = strata_normalizer_open(&status), status == 0 else {
      throw ICUFailure(status, "open the normalizer")
    }
    self.handle = handle
  }

  deinit { strata_normalizer_close(handle) }

  /// The NFC form of well-formed text, or nil where the text is NFC already or is ill-formed.
  public func compose(_ text: [UInt8]) -> [UInt8]? {
    text.withUnsafeBufferPointer { buffer in
      var answer: Int32 = 0
      guard strata_nfc_quick_check(handle, buffer.baseAddress, buffer.count, &answer) == 0, answer != 1 else {
        return nil
      }
      var result = strata_normalized()
      guard strata_nfc(handle, buffer.baseAddress, buffer.count, &result) == 0, result.edit_count > 0 else {
        return nil
      }
      return Array(UnsafeBufferPointer(start: result.bytes, count: result.length))
    }
  }
}
