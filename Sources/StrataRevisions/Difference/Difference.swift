import StrataModel

/// One thing that is not as it was, with its cause.
public struct Difference: Sendable {
  /// What happened to the text, or that only labels and mentions differ, or only presentation.
  public enum Kind: String, CaseIterable, Sendable {
    case edited, moved
    case movedEdited = "moved-edited"
    case split, merged, added, removed
    /// Same text in the same place; mentions or labels differ.
    case relabelled
    /// Same text; only marker, level, page, note numbers, links or typography differ.
    case presentation
    /// A whole document that one side does not have.
    case documentAdded = "document-added"
    case documentRemoved = "document-removed"
  }

  public var kind: Kind
  public var oldDocument: String?
  public var newDocument: String?
  public var old: [SegmentRecord]
  public var new: [SegmentRecord]
  /// 0 to 1.
  public var similarity: Double
  /// Old and new text as stretches; empty where the texts are equal or one side is missing.
  public var words: [WordRun] = []
  public var mentions: [MentionChange] = []
  public var labels: [LabelChange] = []
  /// What differs in presentation: "marker", "level", "page", "note", "notes", "links", "kind", "typography".
  public var presentation: [String] = []
  /// The gravest first.
  public var findings: [Finding] = []
  public var cause: Cause = .unknown
  /// Concepts and rules behind a difference that a rule caused, as `because` names them.
  public var rules: [String] = []

  public init(kind: Kind, old: [SegmentRecord], new: [SegmentRecord], similarity: Double) {
    self.kind = kind
    self.old = old
    self.new = new
    self.similarity = similarity
  }

  /// The headings above, of the new side where there is one.
  public var section: [String] { (new.first ?? old.first)?.section ?? [] }

  /// Whether a commitment is on either side; repeats of an earlier segment do not count.
  public var isOfCommitment: Bool {
    (old + new).contains { $0.function == .commitment && $0.duplicateOf == nil }
  }

  /// Severity of the gravest finding, 0 where there is none.
  public var severity: Int { findings.first?.severity ?? 0 }
}

/// A stretch of text that both sides have, or one of them.
public struct WordRun: Sendable, Equatable {
  public enum Side: String, Sendable { case both = "=", old = "-", new = "+" }
  public var side: Side
  public var text: String
}

/// A mention that came, went, or is said otherwise.
public struct MentionChange: Sendable {
  public enum Kind: String, CaseIterable, Sendable { case gained, lost, changed }
  public var kind: Kind
  public var old: MentionRecord?
  public var new: MentionRecord?
  /// What differs between the two: "text", "type", "concept", "role", "class", "named", "value", "currency", "date", "unit".
  public var fields: [String]
  public var cause: Cause = .unknown

  public var type: MentionType { (new ?? old)!.type }
}

/// A label whose value is another one.
public struct LabelChange: Sendable, Equatable {
  /// "function", "action", "strength", "status", "instrumentClass", "sectors".
  public var field: String
  /// Nil is "no value"; sectors are joined by commas.
  public var old: String?
  public var new: String?
  public var cause: Cause = .unknown
}

/// What a reader of the difference should see first.
public struct Finding: Sendable, Equatable {
  /// In the order in which they are told: what was quietly made less before what is plainly gone.
  public enum Code: String, CaseIterable, Sendable {
    /// Firm became soft, or "must" became "should".
    case weaker
    /// A date slipped.
    case later
    /// An amount or target shrank.
    case less
    /// No commitment or no requirement any more.
    case demoted
    /// A commitment that is in the new version no more.
    case dropped
    case actorDropped = "actor-dropped"
    case dateDropped = "date-dropped"
    case amountDropped = "amount-dropped"
    case targetDropped = "target-dropped"
    /// Done became ongoing or planned.
    case setBack = "set-back"
    case stronger, promoted, earlier, more, advanced
    case new
  }

  public var code: Code
  /// 3 grave, 2 notable, 1 to be known.
  public var severity: Int
  /// "2026 → 2027", in the words of the documents.
  public var detail: String
}

/// What made a difference.
public struct Cause: OptionSet, Sendable, Hashable, CustomStringConvertible {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The document changed.
  public static let text = Cause(rawValue: 1)
  /// Lexicon, grammar or recipe changed.
  public static let rule = Cause(rawValue: 2)
  /// Another version of strata.
  public static let program = Cause(rawValue: 4)
  /// Nothing at hand tells.
  public static let unknown: Cause = []

  /// "text", "rule", "program", joined by "+"; or "unknown".
  public var description: String {
    let names = [(Cause.text, "text"), (.rule, "rule"), (.program, "program")].filter { contains($0.0) }.map(\.1)
    return names.isEmpty ? "unknown" : names.joined(separator: "+")
  }

  /// Every description there is, for the schema.
  public static let allDescriptions = (1...7).map { Cause(rawValue: $0).description } + ["unknown"]
}
