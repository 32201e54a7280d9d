import FoundationEssentials

/// An evaluation as rows of numbers: for all documents together, and for each.
public struct EvaluationReport: Sendable, Encodable {
  public struct Row: Sendable, Encodable {
    public var layer: String
    /// Precision, recall and F1; nil for accuracies.
    public var precision: Double?
    public var recall: Double?
    public var f1: Double?
    /// Share of right values, their number, and the mean F1 of the values; nil for the layers above.
    public var accuracy: Double?
    public var count: Int?
    public var macroF1: Double?
  }

  public struct Part: Sendable, Encodable {
    /// Nil for all documents together.
    public var document: String?
    public var rows: [Row]
  }

  public var parts: [Part]
  public var errors: [EvaluationError]

  public init(gold: [GoldRecord], predicted: [GoldRecord], byDocument: Bool) {
    let all = Evaluation(gold: gold, predicted: predicted)
    parts = [Part(document: nil, rows: Self.rows(all))]
    errors = all.errors
    guard byDocument else { return }
    for document in Set(gold.map(\.document)).sorted() {
      let part = Evaluation(
        gold: gold.filter { $0.document == document }, predicted: predicted.filter { $0.document == document })
      parts.append(Part(document: document, rows: Self.rows(part)))
    }
  }

  static func rows(_ evaluation: Evaluation) -> [Row] {
    func row(_ layer: String, _ rates: Rates) -> Row {
      Row(layer: layer, precision: rates.precision, recall: rates.recall, f1: rates.f1)
    }
    func row(_ layer: String, _ accuracy: Accuracy) -> Row {
      Row(layer: layer, accuracy: accuracy.value, count: accuracy.count, macroF1: accuracy.macroF1)
    }
    var rows = [row("segments", evaluation.segments)]
    for type in Evaluation.types {
      guard let exact = evaluation.exact[type], let overlap = evaluation.overlap[type], !exact.isEmpty else { continue }
      rows.append(row("\(type).exact", exact))
      rows.append(row("\(type).overlap", overlap))
    }
    for label in Label.allCases {
      if let accuracy = evaluation.labels[label] { rows.append(row(label.rawValue, accuracy)) }
    }
    rows.append(row("sectors.set", evaluation.sectors))
    for (name, accuracy) in evaluation.attributes.sorted(by: { $0.key < $1.key }) { rows.append(row(name, accuracy)) }
    return rows
  }

  /// Columns of text: precision, recall and F1, or accuracy, number and macro-F1.
  public func text() -> String {
    var lines: [String] = []
    for part in parts {
      lines.append("== \(part.document ?? "all documents of the gold")")
      for row in part.rows {
        let name = row.layer + String(repeating: " ", count: max(1, 20 - row.layer.count))
        lines.append(name + Self.cells(row).joined(separator: "  "))
      }
    }
    return lines.joined(separator: "\n")
  }

  public func markdown() -> String {
    var lines: [String] = []
    for part in parts {
      lines += ["### \(part.document ?? "All documents")", ""]
      lines += ["| layer | precision | recall | F1 | accuracy | n | macro-F1 |", "|---|--:|--:|--:|--:|--:|--:|"]
      for row in part.rows {
        let cells = [
          Self.decimals(row.precision), Self.decimals(row.recall), Self.decimals(row.f1), Self.decimals(row.accuracy),
          row.count.map(String.init) ?? "", Self.decimals(row.macroF1),
        ]
        lines.append("| \(row.layer) | " + cells.joined(separator: " | ") + " |")
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  private static func cells(_ row: Row) -> [String] {
    if row.f1 != nil { return [decimals(row.precision), decimals(row.recall), decimals(row.f1)] }
    return [decimals(row.accuracy), String(row.count ?? 0), "macro-F1 " + decimals(row.macroF1)]
  }

  /// Three decimals, rounded half to even as C and Python do; empty where there is no number.
  static func decimals(_ value: Double?) -> String {
    guard let value else { return "" }
    let thousandths = Int((value * 1000).rounded(.toNearestOrEven))
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }
}
