import ArgumentParser
import FoundationEssentials
import StrataEvaluation

struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Measure an output against gold: precision, recall and F1 of every layer.",
    discussion: """
      Gold is a .jsonl or .ann file, or a folder of .ann files. The output is a folder of 'strata run', or a \
      segments.jsonl.

      EXAMPLES:
        strata eval corpus/gold out
        strata eval gold.jsonl out --by-document --errors
      """)

  @Argument(help: "The gold.", completion: .file())
  var gold: String

  @Argument(help: "The output to be measured.", completion: .file())
  var output: String

  @Flag(help: "Each document apart, too.")
  var byDocument = false

  @Flag(help: "List every disagreement.")
  var errors = false

  @Option(help: "text, json or markdown.")
  var format: Format = .text

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

  func run() throws {
    let records = try GoldFile.records(at: gold)
    var report = EvaluationReport(gold: records, predicted: try GoldFile.records(at: output), byDocument: byDocument)
    switch format {
    case .json:
      if !errors { report.errors = [] }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      Console.print(String(decoding: try encoder.encode(report), as: UTF8.self))
    case .text:
      Console.print(report.text())
      if errors { Console.print("== disagreements") }
    case .markdown:
      Console.print(report.markdown())
    }
    if errors, format != .json {
      for error in report.errors { Console.print(Self.line(error)) }
    }
  }

  private static func line(_ error: EvaluationError) -> String {
    let place = error.document + (error.index.map { " \($0)" } ?? "")
    let expected = error.expected.map { "'\($0)'" } ?? "nothing"
    let found = error.found.map { "'\($0)'" } ?? "nothing"
    return "\(place)  \(error.layer): expected \(expected), found \(found)  | \(error.text.prefix(90))"
  }
}
