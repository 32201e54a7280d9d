import StrataModel
import StrataText

/// Documents with their layers as one self-contained page: nothing is loaded from anywhere.
///
/// Written piece by piece, so that memory is bounded by the largest document: `head`, then a `section` for each
/// document, then `tail`.
public struct HTMLView {
  private let documents: [(id: String, title: String?)]

  /// `documents` are those that the page will show, for its navigation.
  public init(documents: [(id: String, title: String?)]) { self.documents = documents }

  public var head: String {
    var html = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>strata: \(documents.count == 1 ? Markup.html(documents[0].id) : "\(documents.count) documents")</title>
      <style>\(HTMLAssets.style)</style>
      </head>
      <body>
      <a class="skip" href="#page">Skip to the page</a>
      <nav aria-label="Documents"><h1>strata</h1><ol>

      """
    for (number, document) in documents.enumerated() {
      let title = document.title.map { "<small>\(Markup.html($0))</small>" } ?? ""
      html += "<li><a href=\"#document-\(number)\">\(Markup.html(document.id))\(title)</a></li>\n"
    }
    return html + "</ol></nav>\n<div class=\"body\">\n" + filters + "<main id=\"page\" tabindex=\"-1\">\n"
  }

  public var tail: String {
    """
    </main>
    </div>
    <aside id="detail" aria-live="polite" aria-label="Explanation" hidden>
    <button id="close" type="button">Close</button><div id="text"></div></aside>
    <script>\(HTMLAssets.script)</script>
    </body>
    </html>

    """
  }

  public func section(_ explained: ExplainedDocument, number: Int) -> String {
    let document = explained.document
    var html = "<section id=\"document-\(number)\" aria-labelledby=\"title-\(number)\">\n"
    html += "<header><h2 id=\"title-\(number)\">\(Markup.html(document.title ?? document.id))</h2><p>"
    html += Markup.html("\(document.path), \(document.bytes) bytes, \(document.encoding)")
    html += explained.source == nil ? ". The original file is not there any more." : ""
    html += "</p>"
    for count in document.declared {
      html += "<p>The page says \(count.declared) “\(Markup.html(count.label))”, found \(count.found).</p>"
    }
    for warning in document.warnings { html += "<p>\(Markup.html("\(warning.code): \(warning.message)"))</p>" }
    html += "</header>\n"
    for segment in explained.segments { html += self.segment(segment, of: explained) }
    return html + "</section>\n"
  }

  private var filters: String {
    var html = "<form class=\"filters\" aria-label=\"Filters\"><fieldset><legend>Mentions</legend>"
    for type in MentionType.allCases {
      html +=
        "<label class=\"\(type.rawValue)\"><input type=\"checkbox\" name=\"type\" value=\"\(type.rawValue)\" checked> "
      html += "\(type.rawValue)</label>"
    }
    html += "</fieldset><fieldset><legend>Segments</legend>"
    for function in Function.allCases {
      html += "<label><input type=\"checkbox\" name=\"function\" value=\"\(function.rawValue)\" checked> "
      html += "\(function == .none ? "headings, no function" : function.rawValue)</label>"
    }
    html += "<label><input type=\"checkbox\" name=\"furniture\" checked> furniture</label>"
    html += "<label><input type=\"checkbox\" name=\"duplicates\" checked> duplicates</label>"
    return html + "</fieldset></form>\n"
  }

  private func segment(_ segment: SegmentRecord, of explained: ExplainedDocument) -> String {
    let labels = Description.labels(of: segment)
    var classes = ["segment", segment.kind.rawValue, "function-\(segment.function.rawValue)"]
    if segment.duplicateOf != nil { classes.append("duplicate") }
    let indent = segment.level.map { " style=\"--level:\($0)\"" } ?? ""
    var html = "<div class=\"\(classes.joined(separator: " "))\" id=\"\(Markup.html(segment.id))\"\(indent)>"
    let element = segment.kind == .title || segment.kind == .heading ? "h3" : "p"
    html += "<\(element)>" + content(MarkedText.pieces(of: segment, unit: explained.document.offsets), explained)
    html += "</\(element)>"
    let details = [
      ("kind", Description.kind(of: segment)), ("labels", labels.joined(separator: ", ")),
      ("confidence", segment.confidence.map { "\($0)" } ?? ""), ("because", segment.because.joined(separator: ", ")),
      ("section", segment.section.joined(separator: " › ")), ("lead-in", segment.leadIn ?? ""),
      ("repeats", segment.duplicateOf ?? ""), ("id", segment.id), ("bytes", Description.ranges(segment.source)),
      ("source", explained.sourceText(segment.source) ?? ""),
    ]
    let caption = labels.isEmpty ? segment.kind.rawValue : labels.joined(separator: " · ")
    html += "<button type=\"button\" class=\"label\" data-x=\"\(attribute("Segment \(segment.index)", details))\">"
    return html + "\(Markup.html(caption))</button></div>\n"
  }

  private func content(_ pieces: [TextPiece], _ explained: ExplainedDocument) -> String {
    pieces.map { piece in
      switch piece {
      case .plain(let text): return Markup.html(text).replacing("\t", with: "<span class=\"cell\"></span>")
      case .mention(let mention, let inner):
        let details =
          Description.details(of: mention) + [
            ("because", mention.because), ("bytes", Description.ranges(mention.source)),
            ("source", explained.sourceText(mention.source) ?? ""),
          ]
        return "<span class=\"mention \(mention.type.rawValue)\" role=\"button\" tabindex=\"0\" "
          + "data-x=\"\(attribute("\(mention.type.rawValue): \(mention.text)", details))\">"
          + content(inner, explained) + "</span>"
      }
    }.joined()
  }

  /// A heading and its details in one attribute: lines of a name, a tab and a value.
  private func attribute(_ heading: String, _ details: [(name: String, value: String)]) -> String {
    func line(_ text: String) -> String { text.replacing("\n", with: "⏎").replacing("\t", with: "⇥") }
    let lines = [line(heading)] + details.filter { !$0.value.isEmpty }.map { "\($0.name)\t\(line($0.value))" }
    return Markup.html(lines.joined(separator: "\n"))
  }
}
