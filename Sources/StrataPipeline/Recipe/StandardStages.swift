import StrataModel
import StrataStages

extension StageFactory {
  /// Every stage that a recipe can name.
  public static let standard: [StageFactory] = [
    StageFactory(name: "normalize") { _ in StandInNormalizer() },
    StageFactory(name: "segment") { _ in StandInSegmenter() },
    StageFactory(name: "extract") { _ in StandInExtractor() },
    StageFactory(name: "classify") { _ in StandInClassifier() },
  ]
}
