import ArgumentParser
import StrataModel
import StrataSheet
import StrataTables

struct SheetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheet", abstract: "The mastersheet: feed it, and never overwrite a person.",
    discussion: """
      The store (strata.db) remembers strategies, commitments, rows, links, judgements and every change.

      EXAMPLES:
        strata sheet import mastersheet.xlsx
        strata link out --sheet mastersheet
        strata sheet status
        strata sheet gaps --format xlsx -o gaps.xlsx
        strata sheet push
      """,
    subcommands: [
      ImportCommand.self, ExportCommand.self, StatusCommand.self, GapsCommand.self, AcceptCommand.self,
      RejectCommand.self,
      ForgetCommand.self, PushCommand.self, ConflictsCommand.self, ResolveCommand.self, UndoCommand.self,
      LogCommand.self,
      PushesCommand.self, FindCommand.self,
    ])
}

/// The store, and a sheet in it.
struct StoreOptions: ParsableArguments {
  @Option(help: "The store; it is made if there is none.", completion: .file())
  var db = "strata.db"

  @Option(help: "The sheet's name, where the store holds several.")
  var sheet: String?

  @Option(help: "Seconds to wait for another command that writes.")
  var wait = 10.0

  @Option(help: "Who does this (default: STRATA_USER, or the login name).")
  var by: String?

  var user: String { by ?? SheetStore.user }
  func store() throws -> SheetStore { try SheetStore(path: db, patience: wait) }
}

/// Where the links of a workbook's cells lead.
struct TargetOptions: ParsableArguments {
  @Option(help: "The folder of the documents, as seen from the workbook: cells with a source lead there.")
  var sources: String?

  @Option(help: "The page of 'strata explain --html', as seen from the workbook: commitments lead to their records.")
  var records: String?

  var links: LinkTargets { LinkTargets(sources: sources, records: records) }
}

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take over a mastersheet from .xlsx, .csv, .tsv or .jsonl.",
    discussion: """
      Which column is what is read from a mapping (pipelines/sheets/NAME.yaml), kept from the last import, or guessed \
      from the header; a guess is printed, to be kept. Keys that occur twice are an error that names the rows.

      EXAMPLES:
        strata sheet import mastersheet.xlsx --map mastersheet
        strata sheet import measures.csv --sheet measures > measures.yaml
      """)

  @Argument(help: "The file.", completion: .file())
  var file: String

  @Option(help: "The mapping: its name or the path of its YAML file.")
  var map: String?

  @Option(help: "The worksheet of a workbook (default: the mapping's, or the first with rows).")
  var worksheet: String?

  @Flag(help: "Take the file's rows also where most of the sheet's are not in it.")
  var replace = false

  @OptionGroup var options: StoreOptions

  func run() throws {
    let store = try options.store()
    let given = try map.map { try MappingFile.read(named: $0) }
    let known =
      options.sheet != nil
      ? try? store.sheet(named: options.sheet) : try store.sheet(ofFile: file, mapping: given?.name)
    var mapping = given ?? known?.mapping
    // The worksheet that was read before is read again, if it is the same file.
    let table = try TableFile.read(
      file, sheet: worksheet ?? given?.worksheet ?? known?.mapping.worksheet,
      orFirst: worksheet == nil && given?.worksheet == nil && known?.file != file)
    if mapping == nil {
      let guess = try ColumnGuess.mapping(for: table, name: options.sheet ?? "mastersheet")
      Console.error("strata: the mapping was guessed; keep it as pipelines/sheets/NAME.yaml and correct it there:")
      Console.print("# Guessed from the header of \(file).\n" + MappingFile.text(guess).dropLast())
      mapping = guess
    }
    guard var mapping else { return }
    if let worksheet { mapping.worksheet = worksheet }
    let name = options.sheet ?? known?.name ?? mapping.name
    let report = try store.importSheet(
      table, mapping: mapping, name: name, file: file, mayReplace: replace, by: options.user)
    for note in report.notes { Console.error("strata: \(file): \(note)") }
    if mapping.columns[.key] == nil {
      Console.error(
        "strata: \(file): no column is the key, so rows are told apart by their place (row-1, row-2, …) and lose what is known of "
          + "them when somebody sorts or inserts rows; add a column of ids and name it under 'key' in the mapping")
    }
    Console.error(
      "\(file): \(Count.of(report.rows, "row")) in \(Count.of(report.columns, "column")); \(Count.grouped(report.added)) added, "
        + "\(Count.grouped(report.changedRows)) changed (\(Count.of(report.changedCells, "cell"))), "
        + "\(Count.grouped(report.unchanged)) unchanged, \(Count.grouped(report.removed)) removed; "
        + "\(Count.of(report.emptyRows, "empty row")) passed over; the sheet is called '\(name)'")
  }
}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a sheet as a new file.",
    discussion: """
      The workbook has a frozen header, a filter, drop-downs for closed vocabularies and links. To bring changes into a \
      workbook that people use, take 'strata sheet push'.

      EXAMPLE:
        strata sheet export mastersheet.xlsx
      """)

  @Argument(help: "The file: .xlsx, .csv, .tsv or .jsonl.", completion: .file())
  var file: String

  @Flag(help: "Replace the file if it is there.")
  var force = false

  @OptionGroup var targets: TargetOptions
  @OptionGroup var options: StoreOptions

  func run() throws {
    if !force, TableFile.exists(file) {
      throw TableFault("export-exists", "\(file) is there already; give --force to replace it")
    }
    let (rows, cut) = try options.store().export(
      sheet: options.sheet, to: file, links: targets.links, by: options.user)
    Console.error("\(file): \(Count.of(rows, "row")) written")
    if cut > 0 {
      Console.error(
        "\(Count.of(cut, "cell is", plural: "cells are")) longer than a workbook allows (32,767 characters) and cut; export to .csv or "
          + ".jsonl to have all of it")
    }
  }
}

struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find", abstract: "Rows that hold all the words.",
    discussion: """
      EXAMPLE:
        strata sheet find drug discovery
      """)

  @Argument(help: "Words, or their beginnings.")
  var words: [String]

  @Option(help: "How many rows.")
  var top = 20

  @OptionGroup var options: StoreOptions

  func run() throws {
    let store = try options.store()
    let sheet = try store.sheet(named: options.sheet)
    let rows = try store.find(words.joined(separator: " "), in: sheet, limit: top)
    for row in rows { Console.print("\(row.key)\t\(row.text(.title, sheet.mapping))") }
    if rows.isEmpty { throw ExitStatus.no }
  }
}
