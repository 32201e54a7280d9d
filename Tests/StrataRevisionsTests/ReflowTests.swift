import FoundationEssentials
import StrataModel
import StrataPipeline
import StrataRevisions
import TemporaryFolders
import Testing

/// The same words in another layout go through the whole pipeline, and nothing differs but presentation.
@Suite struct ReflowTests {
  /// A block of a document as its author thinks of it.
  struct Block: Sendable {
    var kind: SegmentKind
    var text: String
    var level: Int
  }

  struct Blocks: Sendable {
    var id: String
    var blocks: [Block]
  }

  /// A way to lay out the same blocks. Columns 0: no wraps.
  struct Layout: CustomTestStringConvertible, Sendable {
    var name: String
    var columns = 0
    var bullet = "-"
    var isNumbered = false
    var isUnderlined = false
    var isEmphasised = false
    /// Number of the first note in the text, glued to a word; 0 for none.
    var firstNote = 0
    /// Lines of a page of plain text; 0 for Markdown.
    var page = 0
    var isPlain = false

    var testDescription: String { name }
  }

  /// Markdown: every document of the corpus.
  static let markdown = [
    Layout(name: "60 columns", columns: 60, bullet: "*", isUnderlined: true),
    Layout(name: "72 columns", columns: 72, bullet: "+"),
    Layout(name: "80 columns, numbered", columns: 80, isNumbered: true),
    Layout(name: "100 columns", columns: 100), Layout(name: "emphasis", isEmphasised: true),
  ]

  /// Plain text, where only wraps and pages tell lines of a paragraph from paragraphs.
  static let plain = [
    Layout(name: "plain, 64 columns", columns: 64, bullet: "•", isPlain: true),
    Layout(name: "plain, 80 columns, pages", columns: 80, bullet: "▪", page: 42, isPlain: true),
    Layout(name: "plain, 96 columns, other notes", columns: 96, bullet: "•", firstNote: 31, isPlain: true),
  ]

  /// Documents whose blocks are prose, headings and lists that plain text can say without doubt.
  static let plainDocuments = [
    "communications/blue-harbours", "communications/fair-work-platforms", "communications/skills-compass",
    "pdf-text/creative-vision", "pdf-text/finance-supervision", "pdf-text/transport-columns",
    "plans/coalition-programme",
    "press/chip-campus", "press/consumer-day", "press/focus-group-ports", "press/food-chain-forum",
    "press/quantum-testbeds-call", "trackers/digital-justice", "versions/cloud-charter.v1",
    "versions/harbour-safety.v1",
    "versions/housing-renovation.v1", "versions/hydrogen-valleys.v1", "versions/school-meals.v1",
  ]

  private static let made = Result {
    let corpus = try Fixtures.revision(Fixtures.root + "/corpus", pipeline: try Fixtures.pipeline())
    return corpus.documents.map { document in
      let blocks = document.segments.filter { [.title, .heading, .paragraph, .item].contains($0.kind) }.map {
        Block(kind: $0.kind, text: $0.text.split(separator: " ").joined(separator: " "), level: $0.level ?? 0)
      }
      return Blocks(id: document.id, blocks: blocks)
    }
  }

  static func blocks() throws -> [Blocks] { try made.get() }

  /// The Markdown of the corpus with one block a line.
  private static let lines = Result {
    try revision(blocks().map { ($0.id + ".md", text($0.blocks, Layout(name: "lines"))) })
  }

  static func wrapped(_ text: String, _ columns: Int, first: String = "", rest: String = "") -> String {
    guard columns > 0 else { return first + text }
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + word.count + 1 > columns {
        lines.append(line)
        line = rest
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return (lines + [line]).joined(separator: "\n")
  }

  static func text(_ blocks: [Block], _ layout: Layout) -> String {
    var lines: [String] = []
    var previous: SegmentKind?
    var number = 0
    var note = layout.firstNote
    for block in blocks {
      var text = block.text
      if layout.firstNote > 0, block.kind == .paragraph, note < layout.firstNote + 3, text.hasSuffix("."),
        text.dropLast().last?.isLetter == true
      {
        text = text.dropLast() + "\(note)."
        note += 1
      }
      if !(block.kind == .item && previous == .item), previous != nil { lines.append("") }
      switch block.kind {
      case .title, .heading:
        if layout.isPlain {
          lines.append(text)
        } else if layout.isUnderlined, block.kind == .title {
          lines += [text, String(repeating: "=", count: text.count)]
        } else {
          lines.append((block.kind == .title ? "# " : "## ") + text)
        }
      case .item:
        number = previous == .item ? number + 1 : 1
        let marker = layout.isNumbered ? "\(number). " : layout.bullet + " "
        let indent = String(repeating: " ", count: 2 * block.level)
        lines += wrapped(
          text, layout.columns, first: indent + marker, rest: indent + String(repeating: " ", count: marker.count)
        ).split(separator: "\n").map(String.init)
      default:
        if layout.isEmphasised, let space = text.firstIndex(of: " "), text[..<space].allSatisfy(\.isLetter) {
          text = "**\(text[..<space])**" + text[space...]
        }
        lines += wrapped(text, layout.columns).split(separator: "\n").map(String.init)
      }
      previous = block.kind
    }
    return paged(lines, layout.page).joined(separator: "\n") + "\n"
  }

  private static func paged(_ lines: [String], _ length: Int) -> [String] {
    guard length > 0 else { return lines }
    var paged: [String] = []
    var number = 1
    for (index, line) in lines.enumerated() {
      paged.append(line)
      if index % length == length - 1, index + 1 < lines.count {
        paged += ["", "\(number)", "\u{0C}"]
        number += 1
      }
    }
    return paged
  }

  private static func narrow(_ note: Int) -> Layout {
    Layout(name: "plain, 72 columns", columns: 72, bullet: "•", firstNote: note, isPlain: true)
  }

  private static func revision(_ texts: [(String, String)]) throws -> Revision {
    let folder = TemporaryFolder()
    for (name, text) in texts {
      try folder.write(name.split(separator: "/").joined(separator: "-"), text)
    }
    return try Fixtures.revision(folder.path, pipeline: try Fixtures.pipeline())
  }

  private func expectNoDifference(_ result: RevisionComparison) {
    for difference in result.differences where difference.kind != .presentation {
      Issue.record(
        """
        \(difference.newDocument ?? "?"): \(difference.kind) \(difference.old.map(\.text)) → \
        \(difference.new.map(\.text)) \(difference.labels.map { "\($0.field) \($0.old ?? "-") → \($0.new ?? "-")" })
        """)
    }
    #expect(!result.isDifferent)
    #expect(result.counts.oldSegments > 100)
  }

  @Test(arguments: markdown) func markdownInAnotherLayoutIsTheSame(layout: Layout) throws {
    let new = try Self.revision(Self.blocks().map { ($0.id + ".md", Self.text($0.blocks, layout)) })
    expectNoDifference(try RevisionComparer().compare(Self.lines.get(), new))
  }

  @Test(arguments: plain) func plainTextInAnotherLayoutIsTheSame(layout: Layout) throws {
    let blocks = try Self.blocks().filter { Self.plainDocuments.contains($0.id) }
    #expect(blocks.count == Self.plainDocuments.count)
    let narrow = Self.narrow(layout.firstNote / 2)
    expectNoDifference(
      try RevisionComparer().compare(
        Self.revision(blocks.map { ($0.id + ".txt", Self.text($0.blocks, narrow)) }),
        Self.revision(blocks.map { ($0.id + ".txt", Self.text($0.blocks, layout)) })))
  }
}
