import FoundationEssentials

/// Cells of a sheet as XML (ECMA-376 part 1, 18.3.1.4).
///
/// Texts are written inline and always as text, so that no value becomes a formula.
struct WorkbookCell {
  /// What stands before the names of elements: `x:` where the sheet has its namespace under a prefix.
  var prefix = ""
  var startsIn1904 = false

  func xml(_ reference: CellReference, style: Int?, value: String, kind: CellKind?) -> String {
    if value.isEmpty { return element(reference, style: style, type: nil, content: "") }
    switch kind {
    case .number where Double(value) != nil:
      return element(reference, style: style, type: nil, content: "<\(prefix)v>\(value)</\(prefix)v>")
    case .boolean:
      return element(
        reference, style: style, type: "b", content: "<\(prefix)v>\(value == "TRUE" ? 1 : 0)</\(prefix)v>")
    case .error:
      return element(
        reference, style: style, type: "e", content: "<\(prefix)v>\(Self.escaped(value))</\(prefix)v>")
    case .date:
      if let serial = CellText.serial(of: value, startsIn1904: startsIn1904) {
        return element(reference, style: style, type: nil, content: "<\(prefix)v>\(serial)</\(prefix)v>")
      }
    default: break
    }
    return element(
      reference, style: style, type: "inlineStr",
      content: "<\(prefix)is><\(prefix)t xml:space=\"preserve\">\(Self.escaped(value))</\(prefix)t></\(prefix)is>")
  }

  /// A cell as it stood before: the source that `CellSource` took. Nil where this sheet cannot hold it so.
  func xml(_ reference: CellReference, style: Int?, source: String) -> String? {
    guard let colon = source.firstIndex(of: ":") else { return nil }
    let type = source[..<colon]
    let content = source[source.index(after: colon)...]
    guard content.isEmpty || content.hasPrefix("<\(prefix)v") || content.hasPrefix("<\(prefix)is") else { return nil }
    return element(reference, style: style, type: type == "n" ? nil : String(type), content: String(content))
  }

  private func element(_ reference: CellReference, style: Int?, type: String?, content: String) -> String {
    let tag =
      "<\(prefix)c r=\"\(reference.text)\"" + (style.map { " s=\"\($0)\"" } ?? "") + (type.map { " t=\"\($0)\"" } ?? "")
    return content.isEmpty ? tag + "/>" : "\(tag)>\(content)</\(prefix)c>"
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in CellText.escaped(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
