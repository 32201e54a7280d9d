import FoundationEssentials
import StrataModel

/// The cells of a row in the store: a JSON object of what is not empty, keys sorted.
enum Cells {
  static func json(_ cells: [String: String]) -> String {
    var buffer = JSONBuffer(capacity: 256)
    buffer.byte(123)
    var isFirst = true
    for (column, value) in cells.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
      if !isFirst { buffer.byte(44) }
      isFirst = false
      buffer.string(column)
      buffer.byte(58)
      buffer.string(value)
    }
    buffer.byte(125)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  static func decode(_ json: String) throws -> [String: String] {
    try JSONDecoder().decode([String: String].self, from: Data(json.utf8))
  }

  static func list(_ values: [String]) -> String {
    var buffer = JSONBuffer(capacity: 64)
    buffer.list(values) { $0.string($1) }
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  static func decodeList(_ json: String) throws -> [String] {
    try JSONDecoder().decode([String].self, from: Data(json.utf8))
  }
}
