import ArgumentParser
import StrataModel
import StrataSheet
import StrataTables

struct PushCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push", abstract: "Bring what is linked into the mastersheet's file.",
    discussion: """
      Writes machine and shared columns, and of these only cells that nobody has changed; all else waits as a conflict. \
      Accepted gaps become new rows. The file before the push is kept beside it, and 'undo' takes the push back.

      EXAMPLES:
        strata sheet push --dry-run
        strata sheet push mastersheet.xlsx
        strata sheet push --sources ../corpus --records corpus.html
      """)

  @Argument(help: "The file (default: the one that was imported).", completion: .file())
  var file: String?

  @Flag(help: "Tell what would be done, and do nothing.")
  var dryRun = false

  @Flag(help: "Push although the workbook holds macros, pivot tables or several tables.")
  var allowLoss = false

  @Option(help: "The linking model: a language, or the path of its YAML file.")
  var model = "en"

  @OptionGroup var targets: TargetOptions
  @OptionGroup var options: StoreOptions

  func run() throws {
    let store = try options.store()
    let plan = PushPlan(title: try LinkModelReader.read(named: model).shortTitle)
    let report: PushReport
    do {
      report = try store.push(
        sheet: options.sheet, file: file,
        options: options.push(allowLoss: allowLoss, isRehearsal: dryRun, links: targets.links),
        plan: { try plan.make($0, $1, $2) })
    } catch let rehearsal as PushRehearsal {
      report = rehearsal.report
    }
    PushText.print(report, isRehearsal: dryRun)
    if !report.conflicts.isEmpty {
      Console.error("'strata sheet conflicts' lists the conflicts, 'strata sheet resolve' settles them")
    }
    if !report.conflicts.isEmpty { throw ExitStatus.no }
  }
}

extension StoreOptions {
  func push(allowLoss: Bool, isRehearsal: Bool, links: LinkTargets = LinkTargets()) -> PushOptions {
    var push = PushOptions(by: user)
    push.links = links
    push.allowsLoss = allowLoss
    push.isRehearsal = isRehearsal
    push.patience = wait
    return push
  }
}

enum PushText {
  static func print(_ report: PushReport, isRehearsal: Bool) {
    for change in report.written {
      Console.print("\(change.key)\t\(change.column)\t\(line(change.old)) → \(line(change.new))")
    }
    for key in report.addedRows { Console.print("\(key)\tnew row") }
    for key in report.removedRows { Console.print("\(key)\trow taken out") }
    for change in report.covered {
      Console.print("\(change.key)\t\(change.column)\tnot written: the cell is merged into \(change.old)")
    }
    for change in report.conflicts where change.column.isEmpty {
      Console.print("\(change.key)\tleft as it is: \(change.old)")
    }
    for change in report.conflicts where !change.column.isEmpty {
      Console.print("\(change.key)\t\(change.column)\tconflict: holds \(line(change.old)), wanted \(line(change.new))")
    }
    let removed =
      report.removedRows.isEmpty ? "" : " took out \(Count.of(report.removedRows.count, "row"));"
    Console.error(
      "\(isRehearsal ? "would write" : "wrote") \(Count.of(report.written.count, "cell")) and "
        + "\(Count.of(report.addedRows.count, "new row"));\(removed) \(Count.of(report.agreeing, "cell agrees", plural: "cells agree")), "
        + "\(Count.of(report.kept, "person's value", plural: "people's values")) kept, \(Count.of(report.conflicts.count, "conflict")); "
        + "\(Count.of(report.humanChanges, "change")) by people found"
        + (report.backup.map { "; the file before is \($0)" } ?? ""))
    if report.ownsNothing {
      Console.error(
        "all columns are people's; list those that may be written under 'owners' (machine, shared) in the sheet's mapping, "
          + "and import the sheet again")
    }
    if report.isBelowTotals {
      Console.error("the new rows stand below the row of totals, which does not count them; move them above it")
    }
    for backup in report.removedBackups { Console.error("removed \(backup): the last 10 such files are kept") }
  }

  static func line(_ text: String) -> String {
    let text = text.split(whereSeparator: \.isNewline).joined(separator: " ⏎ ")
    return text.isEmpty ? "nothing" : "'\(text.count > 60 ? text.prefix(59) + "…" : text)'"
  }
}

struct ConflictsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflicts", abstract: "Cells that a person changed and strata would write.",
    discussion: """
      EXAMPLE:
        strata sheet conflicts
      """)

  @Option(help: "table or csv.")
  var format: Format = .table

  @OptionGroup var options: StoreOptions

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv }

  func run() throws {
    let conflicts = try options.store().conflicts(sheet: options.sheet)
    switch format {
    case .csv:
      var table = Table(
        name: "conflicts", columns: ["id", "row", "title", "column", "expected", "found", "wanted", "at"])
      table.rows = conflicts.map {
        Table.Row(
          cells: [String($0.id), $0.key, $0.title, $0.column, $0.expected, $0.found, $0.wanted, $0.at], number: 0)
      }
      Console.write(CSVWriter.bytes(table), to: 1)
    case .table:
      for conflict in conflicts {
        Console.print("\(conflict.id)  \(conflict.key)  \(conflict.title)")
        Console.print(
          "    \(conflict.column): the file holds \(PushText.line(conflict.found)), strata expected "
            + "\(conflict.expected == conflict.wanted ? "and wants" : "\(PushText.line(conflict.expected)) and wants") "
            + PushText.line(conflict.wanted))
      }
      Console.error(
        Count.of(conflicts.count, "open conflict")
          + (conflicts.isEmpty
            ? ""
            : ": 'strata sheet resolve ID --as theirs' keeps what the file holds, '--as ours' lets the next push write")
      )
    }
  }
}

extension SheetStore.Resolution: ExpressibleByArgument {}

struct ResolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Settle conflicts: the person's value stays, or the next push writes.",
    discussion: """
      EXAMPLES:
        strata sheet resolve 3 5 --as theirs
        strata sheet resolve --all --as ours
      """)

  @Argument(help: "Ids of conflicts.")
  var ids: [Int64] = []

  @Flag(help: "All open conflicts.")
  var all = false

  @Option(name: .customLong("as"), help: "theirs (the person's value stays) or ours (the next push writes).")
  var resolution: SheetStore.Resolution

  @OptionGroup var options: StoreOptions

  func validate() throws {
    if ids.isEmpty != all { throw ValidationError("name conflicts, or give --all") }
  }

  func run() throws {
    let store = try options.store()
    let chosen = all ? try store.conflicts(sheet: options.sheet).map(\.id) : ids
    try store.resolve(chosen, as: resolution, by: options.user)
    Console.error("\(Count.of(chosen.count, "conflict")) settled")
  }
}

struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take a push back.",
    discussion: """
      Every value that the push wrote and nobody touched since gets the one it had before. The rest is told.

      EXAMPLES:
        strata sheet undo
        strata sheet undo 17
      """)

  @Argument(help: "The push (default: the last one); see 'strata sheet pushes'.")
  var push: Int64?

  @Option(help: "The file (default: the one that was imported).", completion: .file())
  var file: String?

  @Flag(help: "Also where the workbook holds macros, pivot tables or several tables.")
  var allowLoss = false

  @OptionGroup var options: StoreOptions

  func run() throws {
    let report = try options.store().undo(
      batch: push, sheet: options.sheet, file: file, options: options.push(allowLoss: allowLoss, isRehearsal: false))
    PushText.print(report, isRehearsal: false)
    if !report.conflicts.isEmpty {
      Console.error("what people changed since the push was left as it is; the conflicts above tell where")
    }
    if !report.conflicts.isEmpty { throw ExitStatus.no }
  }
}

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Every change of a row: when, by whom or by which run, from what to what.",
    discussion: """
      EXAMPLE:
        strata sheet log MS-012
      """)

  @Argument(help: "The row's key.")
  var row: String

  @OptionGroup var options: StoreOptions

  func run() throws {
    for entry in try options.store().history(of: row, sheet: options.sheet) {
      var line = "\(entry.at)  \(entry.by)  \(entry.batchKind) \(entry.batch) (strata \(entry.version))  \(entry.kind)"
      if let column = entry.column, entry.kind == "resolved", entry.because == "theirs" {
        line += "  \(column): \(PushText.line(entry.old ?? "")) stays, not \(PushText.line(entry.new ?? ""))"
      } else if let column = entry.column {
        line += "  \(column): \(PushText.line(entry.old ?? "")) → \(PushText.line(entry.new ?? ""))"
      }
      if !entry.because.isEmpty { line += "  because \(entry.because)" }
      Console.print(line)
    }
  }
}

struct PushesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pushes", abstract: "Imports, pushes and undos, the latest first.",
    discussion: """
      EXAMPLE:
        strata sheet pushes
      """)

  @Option(help: "How many.")
  var top = 20

  @OptionGroup var options: StoreOptions

  func run() throws {
    for batch in try options.store().batches(limit: top) { Console.print(batch) }
  }
}
