import Foundation
import Glibc
import TemporaryFolders

/// The built program, run in a folder of its own.
struct Program {
  let folder = TemporaryFolder()

  struct Result {
    var status: Int32
    var output: String
    var error: String
  }

  /// The executable beside the tests.
  static let path: String = {
    let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    let candidates = [beside, project.appendingPathComponent(".build/debug")].map {
      $0.appendingPathComponent("strata").path
    }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "strata"
  }()

  /// A recipe of the first two stages, which need no language.
  init() throws {
    try folder.write(
      "pipelines/strategy.yaml",
      "name: quick\ninput: {exclude: [gold/, README.md], maximumBytes: 100000000}\nstages: [normalize, segment]\n")
  }

  func start(_ arguments: [String], input: String? = nil, prefix: [String] = []) throws -> (Process, Pipe, Pipe) {
    let process = Process()
    let command = prefix + [Self.path] + arguments
    process.executableURL = URL(fileURLWithPath: prefix.isEmpty ? Self.path : "/usr/bin/env")
    process.arguments = prefix.isEmpty ? arguments : command
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    var environment = ProcessInfo.processInfo.environment
    environment["STRATA_PIPELINES"] = nil
    environment["NO_COLOR"] = nil
    process.environment = environment
    let output = Pipe()
    let error = Pipe()
    process.standardOutput = output
    process.standardError = error
    if let input {
      let file = try folder.write(".stdin", input)
      process.standardInput = FileHandle(forReadingAtPath: file)
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    return (process, output, error)
  }

  @discardableResult
  func run(_ arguments: String..., input: String? = nil, prefix: [String] = []) throws -> Result {
    let (process, output, error) = try start(arguments, input: input, prefix: prefix)
    // Both pipes are read at once: a full one would stop the program.
    let errorText = Box("")
    let thread = Thread {
      errorText.set(String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
    }
    thread.start()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    while !thread.isFinished { usleep(1000) }
    return Result(status: process.terminationStatus, output: text, error: errorText.value)
  }

  private final class Box: @unchecked Sendable {
    // Sendable: written by one thread before the other reads.
    private(set) var value: String
    init(_ value: String) { self.value = value }
    func set(_ value: String) { self.value = value }
  }

  /// The project's folder.
  static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Puts the project's own pipelines in place of the quick one.
  func copyPipelines() throws {
    try FileManager.default.removeItem(atPath: folder["pipelines"])
    try FileManager.default.copyItem(
      atPath: Self.project.appendingPathComponent("pipelines").path, toPath: folder["pipelines"])
  }

  /// Documents of a few kilobytes each.
  func writeCorpus(_ count: Int, lines: Int = 40) throws {
    for index in 0..<count {
      let text = (0..<lines).map {
        "Measure \($0) of plan \(index): the ministry – with its agencies – will launch \($0 * index) programmes.\n"
      }
      try folder.write("corpus/plan-\(index).txt", "Plan \(index)\n\n" + text.joined(separator: "\n"))
    }
  }

  func outputs(_ output: String) throws -> [String] {
    try ["documents", "segments", "ledger", "rejected"].map { try folder.text("\(output)/\($0).jsonl") }
  }
}
