/// Precision, recall and F1 from counts.
public struct Rates: Sendable, Equatable, Encodable {
  public var truePositives = 0
  public var falsePositives = 0
  public var falseNegatives = 0

  public init(truePositives: Int = 0, falsePositives: Int = 0, falseNegatives: Int = 0) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.falseNegatives = falseNegatives
  }

  /// 0 where nothing was predicted.
  public var precision: Double { Self.ratio(truePositives, truePositives + falsePositives) }
  /// 0 where there is no gold.
  public var recall: Double { Self.ratio(truePositives, truePositives + falseNegatives) }
  public var f1: Double {
    let sum = precision + recall
    return sum > 0 ? 2 * precision * recall / sum : 0
  }

  public var isEmpty: Bool { truePositives + falsePositives + falseNegatives == 0 }

  private static func ratio(_ part: Int, _ whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : 0 }
}

/// How often a value that should be one of several is right.
public struct Accuracy: Sendable, Equatable, Encodable {
  public private(set) var right = 0
  public private(set) var count = 0
  private var byValue: [String: Rates] = [:]

  public init() {}

  public var value: Double { count > 0 ? Double(right) / Double(count) : 0 }

  /// The mean of the F1 of every value that the gold has.
  public var macroF1: Double {
    let values = byValue.filter { $0.value.truePositives + $0.value.falseNegatives > 0 }.map(\.value.f1)
    return values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  mutating func add(gold: String, predicted: String?) {
    count += 1
    if gold == predicted {
      right += 1
      byValue[gold, default: Rates()].truePositives += 1
    } else {
      byValue[gold, default: Rates()].falseNegatives += 1
      if let predicted { byValue[predicted, default: Rates()].falsePositives += 1 }
    }
  }
}
