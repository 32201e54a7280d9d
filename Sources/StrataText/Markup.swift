/// Text made safe for the markup that it is put into.
public enum Markup {
  /// Text as HTML, also within attributes; of the control characters all but tabs and line feeds become their pictures.
  public static func html(_ text: String) -> String {
    var html = ""
    html.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "\n": html += "&#10;"
      case "\t": html += "\t"
      case "\u{0}"..."\u{1F}": html.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? " ")
      default: html.unicodeScalars.append(scalar)
      }
    }
    return html
  }

  /// One line of Markdown that shows the text as it is.
  public static func markdown(_ text: String) -> String {
    var markdown = ""
    for character in text {
      if "\\`*_[]<>#|~".contains(character) { markdown.append("\\") }
      markdown.append(character == "\n" || character == "\t" ? " " : character)
    }
    return markdown
  }
}
