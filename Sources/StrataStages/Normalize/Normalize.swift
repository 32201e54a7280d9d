import StrataModel
import StrataText

/// The normalize stage: bytes to normal text and its blocks. The only stage that changes text;
/// every change is an edit in the ledger.
public struct Normalize: Stage {
  public struct Options: Sendable {
    /// Words that end in digits by nature and carry no note number ("CO2", "NIS2").
    public var wordsWithDigits: Set<String> = []
    /// Words with which no heading ends ("of", "in").
    public var functionWords: Set<String> = []
    /// Labels with which the rows of a form open ("source of funding"), in lower case.
    public var fields: Set<String> = []
    /// Largest document, in bytes.
    public var limit = 256 << 20

    public init() {}
  }

  public let name = "normalize"
  public let reads: Layers = .source
  public let writes: Layers = .text
  private let options: Options
  private let functionWords: FunctionWords
  private let fields: FieldLabels
  private let words: (any WordWitness)?

  public init(options: Options = Options(), words: (any WordWitness)? = nil) {
    self.options = options
    functionWords = FunctionWords(options.functionWords)
    fields = FieldLabels(options.fields)
    self.words = words
  }

  public func makeWorker() throws -> any StageWorker {
    Worker(options: options, functionWords: functionWords, fields: fields, words: words, composer: try Composer())
  }

  private struct Worker: StageWorker {
    let options: Options
    let functionWords: FunctionWords
    let fields: FieldLabels
    let words: (any WordWitness)?
    let composer: Composer

    mutating func process(_ document: inout Document) throws {
      guard document.source.count <= options.limit else {
        throw StageFailure(
          code: "too-large", stage: "normalize",
          message:
            "The document has \(document.source.count) bytes, more than the limit of \(options.limit). Split it, or raise `limit` in the recipe."
        )
      }
      let source = document.source
      try source.withUnsafeBufferPointer { bytes in
        let decoding = try Decoding.decode(bytes)
        document.encoding = decoding.encoding
        document.warnings.append(contentsOf: decoding.warnings)
        if let converted = decoding.converted {
          converted.withUnsafeBufferPointer { normalize($0, decoding, &document) }
        } else {
          normalize(bytes, decoding, &document)
        }
      }
      document.layers.insert(.text)
    }

    private func normalize(_ text: UnsafeBufferPointer<UInt8>, _ decoding: Decoding, _ document: inout Document) {
      var draft = Draft(text)
      CharacterRepair.repair(&draft)
      let isMarkdown = document.mediaType == "text/markdown"
      if isMarkdown ? !MarkdownSigns.isPlainAtHeart(text) : MarkdownSigns.areIn(text) {
        document.mediaType = "text/markdown"
        MarkdownLayout.lay(&draft, words: words, functionWords: functionWords)
      } else {
        PlainLayout.lay(
          &draft, words: words, functionWords: functionWords, fields: fields, hasMarks: isMarkdown)
      }
      EndNotes.recognise(&draft)
      NoteLabels.take(&draft)
      NoteMarkers.resolve(&draft, known: options.wordsWithDigits)
      draft.settleEdits()
      let composer = composer
      Rendering.render(draft, decoding: decoding.alignment, into: &document, normalizer: { composer.compose($0) })
      if !decoding.edits.isEmpty { document.ledger = merge(decoding.edits, document.ledger) }
      document.warnings.append(contentsOf: draft.warnings)
    }

    /// The conversion's edits come first where both touch the same bytes.
    private func merge(_ first: [LedgerEdit], _ second: [LedgerEdit]) -> [LedgerEdit] {
      var all = second.filter { edit in !first.contains { $0.source.overlaps(edit.source) } } + first
      all.sort { $0.source < $1.source }
      return all
    }
  }
}

/// Tells Markdown from plain text where the file's name does not.
enum MarkdownSigns {
  /// A long file named Markdown whose paragraphs are not parted by blank lines and that has next to no markup: text
  /// extraction under another name.
  static func isPlainAtHeart(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count > 4000 else { return false }
    let signs = count(text)
    var lines = 0
    var inLong = 0
    var run = 0
    var hasInk = false
    var at = 0
    while at < text.count {
      // The rest of a line that is known to have something visible.
      if hasInk {
        at = ByteScan.find(text, at, text.count) { ByteScan.matches(0x0A, $0) }
        guard at < text.count else { break }
      }
      let byte = text[at]
      at += 1
      if byte > 0x20, byte < 0x80 { hasInk = true }
      guard byte == 0x0A else { continue }
      if hasInk {
        lines += 1
        run += 1
      } else {
        if run >= 12 { inLong += run }
        run = 0
      }
      hasInk = false
    }
    if run >= 12 { inLong += run }
    return lines > 60 && inLong * 2 > lines && (signs.headings + signs.strong + signs.links) * 50 < lines
  }

  static func areIn(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let (headings, strong, links, restructured) = count(text)
    let titles = headings + underlined(text)
    return titles >= 2 || (titles >= 1 && restructured >= 1) || restructured >= 3
      || (headings >= 1 && (strong >= 2 || links >= 1)) || links >= 3
      || strong >= 6
      || (strong >= 2 && links >= 1)
  }

  /// Titles with a line of signs below them that is as long as they are.
  private static func underlined(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    var title: Line?
    var head = 0
    while head < text.count, count < 2 {
      var stop = ByteScan.find(text, head, text.count) { ByteScan.matches(0x0A, $0) }
      while stop < text.count, text[stop] != 0x0A { stop += 1 }
      var last = stop
      while last > head, text[last - 1] <= 0x20 { last -= 1 }
      let line = Line(start: head, end: last, head: head, next: stop + 1)
      if let title, Restructured.underline(text, title, line) != nil { count += 1 }
      title = line
      head = stop + 1
    }
    return count
  }

  /// `restructured` are directives at a line's start, calls of notes (`[3]_`) and links in backticks.
  private static func count(
    _ text: UnsafeBufferPointer<UInt8>
  ) -> (headings: Int, strong: Int, links: Int, restructured: Int) {
    var restructured = 0
    var headings = 0
    var strong = 0
    var links = 0
    var lineStart = true
    var index = 0
    while index + 1 < text.count {
      if !lineStart {
        index = ByteScan.find(text, index, text.count) {
          ByteScan.matches(0x2A, $0) | ByteScan.matches(0x5D, $0) | ByteScan.matches(0x0A, $0)
            | ByteScan.matches(0x60, $0)
        }
        guard index + 1 < text.count else { break }
      }
      let byte = text[index]
      if lineStart, byte == 0x23 {
        var at = index
        while at < text.count, text[at] == 0x23 { at += 1 }
        if at - index <= 6, at < text.count, text[at] == 0x20 { headings += 1 }
      }
      if byte == 0x2A, text[index + 1] == 0x2A {
        strong += 1
        index += 1
      } else if byte == 0x5D, text[index + 1] == 0x28 {
        links += 1
      } else if text[index + 1] == 0x5F, index > 0 {
        if byte == 0x5D ? Scalars.isDigit(text[index - 1]) : byte == 0x60 && text[index - 1] == 0x3E {
          restructured += 1
        }
      } else if lineStart, byte == 0x2E, index + 3 < text.count, text[index + 1] == 0x2E, text[index + 2] == 0x20,
        text[index + 3] == 0x5F || text[index + 3] == 0x5B || Scalars.isLower(text[index + 3])
      {
        restructured += 1
      }
      lineStart = byte == 0x0A
      index += 1
    }
    return (headings, strong, links, restructured)
  }
}
