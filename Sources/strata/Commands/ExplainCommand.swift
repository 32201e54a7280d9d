import ArgumentParser
import Glibc
import StrataModel
import StrataPipeline
import StrataStages

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show documents with their layers, and the rule behind each of them.",
    discussion: """
      EXAMPLES:
        strata explain out --document press/chip-campus | less -R
        strata explain out --html page.html
      """)

  @Argument(help: "An output folder of 'strata run'.", completion: .directory)
  var output: String

  @Option(name: .shortAndLong, help: "Only this document; may be given several times.")
  var document: [String] = []

  @Option(
    help: "Write one self-contained HTML page to this file; '-' for standard output.",
    completion: .file(extensions: ["html"]))
  var html: String?

  @Option(help: "auto, always or never.")
  var color: Choice = .auto

  @Flag(help: "Also show what the page carries around its content (terminal).")
  var furniture = false

  enum Choice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  func run() throws {
    let chosen = try names()
    if let html { try writePage(to: html, of: chosen) } else { try print(chosen) }
  }

  /// The documents to show; a name that is none of them is an error with a suggestion.
  private func names() throws -> [(id: String, title: String?)] {
    let reader = try RecordReader<DocumentRecord>(path: "\(output)/documents.jsonl")
    var all: [(id: String, title: String?)] = []
    while let record = try reader.next() { all.append((record.id, record.title)) }
    for name in document where !all.contains(where: { $0.id == name }) {
      Console.error("strata: there is no document '\(name)'" + Suggestion.text(for: name, among: all.map(\.id)))
      throw ExitStatus.noInput
    }
    return document.isEmpty ? all : all.filter { document.contains($0.id) }
  }

  private func print(_ chosen: [(id: String, title: String?)]) throws {
    let isColoured =
      switch color {
      case .always: true
      case .never: false
      case .auto: Console.isOutputTerminal && getenv("NO_COLOR") == nil
      }
    let view = TerminalView(isColoured: isColoured, showsFurniture: furniture)
    try forEach(chosen) { explained, _ in Console.print(view.text(of: explained) + "\n") }
  }

  private func writePage(to path: String, of chosen: [(id: String, title: String?)]) throws {
    let view = HTMLView(documents: chosen)
    if path == "-" {
      Console.write(Array(view.head.utf8), to: 1)
      try forEach(chosen) { explained, number in
        Console.write(Array(view.section(explained, number: number).utf8), to: 1)
      }
      Console.write(Array(view.tail.utf8), to: 1)
      return
    }
    let page = try AtomicFile(path: path)
    try page.append(Array(view.head.utf8))
    try forEach(chosen) { explained, number in try page.append(Array(view.section(explained, number: number).utf8)) }
    try page.append(Array(view.tail.utf8))
    try page.finish()
    Console.error("\(Count.of(chosen.count, "document")) -> \(path)")
  }

  private func forEach(
    _ chosen: [(id: String, title: String?)], _ body: (ExplainedDocument, Int) throws -> Void
  ) throws {
    let documents = try ExplainedDocuments(folder: output)
    var number = 0
    while let explained = try documents.next() {
      guard chosen.contains(where: { $0.id == explained.document.id }) else { continue }
      try body(explained, number)
      number += 1
    }
  }
}
