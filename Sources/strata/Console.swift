import Glibc
import StrataModel

/// Standard output and standard error.
enum Console {
  static func error(_ text: String) { write(Array((text + "\n").utf8), to: 2) }
  static func print(_ text: String) { write(Array((text + "\n").utf8), to: 1) }

  /// Writes all bytes, without a buffer. A closed pipe ends the program as it ends others: by its signal.
  @discardableResult
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + offset, bytes.count - offset) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      offset += count
    }
    return true
  }

  static var lastError: Int32 { errno }

  /// Standard input to its end.
  static func readAll() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(0, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileFault(path: "standard input", operation: "read", errno: errno) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  static var isErrorTerminal: Bool { isatty(2) == 1 }
  static var isOutputTerminal: Bool { isatty(1) == 1 }

  /// Columns of the terminal; 80 where it does not say.
  static var width: Int {
    var size = winsize()
    return ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }
}
