import ArgumentParser
import Glibc
import StrataModel
import StrataPipeline
import StrataSheet
import StrataTables

extension LinkCardinality: ExpressibleByArgument {}

struct LinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: "Find for each row of one table the rows of another that it belongs to.",
    discussion: """
      Reads two tables (.csv, .tsv, .jsonl, .xlsx), and writes one JSON line for each row of the first: its \
      candidates, the best first, each with its probability, the parts of its score and the decision \
      (linked, candidate, none).

      Which column is what is guessed from the header, or read from a mapping (pipelines/sheets/NAME.yaml). Links \
      that people confirmed (a table with the columns 'row' and 'candidate') count, and teach the rest.

      With --sheet, the first argument is an output folder of 'strata run', and its commitments are linked with a \
      sheet of the store (or with a file, which is imported first).

      EXAMPLES:
        strata link out --sheet mastersheet
        strata link out --sheet mastersheet.xlsx
        strata link measures.csv policies.csv
        strata link a.csv b.xlsx --map-b mine.yaml --cardinality one-to-one --top 3
        strata link a.csv b.csv --confirmed reviewed.csv > links.jsonl
      """)

  @Argument(help: "The table whose rows are to be linked.", completion: .file())
  var rows: String

  @Argument(help: "The table with the candidates.", completion: .file())
  var candidates: String?

  @Option(help: "A sheet of the store, or its file: link the commitments of an output folder with it.")
  var sheet: String?

  @Option(help: "The store; it is made if there is none.", completion: .file())
  var db = "strata.db"

  @Option(help: "The mapping of the first table: its name or the path of its YAML file.")
  var mapA: String?

  @Option(help: "The mapping of the second table.")
  var mapB: String?

  @Option(name: .customLong("map"), help: "The mapping of both tables.")
  var map: String?

  @Option(help: "A table of confirmed links, with the columns row and candidate.", completion: .file())
  var confirmed: String?

  @OptionGroup var options: LinkOptions

  func validate() throws {
    if options.top < 1 { throw ValidationError("--top must be 1 or more") }
    if (candidates == nil) == (sheet == nil) {
      throw ValidationError("name a second table, or give --sheet with an output folder of 'strata run'")
    }
  }

  func run() throws {
    if let sheet { try linkCommitments(sheet: sheet) } else { try linkTables(candidates ?? "") }
  }

  private func linkCommitments(sheet: String) throws {
    guard TableFile.exists(rows + "/documents.jsonl") else {
      throw TableFault(
        "output-none", "\(rows) is no output folder of 'strata run'; run 'strata run CORPUS -o \(rows)' first")
    }
    let store = try SheetStore(path: db)
    var name = sheet
    if sheet.contains(".") || sheet.contains("/"), TableFile.exists(sheet) {
      var command = ImportCommand()
      command.file = sheet
      command.map = map
      command.worksheet = nil
      command.replace = false
      command.options = StoreOptions()
      command.options.db = db
      command.options.sheet = nil
      command.options.wait = 10
      command.options.by = nil
      try command.run()
      name = try store.sheetName(ofFile: sheet)
    }
    let model = try options.linkModel()
    let output = try store.takeOutput(rows, model: model, by: SheetStore.user)
    let report = try store.link(
      sheet: name, model: model, thresholds: options.thresholds(model), cardinality: options.cardinality,
      top: options.top,
      workers: options.workers, by: SheetStore.user)
    if options.quiet { return }
    Console.error(
      "\(Count.of(output.strategies, "strategy", plural: "strategies")) (\(Count.grouped(output.unchanged)) unchanged, "
        + "\(Count.grouped(output.newVersions)) in a new version), \(Count.of(output.commitments, "commitment")), "
        + "\(Count.of(output.duplicates, "repetition"))"
        + (output.carriedJudgements + output.orphanedJudgements > 0
          ? "; \(Count.of(output.carriedJudgements, "judgement")) carried, \(output.orphanedJudgements) without a successor"
          : ""))
    Console.error(
      "\(Count.of(report.commitments, "commitment")) against \(Count.of(report.initiatives, "row")): "
        + "\(Count.grouped(report.linked)) linked, \(Count.grouped(report.candidates)) for review, "
        + "\(Count.grouped(report.none)) none; \(Count.of(report.judged, "judgement")), \(Count.of(report.reopened, "rejection")) reopened"
    )
  }

  private func linkTables(_ second: String) throws {
    let left = try SheetInput.mapped(rows, mapping: mapA ?? map).linkRows()
    let right = try SheetInput.mapped(second, mapping: mapB ?? map).linkRows()
    let model = try options.linkModel()
    let linker = Linker(
      model: model, rows: left, candidates: right,
      confirmed: try confirmed.map { try ConfirmedLinks.read($0, rows: left, candidates: right) } ?? [])
    // Rows of two tables of one kind meet one to one as a rule, unless the user says otherwise.
    let rivals = options.cardinality == nil || options.cardinality == .oneToOne
    let rankings = linker.rank(top: options.top, workers: options.workers, rivals: rivals)
    let rule = DecisionRule(thresholds: options.thresholds(model), cardinality: options.cardinality ?? .manyToOne)
    let verdicts = rule.verdicts(rankings)
    var counts: [LinkDecision: Int] = [:]
    var buffer = JSONBuffer(capacity: 1 << 20)
    for (ranking, verdicts) in zip(rankings, verdicts) {
      let decision = LinkReport.decision(verdicts)
      counts[decision, default: 0] += 1
      LinkReport.write(ranking, verdicts, linker: linker, words: options.words, to: &buffer)
      if buffer.bytes.count > 1 << 20 {
        guard Console.write(buffer.bytes, to: 1) else { return }
        buffer.removeAll()
      }
    }
    Console.write(buffer.bytes, to: 1)
    if !options.quiet {
      Console.error(
        "\(Count.of(left.count, "row")) against \(Count.grouped(right.count)): "
          + LinkDecision.allCases.map { "\(Count.grouped(counts[$0] ?? 0)) \($0.rawValue)" }.joined(separator: ", "))
    }
  }
}

/// Options of everything that links.
struct LinkOptions: ParsableArguments {
  @Option(help: "Candidates that are written for each row.")
  var top = 5

  @Option(help: "From this probability on a link is made (default: the model's).")
  var linked: Double?

  @Option(help: "From this probability on a candidate is for review (default: the model's).")
  var candidate: Double?

  @Option(
    help:
      "one-to-one, many-to-one (several rows may share a candidate) or many-to-many (default: the mapping's, else many-to-one)."
  )
  var cardinality: LinkCardinality?

  @Option(help: "The linking model: a language, or the path of its YAML file.")
  var model = "en"

  @Option(help: "Words in common that are listed for each candidate.")
  var words = 8

  @Option(name: .shortAndLong, help: "Threads (default: one per core).")
  var jobs: Int?

  @Flag(name: .shortAndLong, help: "No summary; errors only.")
  var quiet = false

  var workers: Int { jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  func linkModel() throws -> LinkModel { try LinkModelReader.read(named: model) }

  func thresholds(_ model: LinkModel) -> LinkModel.Thresholds {
    LinkModel.Thresholds(
      linked: linked ?? model.thresholds.linked, candidate: candidate ?? min(model.thresholds.candidate, linked ?? 1))
  }
}

/// Tables named on the command line.
enum SheetInput {
  static func mapped(_ path: String, mapping name: String?) throws -> MappedTable {
    let mapping = try name.map { try MappingFile.read(named: $0) }
    let table = try TableFile.read(path, sheet: mapping?.worksheet)
    for note in table.notes { Console.error("strata: \(path): \(note)") }
    return try MappedTable(table, mapping ?? ColumnGuess.mapping(for: table))
  }
}
