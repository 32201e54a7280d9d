import Glibc
import StrataModel

/// A file that is only appended to, through a buffer.
final class OutputFile {
  let path: String
  private let descriptor: Int32
  /// Bytes written and buffered.
  private(set) var count: Int
  private var buffer: [UInt8] = []

  private static let bufferSize = 1 << 16

  /// Opens the file, cuts it to `count` bytes and goes on behind them.
  init(path: String, keeping count: Int) throws(FileFault) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    self.path = path
    self.count = count
    guard descriptor >= 0 else { throw FileFault(path: path, operation: "create", errno: errno) }
    guard ftruncate(descriptor, off_t(count)) == 0, lseek(descriptor, off_t(count), SEEK_SET) >= 0 else {
      throw FileFault(path: path, operation: "cut", errno: errno)
    }
  }

  deinit { close(descriptor) }

  func append(_ bytes: [UInt8]) throws(FileFault) {
    count += bytes.count
    // What is large is not copied once more.
    if bytes.count >= Self.bufferSize / 4 {
      try flush()
      try write(bytes)
      return
    }
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Hands what is buffered to the system.
  func flush() throws(FileFault) {
    guard !buffer.isEmpty else { return }
    try write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Returns when the bytes are on the disk.
  func synchronize() throws(FileFault) {
    try flush()
    guard fsync(descriptor) == 0 else { throw FileFault(path: path, operation: "write", errno: errno) }
  }

  private func write(_ bytes: [UInt8]) throws(FileFault) {
    var offset = 0
    while offset < bytes.count {
      let got = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + offset, bytes.count - offset) }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw FileFault(path: path, operation: "write", errno: got == 0 ? ENOSPC : errno) }
      offset += got
    }
  }
}

/// Operations on whole files and folders, with the system's reason when they fail.
enum Files {
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  static func makeFolder(_ path: String) throws(FileFault) {
    if isFolder(path) { return }
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    if let slash = trimmed.lastIndex(of: "/"), slash != trimmed.startIndex {
      try makeFolder(String(trimmed[..<slash]))
    }
    if mkdir(trimmed, 0o777) != 0, errno != EEXIST || !isFolder(trimmed) {
      throw FileFault(path: trimmed, operation: "create the folder", errno: errno)
    }
  }

  static func rename(_ from: String, _ to: String) throws(FileFault) {
    guard Glibc.rename(from, to) == 0 else { throw FileFault(path: to, operation: "put in place", errno: errno) }
  }

  /// Removes a file; it is no fault if there is none.
  static func remove(_ path: String) throws(FileFault) {
    if unlink(path) != 0, errno != ENOENT { throw FileFault(path: path, operation: "remove", errno: errno) }
  }

  /// Makes renames in a folder last.
  static func synchronizeFolder(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Writes a whole file beside its place and renames it: it is there entirely or not at all.
  static func writeAtomically(_ bytes: [UInt8], to path: String) throws(FileFault) {
    let temporary = path + ".new"
    let file = try OutputFile(path: temporary, keeping: 0)
    try file.append(bytes)
    try file.synchronize()
    try rename(temporary, path)
  }

  static func read(_ path: String) throws(FileFault) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault(path: path, operation: "open", errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileFault(path: path, operation: "read", errno: errno) }
    return try read(descriptor, path: path, at: 0, count: Int(status.st_size))
  }

  /// Reads at most `count` bytes at an offset; fewer at the end of the file.
  static func readUpTo(_ count: Int, _ descriptor: Int32, path: String, at offset: Int) throws(FileFault) -> [UInt8] {
    var fault: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var got = -1
      repeat { got = pread(descriptor, buffer.baseAddress, count, off_t(offset)) } while got < 0 && errno == EINTR
      if got < 0 { fault = errno }
      filled = max(0, got)
    }
    guard fault == 0 else { throw FileFault(path: path, operation: "read", errno: fault) }
    return bytes
  }

  /// Calls `body` with the bytes of a file from an offset to its end, piece by piece.
  static func forEachPiece(of path: String, from offset: Int, _ body: ([UInt8]) throws -> Void) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault(path: path, operation: "open", errno: errno) }
    defer { close(descriptor) }
    var offset = offset
    while true {
      let piece = try readUpTo(1 << 18, descriptor, path: path, at: offset)
      if piece.isEmpty { return }
      try body(piece)
      offset += piece.count
    }
  }

  /// Reads exactly `count` bytes at an offset.
  static func read(_ descriptor: Int32, path: String, at offset: Int, count: Int) throws(FileFault) -> [UInt8] {
    var fault: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(descriptor, buffer.baseAddress! + filled, count - filled, off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        if got < 0 { fault = errno }
        if got <= 0 { break }
        filled += got
      }
    }
    guard fault == 0, bytes.count == count else {
      throw FileFault(path: path, operation: "read", errno: fault == 0 ? EIO : fault)
    }
    return bytes
  }
}

/// A file that takes its place when it is whole.
public final class AtomicFile {
  private let path: String
  private let file: OutputFile

  public init(path: String) throws {
    self.path = path
    file = try OutputFile(path: path + ".new", keeping: 0)
  }

  public func append(_ bytes: [UInt8]) throws { try file.append(bytes) }

  public func finish() throws {
    try file.synchronize()
    try Files.rename(path + ".new", path)
  }
}
