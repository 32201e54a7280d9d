import FoundationEssentials
import StrataModel

extension Patch {
  static let format = "strata-patch-1"

  /// The patch as JSON Lines.
  public var bytes: [UInt8] {
    var json = JSONBuffer()
    json.raw("{\"patch\":")
    json.string(Self.format)
    json.raw(",\"files\":")
    json.list(files) { json, file in
      json.raw("{\"file\":")
      json.string(file.name)
      json.raw(",\"old\":")
      json.optional(file.old)
      json.raw(",\"new\":")
      json.string(file.new)
      json.raw(",\"steps\":")
      json.integer(file.steps.count)
      json.raw("}")
    }
    json.raw("}\n")
    for file in files { for step in file.steps { Self.write(step, to: &json) } }
    return json.bytes
  }

  private static func write(_ step: Step, to json: inout JSONBuffer) {
    func numbers(_ numbers: Int...) {
      for number in numbers {
        json.byte(44)
        json.integer(number)
      }
    }
    switch step {
    case .copy(let first, let count, let shift):
      let isPlain = shift == RecordShift(index: 0, source: 0)
      if isPlain { json.raw("[\"=\"") } else { json.raw("[\"~\"") }
      numbers(first, count)
      if !isPlain { numbers(shift.index, shift.source) }
    case .splice(let line, let shift, let head, let tail, let middle):
      json.raw("[\"^\"")
      numbers(line, shift.index, shift.source, head, tail)
      json.byte(44)
      json.string(middle)
    case .insert(let text):
      json.raw("[\"+\",")
      json.string(text)
    }
    json.raw("]\n")
  }

  /// Reads a patch. Throws a `RecordFault` with the line that is none.
  public init(lines: [[UInt8]], path: String) throws {
    let decoder = JSONDecoder()
    func decode<Value: Decodable>(_ type: Value.Type, _ index: Int) throws -> Value {
      guard lines.indices.contains(index) else {
        throw RecordFault(path: path, line: index + 1, message: "the patch ends too early. Make it again.")
      }
      do {
        return try decoder.decode(type, from: Data(lines[index]))
      } catch {
        throw RecordFault(path: path, line: index + 1, message: RecordFault.message(of: error))
      }
    }
    let head = try decode(Head.self, 0)
    guard head.patch == Self.format else {
      throw RecordFault(path: path, line: 1, message: "the format '\(head.patch)' is not \(Self.format)")
    }
    var at = 1
    files = []
    for file in head.files {
      var steps: [Step] = []
      for _ in 0..<max(0, file.steps) {
        steps.append(try decode(Line.self, at).step)
        at += 1
      }
      files.append(FilePatch(name: file.file, old: file.old, new: file.new, steps: steps))
    }
    // A name decides where a file is written: nothing but the names of an output.
    for file in files where !RevisionFile.names.contains(file.name) {
      throw RecordFault(path: path, line: 1, message: "'\(file.name)' is no file of an output folder")
    }
  }

  private struct Head: Decodable {
    struct File: Decodable {
      var file: String
      var old: String?
      var new: String
      var steps: Int
    }

    var patch: String
    var files: [File]
  }

  private struct Line: Decodable {
    var step: Step

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      func number() throws -> Int { try list.decode(Int.self) }
      switch try list.decode(String.self) {
      case "=": step = .copy(first: try number(), count: try number(), shift: RecordShift(index: 0, source: 0))
      case "~":
        step = .copy(
          first: try number(), count: try number(), shift: RecordShift(index: try number(), source: try number()))
      case "^":
        step = .splice(
          line: try number(), shift: RecordShift(index: try number(), source: try number()), head: try number(),
          tail: try number(), middle: Array(try list.decode(String.self).utf8))
      case "+": step = .insert(Array(try list.decode(String.self).utf8))
      case let sign: throw DecodingError.dataCorruptedError(in: list, debugDescription: "there is no step '\(sign)'")
      }
    }
  }
}
