import StrataText

/// Lines whose kind their own characters tell.
enum SpecialLine {
  /// A ruled line: three or more of `-`, `_`, `=`, `*`, `~` or a box character, also spaced out.
  static func isRule(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    let first = Scalars.decode(text, at: line.start).scalar
    switch first {
    case 0x2D, 0x5F, 0x3D, 0x2A, 0x7E, 0x23, 0x2014, 0x2500...0x257F: break
    default: return false
    }
    var count = 0
    var at = line.start
    while at < line.end {
      let (scalar, length) = Scalars.decode(text, at: at)
      if scalar == first { count += 1 } else if scalar != 0x20, scalar != 0x09 { return false }
      at += length
    }
    return count >= 3 && (first != 0x23 || count > 6)
  }

  /// A directive of a site generator: `{include x}`, `{: .class}`, `{% … %}`, `{{ … }}`.
  static func isDirective(_ text: UnsafeBufferPointer<UInt8>, _ line: Line) -> Bool {
    guard line.end - line.start >= 3, text[line.start] == 0x7B, text[line.end - 1] == 0x7D else { return false }
    var depth = 0
    for index in line.start..<line.end {
      if text[index] == 0x7B { depth += 1 }
      if text[index] == 0x7D {
        depth -= 1
        if depth == 0, index < line.end - 1 { return false }
      }
    }
    return true
  }
}
