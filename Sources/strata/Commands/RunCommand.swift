import ArgumentParser
import Glibc
import StrataModel
import StrataPipeline

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Turn files and folders into JSON Lines.",
    discussion: """
      Writes documents.jsonl, segments.jsonl, ledger.jsonl, rejected.jsonl and manifest.json. Documents that \
      have not changed since the last run are not processed again; a run that was stopped goes on where it was.

      A document that cannot be processed becomes a line of rejected.jsonl; the run goes on.

      EXAMPLES:
        strata run corpus -o out
        strata run plan.md letters/ -o out --jobs 4
      """)

  @Argument(help: "Files and folders with documents (.txt, .text, .md, .markdown, .rst).", completion: .file())
  var corpora: [String]

  @Option(name: .shortAndLong, help: "The output folder; it is made if there is none.", completion: .directory)
  var output: String

  @OptionGroup var pipeline: PipelineOptions

  @Option(name: .shortAndLong, help: "Documents that are processed at once (default: one per core).")
  var jobs: Int?

  @Flag(help: "Process all documents again, also those that have not changed.")
  var fresh = false

  @Flag(help: "Exit with 65 if any document was rejected.")
  var strict = false

  @Flag(name: .shortAndLong, help: "No progress and no summary; errors only.")
  var quiet = false

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs must be between 1 and 1024") }
    if corpora.contains("-") {
      throw ValidationError("run reads files and folders; for standard input use 'strata normalize - --id NAME'")
    }
  }

  func run() throws {
    let batch = Batch(
      corpora: corpora, output: output, pipeline: try pipeline.load(), offsets: pipeline.offsets,
      jobs: jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), isFresh: fresh)
    let progress = ProgressLine(isTerminal: Console.isErrorTerminal, isQuiet: quiet)
    Interruption.listen()
    do {
      let outcome = try batch.run(report: progress.show, notice: progress.note)
      progress.clear()
      if !quiet { Console.error(RunReport.text(of: outcome, output: output)) }
      let counts = outcome.summary.counts
      if counts.rejected > 0, strict || counts.documents == 0 { throw ExitStatus.badData }
    } catch let stopped as Batch.Stopped {
      progress.clear()
      Console.error(
        "strata: stopped; \(stopped.documents) of \(stopped.ofDocuments) documents are kept. "
          + "Run the same command again to go on.")
      throw ExitCode(128 + stopped.signal)
    } catch {
      progress.clear()
      throw error
    }
  }
}
