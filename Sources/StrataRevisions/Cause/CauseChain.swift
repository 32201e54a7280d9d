import StrataModel

/// How one document came from the other: the steps between the two, each with its one cause.
///
/// With both sources and pipelines at hand, old and new inputs are crossed: OLD is what the old text gave; the same
/// text through the new pipeline and program shows what these changed; from there to NEW the text changed.
public struct CauseChain: Sendable {
  public struct Step: Sendable {
    /// Nil where rule and program both changed and nothing at hand tells them apart.
    public var cause: Cause?
    /// The document behind this step; nil for the last one, which is the new document.
    public var document: RevisedDocument?
  }

  /// Empty where nothing can be told.
  public var steps: [Step]

  /// What crossing can use: the old text run again.
  public struct Reruns: Sendable {
    /// By the old pipeline, in the version of the program that made NEW.
    public var byOldPipeline: RevisedDocument?
    /// By the new pipeline, in the version of the program that made NEW.
    public var byNewPipeline: RevisedDocument?

    public init(byOldPipeline: RevisedDocument? = nil, byNewPipeline: RevisedDocument? = nil) {
      self.byOldPipeline = byOldPipeline
      self.byNewPipeline = byNewPipeline
    }
  }

  /// True where the two versions differ in more than one of text, rules and program, so that reruns help.
  public static func needsCrossing(
    _ old: RevisedDocument, _ new: RevisedDocument, programs: (ProgramIdentity?, ProgramIdentity?)
  ) -> Bool {
    guard let left = programs.0, let right = programs.1 else { return false }
    let changed = [old.record.sha256 != new.record.sha256, old.digest != new.digest, !left.isSame(as: right)]
    return changed.filter { $0 }.count > 1
  }

  public init(
    _ old: RevisedDocument, _ new: RevisedDocument, programs: (ProgramIdentity?, ProgramIdentity?),
    reruns: Reruns = Reruns()
  ) {
    steps = []
    guard let left = programs.0, let right = programs.1 else { return }
    let isTextSame = old.record.sha256 == new.record.sha256
    var engine: [Step] = []
    switch (old.digest == new.digest, left.isSame(as: right)) {
    case (true, true): break
    case (false, true): engine = [Step(cause: .rule, document: reruns.byNewPipeline)]
    case (true, false): engine = [Step(cause: .program, document: reruns.byNewPipeline)]
    case (false, false):
      if let between = reruns.byOldPipeline {
        engine = [Step(cause: .program, document: between), Step(cause: .rule, document: reruns.byNewPipeline)]
      } else {
        engine = [Step(cause: nil, document: reruns.byNewPipeline)]
      }
    }
    if isTextSame {
      guard !engine.isEmpty else { return }
      engine[engine.count - 1].document = nil
      steps = engine
    } else if engine.isEmpty {
      steps = [Step(cause: .text, document: nil)]
    } else if engine.last?.document != nil {
      steps = engine + [Step(cause: .text, document: nil)]
    }
  }
}

extension RevisedDocument {
  var digest: String { record.pipeline.digest }
}
