import ArgumentParser
import StrataModel
import StrataPipeline
import StrataReaders

struct NormalizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize", abstract: "Files to text with its alignment, one line of JSON a document.",
    discussion: """
      Reads the files that are named; or standard input: one document with --id NAME, else lines of JSON, \
      {"id", "path", "text"} or {"path"}. What cannot be processed goes to standard error as a rejected record.

      EXAMPLES:
        strata normalize plan.md | strata segment | strata extract | strata classify
        curl -s https://example.org/plan.md | strata normalize - --id plan.md
      """)

  @Argument(help: "Documents and folders; '-' or nothing for standard input.", completion: .file())
  var inputs: [String] = []

  @Option(help: "Standard input is one document of this name.")
  var id: String?

  @OptionGroup var pipeline: PipelineOptions

  func validate() throws {
    if id != nil, !inputs.isEmpty, inputs != ["-"] { throw ValidationError("--id is for standard input only") }
  }

  func run() throws {
    let loaded = try pipeline.load()
    var filter = try StageFilter(pipeline: loaded, stages: ["normalize"], offsets: pipeline.offsets, form: .envelope)
    var output = FilterOutput()
    if let id {
      let bytes = try Console.readAll()
      try output.write { () throws(RejectedRecord) in
        try filter.process(bytes, id: Corpus.id(forPath: id), path: id)
      }
    } else if inputs.isEmpty || inputs == ["-"] {
      try output.forEachLine(of: LineReader(descriptor: 0)) { line, name throws(RejectedRecord) in
        try filter.process(request: line, name: name)
      }
    } else {
      try output.forEachInput(of: inputs, loaded) { input throws(RejectedRecord) in try filter.process(input: input) }
    }
    try output.finish()
  }
}

struct SegmentCommand: ParsableCommand {
  static let configuration = StageFilterOptions.configuration(
    "segment", "Text to headings, paragraphs, items, rows and notes.",
    example: "strata normalize plan.md | strata segment")
  @OptionGroup var filter: StageFilterOptions

  func run() throws { try filter.run(stage: "segment", form: .envelope) }
}

struct ExtractCommand: ParsableCommand {
  static let configuration = StageFilterOptions.configuration(
    "extract", "Find actors, instruments, sectors, amounts, dates and targets.",
    example: "strata normalize plan.md | strata segment | strata extract")
  @OptionGroup var filter: StageFilterOptions

  func run() throws { try filter.run(stage: "extract", form: .envelope) }
}

struct ClassifyCommand: ParsableCommand {
  static let configuration = StageFilterOptions.configuration(
    "classify", "Label segments; writes the lines of segments.jsonl.",
    example: "strata normalize plan.md | strata segment | strata extract | strata classify")
  @OptionGroup var filter: StageFilterOptions

  @Flag(help: "Write the document with all its layers instead of its segments.")
  var layers = false

  func run() throws { try filter.run(stage: "classify", form: layers ? .envelope : .segments) }
}

/// What the filters after the first one share.
struct StageFilterOptions: ParsableArguments {
  @Argument(
    help: "Documents, or .jsonl files of the stage before; '-' or nothing for standard input.", completion: .file())
  var inputs: [String] = []

  @OptionGroup var pipeline: PipelineOptions

  static func configuration(_ name: String, _ abstract: String, example: String) -> CommandConfiguration {
    CommandConfiguration(
      commandName: name, abstract: abstract,
      discussion: """
        Reads what the stage before writes, one document a line, and keeps nothing from one line to the next. A \
        document that is named goes through the stages before as well. A line that cannot be processed goes to \
        standard error as a rejected record; the exit code is then 65.

        EXAMPLE:
          \(example)
        """)
  }

  func run(stage: String, form: StageFilter.Form) throws {
    let loaded = try pipeline.load()
    var filter = try StageFilter(pipeline: loaded, stages: [stage], offsets: pipeline.offsets, form: form)
    var output = FilterOutput()
    if inputs.isEmpty || inputs == ["-"] {
      try output.forEachLine(of: LineReader(descriptor: 0)) { line, name throws(RejectedRecord) in
        try filter.process(envelope: line, name: name)
      }
      return try output.finish()
    }
    let names = loaded.stages.map(\.name)
    let upToHere = Array(names[...(names.firstIndex(of: stage) ?? names.count - 1)])
    var chain = try StageFilter(pipeline: loaded, stages: upToHere, offsets: pipeline.offsets, form: form)
    for path in inputs {
      if path.hasSuffix(".jsonl") {
        try output.forEachLine(of: try LineReader(path: path)) { line, name throws(RejectedRecord) in
          try filter.process(envelope: line, name: name)
        }
      } else {
        try output.forEachInput(of: [path], loaded) { input throws(RejectedRecord) in try chain.process(input: input) }
      }
    }
    try output.finish()
  }
}

/// Standard output of a filter: whole lines, and rejected records on standard error.
struct FilterOutput {
  private var rejected = 0

  /// Writes what `make` gives, or the reject that it throws.
  mutating func write(_ make: () throws(RejectedRecord) -> [UInt8]) throws {
    do {
      let bytes = try make()
      guard Console.write(bytes, to: 1) else {
        throw FileFault(path: "standard output", operation: "write", errno: Console.lastError)
      }
    } catch let record as RejectedRecord {
      rejected += 1
      var json = JSONBuffer()
      RecordWriter.writeRejected(record, to: &json)
      Console.write(json.bytes, to: 2)
    }
  }

  mutating func forEachLine(
    of lines: LineReader, _ make: ([UInt8], String) throws(RejectedRecord) -> [UInt8]
  ) throws {
    while let line = try lines.next() {
      if line.isEmpty { continue }
      try write { () throws(RejectedRecord) in try make(line, "line \(lines.number)") }
    }
  }

  mutating func forEachInput(
    of paths: [String], _ pipeline: Pipeline, _ make: (Corpus.Input) throws(RejectedRecord) -> [UInt8]
  ) throws {
    let corpus = try CorpusScanner(exclude: pipeline.recipe.exclude).scan(paths)
    for record in corpus.rejected { try write { () throws(RejectedRecord) in throw record } }
    for input in corpus.inputs { try write { () throws(RejectedRecord) in try make(input) } }
  }

  /// Exit code 65 if anything was rejected.
  func finish() throws {
    if rejected > 0 {
      Console.error("strata: \(rejected) of the documents were rejected")
      throw ExitStatus.badData
    }
  }
}
