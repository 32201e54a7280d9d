import Glibc
import StrataModel

/// Keeps two runs from writing to one output folder.
struct OutputLock {
  private let descriptor: Int32

  /// Waits for a run that holds the folder, after telling so. Ctrl-C ends the wait.
  init(folder: String, notice: (String) -> Void) throws {
    let path = "\(folder)/.strata/lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFault(path: path, operation: "create", errno: errno) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
    guard errno == EWOULDBLOCK else { throw FileFault(path: path, operation: "lock", errno: errno) }
    notice("another run is writing to \(folder); waiting for it to end (Ctrl-C to give up)")
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if Interruption.received != 0 {
        close(descriptor)
        throw Batch.Stopped(signal: Interruption.received, documents: 0, ofDocuments: 0)
      }
      usleep(50_000)
    }
  }

  func release() { close(descriptor) }
}
