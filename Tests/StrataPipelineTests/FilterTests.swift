import Foundation
import StrataModel
import StrataReaders
import Testing

@testable import StrataPipeline

@Suite struct FilterTests {
  @Test func aPipeOfFiltersGivesTheBytesOfARun() throws {
    let bench = try BatchBench()
    try bench.writeCorpus(10)
    try bench.run()
    let names = ["normalize", "segment", "extract", "classify"]
    var filters = try names.map {
      try StageFilter(
        pipeline: bench.pipeline, stages: [$0], offsets: nil, form: $0 == "classify" ? .segments : .envelope)
    }
    var lines: [UInt8] = []
    for input in try CorpusScanner().scan([bench.folder["corpus"]]).inputs {
      var line = try filters[0].process(input: input)
      for index in 1..<filters.count {
        #expect(line.last == 10 && line.dropLast().allSatisfy { $0 != 10 })
        line = try filters[index].process(envelope: line.dropLast(), name: "line")
      }
      lines += line
    }
    #expect(String(decoding: lines, as: UTF8.self) == (try bench.folder.text("out/segments.jsonl")))
  }

  @Test(arguments: ["", "{", "[]", "{\"envelope\":2}", "{\"envelope\":1}", "null"])
  func badLinesAreRejected(line: String) throws {
    let bench = try BatchBench()
    var filter = try StageFilter(pipeline: bench.pipeline, stages: ["segment"], offsets: nil, form: .envelope)
    let fault = #expect(throws: RejectedRecord.self) {
      try filter.process(envelope: Array(line.utf8), name: "line 3")
    }
    #expect(fault?.code == "bad-line")
    #expect(fault?.path == "line 3")
  }

  @Test func offsetsOutsideTheTextAreRejected() throws {
    let bench = try BatchBench()
    var first = try StageFilter(pipeline: bench.pipeline, stages: ["normalize"], offsets: nil, form: .envelope)
    let line = String(decoding: try first.process(Array("Hello".utf8), id: "a", path: "a"), as: UTF8.self)
    let wrong = line.replacingOccurrences(of: "\"extent\":[0,5]", with: "\"extent\":[0,6]")
    #expect(wrong != line)
    var filter = try StageFilter(pipeline: bench.pipeline, stages: ["segment"], offsets: nil, form: .envelope)
    #expect(throws: RejectedRecord.self) { try filter.process(envelope: Array(wrong.utf8.dropLast()), name: "line 1") }
    _ = try filter.process(envelope: Array(line.utf8.dropLast()), name: "line 2")
  }

  @Test func aStageThatFindsNoLayerRejects() throws {
    let bench = try BatchBench()
    var first = try StageFilter(pipeline: bench.pipeline, stages: ["normalize"], offsets: nil, form: .envelope)
    let line = try first.process(Array("Hello".utf8), id: "a", path: "a")
    var filter = try StageFilter(pipeline: bench.pipeline, stages: ["classify"], offsets: nil, form: .segments)
    let fault = #expect(throws: RejectedRecord.self) { try filter.process(envelope: line.dropLast(), name: "line 1") }
    #expect(fault?.code == "missing-layer")
  }
}
