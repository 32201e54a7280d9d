import Glibc
import StrataModel

/// Reads whole files, and says what is wrong with those it cannot read.
public struct FileReader: Sendable {
  /// Largest file that is read, in bytes.
  public var maximumBytes: Int

  /// Offsets are 32 bits wide, and UTF-16 text can grow by half on its way to UTF-8.
  public static let largestPossible = 2 << 30
  public static let defaultMaximum = 256 << 20

  public init(maximumBytes: Int = FileReader.defaultMaximum) {
    self.maximumBytes = min(maximumBytes, Self.largestPossible)
  }

  /// The bytes of the file. Throws a `RejectedRecord` for the batch's list.
  ///
  /// A file that changes while it is read is read once more, then rejected.
  public func read(file: String, path: String) throws(RejectedRecord) -> [UInt8] {
    for _ in 0..<2 {
      if let bytes = try attempt(file: file, path: path) { return bytes }
    }
    throw rejected(path, "changed", "the file changed while it was read. Run again when nothing writes to it.")
  }

  /// Nil where the file changed on the way.
  private func attempt(file: String, path: String) throws(RejectedRecord) -> [UInt8]? {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw openFault(path, errno) }
    defer { close(descriptor) }
    var before = stat()
    guard fstat(descriptor, &before) == 0 else { throw openFault(path, errno) }
    let size = Int(before.st_size)
    if size > maximumBytes {
      throw rejected(
        path, "too-large",
        "\(size) bytes are more than the \(maximumBytes) that the recipe allows. "
          + "Split the document, or raise input.maximumBytes.")
    }
    var fault: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress! + count, size - count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { fault = errno }
        if got <= 0 { break }
        count += got
      }
    }
    if fault != 0 { throw openFault(path, fault) }
    var after = stat()
    guard bytes.count == size, fstat(descriptor, &after) == 0, after.st_size == before.st_size,
      after.st_mtim.tv_sec == before.st_mtim.tv_sec, after.st_mtim.tv_nsec == before.st_mtim.tv_nsec
    else { return nil }
    return bytes
  }

  /// Throws where the bytes are no text.
  public func check(_ bytes: [UInt8], path: String) throws(RejectedRecord) {
    guard let (format, at) = bytes.withUnsafeBufferPointer({ ContentSniffer.binaryFormat(of: $0) }) else { return }
    throw RejectedRecord(
      path: path, stage: "read", code: "binary", at: at,
      message: "the content is \(format), no text. Convert it to text or Markdown first, or exclude it.")
  }

  private func openFault(_ path: String, _ reason: Int32) -> RejectedRecord {
    if reason == ENOENT || reason == ESTALE {
      return rejected(path, "vanished", "the file was there when the corpus was listed and is gone now. Run again.")
    }
    let text = String(cString: strerror(reason))
    return rejected(path, "unreadable", "\(text). Give the right to read it, or look after the disk, and run again.")
  }

  private func rejected(_ path: String, _ code: String, _ message: String) -> RejectedRecord {
    RejectedRecord(path: path, stage: "read", code: code, message: message)
  }
}
