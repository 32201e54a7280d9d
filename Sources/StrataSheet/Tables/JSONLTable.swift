import FoundationEssentials
import StrataModel
import StrataTables

/// JSON Lines as a table: one object a line, its keys are columns in the order of their first occurrence in sorted lines.
enum JSONLTable {
  static func table(_ bytes: [UInt8], name: String) throws -> Table {
    var columns: [String] = []
    var places: [String: Int] = [:]
    var rows: [Table.Row] = []
    var number = 0
    for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      number += 1
      if line.allSatisfy({ $0 == 32 || $0 == 13 || $0 == 9 }) { continue }
      let object: [String: JSONCell]
      do {
        object = try JSONDecoder().decode([String: JSONCell].self, from: Data(line))
      } catch {
        throw TableFault(
          "jsonl-line", "\(name):\(number): the line is no JSON object (\(RecordFault.message(of: error)))")
      }
      for key in object.keys.sorted() where places[key] == nil {
        places[key] = columns.count
        columns.append(key)
      }
      var cells = [String](repeating: "", count: columns.count)
      for (key, value) in object { if let place = places[key] { cells[place] = value.text } }
      rows.append(Table.Row(cells: cells, number: number))
    }
    guard !rows.isEmpty else { throw TableFault("sheet-empty", "\(name) holds no rows") }
    for place in rows.indices where rows[place].cells.count < columns.count {
      rows[place].cells.append(contentsOf: repeatElement("", count: columns.count - rows[place].cells.count))
    }
    var table = Table(name: name, columns: columns)
    table.rows = rows
    return table
  }
}

/// Any JSON value as the text of a cell; lists are joined by `; `.
private struct JSONCell: Decodable {
  var text: String

  init(from decoder: any Decoder) throws {
    if var list = try? decoder.unkeyedContainer() {
      var parts: [String] = []
      while !list.isAtEnd { parts.append(try list.decode(JSONCell.self).text) }
      text = parts.filter { !$0.isEmpty }.joined(separator: "; ")
      return
    }
    if let object = try? decoder.container(keyedBy: AnyKey.self) {
      text = try object.allKeys.sorted { $0.stringValue < $1.stringValue }
        .map { "\($0.stringValue): \(try object.decode(JSONCell.self, forKey: $0).text)" }.joined(separator: "; ")
      return
    }
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      text = ""
    } else if let word = try? value.decode(String.self) {
      text = word
    } else if let flag = try? value.decode(Bool.self) {
      text = flag ? "true" : "false"
    } else if let whole = try? value.decode(Int.self) {
      text = String(whole)
    } else {
      text = String(try value.decode(Double.self))
    }
  }

  private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
