import Glibc
import StrataText

/// The program itself.
public enum Program {
  public static let version = "0.1.0"
  static var icuVersion: String { ICUVersion.current }

  /// Absolute path of the running executable.
  static var executable: String? {
    guard let path = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  /// Tells two builds of one version apart: length and time of the executable.
  static let build: String = {
    var status = stat()
    guard let executable, stat(executable, &status) == 0 else { return "unknown" }
    return "\(status.st_size)-\(status.st_mtim.tv_sec)-\(status.st_mtim.tv_nsec)"
  }()
}
