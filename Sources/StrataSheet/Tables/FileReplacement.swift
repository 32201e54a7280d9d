import FoundationEssentials
import Glibc
import StrataModel
import StrataText

/// Puts files in place whole, and takes their fingerprints.
enum FileReplacement {
  /// Writes all bytes and waits until they are on the disk.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFault(path: path, operation: "create", errno: errno) }
    defer { close(descriptor) }
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + offset, bytes.count - offset) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileFault(path: path, operation: "write", errno: errno) }
      offset += count
    }
    guard fsync(descriptor) == 0 else { throw FileFault(path: path, operation: "write", errno: errno) }
  }

  static func place(_ temporary: String, at path: String) throws {
    guard rename(temporary, path) == 0 else { throw FileFault(path: path, operation: "put in place", errno: errno) }
  }

  static func synchronize(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  static func copy(_ path: String, to target: String) throws { try write(try TableFile.bytes(of: path), to: target) }

  /// Nil where there is no such file.
  static func sha256(_ path: String) -> String? {
    guard let bytes = try? TableFile.bytes(of: path) else { return nil }
    return SHA256.hex(bytes)
  }

  /// Puts `temporary` in the place of `path`, whose bytes go to `backup`. If somebody has saved `path` since it had the
  /// fingerprint `before`, everything is as it was and the answer is false.
  static func exchange(_ path: String, with temporary: String, before: String, backup: String) throws -> Bool {
    guard sha256(path) == before else { return false }
    // Owner's rights go with the content.
    var status = stat()
    if stat(path, &status) == 0 { chmod(temporary, status.st_mode & 0o7777) }
    unlink(backup)
    if link(path, backup) != 0 { try copy(path, to: backup) }
    guard rename(temporary, path) == 0 else { throw FileFault(path: path, operation: "put in place", errno: errno) }
    synchronize(folder(of: path))
    return true
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return String(cString: folder) + "/" + path
  }
}
