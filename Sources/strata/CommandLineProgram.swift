import ArgumentParser
import Glibc

/// Runs the command that the arguments name, and turns what it throws into a message and an exit code.
enum CommandLineProgram {
  static func run() -> ExitCode {
    do {
      var command = try Strata.parseAsRoot()
      try command.run()
      return .success
    } catch let code as ExitCode {
      return code
    } catch {
      // Help, version, completions and mistakes in the arguments are ArgumentParser's.
      if isParserError(error) { Strata.exit(withError: error) }
      Console.error("strata: \(error)")
      return ExitStatus.of(error)
    }
  }

  private static func isParserError(_ error: any Error) -> Bool {
    let type = String(reflecting: Swift.type(of: error))
    return type.hasPrefix("ArgumentParser.")
  }
}
