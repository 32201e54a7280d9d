import StrataModel

/// Reads gold in the `.ann` format: segments with their labels, mentions in braces within the text.
///
///     @doc NAME
///     @seg item marker=bullet function=commitment sectors=health
///     establish a {I:governance:1|European Network on {S:health|Healthcare}}{N:24}
///
/// Lines that begin with `#` are remarks. A segment's text may run over several lines; they are joined by a space.
public enum AnnotationReader {
  /// Throws `RecordFault` with the line of the mistake.
  public static func records(in text: String, file: String) throws -> [GoldRecord] {
    var records: [GoldRecord] = []
    var document: String?
    var current: (record: GoldRecord, lines: [String], number: Int)?
    var count: [String: Int] = [:]

    func finish() throws {
      guard let open = current else { return }
      var record = open.record
      do {
        let parsed = try AnnotatedText(open.lines.joined(separator: " "))
        record.text = parsed.text
        record.mentions = parsed.mentions
      } catch {
        throw RecordFault(path: file, line: open.number, message: error.message)
      }
      record.index = count[record.document, default: 0]
      count[record.document, default: 0] += 1
      records.append(record)
      current = nil
    }

    for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let number = offset + 1
      let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
      if line.hasPrefix("@doc") {
        try finish()
        guard words.count > 1 else { throw RecordFault(path: file, line: number, message: "@doc needs a name") }
        document = words[1...].joined(separator: " ")
      } else if line.hasPrefix("@seg") {
        try finish()
        guard let document else {
          throw RecordFault(path: file, line: number, message: "there is no @doc above this @seg")
        }
        current = (try header(words, document: document, file: file, line: number), [], number)
      } else if line.hasPrefix("#") {
        continue
      } else if current != nil, !words.isEmpty {
        current?.lines.append(String(line).trimmed)
      } else if !words.isEmpty {
        throw RecordFault(path: file, line: number, message: "text before the first @seg")
      }
    }
    try finish()
    return records
  }

  private static func header(
    _ words: [String], document: String, file: String, line: Int
  ) throws -> GoldRecord {
    guard words.count > 1, SegmentKind(rawValue: words[1]) != nil else {
      let kinds = SegmentKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw RecordFault(path: file, line: line, message: "@seg needs one of the kinds \(kinds)")
    }
    var record = GoldRecord(document: document, kind: words[1], text: "")
    for word in words.dropFirst(2) {
      guard let equals = word.firstIndex(of: "=") else {
        throw RecordFault(path: file, line: line, message: "expected key=value, found '\(word)'")
      }
      let key = String(word[..<equals])
      let value = String(word[word.index(after: equals)...])
      switch key {
      case "function": record.function = try checked(value, Function.self, file, line)
      case "action": record.action = try checked(value, Action.self, file, line)
      case "strength": record.strength = try checked(value, Strength.self, file, line)
      case "status": record.status = try checked(value, Status.self, file, line)
      case "class", "instrumentClass": record.instrumentClass = try checked(value, InstrumentClass.self, file, line)
      case "sectors":
        record.sectors = try value.split(separator: ",").map { try checked(String($0), Sector.self, file, line) }
      case "marker", "level", "dup", "lead", "leadin", "leadIn", "duplicateOf", "index", "note", "page": break
      default: throw RecordFault(path: file, line: line, message: "unknown key '\(key)'")
      }
    }
    return record
  }

  private static func checked<Word: CaseIterable & RawRepresentable>(
    _ value: String, _ type: Word.Type, _ file: String, _ line: Int
  ) throws -> String where Word.RawValue == String {
    guard Word(rawValue: value) != nil else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw RecordFault(path: file, line: line, message: "'\(value)' is none of \(words)")
    }
    return value
  }
}

extension String {
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
