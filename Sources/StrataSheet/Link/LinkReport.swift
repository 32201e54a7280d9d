import StrataModel

/// Links as JSON Lines: one line a row, with its candidates.
public enum LinkReport {
  /// The best decision among a row's candidates.
  public static func decision(_ verdicts: [DecisionRule.Verdict]) -> LinkDecision {
    if verdicts.contains(where: { $0.decision == .linked }) { return .linked }
    return verdicts.contains { $0.decision == .candidate } ? .candidate : .none
  }

  public static func write(
    _ ranking: Linker.Ranking, _ verdicts: [DecisionRule.Verdict], linker: Linker, words: Int,
    to buffer: inout JSONBuffer
  ) {
    let row = linker.rows[ranking.row]
    buffer.raw("{\"row\":")
    buffer.string(row.key)
    buffer.raw(",\"title\":")
    buffer.string(row.title)
    buffer.raw(",\"decision\":")
    buffer.word(decision(verdicts))
    buffer.raw(",\"candidates\":")
    buffer.list(Array(zip(ranking.candidates, verdicts))) { buffer, pair in
      let (candidate, verdict) = pair
      buffer.raw("{\"candidate\":")
      buffer.string(linker.candidates[candidate.candidate].key)
      buffer.raw(",\"title\":")
      buffer.string(linker.candidates[candidate.candidate].title)
      buffer.raw(",\"probability\":")
      number(candidate.probability, &buffer)
      buffer.raw(",\"score\":")
      number(candidate.score, &buffer)
      buffer.raw(",\"decision\":")
      buffer.word(verdict.decision)
      buffer.raw(",\"because\":")
      buffer.string(verdict.because)
      buffer.raw(",\"parts\":")
      writeParts(candidate, to: &buffer)
      buffer.raw(",\"words\":")
      buffer.list(linker.commonWords(row: ranking.row, candidate: candidate.candidate, limit: words)) { buffer, word in
        buffer.string(word.word)
      }
      buffer.byte(125)
    }
    buffer.byte(125)
    buffer.byte(10)
  }

  /// The parts that are not zero.
  static func writeParts(_ candidate: Linker.Candidate, to buffer: inout JSONBuffer) {
    buffer.byte(123)
    var isFirst = true
    for part in LinkPart.allCases where candidate.parts[part.index] != 0 {
      if !isFirst { buffer.byte(44) }
      isFirst = false
      buffer.string(part.name)
      buffer.byte(58)
      number(Double(candidate.parts[part.index]), &buffer)
    }
    buffer.byte(125)
  }

  /// Four decimals.
  static func number(_ value: Double, _ buffer: inout JSONBuffer) {
    let scaled = Int((value * 10000).rounded())
    if scaled < 0 { buffer.byte(45) }
    let size = abs(scaled)
    buffer.integer(size / 10000)
    var rest = size % 10000
    guard rest > 0 else { return }
    buffer.byte(46)
    var digit = 1000
    while rest > 0 {
      buffer.byte(UInt8(48 + rest / digit))
      rest %= digit
      digit /= 10
    }
  }
}
