import Glibc

/// A program that is run to its end, with what it used.
struct ChildProcess {
  var timing: Timing
  /// Peak of its memory, in bytes.
  var peak: Int

  /// Throws where the program cannot be started or fails. Its output is thrown away.
  static func run(_ program: String, _ arguments: [String]) throws -> ChildProcess {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor: Int32 in [1, 2] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let start = Timing.now(CLOCK_MONOTONIC)
    let status = posix_spawn(&child, program, &actions, nil, &words, environ)
    guard status == 0 else { throw BenchmarkFault("\(program): \(String(cString: strerror(status)))") }
    var end: Int32 = 0
    var usage = rusage()
    while wait4(child, &end, 0, &usage) < 0, errno == EINTR {}
    let wall = Timing.now(CLOCK_MONOTONIC) - start
    guard end == 0 else { throw BenchmarkFault("\(program) \(arguments.joined(separator: " ")) failed (\(end >> 8))") }
    let processor = seconds(usage.ru_utime) + seconds(usage.ru_stime)
    return ChildProcess(timing: Timing(wall: wall, processor: processor), peak: usage.ru_maxrss * 1024)
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
}
