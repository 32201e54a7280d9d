import ArgumentParser
import Glibc
import StrataModel
import StrataPipeline
import StrataReaders
import StrataRevisions
import StrataSheet
import StrataStages
import StrataTables

/// Exit codes, after sysexits.h.
enum ExitStatus {
  static let no = ExitCode(1)
  static let usage = ExitCode(64)
  static let badData = ExitCode(65)
  static let noInput = ExitCode(66)
  static let fault = ExitCode(70)
  static let cannotCreate = ExitCode(73)
  static let inputOutput = ExitCode(74)

  /// The code for an error that a command did not expect.
  static func of(_ error: any Error) -> ExitCode {
    switch error {
    case let code as ExitCode: code
    case is DataFault, is RecordFault, is RevisionFault, is TableFault: badData
    case is CorpusFault: noInput
    case is Batch.UsageFault: usage
    case is Batch.OutputFault: inputOutput
    case let fault as FileFault:
      switch fault.operation {
      case "open", "read": fault.errno == ENOENT ? noInput : inputOutput
      case "create", "create the folder", "use as the output folder": cannotCreate
      default: inputOutput
      }
    default: fault
    }
  }
}
