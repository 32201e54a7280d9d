import Glibc
import StrataModel
import StrataText

/// The program itself.
public enum Program {
  public static let version = "0.1.0"

  public static let identity = ProgramIdentity(version: version, build: build, icu: ICUVersion.current)

  /// Absolute path of the running executable.
  static var executable: String? {
    guard let path = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  /// Tells two builds of one version apart: the linker's name of this one, else length and time of the executable.
  static let build: String = {
    guard let executable else { return "unknown" }
    if let id = BuildNote.id(file: executable) { return id }
    var status = stat()
    guard stat(executable, &status) == 0 else { return "unknown" }
    return "\(status.st_size)-\(status.st_mtim.tv_sec)-\(status.st_mtim.tv_nsec)"
  }()
}
