import ArgumentParser
import StrataModel
import StrataSheet
import StrataTables

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "The tracker page of a strategy.",
    discussion: """
      Its commitments, those with a row in the mastersheet, those announced and not in it, those that are neither, and \
      declared counts that disagree (exit code 1 with --strict).

      EXAMPLES:
        strata sheet status
        strata sheet status apply-ai --format markdown
      """)

  @Argument(help: "The strategy's id or title (default: all).")
  var strategy: String?

  @Option(help: "text, markdown or json.")
  var format: Format = .text

  @Flag(help: "Exit with 1 where declared counts disagree.")
  var strict = false

  @Flag(name: .shortAndLong, help: "Candidates of what is unaccounted for, too.")
  var verbose = false

  @Option(help: "The linking model: a language, or the path of its YAML file.")
  var model = "en"

  @OptionGroup var options: StoreOptions

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown, json }

  static let nothing =
    "the store holds no strategies yet; run 'strata run CORPUS -o OUT' and 'strata link OUT --sheet NAME' first"

  func run() throws {
    let pages = try options.store().trackerPages(
      sheet: options.sheet, strategy: strategy, model: try LinkModelReader.read(named: model))
    if pages.isEmpty { Console.error(Self.nothing) }
    switch format {
    case .text where pages.isEmpty: break
    case .text:
      Console.print(
        pages.map { TrackerText.page($0, width: Console.isOutputTerminal ? Console.width : 110, isVerbose: verbose) }
          .joined(separator: "\n\n"))
    case .markdown: Console.print(pages.map { TrackerText.markdown($0) }.joined(separator: "\n"))
    case .json: Console.write(TrackerJSON.lines(pages), to: 1)
    }
    if strict, pages.contains(where: { !$0.disagreements.isEmpty }) { throw ExitStatus.no }
  }
}

struct GapsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gaps", abstract: "Commitments announced and not yet in the mastersheet.",
    discussion: """
      Each with its best candidates, why none was good enough, and what would make it one; grouped by strategy. What a \
      document says twice is counted once.

      EXAMPLES:
        strata sheet gaps
        strata sheet gaps --all --format csv -o gaps.csv
      """)

  @Argument(help: "The strategy's id or title (default: all).")
  var strategy: String?

  @Flag(help: "Also what the page does not list as announced.")
  var all = false

  @Option(help: "table, csv, xlsx, markdown or json (default: by the output's ending).")
  var format: Format?

  @Option(name: .shortAndLong, help: "The output file (default: standard output).", completion: .file())
  var output: String?

  @Option(help: "The linking model: a language, or the path of its YAML file.")
  var model = "en"

  @OptionGroup var options: StoreOptions

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, xlsx, markdown, json }

  func run() throws {
    let model = try LinkModelReader.read(named: model)
    let pages = try options.store().trackerPages(sheet: options.sheet, strategy: strategy, model: model)
    if pages.isEmpty { Console.error(StatusCommand.nothing) }
    let list = GapList(pages, title: model.shortTitle, threshold: model.thresholds.linked, withUnaccounted: all)
    let format = format ?? byEnding ?? .table
    switch format {
    case .xlsx:
      guard let output else { throw TableFault("gaps-output", "a workbook needs a file: give -o FILE.xlsx") }
      var layout = WorkbookWriter.Options()
      layout.sheet = "Gaps"
      layout.numbers = ["occurrences", "probability"]
      try WorkbookWriter.write(list.table(), to: output, options: layout)
    case .csv: try emit(CSVWriter.bytes(list.table()))
    case .markdown: try emit(Array(TrackerText.markdown(list).utf8))
    case .json: try emit(TrackerJSON.lines(list))
    case .table:
      let width = Console.isOutputTerminal ? Console.width : 110
      try emit(Array((TrackerText.gaps(list, width: width) + "\n").utf8))
    }
    Console.error(
      "\(Count.of(list.gaps.count, "gap")) in "
        + Count.of(Set(list.gaps.map(\.strategy)).count, "strategy", plural: "strategies")
    )
  }

  private var byEnding: Format? {
    guard let ending = output?.split(separator: ".").last?.lowercased() else { return nil }
    return ["csv": .csv, "xlsx": .xlsx, "md": .markdown, "json": .json, "jsonl": .json][ending]
  }

  private func emit(_ bytes: [UInt8]) throws {
    if let output { try TableFile.replaceFile(output, with: bytes) } else { Console.write(bytes, to: 1) }
  }
}

struct AcceptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "Say that a commitment belongs to a row, or deserves a new one.",
    discussion: """
      EXAMPLES:
        strata sheet accept apply-ai.7Q2MK4XHD3W5ZLNA MS-012 --why "same call"
        strata sheet accept apply-ai.7Q2MK4XHD3W5ZLNA --new-row
      """)

  @Argument(help: "The commitment's id.")
  var commitment: String

  @Argument(help: "The row's key.")
  var row: String?

  @Flag(help: "It deserves a row of its own; the next push proposes one.")
  var newRow = false

  @Option(help: "The reason.")
  var why = ""

  @OptionGroup var options: StoreOptions

  func validate() throws {
    if newRow == (row != nil) { throw ValidationError("name a row, or give --new-row") }
  }

  func run() throws {
    try options.store().judge(
      commitment: commitment, row: row, sheet: options.sheet, verdict: newRow ? .newRow : .accepted, why: why,
      by: options.user)
  }
}

struct RejectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject", abstract: "Say that a commitment does not belong to a row.",
    discussion: """
      The pair comes back for review only when the commitment or the row has changed in what mattered.

      EXAMPLE:
        strata sheet reject apply-ai.7Q2MK4XHD3W5ZLNA MS-012 --why "another programme"
      """)

  @Argument(help: "The commitment's id.")
  var commitment: String

  @Argument(help: "The row's key.")
  var row: String

  @Option(help: "The reason.")
  var why = ""

  @OptionGroup var options: StoreOptions

  func run() throws {
    try options.store().judge(
      commitment: commitment, row: row, sheet: options.sheet, verdict: .rejected, why: why, by: options.user)
  }
}

struct ForgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget", abstract: "Take a judgement back.",
    discussion: """
      EXAMPLE:
        strata sheet forget apply-ai.7Q2MK4XHD3W5ZLNA MS-012
      """)

  @Argument(help: "The commitment's id.")
  var commitment: String

  @Argument(help: "The row's key; none for 'new row'.")
  var row: String?

  @OptionGroup var options: StoreOptions

  func run() throws {
    try options.store().forget(commitment: commitment, row: row, sheet: options.sheet, by: options.user)
  }
}
