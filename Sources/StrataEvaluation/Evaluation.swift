import StrataModel

/// How well predictions agree with gold, layer by layer, by the codebook's definitions.
///
/// Segments match by their text; furniture is left out. Mentions count within matched segments, by span and type.
/// Labels count for every gold segment that states them; attributes for mentions that are right.
public struct Evaluation: Sendable {
  public private(set) var segments = Rates()
  /// By mention type, and `ALL`.
  public private(set) var exact: [String: Rates] = [:]
  public private(set) var overlap: [String: Rates] = [:]
  public private(set) var labels: [Label: Accuracy] = [:]
  public private(set) var sectors = Rates()
  /// `actor.role`, `instrument.class`, `instrument.named`, `sector.concept`, `date.date`.
  public private(set) var attributes: [String: Accuracy] = [:]
  public private(set) var errors: [EvaluationError] = []

  /// Types in the order of reports.
  public static let types = MentionType.allCases.map(\.rawValue) + ["ALL"]

  public init(gold: [GoldRecord], predicted: [GoldRecord]) {
    let goldByDocument = Dictionary(grouping: gold, by: \.document)
    let predictedByDocument = Dictionary(grouping: predicted, by: \.document)
    for document in goldByDocument.keys.sorted() {
      for (gold, predicted) in pairs(goldByDocument[document] ?? [], predictedByDocument[document] ?? []) {
        compareMentions(gold, predicted)
        compareLabels(gold, predicted)
        compareSectors(gold, predicted)
      }
    }
  }

  /// Every gold segment with the predicted one of the same text, the same kind first.
  private mutating func pairs(_ gold: [GoldRecord], _ predicted: [GoldRecord]) -> [(GoldRecord, GoldRecord?)] {
    let furniture = SegmentKind.furniture.rawValue
    let predicted = predicted.filter { $0.kind != furniture }
    var byText: [String: [Int]] = [:]
    for (index, record) in predicted.enumerated() { byText[record.key, default: []].append(index) }
    var isUsed = [Bool](repeating: false, count: predicted.count)
    var pairs: [(GoldRecord, GoldRecord?)] = []
    for record in gold where record.kind != furniture {
      let candidates = (byText[record.key] ?? []).filter { !isUsed[$0] }
      guard let match = candidates.first(where: { predicted[$0].kind == record.kind }) ?? candidates.first else {
        segments.falseNegatives += 1
        errors.append(EvaluationError(record, "segments", expected: record.kind, found: nil, text: record.text))
        pairs.append((record, nil))
        continue
      }
      isUsed[match] = true
      pairs.append((record, predicted[match]))
      if predicted[match].kind == record.kind {
        segments.truePositives += 1
      } else {
        segments.falsePositives += 1
        segments.falseNegatives += 1
        errors.append(
          EvaluationError(record, "segments", expected: record.kind, found: predicted[match].kind, text: record.text))
      }
    }
    for (index, record) in predicted.enumerated() where !isUsed[index] {
      segments.falsePositives += 1
      errors.append(EvaluationError(record, "segments", expected: nil, found: record.kind, text: record.text))
    }
    return pairs
  }

  private mutating func compareMentions(_ gold: GoldRecord, _ predicted: GoldRecord?) {
    for type in Self.types {
      let right = gold.mentions.filter { type == "ALL" || $0.type == type }
      let found = (predicted?.mentions ?? []).filter { type == "ALL" || $0.type == type }
      let rightSpans = Set(right.map(\.span))
      let foundSpans = Set(found.map(\.span))
      var exact = self.exact[type, default: Rates()]
      exact.truePositives += rightSpans.intersection(foundSpans).count
      exact.falsePositives += foundSpans.subtracting(rightSpans).count
      exact.falseNegatives += rightSpans.subtracting(foundSpans).count
      self.exact[type] = exact
      // A span counts once, also where two mentions share it.
      let uniqueRight = Self.unique(right)
      let uniqueFound = Self.unique(found)
      var overlap = self.overlap[type, default: Rates()]
      for mention in uniqueRight {
        if uniqueFound.contains(where: mention.overlaps) {
          overlap.truePositives += 1
        } else {
          overlap.falseNegatives += 1
        }
      }
      overlap.falsePositives += uniqueFound.count { mention in !uniqueRight.contains(where: mention.overlaps) }
      self.overlap[type] = overlap
    }
    compareAttributes(gold, predicted)
    listMentionErrors(gold, predicted)
  }

  private static func unique(_ mentions: [GoldMention]) -> [GoldMention] {
    var seen: Set<GoldMention.Span> = []
    return mentions.filter { seen.insert($0.span).inserted }
  }

  private mutating func compareAttributes(_ gold: GoldRecord, _ predicted: GoldRecord?) {
    for mention in gold.mentions {
      guard let match = predicted?.mentions.first(where: { $0.span == mention.span }) else { continue }
      let pairs: [(String, String?, String?)] = [
        ("actor.role", mention.role, match.role),
        ("instrument.class", mention.class, match.class),
        ("instrument.named", mention.named.map(String.init), match.named.map(String.init)),
        ("sector.concept", mention.type == "sector" ? mention.concept : nil, match.concept),
        ("date.date", mention.type == "date" ? mention.date : nil, match.date),
      ]
      for (name, right, found) in pairs {
        guard let right else { continue }
        attributes[name, default: Accuracy()].add(gold: right, predicted: found)
        if right != found {
          errors.append(EvaluationError(gold, name, expected: right, found: found, text: mention.text ?? ""))
        }
      }
    }
  }

  private mutating func listMentionErrors(_ gold: GoldRecord, _ predicted: GoldRecord?) {
    let found = predicted?.mentions ?? []
    for mention in gold.mentions where !found.contains(where: { $0.span == mention.span }) {
      let near = found.first(where: mention.overlaps)
      errors.append(
        EvaluationError(gold, mention.type, expected: mention.text ?? "", found: near?.text, text: gold.text))
    }
    for mention in found where !gold.mentions.contains(where: { $0.span == mention.span }) {
      // An overlapping one was listed with its gold mention.
      if gold.mentions.contains(where: mention.overlaps) { continue }
      errors.append(EvaluationError(gold, mention.type, expected: nil, found: mention.text ?? "", text: gold.text))
    }
  }

  private mutating func compareLabels(_ gold: GoldRecord, _ predicted: GoldRecord?) {
    for label in Label.allCases {
      guard let right = gold.label(label) else { continue }
      let found = predicted?.label(label)
      labels[label, default: Accuracy()].add(gold: right, predicted: found)
      if right != found, predicted != nil {
        errors.append(EvaluationError(gold, label.rawValue, expected: right, found: found, text: gold.text))
      }
    }
  }

  private mutating func compareSectors(_ gold: GoldRecord, _ predicted: GoldRecord?) {
    guard let listed = gold.sectors else { return }
    let right = Set(listed)
    let found = Set(predicted?.sectors ?? [])
    sectors.truePositives += right.intersection(found).count
    sectors.falsePositives += found.subtracting(right).count
    sectors.falseNegatives += right.subtracting(found).count
    if right != found, predicted != nil {
      errors.append(
        EvaluationError(
          gold, "sectors", expected: right.sorted().joined(separator: ","),
          found: found.sorted().joined(separator: ","),
          text: gold.text))
    }
  }
}

/// One disagreement between gold and prediction.
public struct EvaluationError: Sendable, Encodable, Equatable {
  public var document: String
  /// Position of the segment in its file.
  public var index: Int?
  /// `segments`, a mention type, a label, or an attribute.
  public var layer: String
  /// Nil where something was found that is not in the gold.
  public var expected: String?
  /// Nil where nothing was found.
  public var found: String?
  /// The segment's text, or the mention's for an attribute.
  public var text: String

  init(_ record: GoldRecord, _ layer: String, expected: String?, found: String?, text: String) {
    document = record.document
    index = record.index
    self.layer = layer
    self.expected = expected
    self.found = found
    self.text = text
  }
}
