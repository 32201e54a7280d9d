import ArgumentParser
import FoundationEssentials
import Glibc
import StrataModel
import StrataPipeline
import StrataRevisions

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Tell what changed between two versions, and why.",
    discussion: """
      OLD and NEW are documents, folders of documents, or output folders of 'strata run'. Documents of folders are \
      paired by their ids. Re-flow, numbering, markup and pages are presentation and no difference.

      One of the two may be - (a document from standard input).

      Exit codes: 0 no difference, 1 differences, above 1 trouble.

      EXAMPLES:
        strata diff plan-2025.txt plan-2026.txt
        strata diff out-2025 out-2026 --only commitments --format html > changes.html
        strata diff out-2025 out-2026 --carry judgements.csv > judgements-2026.csv
      """)

  @Argument(help: "The old version.", completion: .file())
  var old: String

  @Argument(help: "The new version.", completion: .file())
  var new: String

  @OptionGroup var pipeline: PipelineOptions

  @Option(help: "The recipe for OLD, where it is not that of NEW (documents, and crossing of causes).")
  var oldPipeline: String?

  @Option(help: "Ties documents with different ids: OLD=NEW. May be given often.")
  var pair: [String] = []

  @Option(help: "text, json, markdown, html, csv or patch.")
  var format: Format = .text

  @Flag(help: "The summary alone.")
  var stat = false

  @Option(help: "Only differences of these: commitments.")
  var only: Only?

  @Flag(help: "Show changes of presentation, too.")
  var presentation = false

  @Option(help: "The least similarity of a pair of texts, 0 to 1.")
  var minSimilarity = RevisionAligner.defaultMinimumSimilarity

  @Option(help: "Columns of the text report (default: the terminal's, else 80).")
  var width: Int?

  @Option(help: "Carry a CSV or JSONL table with ids of OLD to NEW.", completion: .file())
  var carry: String?

  @Option(help: "The column of --carry that holds the ids (default: 'id', else the first that holds ids of OLD).")
  var idColumn: String?

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown, html, csv, patch }
  enum Only: String, ExpressibleByArgument, CaseIterable { case commitments }

  func validate() throws {
    if old == "-", new == "-" { throw ValidationError("only one of OLD and NEW can be standard input") }
    if !(0...1).contains(minSimilarity) { throw ValidationError("--min-similarity must be between 0 and 1") }
    if let width, width < 40 { throw ValidationError("--width must be 40 or more") }
    for tie in pair where tie.split(separator: "=").count != 2 {
      throw ValidationError("--pair wants OLD=NEW, the ids of two documents; got '\(tie)'")
    }
    if carry != nil, format != .text {
      throw ValidationError("--carry has the format of its table; leave --format out")
    }
  }

  func run() throws {
    let newSource = RevisionSource(pipeline: pipeline.name, offsets: pipeline.offsets)
    let oldSource = oldPipeline.map { RevisionSource(pipeline: $0, offsets: pipeline.offsets) } ?? newSource
    let before = try oldSource.revision(old, like: new)
    let after = try newSource.revision(new, like: old)
    if format == .patch { return try writePatch(before, after) }
    var comparer = RevisionComparer(
      aligner: RevisionAligner(minimumSimilarity: minSimilarity), obligation: try newSource.obligation())
    comparer.rerun = { left, right in
      CauseChain.Reruns(
        byOldPipeline: try oldSource.rerun(left, digest: left.record.pipeline.digest, program: after.program),
        byNewPipeline: try newSource.rerun(left, digest: right.record.pipeline.digest, program: after.program))
    }
    let comparison = try comparer.compare(before, after, ties: ties)
    if let carry { return try write(carried: carry, comparison) }
    write(comparison, before, after)
    if comparison.isDifferent { throw ExitStatus.no }
  }

  private var ties: [(old: String, new: String)] {
    pair.map { tie in
      let parts = tie.split(separator: "=").map(String.init)
      return (parts[0], parts[1])
    }
  }

  private func write(_ comparison: RevisionComparison, _ before: Revision, _ after: Revision) {
    let options = ReportOptions(onlyCommitments: only == .commitments, showsPresentation: presentation)
    switch format {
    case .text: writeText(comparison, options)
    case .json:
      var json = JSONBuffer()
      let writer = DifferenceWriter()
      if !stat { for difference in options.shown(comparison) { writer.write(difference, to: &json) } }
      Console.write(json.bytes, to: 1)
      for line in comparison.summary(options) { Console.error(line) }
    case .markdown:
      Console.write(Array(MarkdownReport(options: options).text(of: comparison, names: names).utf8), to: 1)
    case .html: Console.write(Array(HTMLReport(options: options).text(of: comparison, names: names).utf8), to: 1)
    case .csv: Console.write(CSVReport(options: options).bytes(of: comparison), to: 1)
    case .patch: break
    }
  }

  private func writeText(_ comparison: RevisionComparison, _ options: ReportOptions) {
    let isColoured = Console.isOutputTerminal && getenv("NO_COLOR") == nil
    let columns = width ?? (Console.isOutputTerminal ? min(100, Console.width) : 80)
    let report = TerminalReport(options: options, width: columns, isColoured: isColoured)
    let text = stat ? report.statistics(of: comparison) : report.text(of: comparison)
    Console.write(Array(text.utf8), to: 1)
  }

  /// The last parts of the paths, unless these are the same.
  private var names: (old: String, new: String) {
    func last(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
    return last(old) == last(new) ? (old, new) : (last(old), last(new))
  }

  private func writePatch(_ before: Revision, _ after: Revision) throws {
    Console.write(Patch(from: before, to: after).bytes, to: 1)
    if before.files != after.files { throw ExitStatus.no }
  }

  private func write(carried file: String, _ comparison: RevisionComparison) throws {
    let table = try CarriedTable(
      try JudgementTable.read(file), path: file, carrier: Carrier(comparison), idColumn: idColumn)
    Console.write(table.bytes, to: 1)
    let list = Carrier.Status.allCases.compactMap { status in table.counts[status].map { "\($0) \(status.rawValue)" } }
    Console.error(list.isEmpty ? "no rows" : list.joined(separator: ", "))
    if table.counts.keys.contains(where: { $0 != .exact }) { throw ExitStatus.no }
  }
}
