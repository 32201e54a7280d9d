import ArgumentParser
import FoundationEssentials
import StrataModel
import StrataPipeline

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check that every record follows from the bytes of its file.",
    discussion: """
      Rebuilds every text from the original bytes and the ledger, and checks coverage, slices, ids and counts. \
      Exit code 1 if there are faults.

      EXAMPLES:
        strata verify out
        strata verify out --corpus corpus --format json
      """)

  @Argument(help: "An output folder of 'strata run'.", completion: .directory)
  var output: String

  @Option(help: "Where the original files are, if not where the manifest says.", completion: .directory)
  var corpus: String?

  @Option(help: "text or json (one line a fault).")
  var format: Format = .text

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  func run() throws {
    var verifier = try Verifier(folder: output, corpus: corpus)
    try verifier.run()
    let report = verifier.report
    switch format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      for fault in report.faults { Console.print(String(decoding: try encoder.encode(fault), as: UTF8.self)) }
    case .text:
      for fault in report.faults { Console.print("\(fault.document ?? output): \(fault.message)") }
    }
    Console.error(
      "\(Count.of(report.documents, "document")), \(Count.of(report.bytes, "byte")), "
        + "\(Count.of(report.segments, "segment")), \(Count.of(report.mentions, "mention")) verified; "
        + "\(Count.of(report.faultCount, "fault"))")
    if report.faultCount > 0 { throw ExitStatus.no }
  }
}
