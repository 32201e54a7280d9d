import StrataModel

extension ClassifyRun {
  /// Settles what only the whole document tells.
  func settle(_ segments: inout [Segment]) {
    settleDates(&segments)
    settleLists(&segments)
  }

  /// One date is no calendar: what stands below the only dated heading is told by its own words.
  private func settleDates(_ segments: inout [Segment]) {
    guard Set(dated.map { segments[$0].heading }).count == 1 else { return }
    for index in dated {
      segments[index].function = .context
      segments[index].because = causes.default(.context)
    }
  }

  /// An item without a verb is a commitment where most of its list are.
  private func settleLists(_ segments: inout [Segment]) {
    let open = Set(tentative.map(\.segment))
    let nominal = Set(tentative.lazy.filter(\.isNominal).map(\.segment))
    for entry in tentative {
      let index = entry.segment
      var promises = 0
      var others = 0
      var nominals = 1
      var at = index
      while at > 0, isSibling(at - 1, index, segments), index - at < 40 {
        at -= 1
        if nominal.contains(at) { nominals += 1 }
        if !open.contains(at) { count(segments[at].function, &promises, &others) }
      }
      at = index
      while at + 1 < segments.count, isSibling(at + 1, index, segments), at - index < 40 {
        at += 1
        if nominal.contains(at) { nominals += 1 }
        if !open.contains(at) { count(segments[at].function, &promises, &others) }
      }
      // A list of nothing but instruments, announced by a sentence, is one of actions.
      let isAnnounced = segments[index].leadIn.map { segments[$0].kind == .paragraph } ?? false
      let isAmongNominals = isAnnounced && promises + nominals >= others
      guard
        promises > 0 && promises >= others || isAnnounced && others == 0
          || entry.isNominal && (others == 0 || isAmongNominals)
      else { continue }
      let reading = entry.reading
      segments[index].function = .commitment
      segments[index].action = reading.action
      segments[index].strength = reading.strength
      segments[index].status = reading.status
      segments[index].instrumentClass = entry.instrumentClass
      segments[index].confidence = reading.confidence
      segments[index].because = entry.because + (promises > 0 || isAnnounced ? ["list:commitments"] : [])
    }
  }

  private func isSibling(_ other: Int, _ segment: Int, _ segments: borrowing [Segment]) -> Bool {
    segments[other].kind == segments[segment].kind && segments[other].heading == segments[segment].heading
      && segments[other].leadIn == segments[segment].leadIn
  }

  private func count(_ function: Function, _ promises: inout Int, _ others: inout Int) {
    if function == .commitment { promises += 1 } else if function != .none { others += 1 }
  }
}
