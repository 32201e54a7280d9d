import Foundation
import StrataModel
import StrataPipeline
import StrataStages
import StrataText

struct GoldSegment: Decodable {
  var document: String
  var kind: String
  var text: String
  var leadin: String?
}

let arguments = CommandLine.arguments
let goldPath = arguments[1]
let outPath = arguments[2]
let clock = ContinuousClock()
var language: LanguageLoader.Language!
let loadTime = try clock.measure {
  do {
    language = try LanguageLoader.load(lexicons: try FileManager.default.contentsOfDirectory(atPath: arguments[3]).filter { $0.hasSuffix(".tsv") }.sorted().map { arguments[3] + "/" + $0 }, grammar: arguments[4])
  } catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(65)
  }
}
let stage = ExtractStage(pack: language.pack, rules: language.extract)
var worker = stage.makeWorker()
var documents: [Document] = []
let lines = try String(contentsOfFile: goldPath, encoding: .utf8).split(separator: "\n")
var kinds: [[String]] = []
for line in lines {
  let gold = try JSONDecoder().decode(GoldSegment.self, from: Data(line.utf8))
  if documents.last?.id != gold.document {
    documents.append(Document(id: gold.document, path: gold.document))
  }
  let index = documents.count - 1
  if !documents[index].text.isEmpty { documents[index].text.append(10) }
  let start = documents[index].text.count
  documents[index].text.append(contentsOf: Array(gold.text.utf8))
  var segment = Segment(
    kind: SegmentKind(rawValue: gold.kind)!, extent: Extent(start, documents[index].text.count))
  segment.leadIn = gold.leadin.flatMap(Int.init)
  documents[index].segments.append(segment)
}
var out = ""
func escape(_ s: String) -> String {
  String(decoding: try! JSONEncoder().encode(s), as: UTF8.self)
}
for index in documents.indices {
  try worker.process(&documents[index])
  for segment in documents[index].segments {
    let bytes = Array(documents[index].text[segment.extent.range])
    func offset(_ at: UInt32) -> Int {
      bytes[..<(Int(at) - Int(segment.extent.start))].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }
    var mentions: [String] = []
    for m in segment.mentions {
      var parts = ["\"type\":\"\(m.type.rawValue)\"", "\"start\":\(offset(m.extent.start))", "\"end\":\(offset(m.extent.end))"]
      func add(_ key: String, _ value: String?) { if let value { parts.append("\"\(key)\":" + escape(value)) } }
      add("text", String(decoding: documents[index].text[m.extent.range], as: UTF8.self))
      add("role", m.role?.rawValue)
      add("class", m.instrumentClass?.rawValue)
      if let named = m.named { parts.append("\"named\":\(named)") }
      add("concept", m.concept)
      add("value", m.value)
      add("currency", m.currency)
      add("date", m.date)
      add("unit", m.unit)
      add("because", m.because)
      mentions.append("{" + parts.joined(separator: ",") + "}")
    }
    out += "{\"document\":\(escape(documents[index].id)),\"kind\":\"\(segment.kind.rawValue)\",\"text\":"
      + escape(String(decoding: bytes, as: UTF8.self)) + ",\"mentions\":[" + mentions.joined(separator: ",") + "]}\n"
  }
}
try out.write(toFile: outPath, atomically: true, encoding: .utf8)
FileHandle.standardError.write(Data("load \(loadTime)\n".utf8))
if arguments.count > 5, let rounds = Int(arguments[5]) {
  let bytes = documents.reduce(0) { $0 + $1.text.count } * rounds
  let time = try clock.measure { for _ in 0..<rounds { for index in documents.indices { try worker.process(&documents[index]) } } }
  let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  FileHandle.standardError.write(Data("\(Double(bytes) / seconds / 1e6) MB/s over \(bytes) bytes\n".utf8))
}
