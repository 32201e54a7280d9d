import StrataModel

/// A document with its layers for a terminal.
public struct TerminalView {
  /// Whether to use colours (ECMA-48).
  public var isColoured: Bool
  /// Whether to show what a page carries around its content.
  public var showsFurniture: Bool

  public init(isColoured: Bool, showsFurniture: Bool = false) {
    self.isColoured = isColoured
    self.showsFurniture = showsFurniture
  }

  public func text(of document: ExplainedDocument) -> String {
    var lines = [bold(document.document.id) + "  " + (document.document.title ?? "")]
    for count in document.document.declared {
      lines.append(dim("  the page says \(count.declared) '\(count.label)', found \(count.found)"))
    }
    for warning in document.document.warnings { lines.append(dim("  \(warning.code): \(warning.message)")) }
    for segment in document.segments where showsFurniture || segment.kind != .furniture {
      lines += [""] + self.lines(of: segment, unit: document.document.offsets)
    }
    return lines.joined(separator: "\n")
  }

  private func lines(of segment: SegmentRecord, unit: OffsetUnit) -> [String] {
    var head = dim("\(segment.index) \(Description.kind(of: segment))")
    let labels = Description.labels(of: segment)
    if let function = labels.first {
      let rest = labels.dropFirst().joined(separator: " ")
      head += "  " + (segment.function == .commitment ? bold(function) : function) + (rest.isEmpty ? "" : " " + rest)
    }
    if let confidence = segment.confidence { head += dim("  \(confidence)") }
    if segment.duplicateOf != nil { head += dim("  repeats an earlier segment") }
    var lines = [head, "  " + text(MarkedText.pieces(of: segment, unit: unit))]
    if !segment.because.isEmpty { lines.append(dim("    because \(segment.because.joined(separator: ", "))")) }
    for mention in segment.mentions {
      let details = Description.details(of: mention).map { "\($0.name) \($0.value)" }.joined(separator: ", ")
      lines.append(
        "    " + coloured(mention.type.rawValue, mention.type) + " '\(mention.text)'"
          + (details.isEmpty ? "" : "  \(details)")
          + dim("  \(mention.because)  bytes \(Description.ranges(mention.source))"))
    }
    return lines
  }

  private func text(_ pieces: [TextPiece]) -> String {
    pieces.map { piece in
      switch piece {
      case .plain(let text): text.replacing("\t", with: " | ")
      case .mention(let mention, let inner):
        isColoured ? coloured(plain(inner), mention.type) : "[" + text(inner) + "]"
      }
    }.joined()
  }

  private func plain(_ pieces: [TextPiece]) -> String {
    pieces.map { piece in
      switch piece {
      case .plain(let text): text
      case .mention(_, let inner): plain(inner)
      }
    }.joined()
  }

  private func coloured(_ text: String, _ type: MentionType) -> String {
    let code =
      switch type {
      case .actor: "34"
      case .instrument: "33"
      case .sector: "32"
      case .amount: "35"
      case .date: "36"
      case .target: "31"
      }
    return isColoured ? "\u{1b}[\(code)m\(text)\u{1b}[39m" : text
  }

  private func bold(_ text: String) -> String { isColoured ? "\u{1b}[1m\(text)\u{1b}[22m" : text }
  private func dim(_ text: String) -> String { isColoured ? "\u{1b}[2m\(text)\u{1b}[22m" : text }
}
