import Glibc
import Synchronization

/// Ctrl-C and its kin: asked for once, a run finishes what it has begun; asked for twice, it stops at once.
public enum Interruption {
  private static let signal = Atomic<Int32>(0)

  /// The signal that asked to stop, or 0.
  public static var received: Int32 { signal.load(ordering: .relaxed) }

  /// Begins to listen for SIGINT, SIGTERM and SIGHUP.
  public static func listen() {
    signal.store(0, ordering: .relaxed)
    // A parent that starts programs from a thread with blocked signals hands the blocking down.
    var mask = sigset_t()
    sigemptyset(&mask)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&mask, number) }
    pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      Glibc.signal(number) { number in
        if Interruption.signal.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
      }
    }
  }
}
