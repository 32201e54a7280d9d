import StrataModel

/// What one sentence says of a segment, and what it says it by.
struct Reading {
  var function: Function
  var action: Action?
  var strength = Strength.firm
  var status = Status.planned
  var confidence: Double
  /// Index of the sentence, and of the first word after the verb or the noun that decides.
  var sentence = 0
  var object = 0
  /// Where that verb or noun itself stands.
  var head = 0
  /// Where the subject of a passive ends; 0 where the verb is active.
  var subjectEnd = 0
  var evidence = EvidenceList()
}

/// One reason for a label: the rule's id and the word that it went by.
struct Evidence {
  enum Rule: UInt8, CaseIterable {
    case verb, nominal, head, object, purpose, via, agent, modal, passive, leadIn, section, cue, event

    var id: String {
      switch self {
      case .verb: "verb"
      case .nominal: "nominal"
      case .head: "head"
      case .object: "object"
      case .purpose: "purpose"
      case .via: "via"
      case .agent: "agent"
      case .modal: "modal"
      case .passive: "passive"
      case .leadIn: "lead-in"
      case .section: "section"
      case .cue: "cue"
      case .event: "event"
      }
    }
  }

  var rule: Rule
  /// Index in the grammar's texts; negative: the text of the word at `~entry`.
  var entry: Int32
}

/// A few pieces of evidence, at most five, without allocation.
struct EvidenceList: RandomAccessCollection {
  private var entries = SIMD8<Int32>()
  private var rules: UInt64 = 0
  private(set) var count = 0
  static let maximum = 5

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(index: Int) -> Evidence {
    let rule = Evidence.Rule(rawValue: UInt8(truncatingIfNeeded: rules &>> UInt64(8 &* index)))
    return Evidence(rule: rule ?? .verb, entry: entries[index])
  }

  mutating func append(_ rule: Evidence.Rule, _ entry: Int32) {
    guard count < Self.maximum else { return }
    entries[count] = entry
    rules |= UInt64(rule.rawValue) &<< UInt64(8 &* count)
    count += 1
  }

  mutating func append(_ others: EvidenceList) {
    for item in others { append(item.rule, item.entry) }
  }
}
