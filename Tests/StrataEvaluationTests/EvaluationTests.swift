import StrataModel
import Testing

@testable import StrataEvaluation

@Suite struct EvaluationTests {
  private func records(_ text: String) throws -> [GoldRecord] {
    try AnnotationReader.records(in: text, file: "test.ann")
  }

  @Test func annotationsBecomeRecords() throws {
    let records = try records(
      """
      # a remark
      @doc plan
      @seg item marker=bullet level=0 function=commitment class=governance sectors=health,digital
      establish a {I:governance:1|Network on {S:health|Healthcare}}{N:24} –
        by {D:2024-11-04|4 November} for {M:1000000:EUR|€1 million}
      @seg title
      Plan
      """)
    #expect(records.count == 2)
    #expect(records[0].text == "establish a Network on Healthcare – by 4 November for €1 million")
    #expect(records[0].mentions.map(\.type) == ["instrument", "sector", "date", "amount"])
    #expect(records[0].mentions.map(\.text) == ["Network on Healthcare", "Healthcare", "4 November", "€1 million"])
    #expect(records[0].mentions[0].start == 12)
    #expect(records[0].mentions[0].named == true)
    #expect(records[0].mentions[1].concept == "health")
    #expect(records[0].mentions[2].date == "2024-11-04")
    #expect(records[0].sectors == ["health", "digital"])
    #expect(records[1].sectors == nil)
    #expect(records.map(\.index) == [0, 1])
  }

  @Test(arguments: [
    ("@seg item\nx", 1), ("@doc a\n@seg thing\nx", 2), ("@doc a\n@seg item color=red\nx", 2),
    ("@doc a\n@seg item function=promise\nx", 2), ("@doc a\n@seg item\nok\n@seg item\na {A|b", 4),
    ("@doc a\n@seg item\na } b", 2), ("@doc a\n@seg item\n{Q|b}", 2), ("stray", 1), ("@doc", 1),
  ]) func mistakesHaveTheirLine(text: String, line: Int) throws {
    let fault = #expect(throws: RecordFault.self) { try records(text) }
    #expect(fault?.line == line)
  }

  @Test func theSameIsPerfect() throws {
    let gold = try records("@doc a\n@seg item function=commitment sectors=health\n{A:lead|We} act\n@seg furniture\nx")
    let evaluation = Evaluation(gold: gold, predicted: gold)
    #expect(evaluation.segments == Rates(truePositives: 1))
    #expect(evaluation.exact["ALL"] == Rates(truePositives: 1))
    #expect(evaluation.labels[.function]?.value == 1)
    #expect(evaluation.attributes["actor.role"]?.value == 1)
    #expect(evaluation.errors.isEmpty)
  }

  /// Figures by hand, after the definitions of the codebook.
  @Test func figures() throws {
    let gold = try records(
      """
      @doc a
      @seg item function=commitment action=create sectors=health,energy
      the {A:lead|Commission} funds {I:finance:0|grants}
      @seg paragraph function=context
      some prose
      @seg heading
      missing
      """)
    var predicted = try records(
      """
      @doc a
      @seg item function=commitment action=fund sectors=health,space
      {A:lead|the Commission} funds {I:skills:0|grants}
      @seg item function=context
      some prose
      @seg paragraph
      spurious
      """)
    predicted.append(GoldRecord(document: "b", kind: "item", text: "of another document"))
    let evaluation = Evaluation(gold: gold, predicted: predicted)
    #expect(evaluation.segments == Rates(truePositives: 1, falsePositives: 2, falseNegatives: 2))
    #expect(evaluation.exact["ALL"] == Rates(truePositives: 1, falsePositives: 1, falseNegatives: 1))
    #expect(evaluation.overlap["ALL"] == Rates(truePositives: 2))
    #expect(evaluation.labels[.function]?.right == 2)
    #expect(evaluation.labels[.function]?.count == 2)
    #expect(evaluation.labels[.action]?.value == 0)
    #expect(evaluation.sectors == Rates(truePositives: 1, falsePositives: 1, falseNegatives: 1))
    #expect(evaluation.attributes["instrument.class"]?.value == 0)
    let layers = Set(evaluation.errors.map(\.layer))
    #expect(layers == ["segments", "actor", "action", "sectors", "instrument.class"])
  }

  @Test func missedSegmentsCountAgainstEveryLayer() throws {
    let gold = try records("@doc a\n@seg item function=commitment sectors=health\n{A|We} act")
    let evaluation = Evaluation(gold: gold, predicted: [])
    #expect(evaluation.segments == Rates(falseNegatives: 1))
    #expect(evaluation.exact["actor"] == Rates(falseNegatives: 1))
    #expect(evaluation.labels[.function]?.value == 0)
    #expect(evaluation.sectors == Rates(falseNegatives: 1))
  }

  @Test func decimalsRoundAsPythonDoes() {
    #expect(EvaluationReport.decimals(0.0625) == "0.062")
    #expect(EvaluationReport.decimals(2.0 / 3) == "0.667")
    #expect(EvaluationReport.decimals(1) == "1.000")
  }
}
