import StrataModel

/// Tracker pages and gaps as JSON Lines.
public enum TrackerJSON {
  /// One line a gap.
  public static func lines(_ list: GapList) -> [UInt8] {
    var buffer = JSONBuffer(capacity: 1 << 16)
    for gap in list.gaps {
      buffer.raw("{\"strategy\":")
      buffer.string(gap.strategy)
      field("strategyTitle", gap.strategyTitle, &buffer)
      field("commitment", gap.commitment, &buffer)
      field("title", gap.title, &buffer)
      field("text", gap.text, &buffer)
      field("listed", gap.listed, &buffer)
      buffer.raw(",\"occurrences\":")
      buffer.integer(gap.occurrences)
      field("action", gap.action, &buffer)
      buffer.raw(",\"sectors\":")
      buffer.list(gap.sectors) { $0.string($1) }
      candidates(gap.candidates, &buffer)
      field("why", gap.why, &buffer)
      field("remedy", gap.remedy, &buffer)
      buffer.raw("}\n")
    }
    return buffer.bytes
  }

  /// One line a strategy.
  public static func lines(_ pages: [TrackerPage]) -> [UInt8] {
    var buffer = JSONBuffer(capacity: 1 << 16)
    for page in pages {
      buffer.raw("{\"strategy\":")
      buffer.string(page.strategy.id)
      field("title", page.strategy.title, &buffer)
      buffer.raw(",\"commitments\":")
      buffer.integer(page.commitments)
      for (name, entries) in [
        ("linked", page.linked), ("announced", page.announced), ("unaccounted", page.unaccounted),
      ] {
        buffer.byte(44)
        buffer.string(name)
        buffer.byte(58)
        buffer.list(entries) { buffer, entry in
          buffer.raw("{\"commitment\":")
          buffer.string(entry.commitment.id)
          field("text", entry.commitment.text, &buffer)
          candidates(entry.candidates, &buffer)
          buffer.byte(125)
        }
      }
      buffer.raw(",\"disagreements\":")
      buffer.list(page.disagreements) { buffer, count in
        buffer.raw("{\"label\":")
        buffer.string(count.label)
        buffer.raw(",\"declared\":")
        buffer.integer(count.declared)
        buffer.raw(",\"found\":")
        buffer.integer(count.found)
        buffer.byte(125)
      }
      buffer.raw("}\n")
    }
    return buffer.bytes
  }

  private static func field(_ name: String, _ value: String, _ buffer: inout JSONBuffer) {
    buffer.byte(44)
    buffer.string(name)
    buffer.byte(58)
    buffer.string(value)
  }

  private static func candidates(_ candidates: [TrackerPage.Candidate], _ buffer: inout JSONBuffer) {
    buffer.raw(",\"candidates\":")
    buffer.list(candidates) { buffer, candidate in
      buffer.raw("{\"key\":")
      buffer.string(candidate.key)
      field("title", candidate.title, &buffer)
      buffer.raw(",\"probability\":")
      LinkReport.number(candidate.probability, &buffer)
      field("decision", candidate.decision, &buffer)
      field("because", candidate.because, &buffer)
      buffer.raw(",\"words\":")
      buffer.list(candidate.words) { $0.string($1) }
      buffer.byte(125)
    }
  }
}
